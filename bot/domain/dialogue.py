"""Conversations that people labelled, turn by turn: what the bot learns to follow a thread from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.conversation import View
from bot.domain.language import Language, Segment


class TurnLabel(StrEnum):
    """What a person does with a message."""

    TOPIC = "topic"
    VIEW = "view"
    SIDE = "side"
    DETAIL = "detail"
    PICK = "pick"
    CORRECT = "correct"
    TASK_SUM = "task-sum"
    TASK_FIT = "task-fit"
    SOCIAL = "social"
    DECLINE = "decline"
    LANGUAGE = "language"
    YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledTurn:
    """One message: what it does, the subjects any of which is right, and the side and view to be shown."""

    text: str
    label: TurnLabel
    topics: tuple[str, ...] = ()
    side: Segment | None = None
    view: View | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """One thread of labelled turns."""

    language: Language
    turns: tuple[LabelledTurn, ...]
