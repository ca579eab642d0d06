"""Weighs a message with the trained model: which topics, which turn of conversation, which side, and how sure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.language import Language, Segment
from bot.language.message import Message
from bot.matching.model import INTENT, NO_SIDE, NONE, LinearModel, TrainedModel, softmax
from bot.matching.reading import Reading

Ranking: TypeAlias = tuple[tuple[str, float], ...]
"""Labels with probabilities, best first."""

ALONE = frozenset({"greeting", "thanks", "help", "goodbye", "fit", "browse", "yes"})
"""Intents that make sense without a conversation before them, as do those that ask for a language."""

SIGNALS = (
    "best", "second", "margin", "none", "intent", "lead", "entropy", "known", "unknown", "content", "concepts", "length",
    "word fit", "pair fit", "gram fit",
)  # fmt: skip
"""What the gates decide by; see `signals`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A message with its ranking. Probabilities are 0 to 1; `topics` and `intents` are best first.

    Topics, `none` and the social intents are weighed as if the message stood alone: they share the probability that it is no
    follow-up. `follow_ups` are the intents that need a conversation before them, weighed against everything else.
    scope: how likely the knowledge holds it at all; sure: how likely the first topic is the right one.
    """

    reading: Reading
    topics: Ranking
    intents: Ranking
    follow_ups: Ranking
    none: float
    segment: Segment | None
    scope: float
    sure: float

    @property
    def message(self) -> Message:
        """The message that was weighed."""
        return self.reading.message

    @property
    def language(self) -> Language | None:
        """The language of the message, where its words tell."""
        return self.reading.language


def weigh(reading: Reading, model: TrainedModel) -> Weighed:
    """Weigh one reading."""
    topics, intents, follow_ups, none, fits = rank(reading, model.topics)
    found = signals(reading, topics, intents, none, fits)
    return Weighed(
        reading=reading,
        topics=topics,
        intents=intents,
        follow_ups=follow_ups,
        none=none,
        segment=side_of(reading, model),
        scope=model.scope.probability(found),
        sure=model.sure.probability(found),
    )


def rank(reading: Reading, model: LinearModel) -> tuple[Ranking, Ranking, Ranking, float, dict[str, float]]:
    """Return topics, intents that stand alone, and follow-ups, each best first, then "none of these", and how much is known."""
    scores, fits = model.scores(reading.features)
    ranked = sorted(zip(model.classes, softmax(scores), strict=True), key=lambda pair: (-pair[1], pair[0]))
    standing = ALONE | reading.message.parts.languages_asked.keys()
    turns = [(label[1:], share) for label, share in ranked if label.startswith(INTENT)]
    follow_ups = tuple(pair for pair in turns if pair[0] not in standing)
    rest = max(1.0 - sum(share for _, share in follow_ups), 1e-6)
    topics = tuple((label, share / rest) for label, share in ranked if label != NONE and not label.startswith(INTENT))
    intents = tuple((label, share / rest) for label, share in turns if label in standing)
    return topics, intents, follow_ups, dict(ranked).get(NONE, 0.0) / rest, fits


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
    scores, _ = model.sides.scores(reading.features)
    ranked = sorted(zip(model.sides.classes, scores, strict=True), key=lambda pair: -pair[1])
    label = ranked[0][0]
    return None if label == NO_SIDE else Segment(label)


def signals(
    reading: Reading,
    topics: Ranking,
    intents: Ranking,
    none: float,
    fits: Mapping[str, float],
) -> dict[str, float]:
    """Return the signals the gates weigh, by name: logarithms of shares, counts, and how much of the message is known."""
    shares = [share for _, share in topics]
    best, second = [*shares, 0.0, 0.0][:2]
    total = sum(shares) or 1.0
    within = [share / total for share in shares]
    content = len(reading.content)
    unknown = len(reading.unknown)
    return {
        "best": _log(best),
        "second": _log(second),
        "margin": best - second,
        "none": _log(none),
        "intent": _log(intents[0][1] if intents else 0.0),
        "lead": _log(best) - _log(none),
        "entropy": -sum(share * math.log(share) for share in within if share > 0),
        "known": math.log1p(content - min(unknown, content)),
        "unknown": unknown / (len(reading.words) or 1),
        "content": math.log1p(content),
        "concepts": math.log1p(len({concept for _, concept in reading.concepts})),
        "length": math.log1p(len(reading.words)),
        "word fit": fits.get("word", 0.0),
        "pair fit": fits.get("pair", 0.0),
        "gram fit": fits.get("gram", 0.0),
    }


def _log(share: float) -> float:
    return math.log(max(share, 1e-4))
