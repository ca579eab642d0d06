"""How amounts of a fit assessment are written in the currency they were given in."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, log10

from bot.domain.fit_model import Value
from bot.rendering.money import Amounts

_GIVEN_DIGITS = 4
"""Digits an amount keeps that people gave themselves; it went into the scale's currency and back."""
_DIGITS = 2
"""Digits a converted amount is rounded to: the rates are rough, and more would look exact."""


def yearly(value: Value, currency: str, rates: Mapping[str, float], amounts: Amounts) -> str | None:
    """Write a value of the scale, or a range, in the currency it was given in; None where there is no rate."""
    ends = value if isinstance(value, tuple) else (value,)
    numbers = [end for end in ends if isinstance(end, int | float)]
    written = [converted(end, currency, rates, amounts, _GIVEN_DIGITS) for end in numbers]
    return "–".join(amount for amount in written if amount is not None) or None


def converted(value: float, currency: str, rates: Mapping[str, float], amounts: Amounts, digits: int = _DIGITS) -> str | None:
    """Write a value of the scale as a round amount of another currency ("Rp330 juta"), None where there is no rate."""
    rate = rates.get(currency)
    if rate is None:
        return None
    amount = value / rate
    if amount:
        amount = round(amount, digits - 1 - floor(log10(abs(amount))))
    return amounts.round_money(amount, currency)
