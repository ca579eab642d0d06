"""Numbers and figures as each language writes them."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from bot.domain.knowledge import Figure, KnowledgeBase, Unit
from bot.domain.language import Language
from bot.rendering.signs import signs_of

_WHOLE = 1e15
"""From here on a float holds no decimals worth rounding."""
_WIDE = Context(prec=330)
"""Enough digits for every float, with some decimals."""
_FIGURE = re.compile(r"\$([a-z0-9]+(?:-[a-z0-9]+)*)")


def write_number(value: float, language: Language, decimals: int = 2) -> str:
    """Write a number with the language's separators and at most `decimals` places: 1,234.5 or 1.234,5."""
    written = write_exactly(_rounded(value, decimals), language, decimals)
    return written.rstrip("0").removesuffix(signs_of(language).decimal) if decimals else written


def write_exactly(value: Decimal, language: Language, decimals: int) -> str:
    """Write a number with the language's separators and so many places, however large it is: with 28 digits, the usual,
    Decimal gives up.
    """
    signs = signs_of(language)
    with localcontext(_WIDE):
        return f"{value:,.{decimals}f}".translate({ord(","): signs.group, ord("."): signs.decimal, ord("-"): signs.minus})


def _rounded(value: float, decimals: int) -> Decimal:
    """Round half away from zero, as people do, from the number as it is written; what has no decimals stays as it is."""
    exact = Decimal(repr(float(value)))
    return exact if abs(value) >= _WHOLE else exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def write_day(day: datetime.date, language: Language) -> str:
    """Write a day as the language does: "30 October 2026", "30 Oktober 2026"."""
    return f"{day.day} {signs_of(language).months[day.month - 1]} {day.year}"


def write_month(day: datetime.date, language: Language) -> str:
    """Write the month of a day as the language does: "April 2027", "Mei 2027"."""
    return f"{signs_of(language).months_alone[day.month - 1]} {day.year}"


def write_figure(figure: Figure, knowledge: KnowledgeBase, language: Language) -> str:
    """Write a figure with its unit, as in "$27.7 billion" or "27,7 miliar dolar AS"; a range as "6–10 employees"."""
    unit = knowledge.units[figure.unit]
    number = _written(figure.low, unit, language)
    if figure.high != figure.low:
        number = f"{number}–{_written(figure.high, unit, language)}"
    if figure.scale is not None:
        number = f"{number} {knowledge.writing[language].scales[figure.scale]}"
    forms = unit.forms[language]
    plural = "one" if figure.low == figure.high == 1 and "one" in forms else "other"
    return forms[plural].replace("#", number)


def _written(number: float, unit: Unit, language: Language) -> str:
    return write_number(number, language) if unit.grouped else f"{number:.0f}"


def fill_figures(text: str, knowledge: KnowledgeBase, language: Language) -> str:
    """Put every `$figure-id` of a text into words. The loader has made sure that all of them exist."""
    return _FIGURE.sub(lambda found: write_figure(knowledge.figures[found.group(1)], knowledge, language), text)


def has_figure(text: str) -> bool:
    """Whether a text names a `$figure-id`, or holds a number as a team may write it."""
    return _FIGURE.search(text) is not None or any(sign.isdigit() for sign in text)
