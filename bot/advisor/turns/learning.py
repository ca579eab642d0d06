"""Learns what each feature is worth from replayed conversations: a conditional logit over the candidates of every turn.

McFadden (1974), Conditional logit analysis of qualitative choice behavior. Where several candidates are right, the sum of
their probabilities is made large. Full batches and Adam (Kingma and Ba 2015), in a fixed order: the same conversations give
the same weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy

from bot.advisor.turns.candidates import Act
from bot.advisor.turns.features import joined
from bot.advisor.turns.replay import Example

RIDGE = 2.0
"""Strength of the penalty on large weights, chosen by leaving out one author's conversations at a time."""
CHANGES = 1.5
"""What a change of subject counts: authors wrote follow-ups more often than people at work change the subject."""
STEPS = 250
RATE = 0.05
SMALLEST = 0.05
"""Weights below this are left out: of two authors left out as many turns are right without them, and they are two in three."""

_ORDER = {act: place for place, act in enumerate(Act)}


def learn_turns(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weight of every feature that counts, by name; none without an example."""
    if not examples:
        return {}
    batch = _Batch(examples)
    weights = numpy.zeros(len(batch.names))
    first, second = numpy.zeros_like(weights), numpy.zeros_like(weights)
    for step in range(1, STEPS + 1):
        gradient = batch.gradient(weights) + RIDGE * weights
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        weights -= RATE * (first / (1 - 0.9**step)) / (numpy.sqrt(second / (1 - 0.99**step)) + 1e-8)
    named = zip(batch.names, weights.tolist(), strict=True)
    return {name: round(weight, 4) for name, weight in sorted(named) if abs(weight) >= SMALLEST}


class _Batch:
    """All examples: two sparse matrices in coordinates, one of the messages, which each act weighs for itself, one of what the
    candidates have for themselves.
    """

    def __init__(self, examples: Sequence[Example]) -> None:
        sizes = numpy.array([len(example.own) for example in examples])
        self._starts = numpy.cumsum(sizes) - sizes
        self._turn = numpy.repeat(numpy.arange(len(examples)), sizes)
        self._shared = _Matrix(example.shared for example in examples)
        self._own = _Matrix(chain.from_iterable(example.own for example in examples))
        acts = map(_ORDER.__getitem__, chain.from_iterable(example.acts for example in examples))
        self._place = self._turn * len(Act) + numpy.array(list(acts))
        self._right = numpy.array(list(chain.from_iterable(example.right for example in examples)))
        self._worth = numpy.array([_worth(example) for example in examples])[self._turn]
        self.names = [joined(act, name) for act in Act for name in self._shared.names] + self._own.names

    def gradient(self, weights: Any) -> Any:
        """The gradient of the negative log-likelihood."""
        width = len(self._shared.names)
        by_act = weights[: width * len(Act)].reshape(len(Act), width)
        shared = numpy.stack([self._shared.times(one) for one in by_act], axis=1)
        scores = shared.ravel()[self._place] + self._own.times(weights[width * len(Act) :])
        powers = numpy.exp(scores - numpy.maximum.reduceat(scores, self._starts)[self._turn])
        shares = powers / numpy.add.reduceat(powers, self._starts)[self._turn]
        hits = powers * self._right
        wanted = hits / numpy.add.reduceat(hits, self._starts)[self._turn]
        pull = (shares - wanted) * self._worth
        pulls = numpy.bincount(self._place, weights=pull, minlength=len(self._starts) * len(Act)).reshape(-1, len(Act))
        return numpy.concatenate([*(self._shared.transposed_times(one) for one in pulls.T), self._own.transposed_times(pull)])


def _worth(example: Example) -> float:
    return example.worth * (CHANGES if example.turns else 1.0)


class _Matrix:
    """A sparse matrix in coordinates, its columns named."""

    def __init__(self, rows: Iterable[Mapping[str, float]]) -> None:
        index: dict[str, int] = {}
        places: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        self._height = 0
        for features in rows:
            places += [self._height] * len(features)
            columns += [index.setdefault(name, len(index)) for name in features]
            values += features.values()
            self._height += 1
        self.names = list(index)
        self._rows, self._columns, self._values = numpy.array(places, int), numpy.array(columns, int), numpy.array(values, float)

    def times(self, vector: Any) -> Any:
        """The product with a vector that has a number for each column."""
        return numpy.bincount(self._rows, weights=self._values * vector[self._columns], minlength=self._height)

    def transposed_times(self, vector: Any) -> Any:
        """The product of the transpose with a vector that has a number for each row."""
        return numpy.bincount(self._columns, weights=self._values * vector[self._rows], minlength=len(self.names))
