"""What the advisor asks of the rooms that work something out: calculators, fit assessment, briefs, the overview."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from bot.domain.conversation import Action, ActionKind, Conversation
from bot.domain.language import Language
from bot.domain.reply import Reply
from bot.matching.weighing import Weighed

TASK_ACTIONS = (ActionKind.FIT, ActionKind.CALCULATE, ActionKind.BRIEF, ActionKind.OVERVIEW)
"""What pressing a button may ask of these jobs."""


class Tasks(Protocol):
    """Jobs that are more than showing a topic. Each method returns the reply and the conversation after it."""

    @property
    def calculators(self) -> Collection[str]:
        """The topics that can be reckoned."""

    def attempt(self, weighed: Weighed, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """Take the message on where it is one of these jobs, or the answer to one left open; else None."""

    def open_fit(self, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Begin a fit assessment."""

    def open(self, action: Action, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Carry out a pressed button of one of these jobs."""
