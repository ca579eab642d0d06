"""Packs what is added to a model: whole steps, and only what can move a message."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from typing import NamedTuple

import numpy

from bot.matching.added_fit import Pairs
from bot.matching.added_rows import Scored, Table
from bot.matching.added_topics import SHARED
from bot.matching.field import IDF_STEPS, POINT_STEPS, Field
from bot.matching.model import LinearModel
from bot.matching.rows import Floats, Integers, Rows

SMALLEST_EFFECT = 0.02
"""Points of score by which the weight of a pair must move a message of ordinary length, or it is dropped: with a thousand topics
most are so small that they say nothing."""


@dataclass(frozen=True, slots=True)
class Own:
    """What is added: the weights of pairs, and the base and bias of each label. Of a known label, what it is changed by."""

    labels: tuple[str, ...]
    weights: Floats
    base: Scored
    bias: Scored
    shift: Floats
    """By column: what every class of the trained model is without, and a new one must be, too."""


def packed(topics: LinearModel, table: Table, pairs: Pairs, own: Own, rows: Rows) -> LinearModel:
    """Return what is added as a model of its own, SHARED its last class; its fields hold only what has a say.

    rows: messages as they are ordinarily.
    """
    base = [*(round(float(one), 4) for one in own.base), 0.0]
    fields = {}
    for place, (name, field) in enumerate(topics.fields.items()):
        first = table.first[name]
        columns = slice(first, first + len(table.index[name]))
        idf, known = table.idf[columns], table.known[columns]
        least = SMALLEST_EFFECT * _ordinary_norm(table, rows, place) / field.weight
        found = _steps(pairs, own, columns, idf / IDF_STEPS, least)
        # A new feature without a say still has its part in the length of a message, as when it was learnt.
        kept = numpy.union1d(found.rows, numpy.flatnonzero(~known))
        features = list(table.index[name])
        fields[name] = Field(
            index={features[row]: at for at, row in enumerate(kept.tolist())},
            idf=array("H", idf[kept].tolist()),
            starts=array("I", numpy.searchsorted(found.rows, [*kept, len(idf)]).tolist()),
            positions=array("H", found.classes.tolist()),
            points=array("b", found.steps.tolist()),
            base=base,
            scale=found.scale,
            weight=field.weight,
        )
    return LinearModel((*own.labels, SHARED), [*(round(float(one), 4) for one in own.bias), 0.0], fields)


class _Steps(NamedTuple):
    """The points of one field in whole steps of `scale`, in the order of rows and classes."""

    rows: Integers
    classes: Integers
    steps: Integers
    scale: float


def _steps(pairs: Pairs, own: Own, columns: slice, idf: Scored, least: float) -> _Steps:
    """Return what a field's pairs, and what its features share, come to; points below `least` are dropped."""
    starts = pairs.starts[columns.start : columns.stop + 1]
    mine = slice(int(starts[0]), int(starts[-1]))
    shift = own.shift[columns]
    shifted = numpy.flatnonzero(shift)
    rows = numpy.concatenate([numpy.repeat(numpy.arange(len(idf)), numpy.diff(starts)), shifted])
    classes = numpy.concatenate([pairs.classes[mine], numpy.full(len(shifted), len(own.labels))])
    points = numpy.concatenate([own.weights[mine], shift[shifted]]) * idf[rows]
    scale = float(numpy.abs(points).max(initial=0.0)) / POINT_STEPS or 1.0
    steps = numpy.rint(points / scale).astype(numpy.int64)
    kept = numpy.flatnonzero((steps != 0) & (numpy.abs(points) >= least))
    order = kept[numpy.lexsort((classes[kept], rows[kept]))]
    return _Steps(rows[order], classes[order], steps[order], scale)


def _ordinary_norm(table: Table, rows: Rows, place: int) -> float:
    """The middle length, over all rows that have the field, of its vector of inverse document frequencies."""
    entries = numpy.flatnonzero(table.fields[rows.columns] == place)
    squares = numpy.bincount(rows.owners[entries], weights=(table.idf[rows.columns[entries]] / IDF_STEPS) ** 2)
    norms = numpy.sort(squares[squares > 0])
    return math.sqrt(norms[len(norms) // 2]) if len(norms) else 1.0
