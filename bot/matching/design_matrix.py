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
    parts = []
    for some in blocks:
        rows = incidence.rows.take(some)
        chosen = kept[rows.columns]
        owners, entries = rows.owners[chosen], columns[rows.columns[chosen]]
        values = _lengths_set(owners, fields[entries], idf[entries], lengths)
        parts.append(_with_bias(len(some), owners, entries, values, bias=int(kept.sum())))
    return Design(
        rows=Rows.of(parts),
        fields=numpy.append(fields, len(weights)),
        features=[incidence.features[i] for i in numpy.flatnonzero(kept).tolist()],
        idf=idf,
        weights=weights,
    )


def evened(design: Design) -> Design:
    """The same with the entries of each field divided by its ordinary length, for short and long rows alike.

    So a word that tells what is wanted counts as much at the end of a long story as by itself.
    """
    rows = design.rows
    norms = numpy.array([ordinary_norm(design, place) for place in range(len(design.weights))])
    shares = numpy.append(numpy.array(list(design.weights.values())) / norms, 1.0)
    values = shares[design.fields[rows.columns]] * numpy.append(design.idf / IDF_STEPS, 1.0)[rows.columns]
    return replace(design, rows=Rows(rows.starts, rows.columns, values.astype(numpy.float32)))


def ordinary_norm(design: Design, place: int) -> float:
    """The middle length, over all rows that have the field, of its vector of inverse document frequencies."""
    found = [numpy.zeros(0)]
    for _, rows in design.blocks():
        entries = numpy.flatnonzero(design.fields[rows.columns] == place)
        squares = numpy.bincount(rows.owners[entries], weights=(design.idf[rows.columns[entries]] / IDF_STEPS) ** 2)
        found.append(squares[squares > 0].astype(numpy.float64))
    norms = numpy.sort(numpy.concatenate(found))
    return float(numpy.sqrt(norms[len(norms) // 2])) if len(norms) else 1.0


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
