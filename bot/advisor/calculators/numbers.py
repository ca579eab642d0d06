"""Turns what was read in a text into the number of an input: kinds, currencies, shares and periods."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.calculation import Given
from bot.domain.language import Language
from bot.domain.metric import InputKind, Metric, MetricInput
from bot.matching.quantities import Kind, Period, Quantity

DEFAULT_CURRENCY = {Language("en"): "usd", Language("id"): "idr"}
"""The currency of money written without one."""
_RUPIAH_SCALES = frozenset(
    {"jt", "juta", "jutaan", "rb", "ribu", "miliar", "milyar", "triliun", "rbu", "ribuan", "sejuta", "semiliar", "seribu"}
)
_CERTAIN_MONEY = 1000
"""A bare number this large, where money is wanted, is money; below it may count anything."""
_LARGEST_COUNT = 1_000_000
"""From here on a bare number that no word ties to a count is money."""
_CYCLE_UNITS = {Period.MINUTE: Period.DAY, Period.HOUR: Period.DAY}


def currency_of(quantities: Sequence[Quantity], language: Language) -> str:
    """Return the currency of money written without one: rupiah where the text counts in "juta", else the language's."""
    return "idr" if any(quantity.scale in _RUPIAH_SCALES for quantity in quantities) else DEFAULT_CURRENCY[language]


def compares_sales(metric: Metric, quantities: Sequence[Quantity]) -> bool:
    """Whether a metric that may compare money or numbers of sales was given plain numbers, which have no currency."""
    takes_both = metric.same_scale and not metric.unit.startswith("money")
    return takes_both and not any(
        quantity.kind is Kind.MONEY or quantity.scale is not None or abs(quantity.value) >= _LARGEST_COUNT
        for quantity in quantities
    )


def suits(entry: MetricInput, quantity: Quantity, *, tied: bool) -> bool:
    """Whether a quantity can be this input at all. What words tie to it may be plainer than what stands alone."""
    if quantity.vague or quantity.is_year:
        return False
    if entry.kind is InputKind.COUNT:
        return quantity.kind is Kind.PLAIN and (tied or abs(quantity.value) < _LARGEST_COUNT)
    if entry.kind is InputKind.MONEY:
        bare = quantity.kind is Kind.PLAIN and quantity.value != 1
        return quantity.kind is Kind.MONEY or (bare and ((tied and not entry.sure) or is_money(quantity) or quantity.value == 0))
    if entry.kind is InputKind.DURATION:
        return quantity.kind is Kind.DURATION or (tied and quantity.kind is Kind.PLAIN and quantity.scale is None)
    return quantity.kind in (Kind.PERCENT, Kind.RATIO) or (tied and quantity.kind is Kind.PLAIN and quantity.scale is None)


def is_money(quantity: Quantity) -> bool:
    """Whether a number without a currency is money all the same: it has a scale word or a period, or is large."""
    plain = quantity.scale is None and quantity.per is None and abs(quantity.value) < _CERTAIN_MONEY
    return quantity.kind is Kind.MONEY or not plain


def number_of(entry: MetricInput, quantity: Quantity, text: str | None = None) -> Given:
    """Return the quantity as the number of an input; the middle of a range stands for it."""
    value, unit, per = quantity.value, quantity.unit, quantity.per
    if entry.kind is InputKind.SHARE:
        value = _share(quantity)
    elif entry.kind is InputKind.DURATION and unit is None and entry.assumed_unit is not None:
        unit = Period(entry.assumed_unit)
    if unit in _CYCLE_UNITS:
        value, unit = value * unit.months / Period.DAY.months, Period.DAY
    if entry.rated and per is None and quantity.over_months:
        value, per = value / quantity.over_months * 12, Period.YEAR
    return Given(
        input=entry.id,
        value=value,
        text=quantity.text if text is None else text,
        currency=quantity.currency if entry.kind is InputKind.MONEY else None,
        per=None if per is None else per.value,
        unit=None if unit is None or entry.kind is not InputKind.DURATION else unit.value,
    )


def _share(quantity: Quantity) -> float:
    """A share as a fraction: 20 %, 1 in 5, 0.2 and a bare 20 are all 0.2."""
    if quantity.kind is Kind.RATIO:
        return quantity.value
    if quantity.kind is Kind.PERCENT or quantity.value > 1:
        return quantity.value / 100
    return quantity.value
