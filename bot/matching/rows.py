"""Sparse rows of numbers, the arithmetic of learning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[numpy.integer[Any]]
"""Whole numbers; those that there are millions of take four bytes each."""
Floats: TypeAlias = NDArray[numpy.float32]

BLOCK = 32
"""Rows worked on at once: beside a thousand added topics four times as many take 200 megabytes more."""

MANY = 4096
"""The same of plain work on all phrases."""


@dataclass(frozen=True, slots=True, eq=False)
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

    def part(self, first: int, last: int) -> Rows:
        """Return the rows from one up to another, or to the end; nothing is copied."""
        starts = self.starts[first : last + 1]
        begin, end = int(starts[0]), int(starts[-1])
        return Rows(starts - begin, self.columns[begin:end], self.values[begin:end])

    def behind(self, others: Rows) -> Rows:
        """Return other rows and then these."""
        return Rows.of([others, self])

    @classmethod
    def of_ones(cls, starts: Integers, columns: Integers) -> Rows:
        """Return rows in which every entry is one; so many ones take no room."""
        return cls(starts, columns, numpy.broadcast_to(numpy.float32(1), len(columns)))

    @classmethod
    def of(cls, parts: Sequence[Rows]) -> Rows:
        """Return the rows of several, one after the other."""
        lengths = [numpy.diff(part.starts) for part in parts]
        return cls(
            numpy.concatenate([[0], numpy.cumsum(numpy.concatenate([numpy.zeros(0, numpy.int64), *lengths]))]),
            numpy.concatenate([numpy.zeros(0, numpy.int64), *(part.columns for part in parts)]),
            numpy.concatenate([numpy.zeros(0, numpy.float32), *(part.values for part in parts)]),
        )

    def blocks(self, size: int = BLOCK) -> Iterator[tuple[int, Rows]]:
        """Yield the rows in blocks, each with the number of its first."""
        for first in range(0, self.count, size):
            yield first, self.part(first, first + size)


def edges(sorted_keys: Integers) -> Integers:
    """Return where each run of equal keys begins."""
    return numpy.flatnonzero(numpy.concatenate([[True], sorted_keys[1:] != sorted_keys[:-1]])[: len(sorted_keys)])
