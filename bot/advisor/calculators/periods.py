"""Converts amounts between periods: weeks are 7 days, months 365/12 days or 52/12 weeks, quarters 3 and years 12 months."""

from __future__ import annotations

from bot.matching.quantities import Period

_DAYS = {Period.DAY: 1.0, Period.WEEK: 7.0}
_SHORT = (Period.MINUTE, Period.HOUR, Period.DAY, Period.WEEK)


def convert(value: float, source: Period, target: Period) -> float:
    """Return a duration of `value` source periods in target periods. A rate is converted the other way round."""
    if source is target:
        return value
    if source in _DAYS and target in _DAYS:
        return value * _DAYS[source] / _DAYS[target]
    return value * source.months / target.months


def convert_rate(value: float, source: Period, target: Period) -> float:
    """Return an amount per source period as one per target period."""
    return convert(value, target, source)


def coarse(period: Period) -> Period:
    """The period a rate is told in for a duration of this unit: days for what is shorter than a month, else months."""
    return Period.DAY if period in _SHORT else Period.MONTH
