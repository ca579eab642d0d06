"""The weights of one kind of feature, as training leaves them: whole steps, and only where there is something to say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

IDF_STEPS = 64
"""Steps in one point of inverse document frequency: whole steps add up to the same sum in any order."""

POINT_STEPS = 127
"""The largest weight of a field in steps; weights are whole steps from -127 to 127."""


@dataclass(frozen=True, slots=True)
class Field:
    """The weights of one kind of feature.

    The feature at `index[feature]`, place i, has the points `points[starts[i]:starts[i + 1]]` (in steps of `scale`) towards
    the classes `positions[starts[i]:starts[i + 1]]`, in order. `idf` is in steps of 1/64; `base` is each class's own share for
    any known feature, times its idf. `norm` is what the sum is divided by, for messages of all lengths alike; 0 where it is
    each message's own.
    """

    index: Mapping[str, int]
    idf: Sequence[int]
    starts: Sequence[int]
    positions: Sequence[int]
    points: Sequence[int]
    base: Sequence[float]
    scale: float
    weight: float
    norm: float = 0.0

    def share(self, feature: str, position: int) -> float:
        """The unnormalised points of one feature towards one class, against those towards most classes."""
        place = self.index.get(feature)
        return 0.0 if place is None else self.said(place, position)

    def said(self, place: int, position: int) -> float:
        """The same of the feature at a place."""
        end = self.starts[place + 1]
        at = bisect_left(self.positions, position, self.starts[place], end)
        points = self.points[at] if at < end and self.positions[at] == position else 0
        return points * self.scale * self.weight
