"""The signs and names that Unicode's CLDR gives each language for numbers and days, by way of Babel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from bot.domain.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """How a language writes numbers and months.

    group, decimal, minus: the signs in "-1,234.5". months: the names within a day ("30 October"), from January; months_alone:
    those that stand without one.
    """

    group: str
    decimal: str
    minus: str
    months: tuple[str, ...]
    months_alone: tuple[str, ...]


_known: dict[Language, Signs] = {}


def signs_of(language: Language) -> Signs:
    """Return the signs of a language. Raises Babel's UnknownLocaleError for one that Babel does not know."""
    signs = _known.get(language)
    if signs is None:
        signs = _known[language] = _looked_up(language.value)
    return signs


def know_signs(signs: Mapping[Language, Signs]) -> None:
    """Take what was looked up before: Babel and its data, six megabytes, need not be loaded for it."""
    _known.update(signs)


def all_signs(languages: Iterable[Language]) -> dict[Language, Signs]:
    """Return the signs of these languages, as far as Babel knows them."""
    from babel.core import UnknownLocaleError  # noqa: PLC0415  as below

    found = {}
    for language in languages:
        with suppress(UnknownLocaleError):
            found[language] = signs_of(language)
    return found


def _looked_up(code: str) -> Signs:
    from babel.core import Locale  # noqa: PLC0415  slow to load, and its data large

    locale = Locale.parse(code)
    symbols, months = locale.number_symbols["latn"], locale.months
    names = {kind: tuple(str(months[kind]["wide"][number]) for number in range(1, 13)) for kind in ("format", "stand-alone")}
    return Signs(
        group=str(symbols["group"]),
        decimal=str(symbols["decimal"]),
        minus=str(symbols["minusSign"]),
        months=names["format"],
        months_alone=names["stand-alone"],
    )
