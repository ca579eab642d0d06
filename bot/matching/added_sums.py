"""Sums of what added features say of classes: a message costs what its own words have to say, however many topics there are."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import NamedTuple

from bot.matching.field import Field
from bot.matching.scoring import MOST_ROWS, NIL

CROWDED = 24
"""Classes from which what a feature says of them is packed into one number: a thousand topics share "how do we", and Python adds
two numbers of two thousand bytes in a hundredth of the time that it takes to add their parts."""


class Sums(NamedTuple):
    """The points towards each class, in steps, each too high by `above`."""

    totals: list[int]
    above: int


class FieldSums:
    """Adds up the points that the features of one field have towards each class, in steps."""

    def __init__(self, field: Field) -> None:
        self._field = field
        self._layout = struct.Struct(f"<{len(field.base)}H")
        self._packed: dict[int, int] = {}

    def of(self, places: Iterable[int]) -> Sums:
        """Return the sum of every class over the features at some places."""
        starts, positions, points = self._field.starts, self._field.positions, self._field.points
        if len(self._field.base) <= CROWDED:  # few topics: every feature is packed, and every sum set right
            rows = [self._row(place) for place in places]
            return Sums([total - NIL * len(rows) for total in self._unpacked(rows)], 0)
        few: list[int] = []
        many: list[int] = []
        for place in places:
            (few if starts[place + 1] - starts[place] < CROWDED else many).append(place)
        totals = self._unpacked([self._row(place) for place in many])
        for place in few:
            own = slice(starts[place], starts[place + 1])
            for position, steps in zip(positions[own], points[own], strict=True):
                totals[position] += steps
        return Sums(totals, NIL * len(many))

    def _unpacked(self, rows: list[int]) -> list[int]:
        """The sums over packed rows."""
        parts = [sum(rows[first : first + MOST_ROWS]) for first in range(0, len(rows), MOST_ROWS)]
        sums = [self._layout.unpack(part.to_bytes(self._layout.size, "little")) for part in parts]
        if len(sums) < 2:
            return list(sums[0]) if sums else [0] * len(self._field.base)
        return [sum(column) for column in zip(*sums, strict=True)]

    def _row(self, place: int) -> int:
        """The packed row of a feature. Kept for good: among a thousand topics there are fewer than a thousand such features, and
        few topics have some thousands in all, of few bytes each.
        """
        row = self._packed.get(place)
        if row is None:
            lanes = [NIL] * len(self._field.base)
            for at in range(self._field.starts[place], self._field.starts[place + 1]):
                lanes[self._field.positions[at]] += self._field.points[at]
            row = self._packed[place] = int.from_bytes(self._layout.pack(*lanes), "little")
        return row
