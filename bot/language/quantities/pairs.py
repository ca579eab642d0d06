"""Two amounts that belong together: a range ("500-800k", "antara 5 dan 8") or a share ("1 in 4", "21 dari 84")."""

from __future__ import annotations

from dataclasses import replace

from bot.language.quantities.amounts import Amount, amount_at
from bot.language.quantities.context import is_year
from bot.language.quantities.tables import Scan
from bot.language.quantity import Kind

_FAR = 10
"""A hyphen with blanks around it, or an "or", joins a range only up to this factor; beyond it they part two numbers."""
_DASHES = ("-", "–", "—")
_MOST_OF_FEW = 10
""" "N in M" is a share up to this N; more is a count within something."""


def range_end(scan: Scan, first: Amount) -> tuple[Amount, Amount] | None:
    """Return both ends of the range that begins with an amount, scale, currency and unit shared; None where it stands alone."""
    at = _behind_connector(scan, first) if _is_end(first) else None
    second = amount_at(scan, at) if at is not None and at < len(scan.tokens) else None
    if second is None or (second.article and first.kind is not Kind.DURATION) or not _is_end(second):
        return None
    tight = scan.glued(first.end) and scan.low(first.end) in _DASHES
    return _joined(first, second, loose=not tight and scan.at("loose_ranges", first.end) is not None)


def _is_end(amount: Amount) -> bool:
    """Whether an amount can be the end of a range."""
    return amount.kind is not Kind.RATIO and not amount.vague and not amount.too_large


def _is_next(scan: Scan, first: Amount) -> bool:
    """Whether the number word behind a small one is the next higher: "two three people", "satu dua orang"."""
    ones = scan.tables.ones
    low = ones.get(scan.low(first.start)) if first.spelt and first.bare and first.end == first.start + 1 else None
    return low is not None and 0 < low < 9 and ones.get(scan.low(first.end)) == low + 1


def _behind_connector(scan: Scan, first: Amount) -> int | None:
    """Return the token behind "-", "to", "sampai", or behind "and" where "between" came before; None without one."""
    joins = scan.at("between_joins", first.end)
    if joins is not None and any(scan.at("between", first.start - back) for back in (1, 2)):
        return joins[0]
    found = scan.at("ranges", first.end)
    if found is not None:
        return found[0]
    return first.end if _is_next(scan, first) else None


def _joined(first: Amount, second: Amount, *, loose: bool) -> tuple[Amount, Amount] | None:
    """Give both amounts the same scale, currency and unit; None where they do not make a rising range."""
    low, high = _one_kind(*_one_scale(first, second))
    if low.kind is not high.kind or low.currency != high.currency or low.value >= high.value:
        return None
    return None if loose and high.value > _FAR * low.value else (low, high)


def _one_scale(low: Amount, high: Amount) -> tuple[Amount, Amount]:
    """Give the first the scale of the second ("500-800k")."""
    if low.factor == 1.0 and high.scale is not None and abs(low.value * high.factor) < abs(high.value):
        return replace(low, value=low.value * high.factor, scale=high.scale, factor=high.factor), high
    return low, high


def _one_kind(low: Amount, high: Amount) -> tuple[Amount, Amount]:
    """Give both the unit or the currency of one; durations are told in the unit of the second."""
    if low.kind is Kind.PLAIN and high.kind is not Kind.PLAIN:
        return replace(low, kind=high.kind, currency=high.currency, unit=high.unit), high
    if high.kind is Kind.PLAIN and low.kind is Kind.MONEY:
        return low, replace(high, kind=low.kind, currency=low.currency)
    if high.kind is Kind.PLAIN and low.article:  # "a week or two"
        return low, replace(high, kind=low.kind, unit=low.unit)
    if low.unit is not None and high.unit is not None and low.unit is not high.unit:
        return replace(low, value=low.value * low.unit.months / high.unit.months, unit=high.unit), high
    return low, high


def share(scan: Scan, first: Amount, high: Amount | None = None) -> tuple[Amount, str] | None:
    """Return the whole of the share that begins with a bare amount ("1 in 4", "51 out of 340", "2-3 of 10"), and its link.

    `high` is the second end of a range.
    """
    last = high or first
    link = _share_link(scan, last.end) if first.value >= 0 and _is_count(scan, first) else None
    if link is None:
        return None
    second = _whole(scan, link)
    if second is None or (scan.at("narrow_shares", last.end) and not _is_narrow(scan, last, second)):
        return None
    word = " ".join(scan.low(at) for at in range(last.end, link))
    return second, word


def _share_link(scan: Scan, at: int) -> int | None:
    """Return the token behind the link of a share; None without one, or where a blank stands before a "/"."""
    link = scan.at("shares", at)
    return None if link is None or (scan.low(at) == "/" and not scan.glued(at)) else link[0]


def _whole(scan: Scan, at: int) -> Amount | None:
    """The whole of a share behind its link, whoever owns it ("of our 400")."""
    owner = scan.at("owners", at)
    amount = amount_at(scan, at if owner is None else owner[0], joined=True)
    return amount if amount is not None and amount.value > 0 and _is_count(scan, amount) else None


def _is_count(scan: Scan, amount: Amount) -> bool:
    """Whether an amount can be the part or the whole of a share."""
    return amount.kind is Kind.PLAIN and not amount.vague and not is_year(scan, amount)


def _is_narrow(scan: Scan, part: Amount, whole: Amount) -> bool:
    """Whether "N in M" or "N/M" can be a share: few of more."""
    return part.value < whole.value and (scan.low(part.end) == "/" or part.value <= _MOST_OF_FEW)
