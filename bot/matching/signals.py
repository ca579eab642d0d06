"""What the gates decide by: how clear the ranking is, how much of the message is known, whether its words back the topic."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from bot.matching.classifier import Classifier
from bot.matching.model import INTENT, NONE
from bot.matching.reading import Reading
from bot.matching.scoring import Scores

Ranking: TypeAlias = tuple[tuple[str, float], ...]
"""Labels with probabilities, best first."""

SIGNALS = (
    "best", "second", "margin", "none", "intent", "lead", "entropy", "known", "unknown", "content", "concepts", "length",
    "word fit", "pair fit", "gram fit", "backing", "opposing",
    "score", "score gap", "none gap", "word gap", "pair gap", "concept gap", "gram gap",
)  # fmt: skip
"""The names of the signals; see `signals`."""

WIDEST_GAP = 15.0
"""Points of score beyond which a lead counts no more."""

WIDEST_FIELD_GAP = 5.0
"""The same of one field."""

BACKS_FROM = 1.0
"""Points (weight times idf, see `bot.matching.model`) from which a word speaks for or against a topic, rather than for none."""


class Ranked(NamedTuple):
    """What a model makes of a message: topics, intents that stand alone and follow-ups, each best first; "none of these".

    scores: what they come from.
    """

    topics: Ranking
    intents: Ranking
    follow_ups: Ranking
    none: float
    scores: Scores


def signals(reading: Reading, model: Classifier, ranked: Ranked) -> dict[str, float]:
    """Return the signals by name: logarithms of shares, counts, and shares of 0 to 1."""
    backing = _backing_signals(reading, model, ranked.topics[0][0] if ranked.topics else NONE)
    return _ranking_signals(ranked) | _coverage_signals(reading, ranked.scores.known) | backing | _gap_signals(model, ranked)


def _ranking_signals(ranked: Ranked) -> dict[str, float]:
    shares = [share for _, share in ranked.topics]
    best, second = [*shares, 0.0, 0.0][:2]
    total = sum(shares) or 1.0
    within = [share / total for share in shares]
    return {
        "best": _log(best),
        "second": _log(second),
        "margin": best - second,
        "none": _log(ranked.none),
        "intent": _log(ranked.intents[0][1] if ranked.intents else 0.0),
        "lead": _log(best) - _log(ranked.none),
        "entropy": -sum(share * math.log(share) for share in within if share > 0),
    }


def _coverage_signals(reading: Reading, fits: Mapping[str, float]) -> dict[str, float]:
    content, unknown = len(reading.content), len(reading.unknown)
    return {
        "known": math.log1p(content - min(unknown, content)),
        "unknown": unknown / (len(reading.words) or 1),
        "content": math.log1p(content),
        "concepts": math.log1p(len({concept for _, concept in reading.concepts})),
        "length": math.log1p(len(reading.words)),
        "word fit": fits.get("word", 0.0),
        "pair fit": fits.get("pair", 0.0),
        "gram fit": fits.get("gram", 0.0),
    }


def _gap_signals(model: Classifier, ranked: Ranked) -> dict[str, float]:
    """How far the first topic leads the next one and "none": by the whole score, and by each field for itself.

    Shares say little where all are near 0 or 1; and a topic that words, pairs and pieces of words all find is seldom wrong.
    """
    topics = _topics(model.classes)
    total = ranked.scores.total
    first = model.classes.index(ranked.topics[0][0]) if topics else 0
    none = total[model.classes.index(NONE)] if NONE in model.classes else 0.0
    found = {
        "score": _within(total[first], WIDEST_GAP),
        "score gap": _within(_lead(total, first, topics), WIDEST_GAP),
        "none gap": _within(total[first] - none, WIDEST_GAP),
    }
    for name in ("word", "pair", "concept", "gram"):
        apart = ranked.scores.apart.get(name)
        found[f"{name} gap"] = _within(_lead(apart, first, topics), WIDEST_FIELD_GAP) if apart else 0.0
    return found


def _lead(scores: Sequence[float], first: int, topics: Sequence[int]) -> float:
    """How many points a topic has more than the best of the others."""
    others = list(map(scores.__getitem__, topics))
    if first in topics:
        del others[topics.index(first)]
    return scores[first] - max(others, default=0.0)


@lru_cache(maxsize=8)
def _topics(classes: tuple[str, ...]) -> tuple[int, ...]:
    """The places of the topics among the classes."""
    return tuple(place for place, label in enumerate(classes) if label != NONE and not label.startswith(INTENT))


def _within(points: float, widest: float) -> float:
    return max(-widest, min(widest, points))


def _backing_signals(reading: Reading, model: Classifier, topic: str) -> dict[str, float]:
    """Which shares of the content words speak for the topic and for none of these.

    A word that the knowledge shares with another world backs its topic; the words beside it do not.
    """
    points = list(_points(reading, model, topic))
    count = len(points) or 1
    return {
        "backing": sum(one >= BACKS_FROM for one in points) / count,
        "opposing": sum(one <= -BACKS_FROM for one in points) / count,
    }


def _points(reading: Reading, model: Classifier, topic: str) -> Iterator[float]:
    """Yield what each content word says for the topic rather than for "none of these"."""
    if topic not in model.classes or NONE not in model.classes:
        return
    content = set(reading.content)
    for word, stem in zip(reading.corrected, reading.stems, strict=True):
        if word in content:
            yield model.share("word", stem, topic) - model.share("word", stem, NONE)


def _log(share: float) -> float:
    return math.log(max(share, 1e-4))
