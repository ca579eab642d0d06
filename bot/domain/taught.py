"""What is taught in Slack: topics with a state, an owner and a history. All times carry a time zone."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.audience import WORKSPACE, Audience
from bot.domain.records import Person

MOST_LINKS = 5
"""Links of one topic: what a message can show at a glance."""


class TaughtState(StrEnum):
    """How far a taught topic is; only what is published answers questions."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    PUBLISHED = "published"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """One version of a taught topic, never changed: a change is the next version, so that each can be seen and undone.

    `id` is the topic's. `body` is the topic as a team's file holds it; without an `answer` it only adds phrases to the topic of
    that id, or, while it is a proposal, to its `target`. `changed_by` and `changed_at` tell who made this version, and when.
    `proposer` is who proposed it, and `place` where they did (a channel's id and a thread's time stamp, a colon between; empty
    for nowhere): the proposer is told there what becomes of it. `review_on` is the day to look at it again. `restores` is the
    version that this one brought back, if any. `sheet` tells which window this version was sent off from: one that is worked on
    again, because something failed afterwards, teaches nothing twice.
    """

    id: str
    version: int
    state: TaughtState
    body: Mapping[str, Any]
    changed_by: Person
    changed_at: datetime.datetime
    owner: str = ""
    review_on: datetime.date | None = None
    proposer: str = ""
    place: str = ""
    restores: int | None = None
    target: str = ""
    sheet: str = ""

    @property
    def adds_phrases_only(self) -> bool:
        """Whether it adds ways of asking to a topic of another layer, and no topic."""
        return "answer" not in self.body

    def says(self, body: Mapping[str, Any]) -> bool:
        """Whether it holds the very same, and was not taken away."""
        return self.body == body and self.state is not TaughtState.RETIRED

    @property
    def title(self) -> str:
        """The title in its language; the id of the topic that it adds phrases to."""
        return str(self.body.get("title") or self.target or self.id)

    @property
    def audience(self) -> Audience:
        """For whom it is."""
        return Audience.read(self.body.get("audience")) or WORKSPACE

    @property
    def phrases(self) -> dict[str, list[str]]:
        """The ways of asking it teaches, by language."""
        return {str(code): list(lines) for code, lines in (self.body.get("phrases") or {}).items()}

    @property
    def before(self) -> int:
        """The version that an undo brings back; 0 where this is the first. Undoing an undo goes further back."""
        return (self.restores or self.version) - 1
