"""What people asked in vain: single questions, the groups they form, and what a curator decided about them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.records import AskedQuestion


class Vain(StrEnum):
    """Why a question was asked in vain."""

    UNANSWERED = "unanswered"
    """It was declined, or came too late to be answered."""
    ABANDONED = "abandoned"
    """The bot asked back, and within an hour nobody pressed and nobody wrote."""
    DISLIKED = "disliked"
    """Somebody gave its answer a thumb down."""


class GapState(StrEnum):
    """What became of a group: nothing yet, a draft, a topic, or a curator's "not for us"."""

    NEW = "new"
    DRAFTING = "drafting"
    TAUGHT = "taught"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A curator's decision: `by` is the id of a person in Slack, or COMMAND_LINE."""

    state: GapState
    by: str
    at: datetime.datetime


COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedInVain:
    """One question asked in vain, why, and the last decision about it, if any."""

    question: AskedQuestion
    why: Vain
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A group of like questions asked in vain.

    `id` is made from its first question's words (see `bot.advisor.gap_queue`), `text` is the wording most like all the others,
    `words` are those of its words with a subject, `wordings` is every wording by language, the commonest first.
    `people` counts askers; somebody else's message that was asked about counts as nobody. `this_week` are the last seven days,
    `last_week` the seven before. `nearest` is the topic that most of them came near to, None where none did. `mark` is the
    decision that holds, None where none was made or it no longer holds. `shared` is what may be shown to everybody: words that
    several people used, None where there are none.
    """

    id: str
    text: str
    words: tuple[str, ...]
    wordings: Mapping[str, tuple[str, ...]]
    asked: tuple[AskedInVain, ...]
    people: int
    this_week: int
    last_week: int
    nearest: str | None = None
    mark: Mark | None = None
    shared: str | None = None

    @property
    def state(self) -> GapState:
        """What became of it."""
        return self.mark.state if self.mark is not None else GapState.NEW

    @property
    def is_open(self) -> bool:
        """Whether it is still to be dealt with."""
        return self.state in (GapState.NEW, GapState.DRAFTING)

    @property
    def times(self) -> int:
        """How often it was asked."""
        return len(self.asked)

    @property
    def first_asked_at(self) -> datetime.datetime:
        """When it was asked first."""
        return min(one.question.asked_at for one in self.asked)

    @property
    def last_asked_at(self) -> datetime.datetime:
        """When it was asked last."""
        return max(one.question.asked_at for one in self.asked)

    @property
    def reasons(self) -> Mapping[Vain, int]:
        """How many of its questions were in vain for which reason."""
        return {why: count for why in Vain if (count := sum(one.why is why for one in self.asked))}
