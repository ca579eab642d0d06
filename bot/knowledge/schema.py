"""The shape of every knowledge file: which keys it may have, which it must have, and what their values look like."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from bot.domain.knowledge import ClaimKind, LeadsToFit
from bot.domain.language import Segment
from bot.knowledge.drafting import is_unwritten
from bot.knowledge.entries import Entry, Spoken

KEBAB = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""An id: lower-case words joined by hyphens. File names, claims, figures, sections and units are named so."""
SECTION = re.compile(rf"{KEBAB.pattern}\.{KEBAB.pattern}")


def _filled(text: str) -> str:
    """A text that is only blanks would show up as a hole in a reply."""
    if not text.strip():
        raise PydanticCustomError("blank", "blank")
    if is_unwritten(text):
        raise PydanticCustomError("unwritten", "unwritten")
    return text


def _kebab(text: str) -> str:
    """Ids stand in file names, links and saved conversations, so they keep to one simple form."""
    if not KEBAB.fullmatch(text):
        raise PydanticCustomError("not_an_id", "not an id", {"given": text})
    return text


def _section(text: str) -> str:
    """A source without its section cannot be cited."""
    if not SECTION.fullmatch(text):
        raise PydanticCustomError("not_a_section", "not a section", {"given": text})
    return text


def _one_slot(text: str) -> str:
    """A unit's form has exactly one place for the number."""
    if text.count("#") != 1:
        raise PydanticCustomError("not_one_slot", "not one slot", {"given": text})
    return text


def _address(text: str) -> str:
    """What is not an address leads nowhere, and readers would press it."""
    if not re.fullmatch(r"https?://[^\s<>|]+\.[^\s<>|]+", text):
        raise PydanticCustomError("not_an_address", "not an address", {"given": text})
    return text


Filled = Annotated[str, AfterValidator(_filled)]
Id = Annotated[str, AfterValidator(_kebab)]
Address = Annotated[str, AfterValidator(_address)]
SectionId = Annotated[str, AfterValidator(_section)]
UnitForm = Annotated[str, AfterValidator(_one_slot)]
Filleds = Annotated[list[Filled], Field(min_length=1)]
Side = Annotated[Segment, Field(strict=False)]
Kind = Annotated[ClaimKind, Field(strict=False)]


class TextEntry(Spoken):
    """One text in every language."""

    __pydantic_extra__: dict[str, Filled]


class ClaimEntry(TextEntry):
    """One sentence the source supports."""

    side: Side
    kind: Kind = ClaimKind.FACT
    source: SectionId


class GuidelineEntry(TextEntry):
    """One thing to do, and the claim it follows from."""

    claim: Id


class DirectAnswerEntry(TextEntry):
    """One sentence that answers, the claims it tells, which are not said again below it, and the topics it lists, in order."""

    claims: list[Id] = Field(default_factory=list)
    lists: list[Id] = Field(default_factory=list)


class AnswerEntry(Entry):
    """The direct answer: always for both, and for a side where the topic speaks of it."""

    both: DirectAnswerEntry
    enterprise: DirectAnswerEntry | None = None
    smb: DirectAnswerEntry | None = None


class NoteEntry(TextEntry):
    """A remark to the reader, and the side whose answers it stands below."""

    side: Side = Segment.BOTH


class GuidanceEntry(Entry):
    """What to do, by side."""

    both: list[GuidelineEntry] | None = None
    enterprise: list[GuidelineEntry] | None = None
    smb: list[GuidelineEntry] | None = None


class TopicFile(Entry):
    """A file of `topics/`."""

    title: TextEntry
    side: Side
    owner: Filled
    reviewed_on: datetime.date
    answer: AnswerEntry
    claims: Annotated[dict[Id, ClaimEntry], Field(min_length=1)]
    guidance: GuidanceEntry
    note: NoteEntry | None = None
    related: list[Id]
    counterpart: Id | None = None
    hints: dict[Id, Side] = Field(default_factory=dict)
    fit: Annotated[LeadsToFit, Field(strict=False)] | None = None
    first: Annotated[int, Field(ge=1)] | None = None


