"""Messages as rows over the features of a trained model and of new phrases, with what the model says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, count
from typing import TypeAlias

import numpy
from numpy.typing import NDArray

from bot.matching.field import IDF_STEPS
from bot.matching.incidence import Incidence
from bot.matching.model import LinearModel
from bot.matching.reading import FIELDS
from bot.matching.rows import Floats, Integers, Rows, edges

Scored: TypeAlias = NDArray[numpy.float64]
"""Scores: one row a message, one column a class."""

Places: TypeAlias = NDArray[numpy.int32]
"""Places of many entries."""


@dataclass(frozen=True, slots=True)
class Table:
    """The features of all fields, those of the model and new ones, as columns: one field after the other."""

    index: Mapping[str, Mapping[str, int]]
    """By field, the place of each feature within the field."""
    first: Mapping[str, int]
    """By field, its first column."""
    idf: Integers
    """Of every column, in 64ths."""
    size: int

    known: NDArray[numpy.bool_]
    """Whether the model knows a column."""

    @property
    def fields(self) -> Integers:
        """The field of each column, as its place among the fields."""
        sizes = [len(index) for index in self.index.values()]
        return numpy.repeat(numpy.arange(len(sizes)), sizes)


def table_of(model: LinearModel, new: Incidence, rarest: Mapping[str, int], total: int) -> Table:
    """Return the features of a model and of new phrases. total: how many phrases there are in all."""
    index: dict[str, dict[str, int]] = {}
    first: dict[str, int] = {}
    idf: list[Integers] = []
    size = 0
    for name, field in model.fields.items():
        counts = _counts(new, name, rarest.get(name, 1))
        fresh = [feature for feature in counts if feature not in field.index]
        index[name] = dict(zip(chain(field.index, fresh), count()))
        found = numpy.array([counts[feature] for feature in fresh], numpy.float64)
        idf += [
            numpy.array(field.idf, numpy.int64),
            numpy.rint(IDF_STEPS * (1 + numpy.log((1 + total) / (1 + found)))).astype(numpy.int64),
        ]
        first[name] = size
        size += len(index[name])
    known = [numpy.arange(len(index[name])) < len(field.index) for name, field in model.fields.items()]
    return Table(index, first, numpy.concatenate(idf), size, numpy.concatenate(known))


def _counts(phrases: Incidence, name: str, least: int) -> dict[str, int]:
    """In how many phrases each feature of a field stands, in order of their names; the rarer ones are left out."""
    counts = numpy.bincount(phrases.rows.columns, minlength=len(phrases.features))
    picked = numpy.flatnonzero((phrases.fields == FIELDS.index(name)) & (counts >= least))
    return {phrases.features[place]: int(counts[place]) for place in picked.tolist()}


def rows_of(phrases: Incidence, table: Table, model: LinearModel) -> Rows:
    """Return phrases as rows: each field has the length of its weight in the model, as `Scorer` weighs it."""
    columns = _columns_of(phrases, table)[phrases.rows.columns]
    owners = phrases.rows.owners
    keys = numpy.sort(owners[columns >= 0] * table.size + columns[columns >= 0])
    of, places = numpy.divmod(keys, table.size)
    weights = numpy.array([field.weight for field in model.fields.values()])
    fields = table.fields[places]
    idf = table.idf[places]
    begin = edges(of * len(weights) + fields)
    squares = numpy.add.reduceat(idf * idf, begin) if len(begin) else numpy.zeros(0, numpy.int64)
    norms = numpy.repeat(numpy.sqrt(squares.astype(numpy.float64)), numpy.diff([*begin.tolist(), len(of)]))
    values: Floats = (weights[fields] * idf / norms).astype(numpy.float32)
    starts = numpy.concatenate([[0], numpy.cumsum(numpy.bincount(of, minlength=phrases.rows.count))])
    return Rows(starts, places, values)


def _columns_of(phrases: Incidence, table: Table) -> Integers:
    """The column that each feature of phrases has in a table; -1 where it has none, or no phrase has it."""
    found = numpy.full(len(phrases.features), -1, numpy.int64)
    met = numpy.unique(phrases.rows.columns)
    for name, index in table.index.items():
        mine = met[phrases.fields[met] == FIELDS.index(name)]
        places = numpy.array([index.get(phrases.features[place], -1) for place in mine.tolist()], numpy.int64)
        found[mine] = numpy.where(places >= 0, table.first[name] + places, -1)
    return found


def known_part(rows: Rows, table: Table) -> Rows:
    """Return the rows as a trained model sees them: without new features, and each field of the length it has without."""
    known = table.known[rows.columns]
    owners, columns = rows.owners[known], rows.columns[known]
    fields, idf = table.fields[columns], table.idf[columns]
    whole = _squares(rows.owners * len(table.index) + table.fields[rows.columns], table.idf[rows.columns])
    part = _squares(owners * len(table.index) + fields, idf)
    places = owners * len(table.index) + fields
    grown = numpy.sqrt(whole[places] / part[places])
    starts = numpy.concatenate([[0], numpy.cumsum(numpy.bincount(owners, minlength=rows.count))])
    return Rows(starts, columns, (rows.values[known] * grown).astype(numpy.float32))


def _squares(keys: Integers, idf: Integers) -> Scored:
    """The squared length of each row's fields; whole numbers, so that the sum is the same in any order."""
    found: Scored = numpy.bincount(keys, weights=(idf * idf).astype(numpy.float64)).astype(numpy.float64)
    return found


