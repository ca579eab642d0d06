"""What a change of the knowledge would do to questions, before anybody meets it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Effect(IntEnum):
    """What becomes of a question, the worst first."""

    TAKEN = 0
    """Another topic answers it than did, or than should."""
    DOUBTFUL = 1
    """It was answered, and is asked back about, or declined."""
    FOUND = 2
    """It was not answered, and is."""


class Origin(IntEnum):
    """Where a question is known from, what weighs most first."""

    ASKED = 0
    CALIBRATION = 1
    PHRASE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A question; `topics` are those that should answer it, empty where nobody said, or where none should."""

    text: str
    origin: Origin
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """A question and what becomes of it: the topic that answers it `before` and `after`, empty where none does."""

    line: Line
    effect: Effect
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """All that a change does, the worst first; `looked_at` counts the questions that it could do something to."""

    affected: tuple[Affected, ...] = ()
    looked_at: int = 0

    @property
    def steals(self) -> bool:
        """Whether it takes a question from another topic."""
        return bool(self.affected) and self.affected[0].effect is Effect.TAKEN

    def count(self, effect: Effect) -> int:
        """How many questions this becomes of."""
        return sum(one.effect is effect for one in self.affected)
