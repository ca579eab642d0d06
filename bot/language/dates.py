"""Dates people name: years, quarters and months, as points in time that can be put in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.lexicon import Lexicon
from bot.language.tokens import Form, Token

_YEARS = range(1990, 2100)
_MOST_QUARTERS = 4
_DAYS = 31
_DIGITS_OF_A_DAY = 2
_NEAR = 4
"""Tokens behind a day within which the number of that day follows."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date between `start` and `end` of the text: months on one line, the year 0 where none was named.

    `since` tells that a time begins here ("since September").
    """

    start: int
    end: int
    months: float
    since: bool = False


class Calendar:
    """The names of months and quarters in several languages."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self._months: dict[str, int] = {}
        self._quarters: dict[str, int] = {}
        for lexicon in lexicons:
            self._months.update(lexicon.time.months)
            self._quarters.update(lexicon.time.quarters)
        self._since = frozenset().union(*(one.time.lists.get("since", ()) for one in lexicons))
        # "May" is a month only in capitals or beside a year: it is an everyday word as well.
        self._doubtful = frozenset().union(*(one.stop & one.time.months.keys() for one in lexicons))

    def dates(self, tokens: Sequence[Token]) -> tuple[Date, ...]:
        """Return the dates of a text, in order."""
        found: list[Date] = []
        at = 0
        while at < len(tokens):
            date, after = self._date(tokens, at)
            if date is not None:
                found.append(date)
            at = after
        return tuple(found)

    def _date(self, tokens: Sequence[Token], at: int) -> tuple[Date | None, int]:
        """Read the date that begins at a token, and return the token behind it."""
        token = tokens[at]
        months, after = self._month(tokens, at) or self._quarter(tokens, at) or self._year(tokens, at) or (None, at + 1)
        if months is None:
            return None, at + 1
        year = _year_of(tokens, after) if months < 12 * _YEARS[0] else None
        if year is not None:
            months, after = months + 12.0 * year, after + 1
        since = at > 0 and tokens[at - 1].low in self._since
        return Date(token.start, tokens[after - 1].end, months, since), after

    def _month(self, tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
        token = tokens[at]
        month = self._months.get(token.low)
        if month is None or (token.low in self._doubtful and not token.text[:1].isupper() and _year_of(tokens, at + 1) is None):
            return None
        ahead = _day_of(tokens, at + 1) if is_day(tokens, at + 1) else 0
        day = ahead or _day_of(tokens, at - 1)
        return month + (day - 1) / _DAYS if day else float(month), at + (2 if ahead else 1)

    def _quarter(self, tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
        """Read "Q3", "quarter 3", "kuartal 2", "H1"."""
        size = self._quarters.get(tokens[at].low)
        if size is None or at + 1 >= len(tokens) or tokens[at + 1].form is not Form.NUMBER:
            return None
        number, apart = tokens[at + 1], len(tokens[at].low) > 2
        if not number.text.isdigit() or not 1 <= int(number.text[:3]) <= _MOST_QUARTERS or number.glued is apart:
            return None
        return float(size * int(number.text)), at + 2

    def _year(self, tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
        year = _year_of(tokens, at)
        return None if year is None else (12.0 * year, at + 1)


def _year_of(tokens: Sequence[Token], at: int) -> int | None:
    """The year a token of four digits names, None where it names none."""
    if at >= len(tokens) or tokens[at].form is not Form.NUMBER or len(tokens[at].text) != 4 or not tokens[at].text.isdigit():
        return None
    return int(tokens[at].text) if int(tokens[at].text) in _YEARS else None


def _day_of(tokens: Sequence[Token], at: int) -> int:
    """The day of a month that a token of one or two digits can name, else 0."""
    text = tokens[at].text if 0 <= at < len(tokens) and tokens[at].form is Form.NUMBER else ""
    day = int(text) if text.isdigit() and len(text) <= _DIGITS_OF_A_DAY else 0
    return day if day <= _DAYS else 0


def is_day(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a number behind a month is a day: no word that it could count stands behind it, or the number meant follows.

    "Jan 31: 1,008", "Jan 31 we had 1,008" are days, "in Jan 31 customers left" is none.
    """
    if at + 1 >= len(tokens) or tokens[at + 1].form is not Form.WORD:
        return True
    behind = tokens[at + 1 : at + 1 + _NEAR]
    stop = next((place for place, token in enumerate(behind) if token.form is Form.SIGN), len(behind))
    return any(token.form is Form.NUMBER for token in behind[:stop])
