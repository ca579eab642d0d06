"""A number a message offers, and what makes it a share of another one: "12 of 400", "half of which", "a third of it"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.advisor.calculators.numbers import is_money
from bot.domain.metric import Share
from bot.language.message import Message
from bot.language.quantity import Kind, Quantity

_OF_NEAR, _FROM_NEAR = 2, 4
"""Words that may stand between a part and "of", or between a part and the whole behind "from"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A number a message offers, its place in a share ("12 of 400") or a rise ("400 to 480").

    `spoken` marks zeros said in words ("nothing"), `moved` what sales rose or fell by rather than to, `worked_out` what follows
    from a share ("half of our 58").
    """

    quantity: Quantity
    share: Share | None = None
    rise: int | None = None
    spoken: bool = False
    moved: bool = False
    worked_out: bool = False

    @property
    def first(self) -> int:
        """Its first word."""
        return self.quantity.first

    @property
    def last(self) -> int:
        """The word behind its last."""
        return self.quantity.last

    @property
    def is_pronoun_like(self) -> bool:
        """Whether it is a lone "one" or "satu", which mostly stands for a thing rather than a count."""
        quantity = self.quantity
        return quantity.spelt and quantity.value == 1 and self.share is None and quantity.kind is Kind.PLAIN


def shares_of_counts(message: Message, found: Sequence[Reading]) -> list[Reading]:
    """Return what is counted, with each part and its whole told as such, and fractions worked out."""
    fractions = _parts_of_before(list(_fractions(message, found)))
    return [_part_of_them(message, reading) for reading in _shares(message, fractions)]


def shares_of_money(message: Message, found: Sequence[Reading]) -> list[Reading]:
    """Make "a third of it", "40% of revenue" that part of the first amount told."""
    whole = next((one.quantity for one in found if is_money(one.quantity)), None)
    if whole is None:
        return list(found)
    starts = {hit.first for hit in message.cues("sums.of-it")}
    return [_money_part(one, whole) if one.last in starts and _is_fraction(one) else one for one in found]


def _money_part(reading: Reading, whole: Quantity) -> Reading:
    times = reading.quantity.value / 100 if reading.quantity.kind is Kind.PERCENT else reading.quantity.value
    kept = replace(whole, low=whole.value * times, high=whole.value * times, parts=(), bound=None)
    quantity = replace(kept, text=reading.quantity.text, first=reading.first, last=reading.last)
    return replace(reading, quantity=quantity, worked_out=True)


def _parts_of_before(found: Sequence[Reading]) -> list[Reading]:
    """Make "half of which", "separuhnya" the part of the number before it; a share of nothing named stays as it is."""
    read: list[Reading] = []
    for reading in found:
        read.append(_part_of(reading, read[-1]) if read and _is_lone_share(reading) else reading)
    return read


def _is_lone_share(reading: Reading) -> bool:
    """Whether a share in words has no number of its own that it is taken of."""
    quantity = reading.quantity
    return quantity.kind is Kind.RATIO and not quantity.parts and reading.share is None and not quantity.is_range


def _part_of(reading: Reading, whole: Reading) -> Reading:
    """A share as the part of a plain number, else as it is."""
    if whole.share is Share.PART or whole.quantity.kind is not Kind.PLAIN:
        return reading
    part = reading.quantity.value * whole.quantity.value
    quantity = replace(reading.quantity, kind=Kind.PLAIN, low=part, high=part)
    return replace(reading, quantity=quantity, share=Share.PART, worked_out=True)


def _part_of_them(message: Message, reading: Reading) -> Reading:
    """Make "4 of them" the part of a number named before."""
    them = any(hit.first == reading.last for hit in message.cues("sums.of-them"))
    return replace(reading, share=Share.PART) if reading.share is None and them else reading


def _fractions(message: Message, found: Sequence[Reading]) -> Iterator[Reading]:
    """Make "none of our 58", "half of our 58" and "25% of 80" the part, and the number behind it the whole."""
    at = 0
    while at < len(found):
        here, behind = found[at], found[at + 1] if at + 1 < len(found) else None
        if behind is None or not _is_fraction(here) or not _is_of(message, here, behind):
            yield here
            at += 1
            continue
        times = here.quantity.value / 100 if here.quantity.kind is Kind.PERCENT else here.quantity.value
        part = times * behind.quantity.value
        text = message.text[here.quantity.start : behind.quantity.end]
        last = behind.last if here.last <= behind.first else here.last
        quantity = replace(here.quantity, kind=Kind.PLAIN, low=part, high=part, text=text, parts=(), last=last)
        yield replace(here, quantity=quantity, share=Share.PART, worked_out=True, spoken=False)
        yield replace(behind, share=Share.WHOLE)
        at += 2


def _shares(message: Message, found: Sequence[Reading]) -> list[Reading]:
    """Make "3 of our last 12 deals" and "7 gone from 140" a share: two plain numbers, with hardly a word more between."""
    read = list(found)
    for at in range(len(read) - 1):
        part, whole = read[at : at + 2]
        plain = all(one.quantity.kind is Kind.PLAIN and one.share is None and not one.spoken for one in (part, whole))
        if plain and _is_taken_from(message, part, whole):
            read[at : at + 2] = [replace(part, share=Share.PART), replace(whole, share=Share.WHOLE)]
    return read


def _is_taken_from(message: Message, part: Reading, whole: Reading) -> bool:
    """Whether "of" stands behind the part, or "from" before the whole."""
    near = 0 <= whole.first - part.last <= _FROM_NEAR
    moved = any(part.first - _FROM_NEAR <= hit.first < whole.first for hit in message.cues("sums.moved"))
    fits = part.quantity.value <= whole.quantity.value or not moved  # "up to 95 from 70" is no share
    out_of = near and fits and any(hit.last == whole.first for hit in message.cues("sums.from"))
    return out_of or _is_of(message, part, whole, begins=False)


def _is_fraction(reading: Reading) -> bool:
    """Whether a word such as "none" or "half" stands for a part of what follows."""
    quantity = reading.quantity
    fraction = quantity.kind is Kind.PERCENT or (quantity.kind is Kind.RATIO and not quantity.parts)
    return (reading.spoken or fraction) and not quantity.is_range


def _is_of(message: Message, part: Reading, whole: Reading, *, begins: bool = True) -> bool:
    """Whether a word such as "of" and hardly another stands between a fraction and the number it is taken of."""
    if whole.quantity.kind is not Kind.PLAIN or whole.first - part.last > _OF_NEAR + 1:
        return False
    if begins and whole.first == part.last:
        return True
    first = part.first if begins else part.last
    return any(first <= hit.first <= part.last for hit in message.cues("sums.of"))
