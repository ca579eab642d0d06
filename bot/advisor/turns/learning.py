"""Learns what each feature is worth from replayed conversations: a conditional logit over the candidates of every turn.

McFadden (1974), Conditional logit analysis of qualitative choice behavior. Where several candidates are right, the sum of
their probabilities is made large. Full batches and Adam (Kingma and Ba 2015), in a fixed order: the same conversations give
the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy

from bot.advisor.turns.replay import Example

RIDGE = 2.0
"""Strength of the penalty on large weights, chosen by leaving out one author's conversations at a time."""
CHANGES = 1.5
"""What a change of subject counts: authors wrote follow-ups more often than people at work change the subject."""
STEPS = 400
RATE = 0.05
SMALLEST = 0.005
"""Weights below this change nothing that could be seen and are left out."""


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
    """All candidates of all examples as one sparse matrix in coordinates."""

    def __init__(self, examples: Sequence[Example]) -> None:
        index: dict[str, int] = {}
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        starts: list[int] = []
        right: list[bool] = []
        for example in examples:
            starts.append(len(right))
            for features, is_right in zip(example.features, example.right, strict=True):
                for name, value in features.items():
                    rows.append(len(right))
                    columns.append(index.setdefault(name, len(index)))
                    values.append(value)
                right.append(is_right)
        self.names = list(index)
        self._rows, self._columns, self._values = numpy.array(rows), numpy.array(columns), numpy.array(values)
        self._starts, self._right, self._count = numpy.array(starts), numpy.array(right), len(right)
        sizes = numpy.diff(numpy.append(self._starts, self._count))
        self._turn = numpy.repeat(numpy.arange(len(examples)), sizes)
        self._worth = numpy.array([example.worth * (CHANGES if example.turns else 1.0) for example in examples])[self._turn]

    def gradient(self, weights: Any) -> Any:
        """The gradient of the negative log-likelihood."""
        scores = numpy.bincount(self._rows, weights=self._values * weights[self._columns], minlength=self._count)
        powers = numpy.exp(scores - numpy.maximum.reduceat(scores, self._starts)[self._turn])
        shares = powers / numpy.add.reduceat(powers, self._starts)[self._turn]
        hits = powers * self._right
        wanted = hits / numpy.add.reduceat(hits, self._starts)[self._turn]
        pull = (shares - wanted) * self._worth
        return numpy.bincount(self._columns, weights=self._values * pull[self._rows], minlength=len(self.names))
