"""The next message of a thread: it may give the number a sum waits for, or change one of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.advisor.calculators.assignment import BESIDE, Assigner, Assignment, Claim
from bot.advisor.calculators.numbers import doubt, number_of, suits
from bot.advisor.calculators.phrases import BOOK, TOTAL
from bot.advisor.calculators.readings import Reading, on_scale_of, readings_of
from bot.advisor.calculators.sums import work_out
from bot.advisor.calculators.ties import SURE, Layout
from bot.advisor.calculators.wish import asks, asks_otherwise, other_words, says_what_if, speaks_of_size
from bot.domain.calculation import Calculation, Doubt, Given, OpenSum
from bot.domain.metric import Metric, Share, Timing
from bot.language.quantity import Period

LONGEST = 16
"""Words; a longer message says more than the number that was missing."""
_LONGEST_CHANGE = 18
_MOST_OTHER_WORDS = 3
"""Besides fillers and words of the metric; with more of them the message is about something else."""
_MOST_IN_QUESTION = 1
_SURE_IN_QUESTION = BESIDE - 0.5
"""A question is another question, unless the word stands right beside the number."""
_CLEARLY_NEARER = 2.0
"""How many times nearer the one number must be to the new one than the next, to be the one that changes."""


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
        found = found or self._changed()
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
        if not (fresh - self.filled or fresh == {self._joined} or added.doubts):
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
        if not others and not self.message.asks and not self.opened.asked:
            whole = found if len(found.claims) == len(self.readings) else self._assign(set())
            if len(whole.claims) == len(self.readings):
                return whole
        if len(others) > (_MOST_IN_QUESTION if asking else _MOST_OTHER_WORDS):
            return Assignment()
        least = _SURE_IN_QUESTION if asking else SURE
        tied = tuple(one for one in found.claims if one.strength >= least and one.reading.share is None)
        if any(one.input not in self.filled for one in tied):
            return Assignment(tied, found.doubts)
        if len(self.message.quantities) != 1 or asking or self._others("sums.counted"):
            return Assignment()
        return self._lone(self.readings[0])

    def _lone(self, reading: Reading) -> Assignment:
        """The one number as the first input that waits for one of its kind."""
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
        message = self.message
        supposes = says_what_if(message) or bool(message.cues("sums.correcting"))
        if len(message.words) > _LONGEST_CHANGE or (self._asks_a_question() and not supposes):
            return None
        others = self._others("sums.calculating")
        strong = message.cues("sums.supposing") and not message.cues("sums.calculating")
        if len(others) > (_MOST_OTHER_WORDS if strong else 0):
            return None
        found = self._assign(set(self.metric.inputs))
        new = Assignment(tuple(one for one in found.claims if one.strength >= SURE)).given(self.metric)
        if not new and not others and supposes and not self._certain(found.doubts):
            new = self._nearest()
        doubts = self._certain(found.doubts) if new or not supposes else found.doubts
        if doubts and not new:
            return self.given, doubts
        after = self._with(new)
        return None if after is None else (after, doubts)

    @staticmethod
    def _certain(doubts: Sequence[Doubt]) -> Sequence[Doubt]:
        """The doubts but those about numbers that no word ties: they may still be meant for one of the sum's own."""
        return [one for one in doubts if one.reason != "unplaced"]

    def _asks_a_question(self) -> bool:
        return self.message.asks or bool(self.message.cues("sums.how-many"))

    def _nearest(self) -> tuple[Given, ...]:
        """The lone number in place of the one it must be meant for: the one of its kind, clearly the nearest, or the later."""
        if len(self.readings) != 1:
            return ()
        quantity = self.readings[0].quantity
        once = [one for one in self.given if sum(other.input == one.input for other in self.given) == 1]
        fitting = [
            number_of(self.metric.inputs[one.input], quantity, one.label)
            for one in once
            if suits(self.metric.inputs[one.input], quantity, tied=True)
        ]
        values = {one.input: one.value for one in once}
        ranked = sorted((_distance(new.value, values[new.input]), place) for place, new in enumerate(fitting))
        if self.metric.chronological:  # what came before is known, what comes after is supposed
            return tuple(new for new in fitting if new.input == list(self.metric.inputs)[1])
        if not ranked or (len(ranked) > 1 and ranked[0][0] * _CLEARLY_NEARER > ranked[1][0]):
            return ()
        return (fitting[ranked[0][1]],)

    def _with(self, new: Sequence[Given]) -> tuple[Given, ...] | None:
        """The given numbers with the new ones in their place; what only served to work out another way is left out."""
        fresh = {number.input for number in new if not self._is_added(number)}
        outdated = _outdated(self.metric, self.given, fresh)
        kept = [number for number in self.given if number.input not in outdated and not self._is_replaced(number, new)]
        after = (*kept, *new)
        same = {(one.input, one.value) for one in after} == {(one.input, one.value) for one in self.given}
        return None if not new or (same and len(after) == len(self.given)) else after

    def _is_replaced(self, old: Given, new: Sequence[Given]) -> bool:
        """Whether a new number takes an old one's place; one more of many takes only that of the same name ("rent")."""
        named = bool(old.label) and not self.message.cues("sums.adding")
        rivals = [number for number in new if number.input == old.input]
        return any(not self._is_added(number) or (named and _is_same(number.label, old.label)) for number in rivals)

    def _is_added(self, number: Given) -> bool:
        """Whether a number joins those of its input instead of replacing them: another expense, not all of them."""
        if not self.metric.inputs[number.input].many:
            return False
        totals = self.message.hits(BOOK).get(f"{self.metric.id}.{number.input}{TOTAL}", ())
        said = {" ".join(word.low for word in self.message.words[hit.first : hit.last]) for hit in totals}
        return bool(self.message.cues("sums.adding")) or number.label not in said


def _is_same(one: str, other: str) -> bool:
    """Whether two labels are one word, an ending apart ("cost", "costs")."""
    short, long = sorted((one, other), key=len)
    return bool(short) and long.startswith(short)


def _distance(new: float, old: float) -> float:
    """How many times larger the larger one is."""
    low, high = sorted((abs(new), abs(old)))
    return high / low if low else float("inf")


def _outdated(metric: Metric, given: Sequence[Given], fresh: set[str]) -> set[str]:
    """The inputs a change overrules: those a new one was worked out from, or that now follow from a new one themselves."""
    names = {number.input for number in given}
    rules = [rule for rule in metric.derivations if set(rule.needs) <= names | fresh]
    gone = {
        name
        for rule in rules
        for name in rule.needs
        if rule.input in fresh - names and not metric.inputs[name].required and name not in fresh
    }
    followers = [rule.input for rule in rules if rule.input in names - fresh and set(rule.needs) & (fresh - names)]
    followers.sort(key=lambda name: metric.inputs[name].share is not Share.PART)
    return gone | set(followers[:1])
