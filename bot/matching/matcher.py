"""The matcher: one message in, its weights and the decision out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.domain.match import Explanation
from bot.matching.lexicon import Lexicon
from bot.matching.model import Thresholds, TrainedModel
from bot.matching.reading import Reader, Reading
from bot.matching.text import clean
from bot.matching.weighing import Weighed, weigh

LONGEST_PAIR = 40
"""Words beyond which a message is a story, not two questions."""

SHORTEST_QUESTION = 2
"""Words a part of a message must have to be a question of its own."""

PART_FROM = 0.5
"""Probability from which a part of a message counts as a question on its first topic."""

_ASKING = (
    "how|what|whats|which|who|whom|why|when|where|do|does|is|are|can|could|should|tell|explain|give|show|"
    "berapa|apa|apakah|bagaimana|gimana|siapa|kenapa|mengapa|kapan|mana|jelaskan|jelasin"
)
_PARTS = re.compile(rf"(?<=[?])|[!;\n]+|\.\s|[\s,](?:and|also|plus|dan|serta|terus|trus)\s(?=(?:also\s|juga\s)?(?:{_ASKING})\b)")
_QUESTION = re.compile(rf"\?\s*$|^\W*(?:and\s|also\s|dan\s|juga\s)?(?:{_ASKING})\b")


class Matcher:
    """Matches messages against the topics the model was trained on. Holds no state between messages but caches."""

    def __init__(self, lexicon: Lexicon, model: TrainedModel) -> None:
        self._model = model
        self._reader = Reader(lexicon, model.vocabulary)

    @property
    def thresholds(self) -> Thresholds:
        """Where decisions fall."""
        return self._model.thresholds

    @property
    def turn_weights(self) -> Mapping[str, float]:
        """What each feature of a turn in a conversation is worth."""
        return self._model.turns

    def read(self, text: str) -> Reading:
        """Read one message without weighing it."""
        return self._reader.read(text)

    def weigh(self, text: str) -> Weighed:
        """Read and weigh one message."""
        return weigh(self._reader.read(text), self._model)

    def rank(self, text: str) -> Sequence[tuple[str, float]]:
        """Return all topics with their probability, best first."""
        return self.weigh(text).topics

    def questions(self, weighed: Weighed, text: str) -> tuple[Weighed, ...]:
        """Return the message's questions where it asks several, each sure enough to answer; else just itself."""
        if len(weighed.reading.words) > LONGEST_PAIR:
            return (weighed,)
        split = (part.strip() for part in _PARTS.split(clean(text)))
        parts = [part for part in split if len(part.split()) >= SHORTEST_QUESTION and _QUESTION.search(part)]
        if len(parts) < 2:
            return (weighed,)
        found: dict[str, Weighed] = {}
        for one in map(self.weigh, parts):
            if self.is_inside(one) and one.topics[0][1] >= PART_FROM:
                found.setdefault(one.topics[0][0], one)
        first = weighed.topics[0][0]
        if len(found) < 2 or first not in found:
            return (weighed,)
        return tuple(found.values())[:3]

    def is_sure(self, weighed: Weighed) -> bool:
        """Whether the first topic should be answered without asking back."""
        return self.is_inside(weighed) and weighed.sure >= self.thresholds.answer

    def is_inside(self, weighed: Weighed) -> bool:
        """Whether the knowledge holds the message at all."""
        return weighed.scope >= self.thresholds.unknown

    def explain(self, weighed: Weighed) -> Explanation:
        """Return which words, corrections and concepts counted towards the first topic, and the ranking with the runner-up."""
        reading = weighed.reading
        first = weighed.topics[0][0]
        evidence = self._model.topics.evidence(reading.features, first)
        return Explanation(
            words=reading.corrected,
            corrections=reading.corrections,
            concepts=reading.concepts,
            evidence=tuple((feature, round(points, 2)) for feature, points in evidence[:8]),
            ranking=tuple((topic, round(share, 3)) for topic, share in weighed.topics[:3])
            + tuple((f"@{intent}", round(share, 3)) for intent, share in weighed.intents[:1] + weighed.follow_ups[:1])
            + (("none", round(weighed.none, 3)),),
        )
