"""Numbers people take back: "200 … no wait, 2,000", "30 orang, eh maaf, 300", "not 200 but 2,000"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.language.quantities.tables import Scan
from bot.language.quantity import Kind, Quantity
from bot.language.tokens import Form

_BEFORE = 3
"""Words that may stand between the number taken back and the words that say so ("30 people …")."""
_SIGNS = (",", "-")
_BEHIND = 2
"""Words that may stand between those words and the right number."""


def corrected(scan: Scan, found: Sequence[Quantity], places: Sequence[tuple[int, int]]) -> tuple[Quantity, ...]:
    """Return the quantities without those that a later one corrects; `places` are their tokens."""
    kept: list[Quantity] = []
    ends: list[int] = []
    for quantity, (start, end) in zip(found, places, strict=True):
        denied = scan.before("denials", start) is not None
        here = replace(quantity, denied=True) if denied else quantity
        if kept and _replaces(scan, kept[-1], here, ends[-1], start):
            here = _in_place_of(kept.pop(), here)
            ends.pop()
        kept.append(here)
        ends.append(end)
    return tuple(kept)


def _replaces(scan: Scan, before: Quantity, after: Quantity, end: int, start: int) -> bool:
    """Whether the words between two numbers say that the second is meant instead of the first."""
    same = after.kind is before.kind or Kind.PLAIN in (after.kind, before.kind)
    if not same or after.denied or start - end > _BEFORE + _BEHIND + 6:
        return False
    if before.denied:
        beside = all(scan.low(at) in _SIGNS for at in range(end, start))
        return beside or any(scan.at("instead", at) for at in range(end, start))
    return any(_is_only_talk(scan, at, start) for at in _takings_back(scan, end, start))


def _takings_back(scan: Scan, end: int, start: int) -> list[int]:
    """The tokens behind the words that take a number back, if they stand close enough behind it."""
    words = [at for at in range(end, start) if scan.form(at) is Form.WORD]
    # "33 no, 0 open" counts two things; "33, no, 30" takes one back.
    starts = (at for at in words[: _BEFORE + 1] if at != end or scan.low(at + 1) not in _SIGNS)
    return [hit[0] for at in starts if (hit := scan.at("corrections", at)) is not None]


def _is_only_talk(scan: Scan, at: int, start: int) -> bool:
    """Whether hardly a word stands between the correction and the right number."""
    others = 0
    while at < start:
        hit = scan.at("corrections", at)
        others += hit is None and scan.form(at) is Form.WORD
        at = hit[0] if hit is not None else at + 1
    return others <= _BEHIND


def _in_place_of(before: Quantity, after: Quantity) -> Quantity:
    """Give the right number what only the wrong one said of both: its unit, currency or period."""
    if after.kind is Kind.PLAIN and before.kind is not Kind.RATIO:
        after = replace(after, kind=before.kind, unit=before.unit, currency=before.currency)
    return replace(after, per=after.per or before.per, replaces=before)
