"""How amounts of a fit assessment are written: as given where they were given in another currency, else in the scale's unit."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, log10

from bot.advisor.fit.amounts import RUPIAH_SCALES
from bot.advisor.fit.words import plain
from bot.domain.fit_model import Value
from bot.domain.language import Language
from bot.matching.quantities import read_quantities
from bot.rendering.figures import write_number

_GIVEN_DIGITS = 4
"""Digits an amount keeps that people gave themselves; it went into dollars and back."""
AMOUNT = "annual_contract_value_usd"
_SIGNS = {"idr": "Rp", "eur": "€", "gbp": "£"}
_DIGITS = 2
"""Digits a converted amount is rounded to: the rates are rough, and more would look exact."""
_SCALES = ((1e9, {"en": " billion", "id": " miliar"}), (1e6, {"en": " million", "id": " juta"}))


def currency_of(given: str | None, language: Language) -> str | None:
    """Return the currency of an amount's words, None for US dollars and "six figures"; bare Indonesian amounts are rupiah."""
    quantity = next(iter(read_quantities(plain(given))), None) if given else None
    if quantity is None or quantity.vague:
        return None
    indonesian = language == Language("id") or quantity.scale in RUPIAH_SCALES
    currency = quantity.currency or ("idr" if indonesian else None)
    return None if currency == "usd" else currency


def yearly(value: Value, currency: str, rates: Mapping[str, float], language: Language) -> str | None:
    """Write a value in US dollars a year, or a range, in the currency it was given in; None where there is no rate."""
    ends = value if isinstance(value, tuple) else (value,)
    numbers = [end for end in ends if isinstance(end, int | float)]
    written = [converted(end, currency, rates, language, _GIVEN_DIGITS) for end in numbers]
    amounts = [amount for amount in written if amount is not None]
    return "–".join(amounts) or None


def converted(dollars: float, currency: str, rates: Mapping[str, float], language: Language, digits: int = _DIGITS) -> str | None:
    """Write US dollars a year as a round amount of another currency ("Rp330 juta"), None where there is no rate."""
    rate = rates.get(currency)
    if rate is None:
        return None
    amount = dollars / rate
    if amount:
        amount = round(amount, digits - 1 - floor(log10(abs(amount))))
    scale, word = next(((size, words[language.value]) for size, words in _SCALES if amount >= size), (1.0, ""))
    return f"{_SIGNS.get(currency, currency.upper() + ' ')}{write_number(amount / scale, language)}{word}"