class FigureEntry(Entry):
    """A number of the source: `value`, or `low` and `high`."""

    value: Annotated[float, Field(allow_inf_nan=False)] | None = None
    low: Annotated[float, Field(allow_inf_nan=False)] | None = None
    high: Annotated[float, Field(allow_inf_nan=False)] | None = None
    scale: Literal["thousand", "million", "billion", "trillion"] | None = None
    unit: Id
    source: SectionId

    @model_validator(mode="after")
    def _value_or_range(self) -> Self:
        """A figure is one number or a range in order, never half of either."""
        given = (self.value is not None, self.low is not None, self.high is not None)
        if given not in ((True, False, False), (False, True, True)):
            raise PydanticCustomError("value_or_range", "value or range")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise PydanticCustomError("range_order", "range order")
        return self


class Forms(Entry):
    """How one language writes a unit; `one` only where it tells one from several."""

    one: UnitForm | None = None
    other: UnitForm


class UnitEntry(Spoken):
    """How a figure's unit is written; `grouped` is false where its number has no thousands separators."""

    grouped: bool = True
    __pydantic_extra__: dict[str, Forms]


class SourceEntry(Entry):
    """A publication and its sections."""

    title: TextEntry
    publisher: Filled
    published: datetime.date
    url: Address | None = None
    sections: Annotated[dict[Id, TextEntry], Field(min_length=1)]


class GroupEntry(Entry):
    """A shelf of the library."""

    title: TextEntry
    topics: Annotated[list[Id], Field(min_length=1)]


class SidedPhrases(Entry):
    """Ways people ask, by the side they name; `any` where they name none, `open` where a side may or may not be meant."""

    any: list[Filled] | None = None
    open: list[Filled] | None = None
    both: list[Filled] | None = None
    enterprise: list[Filled] | None = None
    smb: list[Filled] | None = None


class PhrasesFile(SidedPhrases):
    """A file of `phrases/<language>/`. Phrases that want something in particular of the subject stand under it."""

    steps: SidedPhrases | None = None
    ask: SidedPhrases | None = None
    say: SidedPhrases | None = None
    message: SidedPhrases | None = None
    check: SidedPhrases | None = None
    benchmark: SidedPhrases | None = None


class SegmentsFile(Entry):
    """A file `language/<code>/segments.yml`: words that name a side, and names of companies known to be large."""

    enterprise: Filleds
    smb: Filleds
    names: Filleds


class StopWordsFile(Entry):
    """A file `language/<code>/stopwords.yml`: words without a subject of their own."""

    stop: Filleds
    polite: Filleds


class CalibrationEntry(Entry):
    """A line of `calibration/<language>.jsonl`; no topic means that the knowledge does not hold the answer."""

    text: Filled
    topics: list[Id]
    segment: Side | None
    style: Filled


TOPIC = TypeAdapter(TopicFile)
FIGURES = TypeAdapter(dict[Id, FigureEntry])
UNITS = TypeAdapter(dict[Id, UnitEntry])
SOURCES = TypeAdapter(dict[Id, SourceEntry])
GROUPS = TypeAdapter(dict[Id, GroupEntry])
PHRASES = TypeAdapter(PhrasesFile)
LINES = TypeAdapter(Filleds)
CONCEPTS = TypeAdapter(dict[Id, Filleds])
SLANG = TypeAdapter(dict[Filled, str])
SEGMENTS = TypeAdapter(SegmentsFile)
STOP_WORDS = TypeAdapter(StopWordsFile)
CALIBRATION = TypeAdapter(dict[str, CalibrationEntry])
LABELS = TypeAdapter(dict[Filled, Filled])
ENTRIES: tuple[type[Entry], ...] = (
    TextEntry, ClaimEntry, GuidelineEntry, DirectAnswerEntry, AnswerEntry, GuidanceEntry, NoteEntry, TopicFile, FigureEntry,
    Forms, UnitEntry, SourceEntry, GroupEntry, SidedPhrases, PhrasesFile, SegmentsFile, StopWordsFile, CalibrationEntry,
)  # fmt: skip
"""Every kind of entry: the keys they know are what a misspelt key is compared with."""
