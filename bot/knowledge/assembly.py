"""Turns validated file entries into the domain's own objects."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.audience import EVERYBODY
from bot.domain.knowledge import Claim, Figure, Group, Guideline, Note, Phrase, Topic, Unit
from bot.domain.language import Language, Segment
from bot.domain.source import Source
from bot.domain.text import Text
from bot.domain.want import Want
from bot.knowledge import schema


def assemble_topic(topic_id: str, entry: schema.TopicFile) -> Topic:
    """Build one topic; its id is the name of its file."""
    answers = {Segment.BOTH: entry.answer.both, Segment.ENTERPRISE: entry.answer.enterprise, Segment.SMB: entry.answer.smb}
    return Topic(
        id=topic_id,
        title=text_of(entry.title),
        side=entry.side,
        owner=entry.owner,
        reviewed_on=entry.reviewed_on,
        answers={segment: text_of(answer) for segment, answer in answers.items() if answer is not None},
        claims={claim_id: _claim(claim_id, claim) for claim_id, claim in entry.claims.items()},
        guidance=_guidance(entry.guidance),
        note=None if entry.note is None else Note(side=entry.note.side, text=text_of(entry.note)),
        related=tuple(entry.related),
        counterpart=entry.counterpart,
        hints=dict(entry.hints),
        told={segment: tuple(answer.claims) for segment, answer in answers.items() if answer is not None and answer.claims},
        lists=listed_by(answers),
        fit=entry.fit,
        first=entry.first,
        audience=EVERYBODY,
    )


def listed_by(answers: Mapping[Segment, schema.DirectAnswerEntry | None]) -> dict[Segment, tuple[str, ...]]:
    """What the answers list, by side."""
    return {segment: tuple(answer.lists) for segment, answer in answers.items() if answer is not None and answer.lists}


def assemble_figures(entries: Mapping[str, schema.FigureEntry]) -> dict[str, Figure]:
    """Build the figures; a single value is a range of one."""
    return {figure_id: _figure(figure_id, entry) for figure_id, entry in entries.items()}


def assemble_units(entries: Mapping[str, schema.UnitEntry]) -> dict[str, Unit]:
    """Build the units with their plural forms by language."""
    return {unit_id: Unit(id=unit_id, forms=_forms(entry), grouped=entry.grouped) for unit_id, entry in entries.items()}


def assemble_sources(entries: Mapping[str, schema.SourceEntry]) -> dict[str, Source]:
    """Build the sources with their sections."""
    return {source_id: _source(source_id, entry) for source_id, entry in entries.items()}


def assemble_groups(entries: Mapping[str, schema.GroupEntry]) -> dict[str, Group]:
    """Build the shelves, in browsing order."""
    return {
        group_id: Group(id=group_id, title=text_of(entry.title), topics=tuple(entry.topics))
        for group_id, entry in entries.items()
    }


def assemble_phrases(language: Language, topic_id: str, entry: schema.PhrasesFile) -> dict[str, Phrase]:
    """Build the phrases of one file, each under its path in the file, such as `any[3]` or `ask.enterprise[0]`."""
    found = _sided(language, topic_id, entry, None)
    for want in Want:
        lines = getattr(entry, want.value)
        if lines is not None:
            found |= _sided(language, topic_id, lines, want)
    return found


def _sided(language: Language, topic_id: str, entry: schema.SidedPhrases, want: Want | None) -> dict[str, Phrase]:
    lists = {"any": entry.any, "open": entry.open, "both": entry.both, "enterprise": entry.enterprise, "smb": entry.smb}
    before = "" if want is None else f"{want.value}."
    return {
        f"{before}{key}[{index}]": Phrase(
            language=language,
            topic=topic_id,
            segment=None if key in ("any", "open") else Segment(key),
            text=text,
            want=want,
            is_open=key == "open",
        )
        for key, texts in lists.items()
        for index, text in enumerate(texts or ())
    }


def text_of(entry: schema.TextEntry) -> Text:
    """Build one text."""
    return entry.by_language


def _claim(claim_id: str, entry: schema.ClaimEntry) -> Claim:
    return Claim(id=claim_id, side=entry.side, kind=entry.kind, source=entry.source, text=text_of(entry))


def _guidance(entry: schema.GuidanceEntry) -> dict[Segment, tuple[Guideline, ...]]:
    sides = {Segment.ENTERPRISE: entry.enterprise, Segment.SMB: entry.smb, Segment.BOTH: entry.both}
    return {
        segment: tuple(Guideline(claim=line.claim, text=text_of(line)) for line in lines)
        for segment, lines in sides.items()
        if lines is not None
    }


def _figure(figure_id: str, entry: schema.FigureEntry) -> Figure:
    low = entry.value if entry.low is None else entry.low
    high = entry.value if entry.high is None else entry.high
    # The schema lets no figure pass without numbers; zero only satisfies the type checker.
    return Figure(id=figure_id, low=low or 0.0, high=high or 0.0, unit=entry.unit, scale=entry.scale, source=entry.source)


def _forms(entry: schema.UnitEntry) -> dict[Language, dict[str, str]]:
    return {language: forms.model_dump(exclude_none=True) for language, forms in entry.by_language.items()}


def _source(source_id: str, entry: schema.SourceEntry) -> Source:
    return Source(
        id=source_id,
        title=text_of(entry.title),
        publisher=entry.publisher,
        published=entry.published,
        url=entry.url,
        sections={section_id: text_of(section) for section_id, section in entry.sections.items()},
    )
