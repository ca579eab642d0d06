"""Joins new classes with the model there is: one model again, with rows of whole steps."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy

from bot.matching.added_fit import Pairs
from bot.matching.added_rows import Scored, Table
from bot.matching.design_matrix import Floats, Integers
from bot.matching.model import IDF_STEPS, POINT_STEPS, Field, LinearModel


@dataclass(frozen=True, slots=True)
class Added:
    """What is added: the first `fresh` labels are new; the weights of pairs, and the base and bias of each label.

    Of a label that is there already, weights and bias are what it is changed by.
    """

    labels: tuple[str, ...]
    fresh: int
    weights: Floats
    base: Scored
    bias: Scored
    shift: Floats
    """By column: what every class that is there already gets, since a new one does not have it."""


def joined(topics: LinearModel, table: Table, pairs: Pairs, added: Added) -> LinearModel:
    """Return the model with what is added; its classes in order, as everywhere."""
    every = (*topics.classes, *added.labels[: added.fresh])
    order = sorted(range(len(every)), key=every.__getitem__)
    place = {every[old]: at for at, old in enumerate(order)}
    changed = dict(zip(added.labels, added.bias.tolist(), strict=True))
    biases = dict(zip(topics.classes, topics.bias, strict=True))
    bases = added.base[: added.fresh].tolist()
    joining = _Joining(
        old=numpy.array([place[label] for label in topics.classes]),
        added=numpy.array([place[label] for label in added.labels])[pairs.classes],
        weights=added.weights,
        starts=pairs.starts,
        shift=added.shift,
    )
    fields = {}
    for name, field in topics.fields.items():
        base = [*field.base, *bases]
        fields[name] = joining.field(field, table, name, [round(float(base[old]), 4) for old in order])
    bias = [round(biases.get(every[old], 0.0) + changed.get(every[old], 0.0), 4) for old in order]
    return LinearModel(tuple(every[old] for old in order), bias, fields)


@dataclass(frozen=True, slots=True)
class _Joining:
    """Where everything goes: the new place of each class there was, and of each pair's class; the pairs' weights, by column."""

    old: Integers
    added: Integers
    weights: Floats
    starts: Integers
    shift: Floats

    def field(self, field: Field, table: Table, name: str, base: list[float]) -> Field:
        """Put the points of pairs among those there are, in the steps of the field; what would burst them is cut."""
        index, first, classes = table.index[name], table.first[name], len(base)
        idf = table.idf[first : first + len(index)]
        starts = self.starts[first : first + len(index) + 1]
        columns = numpy.repeat(numpy.arange(len(index)), starts[1:] - starts[:-1])
        mine = slice(int(starts[0]), int(starts[-1]))
        known = numpy.array(field.starts, numpy.int64)
        rows = numpy.repeat(numpy.arange(len(field.index)), known[1:] - known[:-1])
        shift = self.shift[first : first + len(index)] * (idf / IDF_STEPS)
        shifted = numpy.flatnonzero(shift)
        keys = [
            rows * classes + self.old[numpy.array(field.positions, numpy.int64)],
            columns * classes + self.added[mine],
            (shifted[:, None] * classes + self.old).ravel(),
        ]
        points = numpy.rint(self.weights[mine] * (idf[columns] / IDF_STEPS) / field.scale)
        found, at = numpy.unique(numpy.concatenate(keys), return_inverse=True)
        shared = numpy.repeat(numpy.rint(shift[shifted] / field.scale), len(self.old))
        steps = numpy.concatenate([numpy.array(field.points, numpy.float64), points, shared])
        total = numpy.bincount(at, weights=steps, minlength=len(found)).clip(-POINT_STEPS, POINT_STEPS).astype(numpy.int64)
        found, total = found[total != 0], total[total != 0]
        return Field(
            index=index,
            idf=array("H", idf.tolist()),
            starts=array("I", numpy.searchsorted(found // classes, numpy.arange(len(index) + 1)).tolist()),
            positions=array("H", (found % classes).tolist()),
            points=array("b", total.tolist()),
            base=base,
            scale=field.scale,
            weight=field.weight,
        )
