"""Weighs a message with the trained model: which topics, which turn of conversation, which side, and how sure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from operator import itemgetter, neg

from bot.domain.language import Language, Segment
from bot.domain.want import Want
from bot.language.message import Message
from bot.matching.model import INTENT, NO_SIDE, NO_WANT, NONE, LinearModel, Scores, TrainedModel, softmax
from bot.matching.reading import Reading
from bot.matching.signals import Ranked, Ranking, signals

RIVAL = 0.05
"""Share from which an added topic counts as a rival of the first one."""

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


NOTHING: frozenset[int] = frozenset()


def weigh(reading: Reading, model: TrainedModel, hidden: AbstractSet[int] = NOTHING) -> Weighed:
    """Weigh one reading; the classes at the `hidden` places are as if they had never been learnt."""
    ranked = _rank_without(hidden, reading, model.topics) if hidden else rank(reading, model.topics)
    judged = _among_known(ranked, model) if _is_settled(ranked, model) else ranked
    found = signals(reading, model.topics, judged)
    lift = model.lifts.get(ranked.topics[0][0], 0.0) if ranked.topics else 0.0
    return Weighed(
        reading=reading,
        topics=ranked.topics,
        intents=ranked.intents,
        follow_ups=ranked.follow_ups,
        none=ranked.none,
        segment=side_of(reading, model),
        scope=model.scope.probability(found, lift),
        sure=model.sure.probability(found, lift),
        want=want_of(reading, model),
        taught=model.taught.get(as_said(reading), ""),
    )


def _is_settled(ranked: Ranked, model: TrainedModel) -> bool:
    """Whether topics were added, and none of them has a say in which topic is meant."""
    if not model.lifts or not ranked.topics or ranked.topics[0][0] in model.lifts:
        return False
    return all(share < RIVAL for topic, share in ranked.topics if topic in model.lifts)


def _among_known(ranked: Ranked, model: TrainedModel) -> Ranked:
    """The ranking as if nothing had been added, which the gates were fitted on: topics far behind make no other one shyer."""
    added = frozenset(place for place, label in enumerate(model.topics.classes) if label in model.lifts)
    apart = {name: _sunk(scores, added) for name, scores in ranked.scores.apart.items()}
    scores = Scores(_sunk(ranked.scores.total, added), ranked.scores.known, apart)
    return ranked._replace(topics=tuple(one for one in ranked.topics if one[0] not in model.lifts), scores=scores)


def _sunk(scores: Sequence[float], places: AbstractSet[int]) -> list[float]:
    return [-math.inf if place in places else score for place, score in enumerate(scores)]


def as_said(reading: Reading) -> str:
    """The words as typed, in one line: what small talk is compared by."""
    return " ".join(reading.words)


def rank(reading: Reading, model: LinearModel) -> Ranked:
    """Rank the topics and turns of conversation for one reading."""
    return _ranked(model.scores(reading.features), reading, model)


def _rank_without(hidden: AbstractSet[int], reading: Reading, model: LinearModel) -> Ranked:
    """The ranking as if the classes at the hidden places had never been learnt."""
    scores, unknown = model.scores(reading.features), {model.classes[place] for place in hidden}
    apart = {name: _sunk(points, hidden) for name, points in scores.apart.items()}
    ranked = _ranked(Scores(_sunk(scores.total, hidden), scores.known, apart), reading, model)
    return ranked._replace(topics=tuple(one for one in ranked.topics if one[0] not in unknown))


def _ranked(scores: Scores, reading: Reading, model: LinearModel) -> Ranked:
    standing = ALONE | reading.message.parts.languages_asked.keys()
    subjects, turns, none = [], [], 0.0
    for loss, label in sorted(zip(map(neg, softmax(scores.total)), model.classes, strict=True)):
        if label.startswith(INTENT):
            turns.append((label[1:], -loss))
        elif label == NONE:
            none = -loss
        else:
            subjects.append((label, -loss))
    follow_ups = tuple(pair for pair in turns if pair[0] not in standing)
    rest = max(1.0 - sum(share for _, share in follow_ups), 1e-6)
    topics = tuple((label, share / rest) for label, share in subjects)
    intents = tuple((label, share / rest) for label, share in turns if label in standing)
    return Ranked(topics, intents, follow_ups, none / rest, scores)


def named_side(message: Message) -> Segment | None:
    """The side whose words stand in the message: one, both, or None. A side turned down names the other, unless one is named."""
    said = {_segment(hit.key) for hit in message.sides if not message.is_turned_down(hit)}
    if said:
        return Segment.BOTH if len(said) > 1 else next(iter(said))
    denied = {_segment(hit.key) for hit in message.sides}
    return next(iter(denied)).other if len(denied) == 1 else None


def _segment(side: str) -> Segment:
    return Segment.SMB if side == Segment.SMB else Segment.ENTERPRISE


def side_of(reading: Reading, model: TrainedModel) -> Segment | None:
    """Return the side a message names or clearly hints at."""
    message = reading.message
    if any(message.is_turned_down(hit) for hit in message.sides) and (named := named_side(message)) is not None:
        return named
    scores = model.sides.scores(reading.features).total
    label, _ = max(zip(model.sides.classes, scores, strict=True), key=itemgetter(1))
    return None if label == NO_SIDE else Segment(label)


def want_of(reading: Reading, model: TrainedModel) -> Want | None:
    """Return what a message wants of its subject in particular."""
    scores = model.wants.scores(reading.features).total
    label = max(zip(scores, model.wants.classes, strict=True), default=(0.0, NO_WANT))[1]
    return None if label == NO_WANT else Want(label)
