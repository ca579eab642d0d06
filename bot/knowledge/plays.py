"""Reads the plays: what to do, by play and side."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.language import Segment
from bot.domain.play import Play, PlaySide, Step
from bot.domain.text import Text
from bot.knowledge.assembly import text_of
from bot.knowledge.play_schema import PLAY, PlayFile, PlaySideEntry
from bot.knowledge.reader import Reader
from bot.knowledge.schema import TextEntry

PLAYS = "plays"


def read_plays(reader: Reader) -> dict[str, Play]:
    """Return all sound plays by id, in the order of their files; a knowledge folder may have none."""
    if not (reader.folder / PLAYS).is_dir():
        return {}
    entries = {play_id: reader.read(f"{PLAYS}/{play_id}.yml", PLAY) for play_id in reader.ids_in(PLAYS)}
    return {play_id: _play(play_id, entry) for play_id, entry in entries.items() if entry is not None}


def _play(play_id: str, entry: PlayFile) -> Play:
    sides = {Segment.ENTERPRISE: entry.sides.enterprise, Segment.SMB: entry.sides.smb}
    return Play(
        id=play_id,
        title=text_of(entry.title),
        side=entry.side,
        owner=entry.owner,
        reviewed_on=entry.reviewed_on,
        source=entry.source,
        sides={segment: _side(side) for segment, side in sides.items() if side is not None},
        topics=tuple(entry.topics),
        related=tuple(entry.related),
    )


def _side(entry: PlaySideEntry) -> PlaySide:
    return PlaySide(
        answer=text_of(entry.answer),
        steps=tuple(Step(text=text_of(step), because=tuple(step.because)) for step in entry.steps),
        ask=_texts(entry.ask),
        say=_texts(entry.say),
        check=_texts(entry.check),
        message=None if entry.message is None else text_of(entry.message),
    )


def _texts(entries: Sequence[TextEntry]) -> tuple[Text, ...]:
    return tuple(text_of(entry) for entry in entries)
