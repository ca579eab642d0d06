"""The next message of a thread: it may give the number a sum waits for, or change one: "what if we lost 8?", "sorry, 130"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.advisor.calculators.amending import exchanged, lessened, step_of, stepped
from bot.advisor.calculators.assignment import Assigner, Assignment
from bot.advisor.calculators.completing import completed
from bot.advisor.calculators.cues import SURE, Layout
from bot.advisor.calculators.doubts import Claim, ask, doubt_of, which
from bot.advisor.calculators.following import Following, Found
from bot.advisor.calculators.holding import among, settled
from bot.advisor.calculators.merging import changed
from bot.advisor.calculators.nearness import nearest
from bot.advisor.calculators.numbers import number_of, suits
from bot.advisor.calculators.repeating import says_again
from bot.advisor.calculators.shares import Reading
from bot.advisor.calculators.sums import work_out
from bot.advisor.calculators.wish import (
    asks_otherwise,
    may_change,
    other_words,
    says_it_differs,
    speaks_of_size,
)
from bot.domain.calculation import Calculation, Doubt, Given, Held, OpenSum
from bot.domain.metric import InputKind, Timing
from bot.language.quantity import Kind, Period

LONGEST = 16
"""Words; a longer message says more than the number that was missing."""
_NAMELESS = ("unplaced", "uncounted")
"""Doubts about numbers nobody named: one of them may be the very number that changes."""


def continued(assigner: Assigner, layout: Layout, opened: OpenSum) -> Calculation | None:
    """Return the open sum with what this message adds or changes, or None where it does neither."""
    message = layout.message
    if asks_otherwise(message) or speaks_of_size(message):
        return None
    return _FollowUp(assigner, layout, opened).result()


class _FollowUp(Following):
    """One message on top of one open sum."""

    def result(self) -> Calculation | None:
        """The sum with what the message says."""
        found = self._exchanged() or self._completed() or self._taken_back() or self._repeated() or self._changed()
        if found is None:
            return None
        numbers, doubts = self._with_held(*found)
        asked = Period(self.opened.period) if self.opened.period and self.metric.timing is Timing.ASKED else None
        return work_out(self.metric, numbers, asked=asked, doubts=doubts)

    def _completed(self) -> Found | None:
        """The numbers of a sum that waits for one, with what a short message adds."""
        waits = self.opened.waiting and self.opened.held is None
        return completed(self) if waits and len(self.message.words) <= LONGEST else None

    def _repeated(self) -> Found | None:
        """The same sum, where a message says none but its numbers, or asks whether it comes to that ("so 80k?")."""
        if not (says_it_differs(self.message) or self.message.asks) or not says_again(self.assigner, self.layout, self.given):
            return None
        return self.given, ()

    def _with_held(self, numbers: tuple[Given, ...], doubts: Sequence[Doubt]) -> Found:
        """What the message came to, with the number whose name was asked for: for the one input left, or asked for again."""
        held = self.opened.held
        fresh = {one.input for one in numbers if one not in self.given}
        if held is None or doubts or self._tells(held, fresh):
            return numbers, doubts
        left = [name for name in held.among if name not in fresh]
        after = settled(self.metric, self.message, held, numbers, left)
        return (numbers, (ask(held),)) if after is None else (after, ())

    def _tells(self, held: Held, fresh: set[str]) -> bool:
        """Whether a message says the number that is kept itself, or another in its place, as one of what it may be."""
        again = any(one.quantity.value == held.number.value for one in self.readings)
        return again or bool(fresh & set(held.among) and not set(held.among) <= self.filled)

    def _exchanged(self) -> Found | None:
        """The numbers of the sum where a message puts one for another ("what if 14 were 20")."""
        if self.others("sums.turned"):
            return None
        found = exchanged(self.metric, self.layout, self.given, self.readings, self.cues)
        if found is None:
            return None
        if found.number is None:
            names = among(self.metric, self.given, found.new) if self.message.cues("sums.supposing") else []
            return (self.given, (which(self.metric, found.new, names),)) if names else None
        after = changed(self.metric, self.message, self.given, (found.number,))
        return None if after is None else (after, ())

    def _changed(self) -> Found | None:
        """The numbers of the sum with those the message changes; None where it changes none."""
        others = self.others("sums.calculating")
        if not may_change(self.message, others):
            return None
        less = self._lessened()
        if less is not None:
            return less
        found = self.assign(set(self.metric.inputs))
        claims = self._sure(found)
        doubts = [one for one in found.doubts if one.reason not in _NAMELESS]
        if not claims and not doubts:
            return self._meant(found, others)
        new, unclear = self._amended(claims)
        after = changed(self.metric, self.message, self.given, new) if new else self.given
        return None if after is None else (after, [*unclear, *doubts])

    def _lessened(self) -> Found | None:
        """The sum without a number that a word of the metric takes off ("if I lose the 80k one"); None where none says so."""
        reading = self.alone
        name = "" if reading is None else lessened(self.metric, self.layout, reading)
        if reading is None or not name:
            return None
        entry = self.metric.inputs[name]
        number = stepped(entry, number_of(entry, reading.quantity), self.given, -1)
        return None if number is None else (changed(self.metric, self.message, self.given, (number,)) or self.given, ())

    def _amended(self, claims: Sequence[Claim]) -> tuple[list[Given], list[Doubt]]:
        """What the claims make of the numbers given, and those that can be taken in two ways."""
        new: list[Given] = []
        doubts: list[Doubt] = []
        for claim in (one for one in claims if doubt_of(self.metric, one) is None):
            step = step_of(self.message, claim.reading, listed=self.metric.inputs[claim.input].many)
            number, rivals = self._stepped(claim, step), self._rivals(claim)
            if number is None or rivals:
                doubts.append(which(self.metric, claim.reading, (claim.input, *rivals), step))
            else:
                new.append(number)
        return new, doubts

    def _stepped(self, claim: Claim, step: int) -> Given | None:
        entry = self.metric.inputs[claim.input]
        return stepped(entry, number_of(entry, claim.reading.quantity, claim.label), self.given, step)

    def _rivals(self, claim: Claim) -> list[str]:
        """The times a bare number may be as well as a share that nobody told so far ("and if churn makes it 24")."""
        told = claim.input in self.filled or claim.reading.quantity.kind is not Kind.PLAIN or claim.reading.quantity.value <= 1
        if told or self.metric.inputs[claim.input].kind is not InputKind.SHARE:
            return []
        return [rule.input for rule in self.metric.derivations if claim.input in rule.needs and rule.input in self.filled]

    def _sure(self, found: Assignment) -> tuple[Claim, ...]:
        """What words tie for sure. Where a number and words that correct are all there is, "no" counts nothing: "hm no 14"."""
        says_more = other_words(self.message, self.message.quantities, ()) or not self.message.cues("sums.correcting")
        lone = not says_more and len(self.readings) == 1 and self.readings[0].share is None
        return () if lone else tuple(one for one in found.claims if one.strength >= SURE)

    def _taken_back(self) -> Found | None:
        """The numbers of the sum where a message names the one it corrects: "not 12, 13"."""
        quantity = self.readings[0].quantity if len(self.readings) == 1 else None
        if quantity is None or quantity.replaces is None:
            return None
        wrong = next((one for one in self.given if one.value == quantity.replaces.value), None)
        if wrong is None or not suits(self.metric.inputs[wrong.input], quantity, tied=True):
            return None
        right = number_of(self.metric.inputs[wrong.input], quantity, wrong.label)
        return tuple(right if one is wrong else one for one in self.given), ()

    def _meant(self, found: Assignment, others: Sequence[str]) -> Found | None:
        """What a number that no word ties is meant for: one of the sum's own where that is clear, else it is asked about."""
        reading = self.alone
        step = step_of(self.message, reading) if reading is not None else 0
        if not (step or says_it_differs(self.message)):
            return None
        if others or reading is None:
            return (self.given, found.doubts) if found.doubts else None
        new = () if step else nearest(self.metric, self.given, reading.quantity)
        if not new:
            return self._lone_of(reading, step)
        after = changed(self.metric, self.message, self.given, new)
        return None if after is None else (after, ())

    def _lone_of(self, reading: Reading, step: int) -> Found | None:
        """The sum with a number nobody named that can be meant for one input alone; of several, it is asked for which."""
        names = among(self.metric, self.given, reading)
        if len(names) == 1:
            number = stepped(
                self.metric.inputs[names[0]], number_of(self.metric.inputs[names[0]], reading.quantity), self.given, step
            )
            after = None if number is None else changed(self.metric, self.message, self.given, (number,))
            return None if after is None else (after, ())
        return (self.given, (which(self.metric, reading, names, step),)) if names else None
