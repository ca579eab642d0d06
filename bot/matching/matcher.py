"""The matcher: one message in, its weights and the decision out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.domain.match import Explanation
from bot.language.message import Message
from bot.language.reader import Reader
from bot.matching.model import HELD, Thresholds, TrainedModel
from bot.matching.pieces import parts_that_ask
from bot.matching.reading import CUED, InPieces, Reading
from bot.matching.signals import Ranking
from bot.matching.weighing import Weighed, ranking_of, weigh

LONGEST_PAIR = 40
"""Words beyond which a message is a story, not two questions."""

LONGEST_ASIDE = 120
"""Words of a message in which what it turns down is weighed apart: in a longer one that is one remark among many."""

PART_FROM = 0.5
"""Probability from which a part of a message counts as a question on its first topic."""

RANKED_BY = (*CUED, "negation.", "clauses.")
"""How the names of the cues begin that `rank` asks for: a third of what all cues take to be found."""


class Matcher:
    """Matches messages against the topics the model was trained on. Holds no state between messages but caches."""

    def __init__(
        self,
        reader: Reader,
        model: TrainedModel,
        hidden: AbstractSet[str] = frozenset(),
        written: Mapping[tuple[str, ...], str] | None = None,
    ) -> None:
        """`hidden` are topics that are to be matched by nothing, and to stand in the way of none.

        `written` are questions that layers hold word for word, as `spelt_out` gives them, each with its topic.
        """
        self._model = model
        self._hidden = frozenset(hidden)
        self._written = written or {}
        self.reader = reader

    def without(self, hidden: AbstractSet[str]) -> Matcher:
        """Return a matcher of the same model to which some topics are not known."""
        return Matcher(self.reader, self._model, hidden, self._written)

    @property
    def thresholds(self) -> Thresholds:
        """Where decisions fall."""
        return self._model.thresholds

    @property
    def vocabulary(self) -> Mapping[str, Sequence[int]]:
        """How often each word stands in the phrases of each language."""
        return self._model.vocabulary

    @property
    def turn_weights(self) -> Mapping[str, float]:
        """What each feature of a turn in a conversation is worth."""
        return self._model.turns

    def read(self, text: str) -> Reading:
        """Read one text without weighing it."""
        return Reading(self.reader.read(text))

    def weigh(self, message: Message) -> Weighed:
        """Weigh one message. What it names only to turn it down does not count: "win rate, not churn".

        Nor does a clause that turns down a side ("we don't sell to banks, what is churn?") where it leaves a question in doubt.
        What a layer holds word for word is its topic's, whatever the model makes of it: whoever taught it expects no less.
        """
        weighed = self._weigh(message)
        topic = self._written.get(spelt_out(message), "")
        if topic and topic not in self._hidden:
            return _as_written(weighed, topic)
        if len(message.lows) > LONGEST_ASIDE:
            return weighed
        halves = _without(message, _set_apart(message))
        if halves is not None:
            meant, dropped = map(self._weigh, halves)
            misled = dropped.topics[0][0] == weighed.topics[0][0] or _names_a_side(dropped)
            return self._as_meant(weighed, meant) if misled else weighed
        halves = None if self.is_sure(weighed) else _without(message, _asides(message))
        return weighed if halves is None else self._as_meant(weighed, self._weigh(halves[0]))

    def _weigh(self, message: Message) -> Weighed:
        return weigh(Reading(message), self._model, self._hidden)

    def _as_meant(self, weighed: Weighed, meant: Weighed) -> Weighed:
        """The message weighed by what it means, where that is sure enough; its side stays that of the whole."""
        return replace(meant, reading=weighed.reading, segment=weighed.segment) if self.is_sure(meant) else weighed

    def weigh_text(self, text: str) -> Weighed:
        """Read and weigh one text."""
        return self.weigh(self.reader.read(text))

    def rank(self, text: str) -> Sequence[tuple[str, float]]:
        """Return all topics with their probability, best first: those of `weigh`, in half of its time.

        Where nothing is turned down and no layer adds anything, the scores of the topics alone tell.
        """
        message, model = self.reader.read(text), self._model
        if model.added is not None or self._written or _set_apart(message)[0] or _asides(message)[0]:
            return self.weigh(message).topics
        reading = Reading(message)
        features = {**reading.whole, "gram": InPieces(reading.content)}
        return ranking_of(reading, model.topics, model.topics.scores(features), self._hidden).topics

    def questions(self, weighed: Weighed) -> tuple[Weighed, ...]:
        """Return the message's questions where it asks several, each sure enough to answer; else just itself."""
        if len(weighed.reading.words) > LONGEST_PAIR:
            return (weighed,)
        parts = parts_that_ask(weighed.message)
        if len(parts) < 2:
            return (weighed,)
        found: dict[str, Weighed] = {}
        for one in map(self.weigh, parts):
            if self.is_inside(one) and one.topics[0][1] >= PART_FROM:
                found.setdefault(one.topics[0][0], one)
        if len(found) < 2 or weighed.topics[0][0] not in found:
            return (weighed,)
        return tuple(found.values())[:3]

    def is_sure(self, weighed: Weighed) -> bool:
        """Whether the first topic should be answered without asking back."""
        return weighed.scope >= HELD and weighed.sure >= self.thresholds.answer

    def is_inside(self, weighed: Weighed) -> bool:
        """Whether the knowledge holds the message at all."""
        return weighed.scope >= self.thresholds.unknown

    def explain(self, weighed: Weighed) -> Explanation:
        """Return which words, corrections and concepts counted towards the first topic, and the ranking with the runner-up."""
        reading = weighed.reading
        first = weighed.topics[0][0]
        evidence = (self._model.added or self._model.topics).evidence(reading.features, first)
        return Explanation(
            words=reading.corrected,
            corrections=reading.corrections,
            concepts=reading.concepts,
            evidence=tuple((feature, round(points, 2)) for feature, points in evidence[:8]),
            ranking=tuple((topic, round(share, 3)) for topic, share in weighed.topics[:3])
            + tuple((f"@{intent}", round(share, 3)) for intent, share in weighed.intents[:1] + weighed.follow_ups[:1])
            + (("none", round(weighed.none, 3)),),
        )


