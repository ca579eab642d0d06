"""What the words around an amount say about it: a bound, "about", the period of a rate, or that it is a year or a label."""

from __future__ import annotations

from bot.matching.quantities import words
from bot.matching.quantities.amounts import Amount
from bot.matching.quantities.model import Bound, Kind, Period
from bot.matching.quantities.spelt import glued_hyphen
from bot.matching.quantities.tokens import Form, Token

_FIRST_YEAR, _LAST_YEAR = 1990, 2049
_SURE_YEARS = range(2011, 2040)
_PER = words.word_set("per each every tiap setiap / masing")


def limits_before(tokens: list[Token], start: int) -> tuple[Bound | None, bool]:
    """Return the bound and the "about" that the words before an amount set."""
    bound, approximate, at = None, False, start
    for _ in range(3):
        at -= int(at > 1 and tokens[at - 1].low in ("a", "an", "the", "of", ":"))
        size = _longest(words.BEFORE, tokens, at, before=True)
        if not size:
            break
        sense = words.BEFORE[_low(tokens, at - size, at)]
        bound, approximate = (bound, True) if sense is None else (bound or sense, approximate)
        at -= size
    return bound, approximate


def limits_after(tokens: list[Token], end: int) -> tuple[Bound | None, bool, int]:
    """Return the bound and the "or so" behind an amount, and the token behind them."""
    bound, approximate = None, False
    for _ in range(2):
        size = _longest(words.AFTER, tokens, end, before=False)
        if not size:
            break
        phrase = _low(tokens, end, end + size)
        behind = tokens[end + size : end + size + 1]
        if (phrase[0] in ("-", "an", "ish") and not tokens[end].glued) or (
            phrase == ("+",) and behind and behind[0].form is Form.NUMBER
        ):
            break
        if phrase == ("lebih",) and behind and behind[0].low in ("dari", "besar", "tinggi", "kecil", "sedikit", "rendah"):
            break
        if (
            phrase[0] in ("max", "min", "minimum", "maximum", "minimal", "maksimal", "maks", "plus")
            and behind
            and _countable(behind[0])
        ):
            break
        sense = words.AFTER[phrase]
        bound, approximate = (bound, True) if sense is None else (sense, approximate)
        end += size
    return bound, approximate, end


def _countable(token: Token) -> bool:
    return (
        token.form is Form.NUMBER
        or token.low in words.ONES
        or token.low in words.CURRENCY_SIGNS
        or token.low in words.CURRENCY_CODES
    )


def _longest(phrases: dict[tuple[str, ...], Bound | None], tokens: list[Token], at: int, *, before: bool) -> int:
    """Return how many tokens the longest phrase that ends (or begins) at a position has, 0 for none."""
    for size in (4, 3, 2, 1):
        first = at - size if before else at
        if first >= 0 and first + size <= len(tokens) and _low(tokens, first, first + size) in phrases:
            return size
    return 0


def _low(tokens: list[Token], start: int, end: int) -> tuple[str, ...]:
    return tuple(token.low for token in tokens[start:end])


def rate_after(tokens: list[Token], end: int, *, priced: bool) -> tuple[Period | None, int]:
    """Return the period behind an amount ("a month", "/yr", "per client per year", "p.a.") and the token behind it.

    Behind a count up to three nouns may come first ("12 customers per month"); an amount of money may name its payer
    ("per user", "each") before the period.
    """
    at = end
    for _ in range(3):
        period, after = _period_at(tokens, at)
        if period is not None:
            return period, after
        if at + 1 < len(tokens) and tokens[at].low in ("per", "/", "a", "each", "tiap", "setiap", "masing"):
            at += 3 if _low(tokens, at, at + 3) == ("masing", "-", "masing") else 1 if tokens[at].low == "each" else 2
        elif not priced and at < len(tokens) and tokens[at].form is Form.WORD and tokens[at].low not in words.NOT_A_RATE:
            at += 1
        else:
            break
    if at < len(tokens) and at != end and tokens[at].low in _PER | set(words.RATE_WORDS):
        period, after = _period_at(tokens, at)
        return (period, after) if period is not None else (None, end)
    return None, end


def _period_at(tokens: list[Token], at: int) -> tuple[Period | None, int]:
    """Read a rate's period at exactly this token: an adverb, "sebulan", or a word such as "per" with a unit."""
    low = _low(tokens, at, at + 4)
    if not low:
        return None, at
    alone = words.RATE_WORDS.get(low[0]) or words.ONE_PERIODS.get(low[0])
    if alone is not None:
        return alone, at + 1
    if low[:3] == ("p", ".", "a"):
        return Period.YEAR, at + (4 if low[3:] == (".",) else 3)
    return _period_behind(tokens, at, low)


def _period_behind(tokens: list[Token], at: int, low: tuple[str, ...]) -> tuple[Period | None, int]:
    """Read "per month", "/yr", "for the year", "for every month", "per annum", and "-a-month" as in "50-dollar-a-month"."""
    if glued_hyphen(tokens, at) and glued_hyphen(tokens, at + 2) and low[1] in ("a", "per"):
        unit, behind = low[3], at + 4
    elif low[:2] in (("for", "the"), ("for", "every")) and len(low) > 2:
        unit, behind = low[2], at + 3
    elif low[0] in words.PER_WORDS and len(low) > 1:
        unit, behind = low[1], at + 2
    else:
        return None, at
    if unit == "annum":
        return Period.YEAR, behind
    period = words.PERIODS.get(unit) if unit not in words.GLUED_ONLY_UNITS or low[0] == "/" else None
    return (period, behind) if period is not None else (None, at)


def rate_before(tokens: list[Token], start: int) -> Period | None:
    """Return the period that words before an amount give it ("annual contract of", "ARR:", "per bulan")."""
    for at in range(start - 1, max(start - 7, -1), -1):
        token = tokens[at]
        if token.form is Form.NUMBER or (token.form is Form.SIGN and token.text not in ":=~("):
            return None
        if token.low in words.RATE_WORDS:
            return words.RATE_WORDS[token.low]
        if token.low in words.PERIODS and at and tokens[at - 1].low in ("per", "tiap", "setiap", "each", "every"):
            return words.PERIODS[token.low]
    return None


def is_year(tokens: list[Token], amount: Amount) -> bool:
    """Whether four bare digits name a calendar year rather than a count."""
    if not amount.bare or amount.spelt or amount.end - amount.start != 1 or len(tokens[amount.start].text) != 4:
        return False
    if not _FIRST_YEAR <= amount.value <= _LAST_YEAR:
        return False
    behind = tokens[amount.end].low if amount.end < len(tokens) else ""
    if behind in words.COUNTED:
        return False
    before = tokens[amount.start - 1].low if amount.start else ""
    return before in words.YEAR_CUES or amount.value in _SURE_YEARS


def is_label(tokens: list[Token], amount: Amount) -> bool:
    """Whether a small bare number only names something: "tier 1", "kuartal 4", "3 March"."""
    if not amount.bare or amount.spelt or not 0 <= amount.value <= 31:
        return False
    before = _low(tokens, max(amount.start - 2, 0), amount.start)
    if before and before[-1] in words.LABELS and before[0] not in words.DETERMINERS:
        return amount.value <= 4 or before[-1] not in ("quarter", "kuartal")
    return amount.end < len(tokens) and tokens[amount.end].low in words.MONTH_NAMES and amount.kind is Kind.PLAIN
