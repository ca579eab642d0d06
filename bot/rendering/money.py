"""Amounts with their units as each language writes them: money, shares, periods, rates, customers."""

from __future__ import annotations

from collections.abc import Mapping

from babel.numbers import format_decimal

from bot.domain.calculation import Term
from bot.domain.language import Language
from bot.rendering.figures import write_number

PERIODS: Mapping[Language, Mapping[str, tuple[str, str]]] = {
    Language("en"): {
        "day": ("day", "days"),
        "week": ("week", "weeks"),
        "month": ("month", "months"),
        "quarter": ("quarter", "quarters"),
        "year": ("year", "years"),
    },
    Language("id"): {
        "day": ("hari", "hari"),
        "week": ("minggu", "minggu"),
        "month": ("bulan", "bulan"),
        "quarter": ("kuartal", "kuartal"),
        "year": ("tahun", "tahun"),
    },
}
"""One and several of each period."""

WITHOUT_CENTS = 10_000
"""From here on nobody counts cents."""
_CUSTOMERS = {Language("en"): ("customer", "customers"), Language("id"): ("pelanggan", "pelanggan")}
_PER = {Language("en"): "a", Language("id"): "per"}
_BEFORE = {
    Language("en"): {
        "usd": "$",
        "eur": "€",
        "gbp": "£",
        "idr": "Rp",
        "sgd": "S$",
        "aud": "A$",
        "cad": "C$",
        "jpy": "¥",
        "inr": "₹",
        "myr": "RM",
    },
    Language("id"): {"idr": "Rp"},
}
"""Currency signs that touch the number."""
_BEHIND = {
    "usd": "dolar AS", "eur": "euro", "gbp": "pound sterling", "sgd": "dolar Singapura", "aud": "dolar Australia",
    "cad": "dolar Kanada", "jpy": "yen", "inr": "rupee", "myr": "ringgit",
}  # fmt: skip
"""Indonesian names that stand behind the number."""


def write_term(term: Term, language: Language) -> str:
    """Write a number with its unit: "3.5%", "2.75x", "101 customers", "$666.67 a day", "60 hari", "Rp12.000.000"."""
    unit, _, per = term.unit.partition("/")
    if unit == "%":
        return f"{write_number(term.value, language)}%"
    if unit == "share":
        return f"{write_number(term.value * 100, language)}%"
    if unit == "x":
        return f"{write_number(term.value, language)}x"
    if unit in PERIODS[language]:
        return _counted(term.value, PERIODS[language][unit], language)
    if unit == "customers":
        return _counted(term.value, _CUSTOMERS[language], language)
    amount = write_money(term.value, unit, language) if unit else write_number(term.value, language)
    return f"{amount} {_PER[language]} {PERIODS[language][per][0]}" if per else amount


def write_money(value: float, currency: str, language: Language) -> str:
    """Write an amount of money; `currency` is a lower-case ISO code. Round amounts, and large ones, go without cents."""
    sign = "-" if value < 0 else ""
    round_enough = abs(value) >= WITHOUT_CENTS or float(value).is_integer()
    number = str(format_decimal(abs(value), format="#,##0" if round_enough else "#,##0.00", locale=language.value))
    if currency in _BEFORE[language]:
        return f"{sign}{_BEFORE[language][currency]}{number}"
    if language == Language("id") and currency in _BEHIND:
        return f"{sign}{number} {_BEHIND[currency]}"
    return f"{sign}{currency.upper()} {number}"


def _counted(value: float, forms: tuple[str, str], language: Language) -> str:
    return f"{write_number(value, language)} {forms[0] if value == 1 else forms[1]}"
