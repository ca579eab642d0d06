"""Reads the labelled conversations: some to learn to follow a thread from, some of other hands to measure by."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter

from bot.domain.conversation import View
from bot.domain.dialogue import Dialogue, LabelledTurn, TurnLabel
from bot.domain.language import Language
from bot.knowledge.entries import Entry
from bot.knowledge.reader import Reader
from bot.knowledge.schema import Filled, Id, Side
from bot.knowledge.unchanged import read_once

CONVERSATIONS = "conversations"
LEARNING, CALIBRATION = "learning", "calibration"
ROOMS = (LEARNING, CALIBRATION)

Label = Annotated[TurnLabel, Field(strict=False)]
Viewed = Annotated[View, Field(strict=False)]


class TurnEntry(Entry):
    """One message: what was said, what it does, the subjects any of which is right, the side and view to be shown."""

    say: Filled
    turn: Label
    topics: list[Id] = Field(default_factory=list)
    side: Side | None = None
    view: Viewed | None = None


class DialogueEntry(Entry):
    """One thread."""

    language: Filled
    turns: Annotated[list[TurnEntry], Field(min_length=1)]


DIALOGUES = TypeAdapter(list[DialogueEntry])


@read_once
def load_dialogues(folder: Path, room: str = LEARNING) -> tuple[Dialogue, ...]:
    """Return the conversations of a room, by file and place in it. Raises KnowledgeError with every fault of shape."""
    reader = Reader(folder)
    found = tuple(dialogue for entries in read_dialogues(reader, room).values() for dialogue in map(_dialogue, entries))
    reader.raise_problems()
    return found


def read_dialogues(reader: Reader, room: str) -> dict[str, list[DialogueEntry]]:
    """Return the sound files of a room by name; a knowledge folder may have none."""
    place = f"{CONVERSATIONS}/{room}"
    if not (reader.folder / place).is_dir():
        return {}
    files = [f"{place}/{name}.yml" for name in reader.ids_in(place)]
    return {file: entries for file in files if (entries := reader.read(file, DIALOGUES, strings=True)) is not None}


def _dialogue(entry: DialogueEntry) -> Dialogue:
    turns = (
        LabelledTurn(text=turn.say, label=turn.turn, topics=tuple(turn.topics), side=turn.side, view=turn.view)
        for turn in entry.turns
    )
    return Dialogue(language=Language(entry.language), turns=tuple(turns))
