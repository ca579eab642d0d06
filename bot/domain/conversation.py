"""What people send, and what a conversation remembers between two messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.domain.language import Language, Segment


class View(StrEnum):
    """Which part of a topic is shown: the short answer first, the rest on request."""

    SHORT = "short"
    MORE = "more"
    WHY = "why"
    EXAMPLE = "example"
    SOURCE = "source"
    TODO = "todo"
    COMPARE = "compare"


class ActionKind(StrEnum):
    """What pressing a button, or choosing a number in the terminal, asks for."""

    SHOW = "show"
    """Show a topic: `topic`, `segment`, `view`."""
    BROWSE = "browse"
    """List a shelf of topics (`value`: the group's id), or all shelves (`value` empty)."""
    ASK = "ask"
    """Ask a question again in the words of `value`."""
    FIT = "fit"
    """Open the fit assessment; `value` may hold the question to answer next."""
    CALCULATE = "calculate"
    """Open a calculator; `value` is the metric's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something offered with a reply. Surfaces choose how it looks; its words come from the templates."""

    kind: ActionKind
    topic: str | None = None
    segment: Segment | None = None
    view: View = View.SHORT
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One message, or one press of a button.

    `thread` names the conversation (None: nothing is remembered). `text` is what was typed, in Slack markup or plain.
    `preferred` is the language the person chose; `locale` the one their client shows; the message's own language goes first.
    `ask_preferred` and `ask_locale` find them out where they are not given; that takes a while, and is done only where the
    message and its thread leave the language open.
    """

    text: str = ""
    thread: str | None = None
    action: Action | None = None
    preferred: Language | None = None
    locale: Language | None = None
    ask_preferred: Callable[[], Language | None] | None = None
    ask_locale: Callable[[], Language | None] | None = None

    def chosen_language(self) -> Language | None:
        """Return the language the person chose, asking for it if need be."""
        if self.preferred is None and self.ask_preferred is not None:
            return self.ask_preferred()
        return self.preferred

    def client_language(self) -> Language | None:
        """Return the language of the person's client, asking for it if need be."""
        if self.locale is None and self.ask_locale is not None:
            return self.ask_locale()
        return self.locale


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What a thread keeps: the topic, side and language spoken of, what was offered, and a task left open.

    `pending` belongs to the calculator or fit check that waits for input: plain JSON data, `{"kind": "calculation" | "fit", …}`.
    """

    topic: str | None = None
    segment: Segment | None = None
    language: Language | None = None
    view: View = View.SHORT
    offered: tuple[Action, ...] = ()
    pending: Mapping[str, Any] = field(default_factory=dict)
