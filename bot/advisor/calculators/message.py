"""A message as far as the calculators have read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.advisor.calculators.cues import Cue
from bot.matching.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Message:
    """Its text, its numbers, and where it names the metric."""

    text: str
    quantities: tuple[Quantity, ...]
    names: Sequence[Cue]
