"""The shape of a team's own files: like the built-in ones, but next to nothing in them is a must."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, PlainValidator, TypeAdapter
from pydantic_core import PydanticCustomError

from bot.domain.audience import WORKSPACE, Audience
from bot.domain.knowledge import ClaimKind
from bot.domain.language import Segment
from bot.domain.taught import MOST_LINKS
from bot.knowledge.entries import Entry
from bot.knowledge.schema import (
    Address,
    AnswerEntry,
    Filled,
    Id,
    Kind,
    NoteEntry,
    PhrasesFile,
    Side,
    TextEntry,
)

Day = Annotated[datetime.date, Field(strict=False)]


def _read_audience(value: object) -> Audience:
    audience = Audience.read(value)
    if audience is None:
        raise PydanticCustomError("not_an_audience", "no audience", {"given": str(value)})
    return audience


def _read_language(value: object) -> str:
    """Whoever gets here named no language there is: one that is known is written out before (see `team_writing`)."""
    raise PydanticCustomError("not_a_language", "no language", {"given": str(value)})


def _read_mark(value: object) -> bool:
    """Read a yes or a no; every value of a team's file is a text."""
    if str(value).lower() in _MARKS:
        return _MARKS[str(value).lower()]
    raise PydanticCustomError("not_a_mark", "no mark", {"given": str(value)})


_MARKS = {"true": True, "yes": True, "false": False, "no": False}
Marked = Annotated[bool, PlainValidator(_read_mark)]
"""Whether something is marked, as with `internal: true`."""

For = Annotated[Audience, PlainValidator(_read_audience)]
"""For whom a topic is."""


class SourceLine(Entry):
    """Where a team knows something from: a document, a person, or a message in Slack; exactly one of the three."""

    document: Filled | None = None
    person: Filled | None = None
    slack: Address | None = None
    team: Filled | None = None
    url: Address | None = None
    date: Day | None = None


class TeamSourceEntry(Entry):
    """An entry of a team's `sources.yml`; sections only where the source is long."""

    title: TextEntry
    publisher: Filled | None = None
    published: Day | None = None
    url: Address | None = None
    sections: dict[Id, TextEntry] = Field(default_factory=dict)


class TeamClaimEntry(TextEntry):
    """One sentence the source supports; without a source of its own it rests on the topic's."""

    side: Side = Segment.BOTH
    kind: Kind = ClaimKind.FACT
    source: Filled | None = None
    internal: Marked = False


class TeamGuidelineEntry(TextEntry):
    """One thing to do; it need not follow from a claim."""

    claim: Id | None = None
    internal: Marked = False


class TeamNoteEntry(NoteEntry):
    """A remark to the reader."""

    internal: Marked = False


class TeamGuidanceEntry(Entry):
    """What to do, by side."""

    both: list[TeamGuidelineEntry] | None = None
    enterprise: list[TeamGuidelineEntry] | None = None
    smb: list[TeamGuidelineEntry] | None = None


class LinkEntry(Entry):
    """Something to open or send along, and for whom."""

    title: TextEntry
    url: Address
    audience: Literal["internal", "customers"] = "internal"


class TeamTopicFile(Entry):
    """A file of a team's `topics/`."""

    title: TextEntry
    answer: AnswerEntry
    language: Annotated[str, PlainValidator(_read_language)] = ""
    source: SourceLine | Filled | None = None
    phrases: dict[str, PhrasesFile] = Field(default_factory=dict)
    links: Annotated[list[LinkEntry], Field(max_length=MOST_LINKS)] = Field(default_factory=list)
    audience: For = WORKSPACE
    shelf: Id | None = None
    side: Side = Segment.BOTH
    owner: Filled | None = None
    reviewed_on: Day | None = None
    claims: dict[Id, TeamClaimEntry] = Field(default_factory=dict)
    guidance: TeamGuidanceEntry = Field(default_factory=TeamGuidanceEntry)
    note: TeamNoteEntry | None = None
    related: list[Id] = Field(default_factory=list)
    counterpart: Id | None = None
    first: Annotated[int, Field(ge=1, strict=False)] | None = None


class LayerFile(Entry):
    """The file `layer.yml`: what of the layers below is hidden."""

    name: Filled | None = None
    disable: list[Id] = Field(default_factory=list)


TOPIC = TypeAdapter(TeamTopicFile)
SOURCES = TypeAdapter(dict[Id, TeamSourceEntry])
LAYER = TypeAdapter(LayerFile)
ENTRIES: tuple[type[Entry], ...] = (
    SourceLine, TeamSourceEntry, TeamClaimEntry, TeamGuidelineEntry, TeamGuidanceEntry, TeamNoteEntry, LinkEntry,
    TeamTopicFile, LayerFile,
)  # fmt: skip
"""Every kind of entry: the keys they know are what a misspelt key is compared with."""
