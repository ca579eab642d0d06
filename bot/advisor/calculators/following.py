"""One message on top of one open sum: its numbers and words, beside what the sum has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from bot.advisor.calculators.amending import counted
from bot.advisor.calculators.assignment import Assigner, Assignment
from bot.advisor.calculators.cues import Layout
from bot.advisor.calculators.readings import LEAST_SCALE, on_scale_of, readings_of
from bot.advisor.calculators.shares import Reading
from bot.advisor.calculators.wish import other_words
from bot.domain.calculation import Doubt, Given, OpenSum

Found: TypeAlias = tuple[tuple[Given, ...], Sequence[Doubt]]
"""The numbers of a sum after a message, and those to be asked about."""
_LEAST_IN_TIME = 100.0
"""A bare number this many times smaller than sales of another time was meant at their scale."""


class Following:
    """What every way to read such a message looks at."""

    def __init__(self, assigner: Assigner, layout: Layout, opened: OpenSum) -> None:
        self.assigner, self.metric = assigner, assigner.metric
        self.layout, self.message = layout, layout.message
        self.opened = opened
        self.given = tuple(number for number in opened.given if number.input in self.metric.inputs)
        self.filled = {number.input for number in self.given}
        self.cues = assigner.cues(layout)
        self.readings = [counted(self.message, self._on_scale(reading)) for reading in readings_of(self.metric, self.message)]

    @property
    def alone(self) -> Reading | None:
        """The one number of the message, beside what stands for a thing ("the 80k one")."""
        figures = [one for one in self.readings if not one.is_pronoun_like]
        return figures[0] if len(figures) == 1 else None

    def _on_scale(self, reading: Reading) -> Reading:
        """Give a bare number the scale word of the numbers before, where the metric's numbers share one."""
        known = next((number for number in self.given if number.factor != 1), None)
        if not self.metric.same_scale or known is None or reading.is_pronoun_like:
            return reading
        least = _LEAST_IN_TIME if self.metric.chronological else LEAST_SCALE
        return replace(reading, quantity=on_scale_of(reading.quantity, known.value, known.factor, known.currency, least=least))

    def assign(self, filled: set[str]) -> Assignment:
        """Who gets which number; `filled` are the inputs that have one."""
        return self.assigner.assign(self.layout, filled, self.readings)

    def others(self, *more: str) -> list[str]:
        """The words that say something else; `more` are lists of words that do not."""
        return other_words(self.message, self.message.quantities, self.cues, more)
