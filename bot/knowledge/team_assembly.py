"""Turns a team's validated files into the domain's own objects; what is in one language is shown in all, and says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.domain.knowledge import Claim, ClaimKind, Guideline, Note, Phrase, Topic
from bot.domain.language import Language, Segment
from bot.domain.source import Link, Source, SourceKind
from bot.domain.text import Text
from bot.knowledge import team_schema as schema
from bot.knowledge.assembly import assemble_phrases, listed_by, text_of
from bot.knowledge.schema import KEBAB, SECTION, AnswerEntry, DirectAnswerEntry, TextEntry

ANSWER = "answer"
"""The claim that a plain answer is itself."""

_WEB = re.compile(r"https?://\S+")
_PERMALINK = re.compile(r"https://[^/]+\.slack\.com/archives/\S+")


def is_reference(source: str) -> bool:
    """Whether a source written as a text names an entry of sources.yml, or a section of one, rather than a document."""
    return bool(KEBAB.fullmatch(source) or SECTION.fullmatch(source))


def own_source(topic_id: str) -> str:
    """The id of the source that stands in a topic's own file."""
    return f"{topic_id}-source"


def assemble_topic(topic_id: str, entry: schema.TeamTopicFile, languages: Sequence[Language], layer: str) -> Topic:
    """Build one topic. `languages` are all there are; `layer` names the team, which owns a topic that names no owner."""
    spoken = tuple(code for code in languages if code in entry.title.by_language)
    spread = _Spread(spoken, languages)
    given = _answers(entry.answer)
    told = {side: tuple(answer.claims) for side, answer in given.items() if answer.claims}
    claims = _claims(topic_id, entry, spread)
    if Segment.BOTH not in told:
        claims = {ANSWER: _answered(topic_id, entry, spread), **claims}
        told[Segment.BOTH] = (ANSWER,)
    return Topic(
        id=topic_id,
        title=spread.text(entry.title),
        side=entry.side,
        owner=entry.owner or layer,
        reviewed_on=entry.reviewed_on,
        answers={side: spread.text(answer) for side, answer in given.items()},
        claims=claims,
        guidance=_guidance(entry.guidance, spread),
        note=_note(entry.note, spread),
        related=tuple(entry.related),
        counterpart=entry.counterpart,
        told=told,
        lists=listed_by(given),
        first=entry.first,
        links=tuple(_link(one, spread) for one in entry.links),
        languages=_where_not_all(spoken, languages),
        audience=entry.audience,
    )


def _where_not_all(spoken: Sequence[Language], languages: Sequence[Language]) -> tuple[Language, ...]:
    return tuple(spoken) if len(spoken) < len(languages) else ()


def _answers(entry: AnswerEntry) -> dict[Segment, DirectAnswerEntry]:
    sides = {Segment.BOTH: entry.both, Segment.ENTERPRISE: entry.enterprise, Segment.SMB: entry.smb}
    return {side: answer for side, answer in sides.items() if answer is not None}


def _link(entry: schema.LinkEntry, spread: _Spread) -> Link:
    return Link(title=spread.text(entry.title), url=entry.url, internal=entry.audience == "internal")


def _answered(topic_id: str, entry: schema.TeamTopicFile, spread: _Spread) -> Claim:
    """A plain answer is a claim itself, so that it has a source."""
    source = _source_name(topic_id, entry)
    return Claim(id=ANSWER, side=entry.side, kind=ClaimKind.FACT, source=source, text=spread.text(entry.answer.both))


def _note(entry: schema.TeamNoteEntry | None, spread: _Spread) -> Note | None:
    return None if entry is None else Note(side=entry.side, text=spread.text(entry), internal=entry.internal)


def _claims(topic_id: str, entry: schema.TeamTopicFile, spread: _Spread) -> dict[str, Claim]:
    rests_on = _source_name(topic_id, entry)
    return {name: _claim(name, claim, rests_on, spread) for name, claim in entry.claims.items()}


def _guidance(entry: schema.TeamGuidanceEntry, spread: _Spread) -> dict[Segment, tuple[Guideline, ...]]:
    sides = {Segment.ENTERPRISE: entry.enterprise, Segment.SMB: entry.smb, Segment.BOTH: entry.both}
    return {
        side: tuple(Guideline(claim=line.claim or "", text=spread.text(line), internal=line.internal) for line in lines)
        for side, lines in sides.items()
        if lines
    }


def assemble_source(topic_id: str, entry: schema.TeamTopicFile, languages: Sequence[Language]) -> Source | None:
    """Build the source that stands in a topic's file; None where it names one of sources.yml."""
    line = _line(entry.source)
    if line is None:
        return None
    titled = line.document or line.person or ""
    kind = SourceKind.MESSAGE if line.slack else SourceKind.PERSON if line.person else SourceKind.DOCUMENT
    return Source(
        id=own_source(topic_id),
        title=dict.fromkeys(languages, titled),
        publisher=line.team or "",
        published=line.date,
        sections={},
        url=line.slack or line.url,
        kind=kind,
    )


def assemble_sources(entries: Mapping[str, schema.TeamSourceEntry]) -> dict[str, Source]:
    """Build a team's sources."""
    return {
        name: Source(
            id=name,
            title=text_of(entry.title),
            publisher=entry.publisher or "",
            published=entry.published,
            sections={section: text_of(title) for section, title in entry.sections.items()},
            url=entry.url,
            kind=SourceKind.PUBLICATION if entry.publisher else SourceKind.DOCUMENT,
        )
        for name, entry in entries.items()
    }


def phrases_of(topic_id: str, entry: schema.TeamTopicFile, languages: Sequence[Language]) -> dict[str, Phrase]:
    """Build the phrases that stand in a topic's own file, each under its path there."""
    return {
        f"phrases.{code}.{path}": phrase
        for code, lines in entry.phrases.items()
        if code in languages
        for path, phrase in assemble_phrases(Language(code), topic_id, lines).items()
    }


def _line(source: schema.SourceLine | str | None) -> schema.SourceLine | None:
    """A source as its three forms: an address alone is a message in Slack or a document, other words are a document's title."""
    if not isinstance(source, str):
        return source
    if is_reference(source):
        return None
    if _PERMALINK.fullmatch(source):
        return schema.SourceLine(slack=source)
    address = _WEB.search(source)
    if address is None:
        return schema.SourceLine(document=source)
    named = source.replace(address.group(), "").strip(" ,;:()-–")
    return schema.SourceLine(document=named or address.group(), url=address.group().rstrip(").,;"))


def _source_name(topic_id: str, entry: schema.TeamTopicFile) -> str:
    return entry.source if isinstance(entry.source, str) and is_reference(entry.source) else own_source(topic_id)


def _claim(name: str, entry: schema.TeamClaimEntry, rests_on: str, spread: _Spread) -> Claim:
    source, text = entry.source or rests_on, spread.text(entry)
    return Claim(id=name, side=entry.side, kind=entry.kind, source=source, text=text, internal=entry.internal)


class _Spread:
    """Gives texts to the languages they lack: those they have stand in for them."""

    def __init__(self, spoken: Sequence[Language], languages: Sequence[Language]) -> None:
        self._spoken = spoken
        self._languages = languages

    def text(self, entry: TextEntry) -> Text:
        own = text_of(entry)
        return {code: own.get(code, own[self._spoken[0]]) for code in self._languages}
