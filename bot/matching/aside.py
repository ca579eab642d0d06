"""A line out of scope that gives way to what a team has written."""

from __future__ import annotations

from dataclasses import dataclass

from bot.matching.samples import Sample


@dataclass(frozen=True, slots=True)
class Aside:
    """A line out of scope that asks for a new topic, and its likeness to a phrase of that, 0 to 1."""

    line: Sample
    topic: str
    likeness: float
