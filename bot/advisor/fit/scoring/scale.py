"""How far one answer leans: from -1, wholly SMB, to 1, wholly enterprise."""

from __future__ import annotations

import math
from itertools import pairwise

from bot.domain.fit_model import Criterion, Scale, Value


def leans_of(criterion: Criterion, value: Value) -> tuple[float, float]:
    """Return the leans of a value's two ends; they are equal unless the value is a range.

    Raises ValueError where the value is none this criterion can have.
    """
    if criterion.scale is None:
        return _option_leans(criterion, value)
    if isinstance(value, tuple):
        return _lean_at(criterion.scale, value[0]), _lean_at(criterion.scale, value[1])
    if isinstance(value, bool | str):
        raise ValueError(f"{criterion.id} is a number, not {value!r}")  # noqa: TRY004 (the value is wrong, whatever its type)
    lean = _lean_at(criterion.scale, value)
    return lean, lean


def fits(criterion: Criterion, value: Value) -> bool:
    """Whether the value is one that this criterion can have: an option, or a number within its limits."""
    if criterion.scale is None:
        return any(_same(option.value, value) for option in criterion.options)
    ends = value if isinstance(value, tuple) else (value,)
    scale = criterion.scale
    return all(isinstance(end, int | float) and not isinstance(end, bool) and scale.low <= end <= scale.high for end in ends)


def _option_leans(criterion: Criterion, value: Value) -> tuple[float, float]:
    for option in criterion.options:
        if _same(option.value, value):
            return option.lean, option.lean
    raise ValueError(f"{criterion.id} has no option {value!r}")


def _lean_at(scale: Scale, number: float) -> float:
    """Read the line between the two points around a number; beyond the first and the last it stays level."""
    points = scale.points
    if number <= points[0].at:
        return points[0].lean
    for below, above in pairwise(points):
        if number <= above.at:
            start, end, at = (_distance(scale, value) for value in (below.at, above.at, number))
            return below.lean + (above.lean - below.lean) * (at - start) / (end - start)
    return points[-1].lean


def _distance(scale: Scale, number: float) -> float:
    return math.log(number) if scale.by_ratio else number


def _same(option: bool | str, value: Value) -> bool:
    """Equal and of one type: in Python the number 1 equals True."""
    return type(option) is type(value) and option == value
