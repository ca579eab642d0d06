"""What people send, and what a conversation remembers between two messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.domain.language import Language, Segment
from bot.domain.play import PlayPart


class View(StrEnum):
    """Which part of a topic or play is shown: the short answer first, the rest on request. The last four are parts of a play."""

    SHORT = "short"
    MORE = "more"
    WHY = "why"
    EXAMPLE = "example"
    SOURCE = "source"
    TODO = "todo"
    COMPARE = "compare"
    ASK = "ask"
    SAY = "say"
    MESSAGE = "message"
    CHECK = "check"


PLAY_VIEWS = frozenset({View.ASK, View.SAY, View.MESSAGE, View.CHECK})
"""Views that only a play has."""


def view_of(part: PlayPart) -> View:
    """The view that shows a part of a play; the steps are its short answer."""
    return View.SHORT if part is PlayPart.STEPS else View(part.value)


def part_of(view: View) -> PlayPart:
    """The part of a play that a view shows: its message stands for an example, the steps for all that is no part of its own."""
    if view is View.EXAMPLE:
        return PlayPart.MESSAGE
    return PlayPart(view.value) if view in PLAY_VIEWS else PlayPart.STEPS


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
    """

    text: str = ""
    thread: str | None = None
    action: Action | None = None
    preferred: Language | None = None
    locale: Language | None = None


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
