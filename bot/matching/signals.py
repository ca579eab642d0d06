"""What the gates decide by: how clear the ranking is, how much of the message is known, whether its words back the topic."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile
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

NEGLIGIBLE = 1e-12
"""Share up to which a topic has no part in the entropy: a thousand such topics would change it by less than a ten-millionth."""

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
    best, second = [*(share for _, share in ranked.topics[:2]), 0.0, 0.0][:2]
    shares = [share for _, share in takewhile(_counts, ranked.topics)]
    total = sum(shares) or 1.0
    within = [share / total for share in shares]
    return {
        "best": _log(best),
        "second": _log(second),
        "margin": best - second,
        "none": _log(ranked.none),
        "intent": _log(ranked.intents[0][1] if ranked.intents else 0.0),
        "lead": _log(best) - _log(ranked.none),
        "entropy": -sum(share * math.log(share) for share in within),
    }


def _counts(topic: tuple[str, float]) -> bool:
    return topic[1] > NEGLIGIBLE


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
    places, runs = _places(model.classes), _topic_runs(model.classes)
    total = ranked.scores.total
    first = places[ranked.topics[0][0]] if runs else 0
    none = total[places[NONE]] if NONE in places else 0.0
    found = {
        "score": _within(total[first], WIDEST_GAP),
        "score gap": _within(_lead(total, first, runs), WIDEST_GAP),
        "none gap": _within(total[first] - none, WIDEST_GAP),
    }
    for name in ("word", "pair", "concept", "gram"):
        apart = ranked.scores.apart.get(name)
        found[f"{name} gap"] = _within(_lead(apart, first, runs), WIDEST_FIELD_GAP) if apart else 0.0
    return found


def _lead(scores: Sequence[float], first: int, runs: Sequence[tuple[int, int]]) -> float:
    """How many points a topic has more than the best of the others."""
    best = [max(scores[begin:end]) for begin, end in _without(runs, first)]
    return scores[first] - max(best, default=0.0)


def _without(runs: Sequence[tuple[int, int]], first: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of places without one place."""
    for begin, end in runs:
        if not begin <= first < end:
            yield begin, end
            continue
        if begin < first:
            yield begin, first
        if first + 1 < end:
            yield first + 1, end


@lru_cache(maxsize=8)
def _places(classes: tuple[str, ...]) -> Mapping[str, int]:
    return {label: place for place, label in enumerate(classes)}


@lru_cache(maxsize=8)
def _topic_runs(classes: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where topics stand next to one another among the classes: from each first place up to the end."""
    topics = [label != NONE and not label.startswith(INTENT) for label in classes]
    edges = [place for place, (one, next_one) in enumerate(pairwise([False, *topics, False])) if one != next_one]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


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
    if not {topic, NONE} <= _places(model.classes).keys():
        return
    content = set(reading.content)
    for word, stem in zip(reading.corrected, reading.stems, strict=True):
        if word in content:
            yield model.share("word", stem, topic) - model.share("word", stem, NONE)


def _log(share: float) -> float:
    return math.log(max(share, 1e-4))
