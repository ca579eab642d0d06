"""The trained model: linear weights over the features of a reading, few enough to ask in a fraction of a millisecond.

A score is a sum over fields: field weight / norm * (sum of the rows of the known features + base). Rows hold weight times
inverse document frequency, as whole steps, and only for the classes a feature speaks for or against; what a feature means to
the other classes is the same for all and drops out of a softmax. The norm is the Euclidean length of the field's tf-idf vector
(Salton's cosine normalisation).
"""

from __future__ import annotations

import math
import struct
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bot.matching.added_topics import AddedTopics

NONE = "none"
"""The class of what the knowledge does not hold."""

INTENT = "@"
"""Marks a class that is a turn of conversation, as `@thanks`."""

NO_SIDE = "none"
"""The class of messages that name no side of the market."""

NO_WANT = "nothing"
"""The class of messages that want nothing in particular of their subject."""

IDF_STEPS = 64
"""Steps in one point of inverse document frequency: whole steps add up to the same sum in any order."""

POINT_STEPS = 127
"""The largest weight of a field in steps; weights are whole steps from -127 to 127."""

LANE = 16
"""Bits of a class's points in a packed row."""

NIL = POINT_STEPS + 1
"""What stands for no points in a packed row: lanes are never negative."""

MOST_ROWS = (1 << LANE) // (2 * NIL)
"""Packed rows that can be added before a lane overflows into the next."""

REMEMBERED = 16_384
"""Packed rows that a field keeps, of some hundred bytes each: about every word and piece of a word that is ever said."""


@dataclass(frozen=True)
class Field:
    """The weights of one kind of feature.

    The feature at `index[feature]`, place i, has the points `points[starts[i]:starts[i + 1]]` (in steps of `scale`) towards
    the classes `positions[starts[i]:starts[i + 1]]`. `idf` is in steps of 1/64; `base` is each class's own share for any
    known feature, times its idf.
    """

    index: Mapping[str, int]
    idf: Sequence[int]
    starts: Sequence[int]
    positions: Sequence[int]
    points: Sequence[int]
    base: Sequence[float]
    scale: float
    weight: float

    @cached_property
    def _lanes(self) -> struct.Struct:
        """How a row stands in one number: the points towards every class, the idf, its square."""
        return struct.Struct(f"<{len(self.base)}HIQ")

    @cached_property
    def _rows(self) -> dict[str, int]:
        """The packed rows of the features met so far."""
        return {}

    def add_to(self, scores: list[float], features: frozenset[str]) -> float:
        """Add this field's share to `scores`; return the share of the features that are known (0 to 1)."""
        packed = self._rows
        known = self.index.keys() & features
        rows = [packed[feature] if feature in packed else self._row(feature) for feature in known]
        if not rows:
            return 0.0
        *totals, idf, squares = self._sums(rows)
        norm = math.sqrt(squares) / IDF_STEPS
        step = self.scale * self.weight / norm
        mass = self.weight * idf / IDF_STEPS / norm
        shift = NIL * len(rows)
        scores[:] = [
            score + ((total - shift) * step + base * mass) for score, total, base in zip(scores, totals, self.base, strict=True)
        ]
        return len(rows) / len(features)

    def _sums(self, rows: Sequence[int]) -> Sequence[int]:
        """The sums over packed rows: lane by lane, but as one addition of whole numbers for each row.

        Python adds numbers of some hundred bytes in a twentieth of the time that it takes to add their parts one by one.
        """
        lanes = self._lanes
        parts = [
            lanes.unpack(sum(rows[first : first + MOST_ROWS]).to_bytes(lanes.size, "little"))
            for first in range(0, len(rows), MOST_ROWS)
        ]
        return parts[0] if len(parts) == 1 else [sum(lane) for lane in zip(*parts, strict=True)]

    def _row(self, feature: str) -> int:
        """The packed row of a feature of the index."""
        known = self._rows.get(feature)
        if known is not None:
            return known
        place = self.index[feature]
        lanes = [NIL] * len(self.base)
        start, end = self.starts[place], self.starts[place + 1]
        for position, points in zip(self.positions[start:end], self.points[start:end], strict=True):
            lanes[position] += points
        idf = self.idf[place]
        packed = int.from_bytes(self._lanes.pack(*lanes, idf, idf * idf), "little")
        # Features recur; the limit keeps rare ones from filling the memory.
        if len(self._rows) < REMEMBERED:
            self._rows[feature] = packed
        return packed

    def share(self, feature: str, position: int) -> float:
        """The unnormalised points of one feature towards one class, against those towards most classes."""
        if feature not in self.index:
            return 0.0
        points = (self._row(feature) >> LANE * position) % (1 << LANE) - NIL
        return points * self.scale * self.weight


