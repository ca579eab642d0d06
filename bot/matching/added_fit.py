"""Fits the weights of a few classes against scores that stay as they are: softmax by AdaGrad with dropout, sparse in its classes.

The same learner as `bot.matching.softmax`, for weights that are pairs of a feature and a class: with a thousand classes, each
of which knows some hundred features, the cost is that of the pairs alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from bot.matching.added_rows import expanded
from bot.matching.rows import Floats, Integers, Rows
from bot.matching.softmax import BATCH, FEATURE_DROPOUT, FIELD_DROPOUT, exponential

PASSES = 6
RATE = 0.6
_SEED = 20_230_112
_FIRST_STEP = 1e-6


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs that have a weight: those of column f are `starts[f]` up to `starts[f + 1]`, each with its class."""

    starts: Integers
    classes: Integers


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be fitted.

    fields: the field of each column. labels: the class of each row, or -1 for any class that is not fitted. given: the scores
    of the fitted classes before anything is learnt. others: the score of all other classes together (log of the sum of
    exponentials). weights: how much each row counts.
    """

    rows: Rows
    fields: Integers
    labels: Integers
    given: Floats
    others: NDArray[numpy.float64]
    weights: Floats
    fresh: int
    """How many of the fitted classes are new: the bias of a known one stays, it counts in every message."""


def fit_added(task: Task, pairs: Pairs) -> tuple[Floats, Floats]:
    """Return what each pair's weight, and each class's bias, is changed by; a known class's bias by nothing."""
    chance = numpy.random.RandomState(_SEED)
    learnt = numpy.zeros(len(pairs.classes) + task.given.shape[1], numpy.float32)
    squares = numpy.full_like(learnt, _FIRST_STEP)
    for _ in range(PASSES):
        order = chance.permutation(task.rows.count)
        for start in range(0, len(order), BATCH):
            picked = order[start : start + BATCH]
            touched, gradient = _gradient(task, pairs, picked, learnt, chance)
            squares[touched] += gradient * gradient
            learnt[touched] -= numpy.float32(RATE) * gradient / numpy.sqrt(squares[touched])
    count = len(pairs.classes)
    return learnt[:count], learnt[count:]


def said_of(task: Task, from_row: int, pairs: Pairs, learnt: Floats, moved: Floats) -> Floats:
    """Return the scores of the fitted classes, with what was learnt, for each row from one on."""
    found = task.given[from_row:] + moved
    for first, some in task.rows.part(from_row, task.rows.count).blocks():
        entries, cells = expanded(some.columns, pairs.starts)
        keys = some.owners[entries] * found.shape[1] + pairs.classes[cells]
        added = numpy.bincount(keys, weights=learnt[cells] * some.values[entries], minlength=some.count * found.shape[1])
        found[first : first + some.count] += added.reshape(some.count, -1)
    return found


def _gradient(
    task: Task, pairs: Pairs, picked: Integers, learnt: Floats, chance: numpy.random.RandomState
) -> tuple[Integers, Floats]:
    """Return the weights these rows touch and the slope of their loss in each."""
    rows = _dropped(task, picked, chance)
    classes = task.given.shape[1]
    owners = rows.owners
    entries, cells = expanded(rows.columns, pairs.starts)
    of, values = owners[entries], rows.values[entries]
    keys = of * classes + pairs.classes[cells]
    added = numpy.bincount(keys, weights=learnt[cells] * values, minlength=rows.count * classes).reshape(rows.count, classes)
    scores = task.given[picked] + added + learnt[len(pairs.classes) :]
    others = task.others[picked]
    top = numpy.maximum(scores.max(axis=1), others)
    powers = exponential(numpy.maximum(scores - top[:, None], -700.0))
    total = numpy.add.accumulate(powers, axis=1)[:, -1] + exponential(numpy.maximum(others - top, -700.0))
    errors = powers / total[:, None]
    labels = task.labels[picked]
    mine = numpy.flatnonzero(labels >= 0)
    errors[mine, labels[mine]] -= 1
    errors *= task.weights[picked][:, None]
    touched = numpy.flatnonzero(numpy.bincount(cells, minlength=len(pairs.classes)))
    slopes = numpy.bincount(cells, weights=errors.ravel()[keys] * values, minlength=len(pairs.classes))[touched]
    biases = len(pairs.classes) + numpy.arange(task.fresh)
    every = numpy.concatenate([slopes, errors[:, : task.fresh].sum(axis=0)])
    return numpy.concatenate([touched, biases]), every.astype(numpy.float32)


def _dropped(task: Task, picked: Integers, chance: numpy.random.RandomState) -> Rows:
    """Return the picked rows without some of their features and fields; the rest is raised in proportion."""
    rows = task.rows.take(picked)
    owners, fields = rows.owners, task.fields[rows.columns]
    without = chance.random_sample((rows.count, int(task.fields.max(initial=0)) + 1)) < FIELD_DROPOUT
    kept = (chance.random_sample(len(owners)) >= FEATURE_DROPOUT) & ~without[owners, fields]
    lengths = numpy.bincount(owners[kept], minlength=rows.count)
    values = (rows.values[kept] / (1 - FEATURE_DROPOUT)).astype(numpy.float32)
    return Rows(numpy.concatenate([[0], numpy.cumsum(lengths)]), rows.columns[kept], values)
