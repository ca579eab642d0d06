"""Two amounts that belong together: a range ("500-800k", "antara 5 dan 8") or a share ("1 in 4", "21 dari 84")."""

from __future__ import annotations

from dataclasses import replace

from bot.matching.quantities import words
from bot.matching.quantities.amounts import Amount, amount_at
from bot.matching.quantities.context import is_year
from bot.matching.quantities.model import Kind
from bot.matching.quantities.tokens import Token

_FAR = 10
"""A hyphen with blanks around it, or an "or", joins a range only up to this factor; beyond it they part two numbers."""
_MOST_OF_FEW = 10
""" "N in M" is a share up to this N; more is a count within something."""


def range_end(tokens: list[Token], first: Amount, *, rupiah: bool) -> tuple[Amount, Amount] | None:
    """Return both ends of the range that begins with an amount, scale, currency and unit shared; None where it stands alone."""
    if first.vague or first.kind is Kind.RATIO:
        return None
    at = _behind_connector(tokens, first)
    second = amount_at(tokens, at, rupiah=rupiah) if at is not None and at < len(tokens) else None
    if at is None or second is None or second.vague or second.kind is Kind.RATIO or second.article:
        return None
    loose = tokens[first.end].low in ("or", "atau", "~") or not tokens[first.end].glued
    return _joined(first, second, loose=loose and tokens[first.end].text in ("-", "–", "—", "or", "atau", "~"))


def _behind_connector(tokens: list[Token], first: Amount) -> int | None:
    """Return the token behind "-", "to", "sampai", or behind "and" where "between" came before; None without one."""
    low = [token.low for token in tokens[first.end : first.end + 3]]
    if not low:
        return None
    before = {token.low for token in tokens[max(first.start - 2, 0) : first.start]}
    if low[0] in ("and", "dan", "&") and before & {"between", "antara"}:
        return first.end + 1
    if low[:3] in (["s", "/", "d"], ["-", "to", "-"]):
        return first.end + 3
    return first.end + 1 if low[0] in words.RANGE_WORDS else None


def _joined(first: Amount, second: Amount, *, loose: bool) -> tuple[Amount, Amount] | None:
    """Give both amounts the same scale, currency and unit; None where they do not make a rising range."""
    low, high = first, second
    if low.scale is None and high.scale is not None and abs(low.value * high.factor) < abs(high.value):
        low = replace(low, value=low.value * high.factor, scale=high.scale)
    if low.kind is Kind.PLAIN and high.kind is not Kind.PLAIN:
        low = replace(low, kind=high.kind, currency=high.currency, unit=high.unit)
    elif high.kind is Kind.PLAIN and low.kind is Kind.MONEY:
        high = replace(high, kind=low.kind, currency=low.currency)
    elif high.kind is Kind.PLAIN and low.article:  # "a week or two"
        high = replace(high, kind=low.kind, unit=low.unit)
    elif low.unit is not None and high.unit is not None and low.unit is not high.unit:
        low = replace(low, value=low.value * low.unit.months / high.unit.months, unit=high.unit)
    if low.kind is not high.kind or low.currency != high.currency or low.value >= high.value:
        return None
    return None if loose and high.value > _FAR * low.value else (low, high)


def share(tokens: list[Token], first: Amount, *, rupiah: bool) -> Amount | None:
    """Return the ratio that begins with a bare amount ("1 in 4", "51 out of 340", "21 dari 84", "3/4"), or None."""
    if first.kind is not Kind.PLAIN or first.vague or first.value < 0 or is_year(tokens, first):
        return None
    link, at = _link(tokens, first.end)
    second = amount_at(tokens, at, rupiah=rupiah, joined=True) if link and at < len(tokens) else None
    if second is None or second.kind is not Kind.PLAIN or second.vague or second.value <= 0 or is_year(tokens, second):
        return None
    strict = link in ("in", "/")
    if strict and (first.value >= second.value or first.value > (_MOST_OF_FEW if link == "in" else second.value)):
        return None
    return Amount(
        start=first.start, end=second.end, value=first.value / second.value, kind=Kind.RATIO, part=first.value,
        whole=second.value, spelt=first.spelt,
    )  # fmt: skip


def _link(tokens: list[Token], at: int) -> tuple[str, int]:
    """Return the word that links part and whole, and the token behind it and its owner; "" where there is none."""
    low = [token.low for token in tokens[at : at + 3]]
    if low == ["-", "in", "-"] and tokens[at].glued:
        return "in", at + 3
    if low[:2] == ["out", "of"]:
        link, at = "of", at + 2
    elif low and (low[0] in ("in", "of", "dari", "dr") or (low[0] == "/" and tokens[at].glued)):
        link, at = low[0], at + 1
    else:
        return "", at
    link = "dari" if link == "dr" else link
    owned = at < len(tokens) and tokens[at].low in words.OWNERS
    return link, at + int(owned)
