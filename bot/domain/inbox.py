"""What the bot has taken on and not answered yet: one item for each question, command or window sent off."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.records import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxItem:
    """Everything needed to answer, also in another process after this one died.

    `key` (`T1:…`) makes it one, however often it is delivered. `kind` names who answers it, `details` is what that one
    needs (JSON data). `channel` is where the answer is posted, `lane` what has to be answered in order, such as a thread.
    `takes` counts how often it was taken up after its lease had run out: from then on nobody knows whether its answer is out.
    """

    key: str
    kind: str
    person: Person
    channel: str
    lane: str
    details: Mapping[str, Any]
    received_at: datetime.datetime
    takes: int = 0

    @property
    def owner(self) -> str:
        """Whose turn it takes: a person's in one channel."""
        return f"{self.person.team}:{self.person.user}:{self.channel}"

    @property
    def destination(self) -> str:
        """What is waited for together where Slack takes nothing: a channel, or one owner's private answers."""
        return self.channel or self.owner
