"""Every error a person may meet. Each says what went wrong, where, and what to do.

BotError
├── SettingsError      a setting is missing or malformed (all of them at once)
├── KnowledgeError     the knowledge folder cannot be used (carries every problem found)
├── ModelError         the trained matching model is missing or does not fit the knowledge
├── StorageError       the database cannot be reached or is at another schema version
├── UnreachableError   Slack cannot be reached, or something else answers in its place
├── RenderingError     a reply cannot be shown (a template or a Block Kit limit)
└── UsageError         a command was called wrongly
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class BotError(Exception):
    """Root of all errors this product raises on purpose; its text is fit to be shown to an operator."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in the knowledge folder: which file, where in it, what is wrong, and what to do.

    `line` is the line of the file, counted from one; 0 where none is known, or `path` tells it. `follows` counts the problems
    that are not told because they go away with this one.
    """

    file: str
    path: str
    what: str
    remedy: str
    line: int = 0
    follows: int = 0

    @property
    def place(self) -> str:
        """Where in the file, as an author looks for it; empty for the whole file."""
        return ": ".join(filter(None, [f"line {self.line}" if self.line else "", self.path]))

    @property
    def words(self) -> str:
        """What is wrong and what to do, and how much goes away with it."""
        noun = "problem goes" if self.follows == 1 else "problems go"
        more = f" {self.follows} more {noun} away with it." if self.follows else ""
        return f"{self.what} {self.remedy}".rstrip() + more

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.words}" if self.place else f"{self.file}: {self.words}"


class SettingsError(BotError):
    """Settings are missing or malformed. `problems` holds one sentence for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("Settings need attention:\n" + "\n".join(f"- {problem}" for problem in problems))


class KnowledgeError(BotError):
    """The knowledge cannot be used. `problems` holds every fault found, in file order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        super().__init__(f"{count} {noun} in the knowledge:\n" + "\n".join(f"- {problem}" for problem in self.problems))


class ModelError(BotError):
    """The trained matching model is missing, damaged, or made for other knowledge."""


class StorageError(BotError):
    """The database cannot be reached, or its schema is not the one this version needs."""


class UnreachableError(BotError):
    """Slack cannot be reached, or something else answers in its place."""


class RenderingError(BotError):
    """A reply cannot be shown: a template failed or a message breaks a limit of its surface."""


class UsageError(BotError):
    """A command was called with words or files it cannot use."""
