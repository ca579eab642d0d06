"""The trained model: linear weights over the features of a reading, few enough to ask in a fraction of a millisecond.

A score is a sum over fields: field weight / norm * (sum of the rows of the known features + base). Rows hold weight times
inverse document frequency, as whole steps, and only for the classes a feature speaks for or against; what a feature means to
the other classes is the same for all and drops out of a softmax. The norm is the Euclidean length of the field's tf-idf vector
(Salton's cosine normalisation).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

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


@dataclass(frozen=True, slots=True)
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

    def add_to(self, scores: list[float], features: frozenset[str]) -> float:
        """Add this field's share to `scores`; return the share of the features that are known (0 to 1)."""
        known = [place for feature in features if (place := self.index.get(feature)) is not None]
        if not known:
            return 0.0
        starts, positions, points = self.starts, self.positions, self.points
        totals = [0] * len(scores)
        for place in known:
            start, end = starts[place], starts[place + 1]
            for position, point in zip(positions[start:end], points[start:end], strict=True):
                totals[position] += point
        idf = [self.idf[place] for place in known]
        norm = math.sqrt(sum(one * one for one in idf)) / IDF_STEPS
        step = self.scale * self.weight / norm
        mass = self.weight * sum(idf) / IDF_STEPS / norm
        for position, (total, base) in enumerate(zip(totals, self.base, strict=True)):
            scores[position] += total * step + base * mass
        return len(known) / len(features)

    def share(self, feature: str, position: int) -> float:
        """The unnormalised points of one feature towards one class, against those towards most classes."""
        place = self.index.get(feature)
        if place is None:
            return 0.0
        for entry in range(self.starts[place], self.starts[place + 1]):
            if self.positions[entry] == position:
                return self.points[entry] * self.scale * self.weight
        return 0.0


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


@dataclass(frozen=True, slots=True)
class Gate:
    """A logistic function of a few named signals."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float

    def probability(self, signals: Mapping[str, float]) -> float:
        """Return the probability, 0 to 1, that the gate should open for these signals."""
        total = self.bias + sum(weight * signals[name] for name, weight in zip(self.names, self.weights, strict=True))
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the decisions fall, on probabilities of 0 to 1; calibrated by `sales-advisor train`, never written by hand."""

    answer: float
    unknown: float


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """All that training learnt: from the phrases, and what counts in a conversation (`turns`) from labelled conversations.

    `taught` are the words of small talk and follow-ups, word for word, by what they mean: few and short, and no sum of weights
    may make anything else of "next" or "side by side please".

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


def softmax(scores: Sequence[float]) -> list[float]:
    """Turn scores into probabilities that sum to one."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
