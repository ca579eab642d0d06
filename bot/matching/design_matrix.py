"""The phrases as sparse rows of numbers, one a phrase: which features it has, and what each weighs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy
from numpy.typing import NDArray

from bot.matching.field import IDF_STEPS
from bot.matching.incidence import Incidence
from bot.matching.reading import FIELDS
from bot.matching.rows import MANY, Floats, Integers, Rows, edges


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
    picked: Integers | None = None
    """The rows that count, all without it; so that a part of them takes no room of its own."""

    @property
    def bias(self) -> int:
        """The column of the bias."""
        return len(self.features)

    @property
    def count(self) -> int:
        """How many rows count."""
        return self.rows.count if self.picked is None else len(self.picked)

    def take(self, places: Integers) -> Rows:
        """Return the rows at some places among those that count, in the order given."""
        return self.rows.take(places if self.picked is None else self.picked[places])

    def blocks(self) -> Iterator[tuple[int, Rows]]:
        """Yield the rows that count in blocks, each with the place of its first."""
        for first in range(0, self.count, MANY):
            yield first, self.take(numpy.arange(first, min(first + MANY, self.count)))


def design_of(incidence: Incidence, picked: Integers, weights: Mapping[str, float], rarest: Mapping[str, int]) -> Design:
    """Return the rows of the picked phrases over the fields of `weights`, as if there were no other phrases.

    rarest: in how many of them a feature of a field must stand (1 where the field is not named).
    """
    counts = numpy.zeros(len(incidence.fields), numpy.int64)
    blocks = [picked[first : first + MANY] for first in range(0, len(picked), MANY)]  # all at once would take 400 megabytes
    for some in blocks:
        counts += numpy.bincount(incidence.rows.take(some).columns, minlength=len(counts))
    wanted = numpy.array([FIELDS.index(name) for name in weights])
    least = numpy.array([rarest.get(name, 1) for name in FIELDS])
    kept = numpy.isin(incidence.fields, wanted) & (counts >= least[incidence.fields])
    idf = numpy.rint(IDF_STEPS * (1 + numpy.log((1 + len(picked)) / (1 + counts[kept])))).astype(numpy.int64)
    place_of_field = numpy.zeros(len(FIELDS), numpy.int64)
    place_of_field[wanted] = numpy.arange(len(wanted))
    fields = place_of_field[incidence.fields[kept]]
    columns = (numpy.cumsum(kept) - 1).astype(numpy.int32)
    lengths = numpy.array(list(weights.values()))
    bias, count = int(kept.sum()), int(counts[kept].sum()) + len(picked)
    rows = Rows(numpy.zeros(len(picked) + 1, numpy.int64), numpy.zeros(count, numpy.int32), numpy.zeros(count, numpy.float32))
    for first, some in enumerate(blocks):
        found = incidence.rows.take(some)
        chosen = kept[found.columns]
        owners, entries = found.owners[chosen], columns[found.columns[chosen]]
        values = _lengths_set(owners, fields[entries], idf[entries], lengths)
        _fill(rows, first * MANY, _with_bias(len(some), owners, entries, values, bias=bias))
    return Design(
        rows=rows,
        fields=numpy.append(fields, len(weights)),
        features=[incidence.features[i] for i in numpy.flatnonzero(kept).tolist()],
        idf=idf,
        weights=weights,
    )


def _fill(rows: Rows, first: int, part: Rows) -> None:
    """Put some rows in their place among all: to keep all parts and then join them takes twice the memory."""
    begin = int(rows.starts[first])
    rows.starts[first + 1 : first + 1 + part.count] = begin + part.starts[1:]
    rows.columns[begin : begin + len(part.columns)] = part.columns
    rows.values[begin : begin + len(part.values)] = part.values


def evened(design: Design) -> Design:
    """The same with the entries of each field divided by its ordinary length, for short and long rows alike.

    So a word that tells what is wanted counts as much at the end of a long story as by itself.
    """
    rows = design.rows
    shares = numpy.append(numpy.array(list(design.weights.values())) / ordinary_norms(design), 1.0)
    values = shares[design.fields[rows.columns]] * numpy.append(design.idf / IDF_STEPS, 1.0)[rows.columns]
    return replace(design, rows=Rows(rows.starts, rows.columns, values.astype(numpy.float32)))


def ordinary_norms(design: Design) -> NDArray[numpy.float64]:
    """The middle length of each field's vector of inverse document frequencies, over all rows that have the field."""
    kinds = len(design.weights)
    idf = numpy.append((design.idf / IDF_STEPS) ** 2, 0.0)
    found: list[list[NDArray[numpy.float64]]] = [[] for _ in range(kinds)]
    for _, rows in design.blocks():
        cells = rows.owners * (kinds + 1) + design.fields[rows.columns]
        squares = numpy.bincount(cells, weights=idf[rows.columns], minlength=rows.count * (kinds + 1)).reshape(-1, kinds + 1)
        for place, some in enumerate(found):
            some.append(squares[squares[:, place] > 0, place])
    return numpy.array([_middle(numpy.sort(numpy.concatenate(some))) if some else 1.0 for some in found])


def _middle(squares: NDArray[numpy.float64]) -> float:
    return float(numpy.sqrt(squares[len(squares) // 2])) if len(squares) else 1.0


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
