"""The numbers of a message as a metric can use them: rises taken apart, bare numbers given the others' scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.advisor.calculators.cues import BOOK, WEAK
from bot.advisor.calculators.numbers import is_money
from bot.advisor.calculators.shares import Reading, shares_of_counts, shares_of_money
from bot.domain.metric import InputKind, Metric, Share
from bot.language.message import Message
from bot.language.phrases import Hit
from bot.language.quantity import Kind, Quantity

LEAST_SCALE = 1000
"""A bare number at least this many times smaller than one with a scale word may have been meant at that scale."""
_NEAR = 50
"""It was, if both are then within this factor of each other."""
_MILLION = 1e6
SMALL_AMOUNT = 100
"""Below it a bare number beside amounts with a currency counts something else."""
_LISTED_NEAR = 10
"""Words that may stand between the amounts of a list, each with what it was spent on."""
_LONGEST_ITEM = 3
"""Words that name an amount of a list."""
_MOVED_NEAR = 3
"""Words that may stand between a number and what says that sales moved by it."""


def readings_of(metric: Metric, message: Message) -> tuple[Reading, ...]:
    """Return what a metric can use of the numbers of a message, in order."""
    found = [reading for quantity in message.quantities for reading in _readings(metric, message, quantity)]
    found += _spoken_zeros(message)
    found.sort(key=lambda reading: reading.first)
    if _counts_only(metric):
        found = shares_of_counts(message, [_counted_before_a_time(metric, message, one) for one in found])
    if _adds_money(metric):
        found = shares_of_money(message, [_deducted(message, reading) for reading in found])
    if metric.same_scale:
        found = _on_one_scale(message, found)
    return tuple(_rises(message, found) if metric.chronological else found)


def _counted_before_a_time(metric: Metric, message: Message, reading: Reading) -> Reading:
    """A count in front of "last month" that a word ties, where the month stands first: it else reads as so many months."""
    quantity, hits = reading.quantity, message.hits(BOOK)
    timed = any(hit.first == quantity.last - 1 for hit in message.cues("sums.when"))
    tied = any(
        hit.last == quantity.first
        for name in metric.inputs
        for key in ("", WEAK)
        for hit in hits.get(f"{metric.id}.{name}{key}", ())
    )
    if quantity.kind is not Kind.DURATION or quantity.last - quantity.first != 2 or not (timed and tied):
        return reading
    text = message.text[quantity.start : message.words[quantity.first].end]
    return replace(reading, quantity=replace(quantity, kind=Kind.PLAIN, unit=None, text=text, last=quantity.first + 1))


def _on_one_scale(message: Message, found: Sequence[Reading]) -> list[Reading]:
    known = [reading.quantity for reading in found]
    fixed = (is_counted(message, reading) or reading.is_pronoun_like for reading in found)
    return [reading if is_fixed else _on_scale(reading, known) for reading, is_fixed in zip(found, fixed, strict=True)]


def _deducted(message: Message, reading: Reading) -> Reading:
    """An amount behind a "minus" in words, which says that it is taken off rather than below zero, where more is said."""
    quantity = reading.quantity
    alone = reading.first == 0 and reading.last == len(message.words)
    if quantity.low >= 0 or not quantity.text[:1].isalpha() or alone:
        return reading
    return replace(reading, quantity=replace(quantity, low=-quantity.low, high=-quantity.high))


def _adds_money(metric: Metric) -> bool:
    entries = metric.inputs.values()
    return all(entry.kind is InputKind.MONEY for entry in entries) and any(entry.many for entry in entries)


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
    if in_money and _counts_only(metric) and not is_counted(message, Reading(quantity)):
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


def is_counted(message: Message, reading: Reading) -> bool:
    """Return whether a noun behind a number says that it counts something other than money."""
    return reading.spoken or any(hit.first == reading.last for hit in message.cues("sums.counted"))


def _rises(message: Message, found: Sequence[Reading]) -> list[Reading]:
    """Make "480 from 400" a rise to 480, and "400, up by 80" one too; leave out what sales moved by where nobody said "by"."""
    read = _stepped(message, found)
    for index in range(len(read) - 1):
        later, earlier = read[index : index + 2]
        if earlier.rise is None and _is_from(message, later, earlier):
            by = bool(_moves(message, later)) and later.quantity.value < earlier.quantity.value
            read[index : index + 2] = [replace(later, moved=True) if by else replace(later, rise=1), replace(earlier, rise=0)]
    return [reading for reading in read if not reading.moved]


def _is_from(message: Message, later: Reading, earlier: Reading) -> bool:
    """Whether the first of two numbers came from the second: "480 from 400"."""
    return any(hit.first == later.last and earlier.first - hit.last <= 1 for hit in message.cues("sums.from"))


def _moves(message: Message, reading: Reading) -> list[Hit]:
    """The words shortly before a number that say sales moved."""
    return [hit for hit in message.cues("sums.moved") if 0 <= reading.first - hit.last <= _MOVED_NEAR]


def _stepped(message: Message, found: Sequence[Reading]) -> list[Reading]:
    """Put what sales came to, or came from, in the place of what they moved by ("200k grew by 30k", "up by 80 to 480")."""
    steps = [reading for reading in found if _is_step(message, reading)]
    others = [reading for reading in found if reading not in steps]
    if len(steps) != 1 or len(others) != 1:
        return others if len(steps) == 1 else list(found)
    return _came_to(message, steps[0], others[0])


def _came_to(message: Message, step: Reading, known: Reading) -> list[Reading]:
    """The number known and the one that follows from it by a step, in order; behind a "to" the known one is the later."""
    change = step.quantity.value * (-1 if _falls(message, step) else 1)
    reached = any(hit.last == known.first for hit in message.cues("sums.rising"))
    value = known.quantity.value + (-change if reached else change)
    other = replace(step.quantity, low=value, high=value, currency=known.quantity.currency or step.quantity.currency)
    told = (replace(known, rise=int(reached)), Reading(other, rise=int(not reached), worked_out=True))
    return sorted(told, key=lambda reading: reading.first)


def _falls(message: Message, step: Reading) -> bool:
    moved = {hit.first for hit in _moves(message, step)}
    return any(hit.first in moved for hit in message.cues("sums.fallen"))


def _is_step(message: Message, reading: Reading) -> bool:
    """Whether a word says that sales moved by an amount, and not to it."""
    plain = reading.quantity.kind in (Kind.PLAIN, Kind.MONEY) and not reading.quantity.is_range
    by = any(hit.last == reading.first for hit in message.cues("sums.moved-by"))
    return plain and by and bool(_moves(message, reading))


def _on_scale(reading: Reading, known: Sequence[Quantity]) -> Reading:
    other = next((one for one in known if one.scale is not None), None)
    if other is None:
        return reading
    counted = other.currency or other.scale_currency
    return replace(reading, quantity=on_scale_of(reading.quantity, other.low, other.factor, counted))


def on_scale_of(quantity: Quantity, value: float, factor: float, currency: str | None, *, least: float = LEAST_SCALE) -> Quantity:
    """Return a bare number at the scale of another one ("8 million … 5"), where that is what it must mean.

    `least` is how many times smaller it must be.
    """
    bare = quantity.kind is Kind.PLAIN and quantity.scale is None and not quantity.is_year and quantity.low > 0
    if not bare or factor < LEAST_SCALE or abs(value) / quantity.low < least:
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


def are_listed(message: Message, one: Reading, other: Reading, *, named: bool) -> bool:
    """Return whether nothing but a comma, a plus or an "and" stands between two numbers, or each has what it was spent on
    behind it ("2.5k for hosting, 1.2k to a freelancer"). `named` allows hardly a word that names each: "rent 3,200, tools 800".
    """
    if named and _are_items(message, one, other):
        return True
    if one.last == other.first or any(hit.first == one.last and hit.last == other.first for hit in message.cues("sums.listing")):
        return True
    near = one.first < other.first <= one.last + _LISTED_NEAR
    together = near and message.words[one.first].sentence == message.words[other.first].sentence
    return together and any(hit.first == other.last for hit in message.cues("sums.spent-on"))


def _are_items(message: Message, one: Reading, other: Reading) -> bool:
    """Whether two amounts are items of one list, each with hardly a word that names it."""
    together = message.words[one.first].sentence == message.words[other.first].sentence
    return together and all(_is_item(message, reading) for reading in (one, other))


def _is_item(message: Message, reading: Reading) -> bool:
    """Whether a clause holds nothing but an amount and its name."""
    first, last = message.clauses[message.words[reading.first].clause]
    named = 0 < last - first - (reading.last - reading.first) <= _LONGEST_ITEM
    large = reading.quantity.kind is Kind.MONEY or reading.quantity.value >= SMALL_AMOUNT
    return named and large and not is_counted(message, reading)
