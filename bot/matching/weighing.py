"""Weighs a message with the trained model: which topics, which turn of conversation, which side, and how sure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from bot.domain.language import Language, Segment
from bot.domain.want import PARTS, Want
from bot.language.message import Message
from bot.matching.added_topics import AddedTopics
from bot.matching.begun import begun_signals
from bot.matching.classifier import Classifier
from bot.matching.model import HELD, INTENT, NO_WANT, NONE, TrainedModel, softmax
from bot.matching.reading import Reading
from bot.matching.scoring import Scores
from bot.matching.sided import side_of
from bot.matching.signals import Ranked, Ranking, signals

RIVAL = 0.05
"""Share from which an added topic counts as a rival of the first one."""

GIVES_WAY = 0.3
"""An added topic that is first gives way to a known one where it is right with less than so many times the other's probability.
Of four teams' questions on topics of three phrases 61.4 in 100 are found with it, and 0.5 in 100 old questions less than
before; with 0.45 58.7 and 0.5. On topics of 23 phrases it makes no difference (`tests/benchmarks`)."""

LIFT = 1.0
"""What both gates' log odds are raised by for an added topic where the model has no gate for those: right ones are less sure of
themselves than the gates are used to."""

_BESIDE_STEPS = tuple(part for part in PARTS if part is not Want.STEPS)

NOTHING: frozenset[str] = frozenset()

_Share: TypeAlias = tuple[str, float]

ALONE = frozenset({"greeting", "thanks", "help", "goodbye", "scold", "nod", "remark", "fit", "browse", "yes"})
"""Intents that make sense without a conversation before them, as do those that ask for a language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A message with its ranking. Probabilities are 0 to 1; `topics` and `intents` are best first.

    Topics, `none` and the social intents are weighed as if the message stood alone: they share the probability that it is no
    follow-up. `follow_ups` are the intents that need a conversation before them, weighed against everything else.
    scope: how likely the knowledge holds it at all; sure: how likely the first topic is the right one.
    taught: the intent this very line was taught as, "" for any other line.
    """

    reading: Reading
    topics: Ranking
    intents: Ranking
    follow_ups: Ranking
    none: float
    segment: Segment | None
    scope: float
    sure: float
    want: Want | None = None
    taught: str = ""

    @property
    def message(self) -> Message:
        """The message that was weighed."""
        return self.reading.message

    @property
    def language(self) -> Language | None:
        """The language of the message, where its words tell."""
        return self.reading.language


def weigh(reading: Reading, model: TrainedModel, hidden: AbstractSet[str] = NOTHING) -> Weighed:
    """Weigh one reading; the `hidden` topics are as if they had never been learnt."""
    # What layers add looks at every piece of a word; the trained model has them added up.
    topics, sides, wants = model.scores(reading.by_words if model.added is None else reading.features)
    ranked, scope, sure = _judged(reading, model, topics, hidden)
    return Weighed(
        reading=reading,
        topics=ranked.topics,
        intents=ranked.intents,
        follow_ups=ranked.follow_ups,
        none=ranked.none,
        segment=side_of(reading, model.sides, sides),
        scope=scope,
        sure=sure,
        want=_want_of(model, wants, reading),
        taught=model.taught.get(as_said(reading), ""),
    )


def _judged(reading: Reading, model: TrainedModel, scores: Scores, hidden: AbstractSet[str]) -> tuple[Ranked, float, float]:
    """Rank a reading by its scores; tell how likely the knowledge holds it, and how likely the first topic is the right one.

    What layers add makes no known topic shyer, unless an added one is its rival.
    """
    known = ranking_of(reading, model.topics, scores, hidden)
    if model.added is None:
        return known, *_by_gates(reading, model, model.topics, known)
    ranked = ranking_of(reading, model.added, model.added.joined(known.scores, reading.features), hidden)
    first = ranked.topics[0][0]
    if first in model.added.topics:
        return _added_or_known(reading, model, model.added, known, ranked)
    if first in model.added.changed:
        return ranked, *_by_gates(reading, model, model.added, ranked)
    rival = max((share for topic, share in ranked.topics if topic in model.added.topics), default=0.0)
    scope, sure = _by_gates(reading, model, model.topics, known)
    if rival < RIVAL:
        return _with_added(known, ranked, model.added), scope, sure
    own = ranked.topics[0][1]
    return ranked, scope, sure * own / (own + rival)


def _added_or_known(
    reading: Reading, model: TrainedModel, added: AddedTopics, known: Ranked, ranked: Ranked
) -> tuple[Ranked, float, float]:
    """Judge a reading whose first topic is an added one: it gives way to a known one that is far surer to be right."""
    scope, sure = _begun(reading, model, added, ranked)
    known_scope, known_sure = _by_gates(reading, model, model.topics, known)
    if not known.topics or sure >= GIVES_WAY * known_sure:
        return ranked, scope, sure
    rival = sure / known_sure
    scale = rival * known.topics[0][1] / ranked.topics[0][1]
    return _with_added(known, ranked, added, scale), known_scope, known_sure / (1 + rival)


def _by_gates(reading: Reading, model: TrainedModel, by: Classifier, ranked: Ranked, lift: float = 0.0) -> tuple[float, float]:
    """How likely the knowledge holds a message, and the first topic is right. Gates that stand open look at nothing."""
    found = signals(reading, by, ranked) if model.scope.curves or model.sure.curves else {}
    return model.scope.probability(found, lift), model.sure.probability(found, lift)


def _begun(reading: Reading, model: TrainedModel, added: AddedTopics, ranked: Ranked) -> tuple[float, float]:
    """How likely the knowledge holds what an added topic is first for, and that it is right. What is right is held.

    The gate for added topics has weighed what is out of scope by itself: what it lets through is held surely enough.
    """
    scope, sure = _by_gates(reading, model, added, ranked, LIFT)
    if model.begun is not None:
        sure = model.begun.probability(begun_signals(reading, added, ranked))
        scope = max(scope, HELD) if sure >= model.thresholds.answer else scope
    return max(scope, sure), sure


def _with_added(known: Ranked, ranked: Ranked, added: AddedTopics, scale: float = 1.0) -> Ranked:
    """The ranking of what was known, with the added topics in the places that they have behind; their shares times `scale`."""
    topics = [*known.topics, *((topic, scale * share) for topic, share in ranked.topics if topic in added.topics)]
    return known._replace(topics=tuple(_best_first(topics)))


def as_said(reading: Reading) -> str:
    """The words as typed, in one line: what small talk is compared by."""
    return " ".join(reading.words)


def rank(reading: Reading, model: Classifier, hidden: AbstractSet[str] = NOTHING) -> Ranked:
    """Rank the topics and turns of conversation for one reading; the hidden ones are as if they had never been learnt."""
    return ranking_of(reading, model, model.scores(reading.features), hidden)


def ranking_of(reading: Reading, model: Classifier, scores: Scores, hidden: AbstractSet[str] = NOTHING) -> Ranked:
    """Rank the classes by their scores; the hidden ones are as if they had never been learnt."""
    scores = _sunk(scores, model.classes, hidden) if hidden else scores
    standing = ALONE | reading.message.parts.languages_asked.keys()
    places, shares = _by_name(model.classes), softmax(scores.total)
    turns = _best_first([(name, shares[place]) for name, place in places.turns])
    follow_ups = tuple(pair for pair in turns if pair[0] not in standing)
    rest = max(1.0 - sum(map(itemgetter(1), follow_ups)), 1e-6)
    topics = _best_first([(label, shares[place] / rest) for label, place in places.topics if label not in hidden])
    intents = tuple((label, share / rest) for label, share in turns if label in standing)
    return Ranked(tuple(topics), intents, follow_ups, sum(shares[place] for place in places.none) / rest, scores)


def _best_first(pairs: list[_Share]) -> list[_Share]:
    """Labels with their shares, the greatest first; equal ones stay in their order, by name."""
    pairs.sort(key=itemgetter(1), reverse=True)
    return pairs


class _Places(NamedTuple):
    """The topics and the turns of conversation among the classes, by name, each with its place; and that of "none", if any."""

    topics: Sequence[tuple[str, int]]
    turns: Sequence[tuple[str, int]]
    none: Sequence[int]


@lru_cache(maxsize=8)
def _by_name(classes: tuple[str, ...]) -> _Places:
    order = sorted((label, place) for place, label in enumerate(classes) if label != NONE)
    topics = [(label, place) for label, place in order if not label.startswith(INTENT)]
    turns = [(label.removeprefix(INTENT), place) for label, place in order if label.startswith(INTENT)]
    return _Places(topics, turns, [place for place, label in enumerate(classes) if label == NONE])


def _sunk(scores: Scores, classes: Sequence[str], hidden: AbstractSet[str]) -> Scores:
    """The scores with some classes out of the running."""
    places = {place for place, label in enumerate(classes) if label in hidden}
    apart = {name: _without(points, places) for name, points in scores.apart.items()}
    return scores._replace(total=_without(scores.total, places), apart=apart)


def _without(points: Sequence[float], places: AbstractSet[int]) -> list[float]:
    return [-math.inf if place in places else one for place, one in enumerate(points)]


def _want_of(model: TrainedModel, scores: Scores, reading: Reading) -> Want | None:
    """What a message wants of its subject in particular. A word that names its subject, and that alone, asks for no usual figure.

    The steps are shown to whoever wants nothing in particular, so another part must be likelier than both together: of lines of
    four authors, which nothing was learnt from, 90.9 of 100 that ask for one get it, and of those that ask for none 3.3 do.
    """
    shares = dict(zip(model.wants.classes, softmax(scores.total), strict=True)) if scores.total else {}
    first = max(shares, key=shares.__getitem__, default=NO_WANT)
    if first == Want.BENCHMARK:
        return Want.BENCHMARK if len(reading.words) > 1 else None
    part, share = max(((one, shares.get(one, 0.0)) for one in _BESIDE_STEPS), key=itemgetter(1))
    steps, nothing = shares.get(Want.STEPS, 0.0), shares.get(NO_WANT, 0.0)
    if share > steps + nothing:
        return part
    return Want.STEPS if steps > nothing else None
