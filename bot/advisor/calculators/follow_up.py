"""The next message of a thread: it may give the number a sum waits for, or change one: "what if we lost 8?", "sorry, 130"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.advisor.calculators.assignment import Assigner, Assignment
from bot.advisor.calculators.cues import BESIDE, SURE, Layout
from bot.advisor.calculators.doubts import Claim, doubt
from bot.advisor.calculators.merging import changed
from bot.advisor.calculators.numbers import number_of, suits
from bot.advisor.calculators.readings import on_scale_of, readings_of
from bot.advisor.calculators.shares import Reading
from bot.advisor.calculators.sums import work_out
from bot.advisor.calculators.wish import asks, asks_otherwise, may_change, other_words, says_it_differs, speaks_of_size
from bot.domain.calculation import Calculation, Doubt, Given, OpenSum
from bot.domain.metric import Metric, Timing
from bot.language.quantity import Period, Quantity

LONGEST = 16
"""Words; a longer message says more than the number that was missing."""
_MOST_OTHER_WORDS = 3
"""Besides fillers and words of the metric; with more of them the message is about something else."""
_CLEARLY_NEARER = 2.0
"""How many times nearer the one number must be to the new one than the next, to be the one that changes."""
_NAMELESS = ("unplaced", "uncounted")
"""Doubts about numbers nobody named: one of them may be the very number that changes."""
_MOST_IN_QUESTION = 1
_SURE_IN_QUESTION = BESIDE - 0.5
"""A question is another question, unless the word stands right beside the number."""


def continued(assigner: Assigner, layout: Layout, opened: OpenSum) -> Calculation | None:
    """Return the open sum with what this message adds or changes, or None where it does neither."""
    message = layout.message
    if asks_otherwise(message) or speaks_of_size(message):
        return None
    return _FollowUp(assigner, layout, opened).result()


class _FollowUp:
    """One message on top of one open sum."""

    def __init__(self, assigner: Assigner, layout: Layout, opened: OpenSum) -> None:
        self.assigner, self.metric = assigner, assigner.metric
        self.layout, self.message = layout, layout.message
        self.opened = opened
        self.given = tuple(number for number in opened.given if number.input in self.metric.inputs)
        self.filled = {number.input for number in self.given}
        self.cues = assigner.cues(layout)
        self.readings = [self._on_scale(reading) for reading in readings_of(self.metric, self.message)]

    def result(self) -> Calculation | None:
        """The sum with what the message says."""
        found = self._completed() if self.opened.waiting and len(self.message.words) <= LONGEST else None
        found = found or self._taken_back() or self._changed()
        if found is None:
            return None
        numbers, doubts = found
        asked = Period(self.opened.period) if self.opened.period and self.metric.timing is Timing.ASKED else None
        return work_out(self.metric, numbers, asked=asked, doubts=doubts)

    def _on_scale(self, reading: Reading) -> Reading:
        """Give a bare number the scale word of the numbers before, where the metric's numbers share one."""
        known = next((number for number in self.given if number.factor != 1), None)
        if not self.metric.same_scale or known is None:
            return reading
        return replace(reading, quantity=on_scale_of(reading.quantity, known.value, known.factor, known.currency))

    def _assign(self, filled: set[str]) -> Assignment:
        return self.assigner.assign(self.layout, filled, self.readings)

    def _others(self, *more: str) -> list[str]:
        return other_words(self.message, self.message.quantities, self.cues, more)

    def _completed(self) -> tuple[tuple[Given, ...], Sequence[Doubt]] | None:
        """The given numbers with what the message adds; None where it adds nothing new."""
        added = self._added()
        new = added.given(self.metric)
        fresh = {number.input for number in new}
        if not (fresh - self.filled or self.opened.asked in fresh or added.doubts):
            return None
        kept = (number for number in self.given if number.input not in fresh or number.input == self._joined)
        return (*kept, *new), added.doubts

    @property
    def _joined(self) -> str:
        """The input asked about, where its number joins others of it."""
        asked = self.metric.inputs.get(self.opened.asked)
        return asked.id if asked is not None and asked.many else ""

    def _added(self) -> Assignment:
        """What the message adds: numbers that words tie; or, where it says nothing else, all that can be meant one way only."""
        others, asking = self._others(), asks(self.message)
        found = self._assign(self.filled)
        whole = None if others or self.message.asks or self.opened.asked else self._whole(found)
        if whole is not None:
            return whole
        if len(others) > (_MOST_IN_QUESTION if asking else _MOST_OTHER_WORDS):
            return Assignment()
        return self._tied(found, _SURE_IN_QUESTION if asking else SURE) or (Assignment() if asking else self._lone())

    def _tied(self, found: Assignment, least: float) -> Assignment | None:
        """What words tie, where that is anything new."""
        tied = tuple(one for one in found.claims if one.strength >= least and one.reading.share is None)
        return Assignment(tied, found.doubts) if any(one.input not in self.filled for one in tied) else None

    def _whole(self, found: Assignment) -> Assignment | None:
        """The assignment in which every number has an input, beside what was given or in its place; None without one."""
        tries = (found, self._assign(set()))
        return next((one for one in tries if len(one.claims) == len(self.readings)), None)

    def _lone(self) -> Assignment:
        """The one number, where there is one and hardly a word more, as the first input that waits for one of its kind."""
        if len(self.message.quantities) != 1 or self._others("sums.counted"):
            return Assignment()
        reading = self.readings[0]
        waiting = [name for name in self.metric.required if name not in self.filled]
        if self.opened.asked in self.metric.inputs:
            waiting.insert(0, self.opened.asked)
        fitting = [name for name in waiting if suits(self.metric.inputs[name], reading.quantity, tied=True)]
        if not fitting:
            return Assignment()
        reason = doubt(self.metric.inputs[fitting[0]], reading.quantity)
        doubts = () if reason is None else (Doubt(reason=reason, text=reading.quantity.text, input=fitting[0]),)
        return Assignment((Claim(fitting[0], reading, 0.0),), doubts)

    def _changed(self) -> tuple[tuple[Given, ...], Sequence[Doubt]] | None:
        """The numbers of the sum with those the message changes; None where it changes none."""
        others = self._others("sums.calculating")
        if not may_change(self.message, others):
            return None
        found = self._assign(set(self.metric.inputs))
        new = self._sure(found).given(self.metric)
        doubts = [one for one in found.doubts if one.reason not in _NAMELESS]
        if not new and not doubts:
            return self._meant(found, others)
        after = changed(self.metric, self.message, self.given, new) if new else self.given
        return None if after is None else (after, doubts)

    def _sure(self, found: Assignment) -> Assignment:
        """What words tie for sure. Where a number and words that correct are all there is, "no" counts nothing: "hm no 14"."""
        says_more = other_words(self.message, self.message.quantities, ()) or not self.message.cues("sums.correcting")
        lone = not says_more and len(self.readings) == 1 and self.readings[0].share is None
        return Assignment(() if lone else tuple(one for one in found.claims if one.strength >= SURE))

    def _taken_back(self) -> tuple[tuple[Given, ...], Sequence[Doubt]] | None:
        """The numbers of the sum where a message names the one it corrects: "not 12, 13"."""
        quantity = self.readings[0].quantity if len(self.readings) == 1 else None
        if quantity is None or quantity.replaces is None:
            return None
        wrong = next((one for one in self.given if one.value == quantity.replaces.value), None)
        if wrong is None or not suits(self.metric.inputs[wrong.input], quantity, tied=True):
            return None
        right = number_of(self.metric.inputs[wrong.input], quantity, wrong.label)
        return tuple(right if one is wrong else one for one in self.given), ()

    def _meant(self, found: Assignment, others: Sequence[str]) -> tuple[tuple[Given, ...], Sequence[Doubt]] | None:
        """What a number that no word ties is meant for: one of the sum's own where that is clear, else it is asked about."""
        if not says_it_differs(self.message):
            return None
        new = () if others else self._nearest()
        if not new:
            doubts = found.doubts or (() if others else self._unnamed())
            return (self.given, doubts) if doubts else None
        after = changed(self.metric, self.message, self.given, new)
        return None if after is None else (after, ())

    def _unnamed(self) -> tuple[Doubt, ...]:
        """The one number of a correction that may be meant for several of the sum's."""
        alone = self.readings[0].quantity if len(self.readings) == 1 and self.message.cues("sums.correcting") else None
        return () if alone is None else (Doubt(reason="uncounted", text=alone.text, input=next(iter(self.metric.inputs))),)

    def _nearest(self) -> tuple[Given, ...]:
        return _nearest(self.metric, self.given, self.readings[0].quantity) if len(self.readings) == 1 else ()


def _nearest(metric: Metric, given: Sequence[Given], quantity: Quantity) -> tuple[Given, ...]:
    """Return a lone number in place of the one it must be meant for: the one of its kind, clearly the nearest, or the later."""
    fitting = [one for one in _replaceable(metric, given) if suits(metric.inputs[one.input], quantity, tied=True)]
    new = {one.input: number_of(metric.inputs[one.input], quantity, one.label) for one in fitting}
    ranked = sorted((_distance(new[one.input].value, one.value), one.input) for one in fitting)
    if len(ranked) > 1 and ranked[0][0] * _CLEARLY_NEARER > ranked[1][0]:
        return ()
    return tuple(new[name] for _, name in ranked[:1])


def _replaceable(metric: Metric, given: Sequence[Given]) -> Sequence[Given]:
    """The numbers that are alone for their input; of an earlier and a later one the later, for what came before is known."""
    names = [one.input for one in given]
    later = list(metric.inputs)[1] if metric.chronological else None
    return [one for one in given if names.count(one.input) == 1 and later in (None, one.input)]


def _distance(new: float, old: float) -> float:
    """How many times larger the larger one is."""
    low, high = sorted((abs(new), abs(old)))
    return high / low if low else float("inf")
