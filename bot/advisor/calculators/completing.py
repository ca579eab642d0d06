"""A message that gives the numbers an open sum waits for."""

from __future__ import annotations

from bot.advisor.calculators.assignment import Assignment
from bot.advisor.calculators.cues import BESIDE, SURE
from bot.advisor.calculators.doubts import Claim, doubt
from bot.advisor.calculators.following import Following, Found
from bot.advisor.calculators.numbers import suits
from bot.advisor.calculators.wish import asks
from bot.domain.calculation import Doubt

_MOST_OTHER_WORDS = 3
"""Besides fillers and words of the metric; with more of them the message is about something else."""
_MOST_IN_QUESTION = 1
_SURE_IN_QUESTION = BESIDE - 0.5
"""A question is another question, unless the word stands right beside the number."""


def completed(on: Following) -> Found | None:
    """Return the given numbers with what the message adds; None where it adds nothing new."""
    return _Completion(on).found()


class _Completion:
    def __init__(self, on: Following) -> None:
        self.on = on

    def found(self) -> Found | None:
        """The given numbers with what the message adds; None where it adds nothing new."""
        added = self._added()
        new = added.given(self.on.metric)
        fresh = {number.input for number in new}
        if not (fresh - self.on.filled or self.on.opened.asked in fresh or added.doubts):
            return None
        kept = (number for number in self.on.given if number.input not in fresh or number.input == self._joined)
        return (*kept, *new), added.doubts

    @property
    def _joined(self) -> str:
        """The input asked about, where its number joins others of it."""
        asked = self.on.metric.inputs.get(self.on.opened.asked)
        return asked.id if asked is not None and asked.many else ""

    def _added(self) -> Assignment:
        """What the message adds: numbers that words tie; or, where it says nothing else, all that can be meant one way only."""
        others, asking = self.on.others(), asks(self.on.message)
        found = self.on.assign(self.on.filled)
        whole = None if others or self.on.message.asks or self.on.opened.asked else self._whole(found)
        if whole is not None:
            return whole
        if len(others) > (_MOST_IN_QUESTION if asking else _MOST_OTHER_WORDS):
            return Assignment()
        return self._tied(found, _SURE_IN_QUESTION if asking else SURE) or (Assignment() if asking else self._lone())

    def _tied(self, found: Assignment, least: float) -> Assignment | None:
        """What words tie, where that is anything new."""
        tied = tuple(one for one in found.claims if one.strength >= least and one.reading.share is None)
        return Assignment(tied, found.doubts) if any(one.input not in self.on.filled for one in tied) else None

    def _whole(self, found: Assignment) -> Assignment | None:
        """The assignment in which every number has an input, beside what was given or in its place; None without one."""
        tries = (found, self.on.assign(set()))
        return next((one for one in tries if len(one.claims) == len(self.on.readings)), None)

    def _lone(self) -> Assignment:
        """The one number, where there is one and hardly a word more, as the first input that waits for one of its kind."""
        if len(self.on.message.quantities) != 1 or self.on.others("sums.counted"):
            return Assignment()
        reading = self.on.readings[0]
        waiting = [name for name in self.on.metric.required if name not in self.on.filled]
        if self.on.opened.asked in self.on.metric.inputs:
            waiting.insert(0, self.on.opened.asked)
        fitting = [name for name in waiting if suits(self.on.metric.inputs[name], reading.quantity, tied=True)]
        if not fitting:
            return Assignment()
        reason = doubt(self.on.metric.inputs[fitting[0]], reading.quantity)
        doubts = () if reason is None else (Doubt(reason=reason, text=reading.quantity.text, input=fitting[0]),)
        return Assignment((Claim(fitting[0], reading, 0.0),), doubts)