def scores_of(rows: Rows, table: Table, model: LinearModel) -> Scored:
    """Return what the model makes of the rows: the score of each class, one row a row, one column a class."""
    starts, positions, points = [numpy.zeros(1, numpy.int64)], [], []
    shift = 0
    for name, field in model.fields.items():
        own = numpy.array(field.starts, numpy.int64)
        fresh = len(table.index[name]) - len(field.index)
        starts.append(numpy.concatenate([own[1:], numpy.full(fresh, own[-1])]) + shift)
        positions.append(numpy.array(field.positions, numpy.int64))
        idf = numpy.repeat(numpy.array(field.idf, numpy.float32), own[1:] - own[:-1]) / IDF_STEPS
        points.append(numpy.array(field.points, numpy.float32) * numpy.float32(field.scale) / idf)
        shift += int(own[-1])
    base = numpy.array([field.base for field in model.fields.values()])
    known = _Known(numpy.concatenate(starts), numpy.concatenate(positions), numpy.concatenate(points), base, table.fields)
    found = numpy.empty((rows.count, len(model.classes)))
    for begin, some in rows.blocks():
        found[begin : begin + some.count] = known.points_of(some) + model.bias
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """The points of a model by column of a table (those of column f are starts[f] up to starts[f + 1]); each field's base."""

    starts: Integers
    positions: Integers
    points: Floats
    base: Scored
    fields: Integers

    def points_of(self, rows: Rows) -> Scored:
        """The points of every class for each row, the bias apart."""
        kinds, classes = self.base.shape
        owners = rows.owners
        entries, cells = expanded(rows.columns, self.starts)
        keys = owners[entries] * classes + self.positions[cells]
        totals = numpy.bincount(keys, weights=self.points[cells] * rows.values[entries], minlength=rows.count * classes)
        lengths = numpy.bincount(owners * kinds + self.fields[rows.columns], weights=rows.values, minlength=rows.count * kinds)
        found: Scored = totals.reshape(-1, classes) + (lengths.reshape(-1, kinds)[:, :, None] * self.base).sum(axis=1)
        return found


def expanded(columns: Integers, starts: Integers) -> tuple[Places, Places]:
    """Return for every entry in a column's cells the place of the column in `columns`, and the place of the cell.

    In half the bytes of other places: among a thousand topics a hundred messages have millions of them.
    """
    lengths = starts[columns + 1] - starts[columns]
    entries = numpy.repeat(numpy.arange(len(columns), dtype=numpy.int32), lengths)
    ends = numpy.cumsum(lengths)
    cells = numpy.arange(int(ends[-1]) if len(ends) else 0, dtype=numpy.int32)
    cells += numpy.repeat((starts[columns] - ends + lengths).astype(numpy.int32), lengths)
    return entries, cells
