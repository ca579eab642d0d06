"""Learns what each feature is worth from replayed conversations: a conditional logit over the candidates of every turn.

McFadden (1974), Conditional logit analysis of qualitative choice behavior. Where several candidates are right, the sum of
their probabilities is made large. Adam (Kingma and Ba 2015) over batches that stay the same, in a fixed order: the same
conversations give the same weights.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

import numpy

from bot.advisor.turns.candidates import Act
from bot.advisor.turns.feature_names import joined, viewed
from bot.advisor.turns.replay import Example
from bot.domain.intents import VIEWS

RIDGE = 0.25
"""Strength of the penalty on large weights. Of the turns of 22 hands that nothing was learnt from, left out in six parts, 88.5,
88.6, 88.8 and 88.8 in 100 are right with 1, 0.35, 0.25 and 0.15."""
DECLINES = 0.6
"""What a turn counts that is to be declined: in some threads, written of look-alikes, one in three is, at work one in twenty. Of
seven groups of authors left out in turn 2.4 in 100 follow-ups are declined wrongly with it, 3.1 without; of what is off topic
83 in 100 are declined, 86 without."""
REMARKS = 2.0
"""What small talk counts, which includes remarks that ask nothing: to answer those once more is noise. Of the same turns 88.8,
88.6 and 88.5 in 100 are right with 1.2, 2 and 2.5, of those of two authors who think aloud 87.3, 88.1 and 88.8."""
BATCHES = 40
PASSES = 5
RATE = 0.05
"""Parts that the examples are dealt out to, passes over all of them, and the length of the first step; steps fall to nothing.

