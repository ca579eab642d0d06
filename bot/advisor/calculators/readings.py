"""The numbers of a message as a calculator sees them: shares and rises taken apart, bare numbers given the others' scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.advisor.calculators.numbers import is_money
from bot.domain.metric import InputKind, Metric, Share
from bot.language.message import Message
from bot.language.quantity import Kind, Quantity

_LEAST_SCALE = 1000
"""A bare number at least this many times smaller than one with a scale word may have been meant at that scale."""
_NEAR = 50
"""It was, if both are then within this factor of each other."""
_MILLION = 1e6
_OF_NEAR, _MOVED_NEAR = 2, 3
"""Words that may stand between a number and what makes it a share, or says that sales moved by it."""


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


def readings_of(metric: Metric, message: Message) -> tuple[Reading, ...]:
    """Return what a metric can use of the numbers of a message, in order."""
    found = [reading for quantity in message.quantities for reading in _readings(metric, message, quantity)]
    found += _spoken_zeros(message)
    found.sort(key=lambda reading: reading.first)
    if _counts_only(metric):
        found = [
            _part_of_them(message, reading) for reading in _shares(message, _parts_of_before(list(_fractions(message, found))))
        ]
    if metric.same_scale:
        known = [reading.quantity for reading in found]
        found = [reading if _is_counted(message, reading) else _on_scale(reading, known) for reading in found]
    return tuple(_rises(message, found) if metric.chronological else found)


def _counts_only(metric: Metric) -> bool:
    return all(entry.kind is InputKind.COUNT for entry in metric.inputs.values())


def _readings(metric: Metric, message: Message, quantity: Quantity) -> Iterator[Reading]:
    takes_shares = any(entry.kind is InputKind.SHARE for entry in metric.inputs.values())
    if quantity.kind is Kind.RATIO and len(quantity.parts) == 2 and not takes_shares:
        yield from _pair(metric, message, quantity)
    elif quantity.is_range and quantity.kind in (Kind.PLAIN, Kind.MONEY) and _rises_in(metric, message, quantity):
        low, high = (
            replace(part, kind=quantity.kind, currency=quantity.currency, low=value, high=value)
            for part, value in zip(quantity.parts, (quantity.low, quantity.high), strict=True)
        )
        yield from (Reading(low, rise=0), Reading(high, rise=1))
    else:
        yield Reading(quantity)


def _pair(metric: Metric, message: Message, quantity: Quantity) -> Iterator[Reading]:
    """Take "12 of 400" apart, each number as it was written; money is no share of customers or deals."""
    part, whole = quantity.parts
    in_money = any(one.factor >= _MILLION for one in quantity.parts)
    if in_money and _counts_only(metric) and not _is_counted(message, Reading(quantity)):
        return
    rising = metric.chronological and any(hit.first == part.last for hit in message.cues("sums.from"))
    first = replace(part, unclear=quantity.unclear or part.unclear)
    shares = (None, None) if rising else (Share.PART, Share.WHOLE)
    yield from (Reading(first, share=shares[0]), Reading(whole, share=shares[1]))


def _rises_in(metric: Metric, message: Message, quantity: Quantity) -> bool:
    """Whether "400 to 480" is two numbers here: an earlier and a later one, or customers then and now."""
    takes = metric.chronological or any(entry.share for entry in metric.inputs.values())
    hits = message.cues("sums.rising")
    between = range(quantity.parts[0].last, quantity.parts[1].first) if len(quantity.parts) == 2 else ()
    by_word = any(hit.first in between for hit in hits)
    return takes and len(quantity.parts) == 2 and (by_word or (metric.chronological and not between))


def _spoken_zeros(message: Message) -> Iterator[Reading]:
    """Zeros in words; only a word that ties them to an input makes them count."""
    for hit in message.cues("sums.nothing"):
        start, end = message.words[hit.first].start, message.words[hit.last - 1].end
        text = message.text[start:end]
        zero = Quantity(start=start, end=end, text=text, low=0.0, high=0.0, first=hit.first, last=hit.last, spelt=True)
        yield Reading(zero, spoken=True)


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
        quantity = replace(here.quantity, kind=Kind.PLAIN, low=part, high=part, text=text, parts=())
        yield replace(here, quantity=quantity, share=Share.PART, worked_out=True, spoken=False)
        yield replace(behind, share=Share.WHOLE)
        at += 2


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


def _shares(message: Message, found: Sequence[Reading]) -> list[Reading]:
    """Make "3 of our last 12 deals" a share: two plain numbers with "of" behind the first and hardly a word more between."""
    read = list(found)
    for at in range(len(read) - 1):
        part, whole = read[at : at + 2]
        plain = all(one.quantity.kind is Kind.PLAIN and one.share is None and not one.spoken for one in (part, whole))
        if plain and part.quantity.value <= whole.quantity.value and _is_of(message, part, whole, begins=False):
            read[at : at + 2] = [replace(part, share=Share.PART), replace(whole, share=Share.WHOLE)]
    return read


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


def _is_counted(message: Message, reading: Reading) -> bool:
    """Whether a noun behind a number says that it counts something other than money."""
    return reading.spoken or any(hit.first == reading.last for hit in message.cues("sums.counted"))


def _rises(message: Message, found: Sequence[Reading]) -> list[Reading]:
    """Make "480 from 400" a rise to 480; leave out what sales only moved by, for nobody said where they came to."""
    read = list(found)
    for index in range(len(read) - 1):
        later, earlier = read[index : index + 2]
        if not any(hit.first == later.last and earlier.first - hit.last <= 1 for hit in message.cues("sums.from")):
            continue
        by = _moved_by(message, later, earlier)
        read[index : index + 2] = [replace(later, moved=True) if by else replace(later, rise=1), replace(earlier, rise=0)]
    return [reading for reading in read if not reading.moved]


def _moved_by(message: Message, later: Reading, earlier: Reading) -> bool:
    """Whether a number says by how much sales moved: "up by 80 from 400"."""
    moved = [hit for hit in message.cues("sums.moved") if 0 <= later.first - hit.last <= _MOVED_NEAR]
    by = any(hit.first in range(one.last, later.first) for one in moved for hit in message.cues("sums.moved-by"))
    return bool(moved) and (by or later.quantity.value < earlier.quantity.value)


def _on_scale(reading: Reading, known: Sequence[Quantity]) -> Reading:
    other = next((one for one in known if one.scale is not None), None)
    if other is None:
        return reading
    counted = other.currency or other.scale_currency
    return replace(reading, quantity=on_scale_of(reading.quantity, other.low, other.factor, counted))


def on_scale_of(quantity: Quantity, value: float, factor: float, currency: str | None) -> Quantity:
    """Return a bare number at the scale of another one ("8 million … 5"), where that is what it must mean."""
    bare = quantity.kind is Kind.PLAIN and quantity.scale is None and not quantity.is_year and quantity.low > 0
    if not bare or factor < _LEAST_SCALE or abs(value) / quantity.low < _LEAST_SCALE:
        return quantity
    if not abs(value) / _NEAR <= quantity.low * factor <= abs(value) * _NEAR:
        return quantity
    low, high = quantity.low * factor, quantity.high * factor
    return replace(quantity, low=low, high=high, factor=factor, scale_currency=currency)


def is_priced(readings: Sequence[Reading]) -> bool:
    """Whether any number is money beyond doubt."""
    return any(reading.quantity.kind is Kind.MONEY for reading in readings)


def may_be(metric: Metric, name: str, reading: Reading) -> bool:
    """Whether a number can be an input beside an amount with a currency: a small bare one then counts something else."""
    quantity = reading.quantity
    if metric.inputs[name].kind is not InputKind.MONEY or quantity.kind is not Kind.PLAIN:
        return True
    return is_money(replace(quantity, per=None)) or quantity.value == 0
