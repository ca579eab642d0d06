"""Numbers people take back: "200 … no wait, 2,000", "30 orang, eh maaf, 300", "not 200 but 2,000"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.language.quantities.tables import Scan
from bot.language.quantity import Kind, Quantity
from bot.language.tokens import Form

_BEFORE = 3
"""Words that may stand between the number taken back and the words that say so ("30 people …")."""
_FAR, _ALIKE = 8, 5
"""Words that may stand there where a sign sets the words that take back apart, and by what factor the numbers may differ."""
_MOST_TOKENS = 16
_SIGNS = (",", "-")
_PAIR = 2
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
            here = _in_place_of(kept.pop(), here, of_whole=scan.before("shares", start) is not None)
            ends.pop()
        kept.append(here)
        ends.append(end)
    return tuple(kept)


def _replaces(scan: Scan, before: Quantity, after: Quantity, end: int, start: int) -> bool:
    """Whether the words between two numbers say that the second is meant instead of the first."""
    same = after.kind is before.kind or Kind.PLAIN in (after.kind, before.kind)
    if not same or after.denied or start - end > _MOST_TOKENS:
        return False
    if before.denied:
        return _stands_instead(scan, end, start)
    return _is_taken_back(scan, end, start) or (_are_alike(before, after) and start in _takings_back_far(scan, end, start))


def _stands_instead(scan: Scan, end: int, start: int) -> bool:
    """Whether nothing but a comma, or a "but", stands between what is turned down and a number: "not 12, 13"."""
    beside = all(scan.low(at) in _SIGNS for at in range(end, start))
    return beside or any(scan.at("instead", at) for at in range(end, start))


def _is_taken_back(scan: Scan, end: int, start: int) -> bool:
    """Whether words close behind a number take it back, and hardly one more stands before the right one."""
    return any(_is_only_talk(scan, at, start) for at in _takings_back(scan, end, start))


def _takings_back(scan: Scan, end: int, start: int) -> list[int]:
    """The tokens behind the words that take a number back, if they stand close enough behind it."""
    # "33 no, 0 open" counts two things; "33, no, 30" takes one back.
    words = _words(scan, end, start)[: _BEFORE + 1]
    return _behind(scan, (at for at in words if at != end or scan.low(at + 1) not in _SIGNS))


def _takings_back_far(scan: Scan, end: int, start: int) -> list[int]:
    """The same farther off, where a sign sets the words apart: "340 customers at the start of January... no, 320"."""
    return _behind(scan, (at for at in _words(scan, end, start)[: _FAR + 1] if scan.form(at - 1) is Form.SIGN))


def _words(scan: Scan, end: int, start: int) -> list[int]:
    return [at for at in range(end, start) if scan.form(at) is Form.WORD]


def _behind(scan: Scan, starts: Iterable[int]) -> list[int]:
    """The tokens behind what takes a number back and begins at one of some tokens."""
    return [hit[0] for at in starts if (hit := scan.at("corrections", at)) is not None]


def _are_alike(before: Quantity, after: Quantity) -> bool:
    """Whether two plain numbers are near enough for one to be the other put right."""
    low, high = sorted((before.value, after.value))
    return before.kind is after.kind and low > 0 and high <= _ALIKE * low


def _is_only_talk(scan: Scan, at: int, start: int) -> bool:
    """Whether hardly a word stands between the correction and the right number."""
    others = 0
    while at < start:
        hit = scan.at("corrections", at)
        others += hit is None and scan.form(at) is Form.WORD
        at = hit[0] if hit is not None else at + 1
    return others <= _BEHIND


def _in_place_of(before: Quantity, after: Quantity, *, of_whole: bool) -> Quantity:
    """Give the right number what only the wrong one said of both: its unit, currency or period.

    Of a share a plain number puts the whole right behind an "of" ("5 of 120, sorry, of 125"), else the number it is nearer to.
    """
    if before.kind is Kind.RATIO and len(before.parts) == _PAIR and after.kind is Kind.PLAIN and after.value > 0:
        return _share_put_right(before, after, of_whole=of_whole)
    if after.kind is Kind.PLAIN and before.kind is not Kind.RATIO:
        after = replace(after, kind=before.kind, unit=before.unit, currency=before.currency)
    return replace(after, per=after.per or before.per, replaces=before)


def _share_put_right(before: Quantity, after: Quantity, *, of_whole: bool) -> Quantity:
    part, whole = before.parts
    of_whole = of_whole or (part.value > 0 and after.value**2 > part.value * whole.value)
    part, whole = (part, after) if of_whole else (after, whole)
    low, high = part.low / whole.value, part.high / whole.value
    last = max(before.last, after.last)
    return replace(before, end=after.end, last=last, low=low, high=high, parts=(part, whole), replaces=before)
