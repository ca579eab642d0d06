"""Fits the gates and thresholds on sentences of another hand than the phrases: on its own hand's words a model looks surer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.language import Language, Segment
from bot.matching.lexicon import Lexicon
from bot.matching.model import gate_of, linear_of
from bot.matching.reading import Reader
from bot.matching.training import learn_gate
from bot.matching.weighing import SIGNALS, rank, signals

WANTED_PRECISION = 0.975
"""Of the messages answered directly, the share whose answer is the right topic. The goal is 94 %; the rest is room."""

EVEN_ODDS = 0.5
"""The answer threshold is never lower: what is likelier wrong than right is asked back."""

TOLERATED_DENIALS = 0.005
"""Of the messages the knowledge does hold, the share that may be told "not in my knowledge"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationLine:
    """One sentence of another hand: the topics that answer it (none: out of scope), the side it names, its style."""

    language: Language
    text: str
    topics: tuple[str, ...]
    segment: Segment | None = None
    style: str = ""


def calibrate(learnt: Mapping[str, Any], lexicon: Lexicon, lines: Sequence[CalibrationLine]) -> dict[str, Any]:
    """Return the gates and thresholds for freshly learnt models, ready to be saved beside them."""
    reader = Reader(lexicon, {word: tuple(counts) for word, counts in learnt["vocabulary"].items()})
    topics = linear_of(learnt["topics"])
    found, inside, right = [], [], []
    for line in lines:
        reading = reader.read(line.text)
        ranked, intents, _, none, fits = rank(reading, topics)
        found.append(signals(reading, ranked, intents, none, fits))
        inside.append(bool(line.topics))
        right.append(ranked[0][0] in line.topics)
    gates = {"scope": learn_gate(found, inside, SIGNALS), "sure": learn_gate(found, right, SIGNALS)}
    scope, sure = gate_of(gates["scope"]), gate_of(gates["sure"])
    sureness = [(sure.probability(one), hit) for one, hit in zip(found, right, strict=True)]
    scopes = [scope.probability(one) for one, is_in in zip(found, inside, strict=True) if is_in]
    return {**gates, "thresholds": {"answer": _answer_threshold(sureness), "unknown": _unknown_threshold(scopes)}}


def _answer_threshold(sureness: Sequence[tuple[float, bool]]) -> float:
    """The lowest threshold that still gives the wanted precision over all sentences above it."""
    best, hits = 1.0, 0
    for count, (sure, hit) in enumerate(sorted(sureness, key=lambda pair: -pair[0]), start=1):
        hits += hit
        if hits / count >= WANTED_PRECISION:
            best = sure
    return round(max(best, EVEN_ODDS), 4)


def _unknown_threshold(scopes: Sequence[float]) -> float:
    """The threshold below which only the tolerated share of answerable sentences falls."""
    ordered = sorted(scopes)
    return round(ordered[int(len(ordered) * TOLERATED_DENIALS)], 4) if ordered else 0.5
