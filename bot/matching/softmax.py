"""Learns a multinomial logistic regression (softmax) from sparse rows, by AdaGrad with dropout.

AdaGrad: Duchi, Hazan and Singer 2011, "Adaptive Subgradient Methods". Dropout of features and of whole fields: Srivastava et
al. 2014. Nothing here depends on the machine: sums run in a fixed order (no BLAS), the exponential is our own, and the random
numbers come from a generator whose stream NumPy keeps for good.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from bot.matching.design_matrix import Design
from bot.matching.rows import Floats, Integers, Rows, edges

PASSES = 5
RATE = 0.7
BATCH = 64
CHUNK = 4096
"""Rows that are drawn and thinned out together: one by one, a third of the time would go there."""

FEATURE_DROPOUT = 0.4
FIELD_DROPOUT = 0.15
"""Shares of features and of whole fields left out at each step.

Measured on sentences of other hands: mean log loss 0.20 without, 0.14 with; among the right first topics +1 to +2 points.
They take the place of the second copy of each phrase without its concepts, which cost twice the time for less.
"""
GRAM_DROPOUT = 0.6
"""The same of pieces of words, half of all features, each of which says little that the others do not: as many sentences of other
hands are found with 0.4 and 0.8, in a fifth more and a tenth less of the time."""

SETTLED = 0.02
"""A row whose class is found with so little error, and no other class with more, teaches nothing more at this step. Looked at
all the same it would cost a third of the time, and change what is found for no sentence in 500."""

RESTING = 2
"""Passes that a settled row is left out of. Three in ten looks at a row are saved; of 4,374 sentences of hands left out of the
learning as many are found (93.7 and 93.9 in 100 with two streams of chance, 93.7 and 93.9 without rest)."""

_SEED = 20_230_112
_FIRST_STEP = 1e-6
"""What the sum of squared gradients starts from, so that no step divides by zero."""


class Fitted(NamedTuple):
    """The learnt weights, one row a column of the design, one column a class; and the sum of squares of each one's gradients."""

    learnt: Floats
    squares: Floats


def fit(
    design: Design,
    labels: Integers,
    weights: Floats,
    classes: int,
    rate: float = RATE,
    *,
    passes: int = PASSES,
    begun: Fitted | None = None,
) -> Fitted:
    """Return the learnt weights.

    labels: the class of each row, 0 to classes - 1. weights: how much each row counts, about 1. rate: the
    length of a step; short ones learn less of what stands in few rows by heart. passes: how often each row is looked at.
    begun: what was learnt of other rows with the same columns and classes, to go on from; it is changed in its place.
    """
    chance = numpy.random.RandomState(_SEED)
    if begun is None:
        learnt = numpy.zeros((design.bias + 1, classes), numpy.float32)
        begun = Fitted(learnt, numpy.full_like(learnt, _FIRST_STEP))
    learnt, squares = begun
    back = numpy.zeros(design.count, numpy.int64)  # the pass from which a row is looked at again
    for turn in range(passes):
        order = chance.permutation(design.count)
        order = order[back[order] <= turn]
        for first in range(0, len(order), CHUNK):
            drawn = order[first : first + CHUNK]
            rows = _dropped(design, drawn, chance)
            for start in range(0, len(drawn), BATCH):
                picked = drawn[start : start + BATCH]
                some = rows.part(start, start + BATCH)
                errors = _errors(some, learnt, labels[picked])
                settled = numpy.abs(errors).max(axis=1) < SETTLED
                back[picked[settled]] = turn + 1 + RESTING
                columns, gradient = _gradient(some, (errors * weights[picked][:, None]).astype(numpy.float32), ~settled)
                _step(learnt, squares, columns, gradient, rate)
    return begun


def exponential(values: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
    """Return e to the power of values from -700 to 700, to about 1e-9, by the same steps on every machine.

    e^x = 2^k e^r with r within ln 2 / 2 of zero, and e^r by its Taylor series. NumPy's own differs between processors.
    """
    powers = numpy.rint(values / math.log(2))
    rest = values - powers * math.log(2)
    series = numpy.ones_like(rest)
    for order in range(9, 0, -1):
        series *= rest
        series /= order
        series += 1
    return numpy.ldexp(series, powers.astype(numpy.int32))


def _step(learnt: Floats, squares: Floats, columns: Integers, gradient: Floats, rate: float) -> None:
    """Move the weights of some columns against their gradient, each the less the more it has moved."""
    total = squares.take(columns, axis=0)
    total += gradient * gradient
    squares[columns] = total
    gradient *= numpy.float32(rate)
    gradient /= numpy.sqrt(total, out=total)
    learnt[columns] = learnt.take(columns, axis=0) - gradient


def _dropped(design: Design, picked: Integers, chance: numpy.random.RandomState) -> Rows:
    """Return the picked rows without some of their features and fields; the rest is raised in proportion, the bias stays."""
    rows = design.take(picked)
    owners, fields = rows.owners, design.fields[rows.columns]
    shares = numpy.array([1 - (GRAM_DROPOUT if name == "gram" else FEATURE_DROPOUT) for name in design.weights] + [1.0])
    without = chance.random_sample((rows.count, len(shares))) < FIELD_DROPOUT
    without[:, -1] = False
    kept = numpy.flatnonzero((chance.random_sample(len(owners)) < shares[fields]) & ~without[owners, fields])
    raised = (1 / shares).astype(numpy.float32)
    lengths = numpy.bincount(owners[kept], minlength=rows.count)
    starts = numpy.concatenate([[0], numpy.cumsum(lengths)])
    return Rows(starts, rows.columns[kept], rows.values[kept] * raised[fields[kept]])


def _errors(rows: Rows, learnt: Floats, labels: Integers) -> NDArray[numpy.float64]:
    """Return by how much the probability of every class is too high for each row, -1 to 1."""
    parts = learnt.take(rows.columns, axis=0)
    parts *= rows.values[:, None]
    scores = numpy.add.reduceat(parts, rows.starts[:-1], axis=0).astype(numpy.float64)
    powers = exponential(numpy.maximum(scores - scores.max(axis=1, keepdims=True), -700.0))
    errors: NDArray[numpy.float64] = (
        powers / numpy.add.accumulate(powers, axis=1)[:, -1:]
    )  # one by one: a plain sum's order may vary
    errors[numpy.arange(rows.count), labels] -= 1
    return errors


def _gradient(rows: Rows, errors: Floats, counts: NDArray[numpy.bool_]) -> tuple[Integers, Floats]:
    """Return the columns that those rows touch which count, and the slope of their loss in each."""
    owners = rows.owners
    open_ = numpy.flatnonzero(counts[owners])
    order = open_[numpy.argsort(rows.columns[open_], kind="stable")]
    slopes = errors.take(owners[order], axis=0)
    slopes *= rows.values[order][:, None]
    return _summed(rows.columns[order], slopes)


def _summed(columns: Integers, slopes: Floats) -> tuple[Integers, Floats]:
    """Add up the rows of each column, which stand together. Most stand alone, and adding up one row by one costs most."""
    begin = edges(columns)
    sizes = numpy.diff(numpy.append(begin, len(columns)))
    found = slopes.take(begin, axis=0)
    several = sizes > 1
    if several.any():
        members = numpy.flatnonzero(numpy.repeat(several, sizes))
        starts = numpy.concatenate([[0], numpy.cumsum(sizes[several])[:-1]])
        found[several] = numpy.add.reduceat(slopes.take(members, axis=0), starts, axis=0)
    return columns[begin], found
