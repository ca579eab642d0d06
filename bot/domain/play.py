"""A play: what to do about a subject, side by side with the facts it is built on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.language import Segment
from bot.domain.text import Text


class PlayPart(StrEnum):
    """What a seller can ask a play for."""

    STEPS = "steps"
    ASK = "ask"
    SAY = "say"
    MESSAGE = "message"
    CHECK = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do, and the claims it follows from as `topic.claim`; none means that it is our own advice."""

    text: Text
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaySide:
    """A play for one side of the market. `message` holds blanks in square brackets; a few plays have none."""

    answer: Text
    steps: tuple[Step, ...]
    ask: tuple[Text, ...]
    say: tuple[Text, ...]
    check: tuple[Text, ...]
    message: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """Guidance of our own on one thing sellers do. `topics` are the fact topics it is built on, `related` other plays.

    Asked for, matched and spoken of like a topic, so it answers the same questions about its sides.
    """

    id: str
    title: Text
    side: Segment
    owner: str
    reviewed_on: datetime.date
    source: str
    sides: Mapping[Segment, PlaySide]
    topics: tuple[str, ...]
    related: tuple[str, ...]
    counterpart: str | None = None
    hints: Mapping[str, Segment] = field(default_factory=dict)

    def has_side(self, segment: Segment) -> bool:
        """Whether the play says what to do for exactly this side."""
        return segment in self.sides

    def rank(self, topic: str, side: Segment = Segment.BOTH) -> tuple[int, int]:
        """How near it is to a topic that it is built on, the smaller the nearer: its place, then how few steps follow from it."""
        steps = (step for one in self.sides_for(side).values() for step in one.steps)
        cited = sum(any(claim.partition(".")[0] == topic for claim in step.because) for step in steps)
        return self.topics.index(topic), -cited

    @property
    def is_comparison(self) -> bool:
        """Whether both sides have guidance of their own."""
        return len(self.sides) > 1

    def sides_for(self, segment: Segment) -> Mapping[Segment, PlaySide]:
        """The guidance for a side; for BOTH, or for a side the play does not speak of, all there is."""
        return {segment: self.sides[segment]} if segment in self.sides else self.sides

    def has_part(self, part: PlayPart) -> bool:
        """Whether any side has this part; only messages may be missing."""
        return part is not PlayPart.MESSAGE or self.has_message(Segment.BOTH)

    def has_message(self, segment: Segment) -> bool:
        """Whether there is a message to send for a side; for BOTH, whether either has one."""
        return any(side.message is not None for side in self.sides_for(segment).values())
