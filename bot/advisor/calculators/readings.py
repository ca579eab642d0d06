"""The numbers of a message as a calculator sees them: shares and rises taken apart, bare numbers given the others' scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.metric import InputKind, Metric, Share
from bot.matching.quantities import SCALES, Kind, Quantity, read_quantities
from bot.matching.quantities.words import COUNTED, MILIAR, OWNERS

_NOTHING = re.compile(
    r"(?<!\w)(?:nothing|none|nobody|no\s{1,3}one|no\s{1,3}(?=customers|clients|deals|sales|revenue|one)|nihil|"
    r"(?:tidak|tak|ga|gak|nggak|belum)\s{1,3}ada(?:\s{1,3}yang)?)(?!\w)",
    re.IGNORECASE,
)
_OF = re.compile(r"\s{1,3}(?:of|out of|dari)(?:\s{1,3}(?:our|the|my|all|these|those|semua))?\s{1,3}", re.IGNORECASE)
_COUNTED = re.compile(rf"-\w|\s{{1,3}}(?:{'|'.join(sorted(COUNTED))}|reps?|sales|months?|bulan|hari)(?!\w)", re.IGNORECASE)
_THEM = re.compile(r"\s{1,3}(?:of\s{1,3}(?:them|those|these|which|whom)|di\s{1,3}antara)(?:nya|\b)", re.IGNORECASE)
_LINK = re.compile(
    rf"[\s-]{{0,9}}(?<!\w)(?P<word>out\s+of|of|in|dari|dr)(?!\w)-?(?:\s+(?:{'|'.join(sorted(OWNERS))})(?!\w))?\s*|\s?/\s?",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s*(?:from|dari|dr)\s+(?:about|around|sekitar)?\s*", re.IGNORECASE)
_MOVED = re.compile(
    r"(?<!\w)(?:naik|turun|tumbuh|meningkat|menurun|bertambah|berkurang|up|down|grew|rose|fell|dropped|increased|decreased|declined)"
    r"\s+(?P<by>by\s+|sebesar\s+|sebanyak\s+)?(?:about\s+|around\s+|sekitar\s+)?$",
    re.IGNORECASE,
)
_REACH = 40
_MILLION = 1e6
_RISE = re.compile(r"\bto\b|→|>|sampai|hingga|-|–|—", re.IGNORECASE)
_LEAST_SCALE = 1000
"""A bare number at least this many times smaller than one with a scale word may have been meant at that scale."""
_NEAR = 50
"""It was, if both are then within this factor of each other."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A number a message offers: where it stands, and its place in a share ("12 of 400") or a rise ("400 to 480").

    `group` is the number of the quantity it comes from; `spoken` marks zeros said in words ("nothing"), `moved` what sales
    rose or fell by rather than to.
    """

    quantity: Quantity
    group: int
    start: int
    end: int
    share: Share | None = None
    rise: int | None = None
    spoken: bool = False
    moved: bool = False


def readings_of(metric: Metric, text: str, quantities: Sequence[Quantity]) -> tuple[Reading, ...]:
    """Return what a metric can use of the quantities of a text, in order."""
    found = [reading for group, quantity in enumerate(quantities) for reading in _readings(metric, text, quantity, group)]
    found += list(_spoken_zeros(text, len(quantities)))
    found.sort(key=lambda reading: reading.start)
    found = [_part_of_them(text, reading) for reading in _none_of(text, found)]
    found = _on_one_scale(text, found) if metric.same_scale else found
    return tuple(_rises(text, found) if metric.chronological else found)


def _readings(metric: Metric, text: str, quantity: Quantity, group: int) -> Iterator[Reading]:
    takes_shares = any(entry.kind is InputKind.SHARE for entry in metric.inputs.values())
    whole = Reading(quantity, group, quantity.start, quantity.end)
    link = _LINK.search(quantity.text) if quantity.kind is Kind.RATIO and not takes_shares else None
    if link is not None and quantity.part is not None and quantity.whole is not None:
        yield from _pair(metric, text, whole, link)
    elif quantity.is_range and quantity.kind in (Kind.PLAIN, Kind.MONEY) and _takes_apart(metric, quantity):
        middle = quantity.start + len(quantity.text) // 2
        yield replace(whole, quantity=replace(quantity, high=quantity.low, text=_half(quantity.text, 0)), end=middle, rise=0)
        yield replace(whole, quantity=replace(quantity, low=quantity.high, text=_half(quantity.text, -1)), start=middle, rise=1)
    else:
        yield whole


def _pair(metric: Metric, text: str, both: Reading, link: re.Match[str]) -> Iterator[Reading]:
    """Take "12 of 400" apart, each number as it was written; money is no share of customers or deals."""
    quantity = both.quantity
    part = _side(quantity, quantity.part or 0.0, quantity.text[: link.start()].strip())
    whole = _side(quantity, quantity.whole or 0.0, quantity.text[link.end() :].strip())
    in_money = any(side.scale is not None and SCALES[side.scale] >= _MILLION for side in (part, whole))
    if in_money and _counts_only(metric) and _COUNTED.match(text, both.end) is None:
        return
    first = replace(both, quantity=part, end=both.start + link.start())
    last = replace(both, quantity=whole, start=both.start + link.end())
    if metric.chronological and (link["word"] or "").lower() in ("dari", "dr"):  # a rise; `_rises` sees to it
        yield from (first, last)
    else:
        yield from (replace(first, share=Share.PART), replace(last, share=Share.WHOLE))


def _side(quantity: Quantity, value: float, text: str) -> Quantity:
    """One number of a pair as it was written, with its own scale word."""
    alone = next(iter(read_quantities(text)), quantity)
    scale = MILIAR if alone.scale == "m" and value == alone.low * 1000 else alone.scale
    return replace(quantity, kind=Kind.PLAIN, low=value, high=value, text=text, scale=scale, part=None, whole=None)


def _counts_only(metric: Metric) -> bool:
    return all(entry.kind is InputKind.COUNT for entry in metric.inputs.values())


def _takes_apart(metric: Metric, quantity: Quantity) -> bool:
    """Whether "400 to 480" is two numbers here: an earlier and a later one, or customers then and now."""
    return _RISE.search(quantity.text) is not None and (metric.chronological or _counts_only(metric))


def _half(text: str, side: int) -> str:
    """One end of a range as it was written."""
    return _RISE.split(text)[side].strip() or text


def _rises(text: str, found: Sequence[Reading]) -> list[Reading]:
    """Make "480 from 400" a rise to 480; leave out what sales only moved by, for nobody said where they came to."""
    read = list(found)
    for index in range(len(read) - 1):
        later, earlier = read[index : index + 2]
        if not _FROM.fullmatch(text[later.end : earlier.start]):
            continue
        moved = _MOVED.search(text, max(0, later.start - _REACH), later.start)
        by = moved is not None and (moved["by"] or later.quantity.value < earlier.quantity.value)
        read[index : index + 2] = [replace(later, moved=True) if by else replace(later, rise=1), replace(earlier, rise=0)]
    return [reading for reading in read if not reading.moved]


def _spoken_zeros(text: str, group: int) -> Iterator[Reading]:
    """Zeros in words; only a word that ties them to an input makes them count."""
    for number, found in enumerate(_NOTHING.finditer(text)):
        quantity = Quantity(start=found.start(), end=found.end(), text=found.group(), low=0.0, high=0.0)
        yield Reading(quantity, group + number, found.start(), found.end(), spoken=True)


def _part_of_them(text: str, reading: Reading) -> Reading:
    """Make "4 of them" the part of a number named before."""
    return replace(reading, share=Share.PART) if reading.share is None and _THEM.match(text, reading.end) else reading


def _none_of(text: str, found: Sequence[Reading]) -> Iterator[Reading]:
    """Make "none of our 58" and "half of our 58" shares: the part, and the number behind it the whole."""
    before: Reading | None = None
    for reading in found:
        if before is not None and _is_fraction(before) and _OF.fullmatch(text[before.end : reading.start]):
            part = before.quantity.value * reading.quantity.value
            plain = replace(before.quantity, kind=Kind.PLAIN, low=part, high=part, part=None, whole=None)
            yield replace(before, quantity=plain, share=Share.PART)
            before = replace(reading, share=Share.WHOLE)
            continue
        if before is not None:
            yield before
        before = reading
    if before is not None:
        yield before


def _is_fraction(reading: Reading) -> bool:
    """Whether a word such as "none" or "half" stands for a part of what follows."""
    return reading.spoken or (reading.quantity.kind is Kind.RATIO and _LINK.search(reading.quantity.text) is None)


def _on_one_scale(text: str, found: Sequence[Reading]) -> list[Reading]:
    """Give bare numbers the scale word of the others: in "800 juta … 500" the 500 is 500 juta."""
    known = [reading.quantity for reading in found]
    counts = [reading.spoken or _COUNTED.match(text, reading.end) is not None for reading in found]
    return [
        reading if count else replace(reading, quantity=on_scale_of(reading.quantity, known))
        for reading, count in zip(found, counts, strict=True)
    ]


def on_scale_of(quantity: Quantity, known: Sequence[Quantity]) -> Quantity:
    """Return a bare number at the scale of the first of the others that has one, where that is what it must mean."""
    other = next((other for other in known if other.scale in SCALES), None)
    if other is None or quantity.kind is not Kind.PLAIN or quantity.scale is not None or quantity.is_year or quantity.low <= 0:
        return quantity
    factor = SCALES[other.scale or ""]
    if factor < _LEAST_SCALE or abs(other.low) / quantity.low < _LEAST_SCALE:
        return quantity
    grown = quantity.low * factor
    if not abs(other.low) / _NEAR <= grown <= abs(other.low) * _NEAR:
        return quantity
    return replace(quantity, low=grown, high=quantity.high * factor, scale=other.scale)
