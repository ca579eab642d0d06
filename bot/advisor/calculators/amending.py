"""What a number of a follow-up does to one of the sum: it joins it, comes off, takes its place ("4 more won", "14 were 20")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.advisor.calculators.cues import LESS, Cue, Layout, is_within
from bot.advisor.calculators.numbers import convert, number_of, suits
from bot.advisor.calculators.readings import on_scale_of
from bot.advisor.calculators.shares import Reading
from bot.domain.calculation import Given
from bot.domain.metric import InputKind, Metric, MetricInput
from bot.language.message import Message
from bot.language.quantity import Period

_NEAR = 1
"""Words that may stand between a number and what says that it joins or comes off."""
_SIGNS = {1: "+", -1: "−"}
_STEPS = ((1, "sums.more-before", "sums.more-behind"), (-1, "sums.less-before", "sums.less-behind"))


@dataclass(frozen=True, slots=True)
class Exchange:
    """One number put for another: the new one, and as which input; None where the other is none of the sum's."""

    new: Reading
    number: Given | None = None


def step_of(message: Message, reading: Reading, *, listed: bool = False) -> int:
    """Return 1 where a word says that a number comes on top ("4 more"), -1 where it comes off ("4 fewer"), else 0.

    A number of a list is its own one, whatever stands in front of it: "less 500 of rent" is rent.
    """
    for step, in_front, following in _STEPS:
        before = (reading.first - hit.last for hit in message.cues(in_front) if not listed)
        behind = (hit.first - reading.last for hit in message.cues(following))
        if any(0 <= distance <= _NEAR for distance in (*before, *behind)):
            return step
    return 0


def counted(message: Message, reading: Reading) -> Reading:
    """Return a number with a lone "one" taken for a count where it is a step: "one more won"."""
    return replace(reading, quantity=replace(reading.quantity, spelt=False)) if step_of(message, reading) else reading


def lessened(metric: Metric, layout: Layout, reading: Reading) -> str:
    """Return the input that a number comes off by the metric's own words ("if I lose the 80k one"); "" where none says so."""
    return next((name for name, entry in metric.inputs.items() if _is_lessened(metric, layout, entry, reading)), "")


def _is_lessened(metric: Metric, layout: Layout, entry: MetricInput, reading: Reading) -> bool:
    words = layout.message.words
    cues = layout.cues(f"{metric.id}.{entry.id}{LESS}")
    together = any(words[cue.first].clause == words[reading.first].clause for cue in cues)
    return together and suits(entry, replace(reading.quantity, denied=False), tied=True)


def stepped(entry: MetricInput, new: Given, given: Sequence[Given], step: int) -> Given | None:
    """Return the number of an input after a step by a new one; None where there is none it could start from."""
    old = _same(entry, new, given)
    from_nothing = not old and entry.default == 0.0
    if not step or (step > 0 and (entry.many or from_nothing)):
        return new
    return _moved(old[0], new, step) if len(old) == 1 else None


def _same(entry: MetricInput, new: Given, given: Sequence[Given]) -> list[Given]:
    """The numbers given for an input; of a list those of the new one's name."""
    old = [one for one in given if one.input == entry.id]
    return [one for one in old if one.label == new.label] if entry.many and len(old) > 1 else old


def _moved(old: Given, new: Given, step: int) -> Given | None:
    """A number and a step from it; None where they are amounts of different periods."""
    if new.per not in (None, old.per):
        return None
    text = f"{old.text} {_SIGNS[step]} {new.text}"
    return replace(old, value=old.value + step * _in_unit(new, old), text=text, currency=old.currency or new.currency)


def _in_unit(new: Given, old: Given) -> float:
    """A number in the unit of another one."""
    return convert(new.value, Period(new.unit), Period(old.unit)) if new.unit and old.unit else new.value


def exchanged(
    metric: Metric, layout: Layout, given: Sequence[Given], readings: Sequence[Reading], cues: Sequence[Cue]
) -> Exchange | None:
    """Return what a message that puts one number for another says ("what if 14 were 20", "20 instead of 14"), None for others."""
    pair = _pair_of(readings)
    if len(pair) != 2 or not _are_joined(layout.message, pair, cues):
        return None
    for old, new in (pair, pair[::-1]):
        found = [one for one in given if _is_same(metric, one, old)]
        number = _in_place(metric.inputs[found[0].input], found[0], new) if len(found) == 1 else None
        if number is not None:
            return Exchange(new, number)
    return Exchange(pair[1])


def _in_place(entry: MetricInput, old: Given, new: Reading) -> Given | None:
    """A number in the place of an old one; a bare one is at its scale ("what if 260 were 300", of 260k)."""
    quantity = on_scale_of(new.quantity, old.value, old.factor, old.currency, least=1)
    if not suits(entry, quantity, tied=True):
        return None
    return replace(number_of(entry, quantity, old.label), per=quantity.per or old.per)


def _pair_of(readings: Sequence[Reading]) -> Sequence[Reading]:
    """The two numbers of a message, those of a range too ("14 to 20")."""
    quantity = readings[0].quantity if len(readings) == 1 else None
    if quantity is None or not quantity.is_range or len(quantity.parts) != 2:
        return readings if all(one.share is None for one in readings) else ()
    return [Reading(replace(part, kind=quantity.kind, currency=quantity.currency)) for part in quantity.parts]


def _are_joined(message: Message, pair: Sequence[Reading], cues: Sequence[Cue]) -> bool:
    """Whether nothing but words that put one number for another stands between two."""
    between = range(pair[0].last, pair[1].first)
    hits = message.cues("sums.turned")
    turned = any(hit.first in between for hit in hits)
    return turned and all(is_within(at, at + 1, [*hits, *cues]) for at in between)


def _is_same(metric: Metric, one: Given, reading: Reading) -> bool:
    """Whether a number is one that was given, said again as it was written ("260" for 260k)."""
    entry = metric.inputs[one.input]
    quantity = on_scale_of(replace(reading.quantity, denied=False), one.value, one.factor, one.currency, least=1)
    fits = entry.kind is not InputKind.DURATION or quantity.unit in (None, one.unit)
    return fits and suits(entry, quantity, tied=True) and number_of(entry, quantity).value == one.value
