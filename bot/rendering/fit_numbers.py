"""How the numbers of a fit scale are written: with their unit, in a smaller one where they come out round in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.fit_model import Scale, Value
from bot.domain.knowledge import Unit
from bot.domain.language import Language
from bot.rendering.figures import write_number

_ROUND = 0.02
"""A number this near to a whole one, or to a half of a unit, counts as round."""
_LARGE = 100
"""From here on a number is written without decimals."""


def written(scale: Scale, value: Value, language: Language) -> str:
    """Return a number or a range with its unit: "9 months", "2–4 weeks"."""
    ends = [float(end) for end in (value if isinstance(value, tuple) else (value, value))]
    unit, times = _unit_for(scale, ends)
    low, high = (short_number(end * times, language) for end in ends)
    forms = unit.forms[language]
    form = forms["one"] if low == high == "1" and "one" in forms else forms["other"]
    return form.replace("#", low if low == high else f"{low}–{high}")


def _unit_for(scale: Scale, ends: Sequence[float]) -> tuple[Unit, float]:
    """The unit in which numbers come out round, the scale's own first, and how many of it make one of the scale's."""
    if _is_round(ends, 0.5):
        return scale.unit, 1.0
    finer = (one for one in scale.finer if _is_round([end * one.times for end in ends], 1.0))
    return next(((one.unit, one.times) for one in finer), (scale.unit, 1.0))


def short_number(value: float, language: Language) -> str:
    """Return a number with one decimal at most, none where it is large."""
    return write_number(value, language, 0 if abs(value) >= _LARGE else 1)


def _is_round(ends: Iterable[float], step: float) -> bool:
    """Whether all numbers are multiples of a step, and none is below one."""
    return all(end >= 1 - _ROUND and abs(end / step - round(end / step)) * step <= _ROUND for end in ends)
