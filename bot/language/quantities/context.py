"""What the words around an amount say about it: a bound, "about", the period of a rate, or that it is a year or a label."""

from __future__ import annotations

from bot.language.dates import is_day
from bot.language.quantities.amounts import Amount
from bot.language.quantities.tables import Scan
from bot.language.quantity import Bound, Kind, Period
from bot.language.tokens import Form

_FIRST_YEAR, _LAST_YEAR = 1990, 2049
_SURE_YEARS = range(2011, 2040)
_ABOUT = "about"
_BACK = 6
"""Words before an amount in which "annual" or "per month" speaks of it."""
_LOOSE = ("-", "an", "ish")
"""What is no bound unless it touches the number ("-an")."""
_FEW_QUARTERS = 4
_LARGEST_LABEL = 31


def limits_before(scan: Scan, start: int) -> tuple[Bound | None, bool]:
    """Return the bound and the "about" that the words before an amount set."""
    bound, approximate, at = None, False, start
    for _ in range(3):
        skipped = scan.tables.has("bound_fillers", scan.low(at - 1)) or scan.low(at - 1) == ":"
        at -= int(at > 1 and skipped)
        found = scan.before("limit", at)
        if found is None:
            break
        at, sense = found
        approximate = approximate or sense == _ABOUT
        bound = bound or (None if sense == _ABOUT else Bound(sense))
    return bound, approximate


def limits_after(scan: Scan, end: int) -> tuple[Bound | None, bool, int]:
    """Return the bound and the "or so" behind an amount, and the token behind them."""
    bound, approximate = None, False
    for _ in range(2):
        found = scan.at("limit-after", end)
        if found is None or _belongs_ahead(scan, end, found[0]):
            break
        end, sense = found
        approximate = approximate or sense == _ABOUT
        bound = bound if sense == _ABOUT else Bound(sense)
    return bound, approximate, end


def _belongs_ahead(scan: Scan, at: int, behind: int) -> bool:
    """Whether a bound behind an amount limits the next one instead ("max 5", "lebih dari 5"), or is no bound at all."""
    if scan.low(at) in _LOOSE and not scan.glued(at):
        return True
    ahead = scan.at("limit", at)
    if (ahead is not None and ahead[0] > behind) or scan.tables.has("comparing", scan.low(behind)):
        return True
    return behind - at == 1 and _countable(scan, behind)


def _countable(scan: Scan, at: int) -> bool:
    return scan.form(at) is Form.NUMBER or scan.low(at) in scan.tables.ones or scan.at("money-before", at) is not None


def rate_after(scan: Scan, end: int, *, priced: bool) -> tuple[Period | None, int]:
    """Return the period behind an amount ("a month", "/yr", "per client per year", "p.a.") and the token behind it.

    Behind a count up to three nouns may come first ("12 customers per month"); an amount of money may name its payer
    ("per user", "each") before the period.
    """
    at = end
    for _ in range(3):
        found = _period_at(scan, at)
        if found is not None:
            return found
        after = _behind_payer(scan, at, priced=priced)
        if after is None:
            break
        at = after
    if at != end and (scan.at("per", at) or scan.at("rate", at)):
        found = _period_at(scan, at)
        if found is not None:
            return found
    return None, end


def _behind_payer(scan: Scan, at: int, *, priced: bool) -> int | None:
    """The token behind a payer ("per user", "each") or, after a count, behind a noun; None where the rate cannot go on."""
    payer = scan.at("payers", at)
    if payer is not None and at + 1 < len(scan.tokens):
        alone = scan.low(payer[0] - 1) == "each" or payer[0] - at > 1
        return payer[0] if alone else payer[0] + 1
    noun = scan.form(at) is Form.WORD and not scan.tables.has("not_a_rate", scan.low(at))
    return at + 1 if noun and not priced else None


def _period_at(scan: Scan, at: int) -> tuple[Period | None, int] | None:
    """Read a rate's period at exactly this token: an adverb, "sebulan", or a word such as "per" with a unit."""
    rate = scan.at("rate", at)
    if rate is not None:
        return Period(rate[1]), rate[0]
    if scan.low(at) in scan.tables.single_units:
        return scan.tables.single_units[scan.low(at)][1], at + 1
    return _period_behind(scan, at)


def _period_behind(scan: Scan, at: int) -> tuple[Period | None, int] | None:
    """Read "per month", "/yr", "for the year", and "-a-month" as in "50-dollar-a-month"."""
    hyphened = scan.hyphen(at) and scan.hyphen(at + 2)
    per = scan.at("per", at + int(bool(hyphened)))
    if per is None:
        return None
    place = per[0] + int(bool(hyphened))
    word = scan.low(place)
    if word in scan.tables.single_units:
        return scan.tables.single_units[word][1], place + 1
    if scan.tables.has("glued_units", word) and scan.low(at) != "/":
        return None
    period = scan.period(place)
    return None if period is None else (period, place + 1)


def rate_before(scan: Scan, start: int) -> Period | None:
    """Return the period that words before an amount give it ("annual contract of", "ARR:", "per bulan")."""
    for at in range(start - 1, max(start - 1 - _BACK, -1), -1):
        if scan.form(at) is Form.NUMBER or (scan.form(at) is Form.SIGN and scan.low(at) not in ":=~("):
            return None
        rate = scan.at("rate", at)
        if rate is not None:
            return Period(rate[1])
        if scan.period(at) is not None and scan.tables.has("rate_leads", scan.low(at - 1)):
            return scan.period(at)
    return None


def is_year(scan: Scan, amount: Amount) -> bool:
    """Whether four bare digits name a calendar year rather than a count."""
    alone = amount.bare and not amount.spelt and amount.end - amount.start == 1
    if not alone or len(scan.tokens[amount.start].text) != 4 or not _FIRST_YEAR <= amount.value <= _LAST_YEAR:
        return False
    if scan.tables.has("counted", scan.low(amount.end)):
        return False
    return scan.tables.has("year_cues", scan.low(amount.start - 1)) or amount.value in _SURE_YEARS


def is_label(scan: Scan, amount: Amount) -> bool:
    """Whether a small bare number only names something: "tier 1", "kuartal 4", "3 March", "Jan 31:"."""
    if not amount.bare or amount.spelt or not 0 <= amount.value <= _LARGEST_LABEL:
        return False
    before = scan.low(amount.start - 1)
    if scan.tables.has("labels", before) and not scan.tables.has("determiners", scan.low(amount.start - 2)):
        return amount.value <= _FEW_QUARTERS or scan.period(amount.start - 1) is None
    month = scan.tables.has("month_names", before) and is_day(scan.tokens, amount.end - 1)
    return amount.kind is Kind.PLAIN and (month or scan.tables.has("month_names", scan.low(amount.end)))
