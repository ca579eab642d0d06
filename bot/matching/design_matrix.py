"""The phrases as sparse rows of numbers, one a phrase: which features it has, and what each weighs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy
from numpy.typing import NDArray

from bot.matching.field import IDF_STEPS
from bot.matching.reading import FIELDS, Reading

Integers: TypeAlias = NDArray[numpy.int64]
Floats: TypeAlias = NDArray[numpy.float32]


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse rows (compressed: row i holds the entries from starts[i] up to starts[i + 1])."""

    starts: Integers
    columns: Integers
    values: Floats

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.starts) - 1

    @property
    def owners(self) -> Integers:
        """The row of each entry."""
        return numpy.repeat(numpy.arange(self.count), numpy.diff(self.starts))

    def take(self, picked: Integers) -> Rows:
        """Return the picked rows, in the order given."""
        lengths = numpy.diff(self.starts)[picked]
        starts = numpy.concatenate([[0], numpy.cumsum(lengths)])
        entries = numpy.repeat(self.starts[picked] - starts[:-1], lengths) + numpy.arange(starts[-1])
        return Rows(starts, self.columns[entries], self.values[entries])


@dataclass(frozen=True, slots=True)
class Design:
    """The rows to learn from, and what their columns are.

    Each field of a row is weighed by inverse document frequency (smoothed: 1 + ln((1 + n) / (1 + df)), in whole steps of 1/64)
    and has the length `weights[field]`. The last column is 1 in every row, for the bias.
    """

    rows: Rows
    fields: Integers
    """The field of each column, as its place in `weights`; the bias has a field of its own, the last."""
    features: Sequence[str]
    idf: Integers
    """In 64ths."""
    weights: Mapping[str, float]

    @property
    def bias(self) -> int:
        """The column of the bias."""
        return len(self.features)


class Incidence:
    """Which phrase has which features; made once, so that designs over parts of the phrases are quick."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        """Read them one by one: as objects, all readings together would take hundreds of megabytes."""
        names: dict[tuple[int, str], int] = {}
        columns: list[int] = []
        starts = [0]
        for reading in readings:
            for field, name in enumerate(FIELDS):
                columns += [names.setdefault((field, feature), len(names)) for feature in sorted(reading.features[name])]
            starts.append(len(columns))
        order = sorted(names)
        places = numpy.empty(len(names), numpy.int64)
        for place, key in enumerate(order):
            places[names[key]] = place
        self._features = [feature for _, feature in order]
        self._fields = numpy.array([field for field, _ in order], numpy.int64)
        self._rows = Rows(numpy.array(starts), places[numpy.array(columns, numpy.int64)], numpy.ones(len(columns), numpy.float32))

    def design(self, picked: Integers, weights: Mapping[str, float], rarest: Mapping[str, int]) -> Design:
        """Return the rows of the picked phrases over the fields of `weights`, as if there were no other phrases.

        rarest: in how many of them a feature of a field must stand (1 where the field is not named).
        """
        rows = self._rows.take(picked)
        counts = numpy.bincount(rows.columns, minlength=len(self._fields))
        wanted = numpy.array([FIELDS.index(name) for name in weights])
        least = numpy.array([rarest.get(name, 1) for name in FIELDS])
        kept = numpy.isin(self._fields, wanted) & (counts >= least[self._fields])
        idf = numpy.rint(IDF_STEPS * (1 + numpy.log((1 + len(picked)) / (1 + counts[kept])))).astype(numpy.int64)
        place_of_field = numpy.zeros(len(FIELDS), numpy.int64)
        place_of_field[wanted] = numpy.arange(len(wanted))
        fields = place_of_field[self._fields[kept]]
        columns = numpy.cumsum(kept) - 1
        chosen = kept[rows.columns]
        owners, entries = rows.owners[chosen], columns[rows.columns[chosen]]
        values = _lengths_set(owners, fields[entries], idf[entries], numpy.array(list(weights.values())))
        return Design(
            rows=_with_bias(len(picked), owners, entries, values, bias=int(kept.sum())),
            fields=numpy.append(fields, len(weights)),
            features=[self._features[i] for i in numpy.flatnonzero(kept)],
            idf=idf,
            weights=weights,
        )


def edges(sorted_keys: Integers) -> Integers:
    """Return where each run of equal keys begins."""
    return numpy.flatnonzero(numpy.concatenate([[True], sorted_keys[1:] != sorted_keys[:-1]])[: len(sorted_keys)])


def _lengths_set(owners: Integers, fields: Integers, idf: Integers, weights: NDArray[numpy.float64]) -> Floats:
    """Scale the entries so that each field of each row has the length of its weight. Entries come sorted by row and field."""
    if not len(owners):
        return numpy.zeros(0, numpy.float32)
    begin = edges(owners * (len(weights) + 1) + fields)
    squares = numpy.add.reduceat(idf * idf, begin)  # whole numbers: the sum is the same in any order
    sizes = [end - start for start, end in pairwise([*begin.tolist(), len(owners)])]
    norms = numpy.repeat(numpy.sqrt(squares.astype(numpy.float64)), sizes)
    values: Floats = (weights[fields] * idf / norms).astype(numpy.float32)
    return values


def _with_bias(count: int, owners: Integers, columns: Integers, values: Floats, bias: int) -> Rows:
    """Make rows of sorted entries and end each with a one for the bias."""
    lengths = numpy.bincount(owners, minlength=count)
    ends = numpy.cumsum(lengths)
    return Rows(
        numpy.concatenate([[0], numpy.cumsum(lengths + 1)]),
        numpy.insert(columns, ends, bias),
        numpy.insert(values, ends, numpy.float32(1)),
    )
