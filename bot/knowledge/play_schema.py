"""The shape of a file of `plays/`: what to do for each side, in parts that can be asked for one by one."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field, TypeAdapter

from bot.knowledge.entries import Entry
from bot.knowledge.schema import Filled, Id, SectionId, Side, TextEntry

ClaimName = SectionId
"""A claim's full name, `topic.claim`, is written like a source's section."""


class StepEntry(TextEntry):
    """One thing to do, and the claims it follows from; an empty list says that the advice is our own."""

    because: list[ClaimName]


class PlaySideEntry(Entry):
    """A play for one side."""

    answer: TextEntry
    steps: Annotated[list[StepEntry], Field(min_length=1)]
    ask: Annotated[list[TextEntry], Field(min_length=1)]
    say: Annotated[list[TextEntry], Field(min_length=1)]
    check: Annotated[list[TextEntry], Field(min_length=1)]
    message: TextEntry | None = None


class PlaySidesEntry(Entry):
    """The sides a play speaks of, at least one."""

    enterprise: PlaySideEntry | None = None
    smb: PlaySideEntry | None = None


class PlayFile(Entry):
    """A file of `plays/`."""

    title: TextEntry
    side: Side
    owner: Filled
    reviewed_on: datetime.date
    source: SectionId
    topics: Annotated[list[Id], Field(min_length=1)]
    related: list[Id]
    sides: PlaySidesEntry


PLAY = TypeAdapter(PlayFile)
ENTRIES: tuple[type[Entry], ...] = (StepEntry, PlaySideEntry, PlaySidesEntry, PlayFile)
"""Every kind of entry: the keys they know are what a misspelt key is compared with."""
