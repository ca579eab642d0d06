"""Turns a quantity into the number of an input: what suits it, and amounts between periods."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.calculation import Given
from bot.domain.metric import InputKind, MetricInput
from bot.language.quantity import Kind, Period, Quantity

_CERTAIN_MONEY = 1000
"""A bare number this large, where money is wanted, is money; below it may count anything."""
LARGEST_COUNT = 1_000_000
"""From here on a bare number that no word ties to a count is money."""
_DAYS = {Period.DAY: 1.0, Period.WEEK: 7.0}
_KINDS = {
    InputKind.COUNT: (),
    InputKind.MONEY: (Kind.MONEY,),
    InputKind.DURATION: (Kind.DURATION,),
    InputKind.SHARE: (Kind.PERCENT, Kind.RATIO),
}
"""What an input takes besides plain numbers."""
_SHORT = (Period.MINUTE, Period.HOUR, Period.DAY, Period.WEEK)
_CYCLE_UNITS = (Period.MINUTE, Period.HOUR)


def suits(entry: MetricInput, quantity: Quantity, *, tied: bool) -> bool:
    """Whether a quantity can be this input at all. What words tie to it may be plainer than what stands alone."""
    if quantity.vague or quantity.is_year or quantity.denied:
        return False
    if quantity.kind is not Kind.PLAIN:
        return quantity.kind in _KINDS[entry.kind]
    if entry.kind is InputKind.COUNT:
        return tied or abs(quantity.value) < LARGEST_COUNT
    if entry.kind is InputKind.MONEY:
        return _may_be_money(entry, quantity, tied=tied)
    return tied and quantity.scale is None and quantity.per is None


def _may_be_money(entry: MetricInput, quantity: Quantity, *, tied: bool) -> bool:
    if quantity.value == 1:
        return False
    return (tied and not entry.sure) or is_money(quantity) or quantity.value == 0


def is_money(quantity: Quantity) -> bool:
    """Whether a number without a currency is money all the same: it has a scale word or a period, or is large."""
    plain = quantity.scale is None and quantity.per is None and abs(quantity.value) < _CERTAIN_MONEY
    return quantity.kind is Kind.MONEY or not plain


def number_of(entry: MetricInput, quantity: Quantity, label: str = "") -> Given:
    """Return the quantity as the number of an input; `label` is the word that ties it."""
    value, per = quantity.value, quantity.per
    unit = None
    if entry.kind is InputKind.SHARE:
        value = _share(quantity)
    elif entry.kind is InputKind.DURATION:
        value, unit = _duration(entry, quantity)
    if entry.rated and per is None and quantity.over_months:
        value, per = value / quantity.over_months * 12, Period.YEAR
    return Given(
        input=entry.id,
        value=value,
        text=quantity.text,
        currency=(quantity.currency or quantity.scale_currency) if entry.kind is InputKind.MONEY else None,
        per=None if per is None else per.value,
        unit=None if unit is None else unit.value,
        factor=quantity.factor,
        label=label,
    )


def number_like(entry: MetricInput, new: Given, given: Iterable[Given]) -> Given:
    """Return a number that takes the place of one given before, per the same period and in the same currency where it names none.

    So "sorry, 250" below 200 a month is 250 a month; where there may be many of its kind, it is another one.
    """
    old = [one for one in given if one.input == new.input]
    if entry.many or len(old) != 1 or new.per is not None:
        return new
    return replace(new, per=old[0].per, currency=new.currency or old[0].currency)


def _duration(entry: MetricInput, quantity: Quantity) -> tuple[float, Period | None]:
    """A duration in the unit it was written in, or the one the input assumes; minutes and hours are told in days."""
    unit = quantity.unit or (Period(entry.assumed_unit) if entry.assumed_unit is not None else None)
    if unit in _CYCLE_UNITS:
        return quantity.value * unit.months / Period.DAY.months, Period.DAY
    return quantity.value, unit


def _share(quantity: Quantity) -> float:
    """A share as a fraction: 20 %, 1 in 5, 0.2 and a bare 20 are all 0.2."""
    if quantity.kind is Kind.RATIO:
        return quantity.value
    return quantity.value / 100 if quantity.kind is Kind.PERCENT or quantity.value > 1 else quantity.value


def convert(value: float, source: Period, target: Period) -> float:
    """Return a duration of `value` source periods in target periods: weeks are 7 days, months 365/12 days or 52/12 weeks."""
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