def spelt_out(message: Message) -> tuple[str, ...]:
    """Return the words of a question alone, by which it is known again."""
    return tuple([low for low in message.lows if low != ":"])


def _as_written(weighed: Weighed, topic: str) -> Weighed:
    """The message as one that is surely about a topic, and nothing else."""
    return replace(
        weighed,
        topics=((topic, 1.0), *_sunk(weighed.topics, topic)),
        intents=_sunk(weighed.intents),
        follow_ups=_sunk(weighed.follow_ups),
        none=0.0,
        scope=1.0,
        sure=1.0,
    )


def _sunk(ranking: Ranking, without: str = "") -> Ranking:
    """The ranking with no share for anything."""
    return tuple((label, 0.0) for label, _ in ranking if label != without)


def _set_apart(message: Message) -> tuple[set[int], set[int]]:
    """The words that are set apart from what is meant, and those together with the words that set them apart."""
    apart = [one for one in message.negations if one.apart]
    dropped = {at for one in apart for at in range(one.begin, one.end)}
    return dropped, dropped.union(*(range(one.first, one.last) for one in apart))


def _asides(message: Message) -> tuple[set[int], set[int]]:
    """The words of the clauses that turn down a side and ask nothing, and those that call a task before a question of its own."""
    sides = (message.terms.terms[side.first].word for side in message.sides if message.is_turned_down(side))
    denied = {message.words[at].clause for at in sides}
    dropped = {at for clause in denied - message.asked for at in range(*message.clauses[clause])}
    called = (range(hit.first, hit.last) for hit in message.cues("clauses.calling") if hit.first == message.beginning)
    dropped = dropped.union(*called)
    return dropped, dropped


def _without(message: Message, words: tuple[set[int], set[int]]) -> tuple[Message, Message] | None:
    """The message without what it drops, and that alone; None where it drops nothing, or says nothing else."""
    dropped, gone = words
    kept = [at for at in range(len(message.lows)) if at not in gone] if dropped else []
    return (message.keeping(kept), message.keeping(sorted(dropped))) if kept else None


def _names_a_side(weighed: Weighed) -> bool:
    """Whether a piece names a side of the market and nothing else."""
    sided = {word for words, _ in weighed.reading.sides for word in words.split()}
    return bool(sided) and sided >= set(weighed.reading.content)