Of 21,800 turns of 66 hands, left out in six parts, as many are right as with 6 passes (82.1 and 82.2 in 100).
"""
SMALLEST = 0.1
"""Weights below this are left out: as many turns are right without them."""

_ACTS = {act: place for place, act in enumerate(Act)}
_VIEWS = {view: place for place, view in enumerate(VIEWS.values())}
_NO_VIEW = -1


def learn_turns(examples: Iterable[Example]) -> dict[str, float]:
    """Return the weight of every feature that counts, by name; none without an example. Examples are taken one by one."""
    columns = _Columns(_Names(), _Names(), _Names())
    batches = [_Batch(columns) for _ in range(BATCHES)]
    for place, example in enumerate(examples):
        batches[place % BATCHES].add(example)
    names = columns.names()
    weights = _fitted([batch for batch in batches if batch.count], len(names))
    named = zip(names, weights.tolist(), strict=True)
    return {name: round(weight, 4) for name, weight in sorted(named) if abs(weight) >= SMALLEST}


def _fitted(batches: list[_Batch], size: int) -> Any:
    """The weights that the batches agree on."""
    weights = numpy.zeros(size, numpy.float32)  # half as wide as they might be: going through them is half of the work
    first, second = numpy.zeros_like(weights), numpy.zeros_like(weights)
    steps = PASSES * len(batches)
    for step in range(1, steps + 1):
        gradient = batches[step % len(batches)].gradient(weights)
        gradient += numpy.float32(RIDGE / len(batches)) * weights
        first += numpy.float32(0.1) * (gradient - first)
        gradient *= gradient
        second += numpy.float32(0.001) * (gradient - second)
        rate = RATE * (1 - (step - 1) / steps) / (1 - 0.9**step)
        root = numpy.sqrt(second)
        root /= numpy.float32(math.sqrt(1 - 0.999**step))
        root += numpy.float32(1e-8)
        weights -= numpy.float32(rate) * first / root
    return weights


class _Names(dict[str, int]):
    """Columns by name; a new name gets the next."""

    def __missing__(self, name: str) -> int:
        column = self[name] = len(self)
        return column


class _Columns(NamedTuple):
    """The columns that all batches have: of the message, of its words alone, and of what candidates have for themselves."""

    shared: _Names
    words: _Names
    own: _Names

    def names(self) -> list[str]:
        """The names of all weights: each act has one for every column of the message, each view one for every column of words."""
        by_act = [joined(act, name) for act in _ACTS for name in self.shared]
        by_view = [viewed(view, name) for view in _VIEWS for name in self.words]
        return [*by_act, *by_view, *self.own]


class _Batch:
    """Some examples: three sparse matrices in coordinates. Each act weighs the message for itself, and each view its words."""

    def __init__(self, columns: _Columns) -> None:
        self.count = 0
        self._shared, self._words, self._own = map(_Matrix, columns)
        self._turn, self._act, self._view = array("i"), array("i"), array("i")
        self._right, self._worth = array("b"), array("d")

    def add(self, example: Example) -> None:
        """Take one more example."""
        self._shared.add([example.shared])
        self._words.add([example.words])
        self._own.add(example.own)
        self._turn.extend([self.count] * len(example.own))
        self._act.extend([_ACTS[candidate.act] for candidate in example.candidates])
        self._view.extend([_VIEWS[one.view] if one.act is Act.VIEW else _NO_VIEW for one in example.candidates])
        self._right.extend(example.right)
        self._worth.extend([_worth(example)] * len(example.own))
        self.count += 1

    def gradient(self, weights: Any) -> Any:
        """The gradient of the negative log-likelihood."""
        turn, view = numpy.asarray(self._turn), numpy.asarray(self._view)
        starts = numpy.searchsorted(turn, numpy.arange(self.count))
        act, viewing = turn * len(_ACTS) + numpy.asarray(self._act), numpy.flatnonzero(view != _NO_VIEW)
        view = turn[viewing] * len(_VIEWS) + view[viewing]
        ends = numpy.cumsum([self._shared.width * len(_ACTS), self._words.width * len(_VIEWS)])
        by_act, by_view, own = numpy.split(weights, ends)
        scores = self._shared.times_each(by_act, len(_ACTS))[act] + self._own.times(own)
        scores[viewing] += self._words.times_each(by_view, len(_VIEWS))[view]
        powers = numpy.exp(scores - numpy.maximum.reduceat(scores, starts)[turn])
        shares = powers / numpy.add.reduceat(powers, starts)[turn]
        hits = powers * numpy.asarray(self._right)
        wanted = hits / numpy.add.reduceat(hits, starts)[turn]
        pull = (shares - wanted) * numpy.asarray(self._worth)
        found = [
            *self._shared.pulled_by_each(pull, act, len(_ACTS)),
            *self._words.pulled_by_each(pull[viewing], view, len(_VIEWS)),
            self._own.transposed_times(pull),
        ]
        return numpy.concatenate(found, dtype=numpy.float32)


def _worth(example: Example) -> float:
    """How much an example counts."""
    act = example.candidates[example.right.index(True)].act
    return example.worth * {Act.DECLINE: DECLINES, Act.SOCIAL: REMARKS}.get(act, 1.0)


class _Matrix:
    """A sparse matrix in coordinates, its columns named."""

    def __init__(self, index: _Names) -> None:
        self._index = index
        self._sizes, self._columns, self._values = array("i"), array("q"), array("d")

    @property
    def width(self) -> int:
        """How many columns there are, those of other batches included."""
        return len(self._index)

    def add(self, rows: Sequence[Mapping[str, float]]) -> None:
        """Add some rows."""
        self._sizes.extend(map(len, rows))
        self._columns.extend(map(self._index.__getitem__, chain.from_iterable(rows)))
        self._values.extend(chain.from_iterable(row.values() for row in rows))

    def times(self, vector: Any) -> Any:
        """The product with a vector that has a number for each column."""
        rows, columns, values = self._entries()
        return numpy.bincount(rows, weights=values * vector[columns], minlength=len(self._sizes))

    def transposed_times(self, vector: Any) -> Any:
        """The product of the transpose with a vector that has a number for each row."""
        rows, columns, values = self._entries()
        return numpy.bincount(columns, weights=values * vector[rows], minlength=self.width)

    def times_each(self, vectors: Any, count: int) -> Any:
        """The products with several vectors, which follow one another; those of a row together."""
        return numpy.stack([self.times(one) for one in vectors.reshape(count, -1)], axis=1).ravel()

    def pulled_by_each(self, pull: Any, places: Any, count: int) -> Iterator[Any]:
        """Yield the products of the transpose with what pulls at each of these products, added up by its place among them."""
        pulls = numpy.bincount(places, weights=pull, minlength=len(self._sizes) * count).reshape(-1, count)
        return map(self.transposed_times, pulls.T)

    def _entries(self) -> tuple[Any, Any, Any]:
        return self._rows, numpy.asarray(self._columns), numpy.asarray(self._values)

    @cached_property
    def _rows(self) -> Any:
        """The row of each entry, once all rows were added."""
        return numpy.repeat(numpy.arange(len(self._sizes)), numpy.asarray(self._sizes))
