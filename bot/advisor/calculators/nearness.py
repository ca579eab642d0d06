"""Which number of a sum a lone one is meant for, and whether it says one of them again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.advisor.calculators.numbers import number_of, suits
from bot.domain.calculation import Given
from bot.domain.metric import Metric
from bot.language.quantity import Quantity

_CLEARLY_NEARER = 2.0
"""How many times nearer the one number must be to the new one than the next, to be the one that changes."""
_ROUNDED = 0.005
"""How far a number may be from the one that it repeats, as a share of it."""


def nearest(metric: Metric, given: Sequence[Given], quantity: Quantity) -> tuple[Given, ...]:
    """Return a lone number in place of the one it must be meant for: the one of its kind, clearly the nearest, or the later."""
    fitting = [one for one in _replaceable(metric, given) if suits(metric.inputs[one.input], quantity, tied=True)]
    new = {one.input: number_of(metric.inputs[one.input], quantity, one.label) for one in fitting}
    ranked = sorted((_distance(new[one.input].value, one.value), one.input) for one in fitting)
    if len(ranked) > 1 and ranked[0][0] * _CLEARLY_NEARER > ranked[1][0]:
        return ()
    return tuple(new[name] for _, name in ranked[:1])


def _replaceable(metric: Metric, given: Sequence[Given]) -> Sequence[Given]:
    """The numbers that are alone for their input; of an earlier and a later one the later, for what came before is known."""
    names = [one.input for one in given]
    later = list(metric.inputs)[1] if metric.chronological else None
    return [one for one in given if names.count(one.input) == 1 and later in (None, one.input)]


def is_near(value: float, known: Iterable[float]) -> bool:
    """Whether a number is one of those known, as people round it."""
    return any(abs(value - one) <= _ROUNDED * max(abs(value), abs(one)) for one in known)


def _distance(new: float, old: float) -> float:
    """How many times larger the larger one is."""
    low, high = sorted((abs(new), abs(old)))
    return high / low if low else float("inf")