class Scores(NamedTuple):
    """What a linear model makes of a message.

    total: the score (logit) of every class. known: by field, the share of the message's features that the model knows (0 to 1).
    apart: by field, what it adds to the score of every class.
    """

    total: list[float]
    known: Mapping[str, float]
    apart: Mapping[str, list[float]]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A multinomial linear model over the fields of a reading."""

    classes: tuple[str, ...]
    bias: Sequence[float]
    fields: Mapping[str, Field]

    def scores(self, features: Mapping[str, frozenset[str]]) -> Scores:
        """Return the score (logit) of every class, with what each field adds to it."""
        apart = {name: [0.0] * len(self.classes) for name in self.fields}
        known = {name: field.add_to(apart[name], features[name]) for name, field in self.fields.items()}
        return Scores([sum(column) for column in zip(self.bias, *apart.values(), strict=True)], known, apart)

    def share(self, name: str, feature: str, label: str) -> float:
        """The unnormalised points of a feature of one field towards one class, against those towards most classes."""
        return self.fields[name].share(feature, self.classes.index(label)) if name in self.fields else 0.0

    def evidence(self, features: Mapping[str, frozenset[str]], label: str) -> list[tuple[str, float]]:
        """Return (feature, points) towards one class, the strongest first; character pieces are left out."""
        position = self.classes.index(label)
        shares = [
            (feature, field.share(feature, position))
            for name, field in self.fields.items()
            if name != "gram"
            for feature in features[name]
        ]
        return sorted(shares, key=lambda share: (-abs(share[1]), share[0]))


class Curve(NamedTuple):
    """What a signal adds to the log odds: `values[i]` from `edges[i - 1]` up to, but not at, `edges[i]`."""

    edges: tuple[float, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """A logistic function of the sum of what a few named signals add."""

    curves: Mapping[str, Curve]
    bias: float

    def probability(self, signals: Mapping[str, float], lift: float = 0.0) -> float:
        """Return the probability, 0 to 1, that the gate should open for these signals; `lift` is added to its log odds."""
        total = self.bias + lift
        for name, curve in self.curves.items():
            total += curve.values[bisect_right(curve.edges, signals[name])]
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the decisions fall, on probabilities of 0 to 1; calibrated by `sales-advisor train`, never written by hand."""

    answer: float
    unknown: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How an added topic is found by phrases of its own as if they had not been learnt: their share, 0 to 1, and some missed."""

    share: float
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """All that training learnt: from the phrases, and what counts in a conversation (`turns`) from labelled conversations.

    `taught` are the words of small talk and follow-ups, word for word, by what they mean: few and short, and no sum of weights
    may make anything else of "next" or "side by side please".

    `added` is what layers add to it, None where there is nothing. `begun` is the gate that tells whether an added topic is the
    right one where it is first: it has fewer phrases to be sure by than those `sure` was fitted on. `left_out` tells of each
    added topic how it is found.

    `fingerprint` names the knowledge it was made from.
    """

    fingerprint: str
    vocabulary: Mapping[str, tuple[int, ...]]
    topics: LinearModel
    sides: LinearModel
    wants: LinearModel
    scope: Gate
    sure: Gate
    thresholds: Thresholds
    turns: Mapping[str, float] = field(default_factory=dict)
    taught: Mapping[str, str] = field(default_factory=dict)
    begun: Gate | None = None
    added: AddedTopics | None = None
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)


def softmax(scores: Sequence[float]) -> list[float]:
    """Turn scores into probabilities that sum to one."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
