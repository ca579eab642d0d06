"""What people send, and what a conversation remembers between two messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.brief import OpenBrief
from bot.domain.calculation import OpenSum
from bot.domain.fit import OpenFit
from bot.domain.language import Language, Segment
from bot.domain.outcome import Outcome
from bot.domain.play import PlayPart


class View(StrEnum):
    """Which part of a topic or play is shown: the short answer first, the rest on request. The last four are parts of a play.

    `LINKS` is what can be opened or sent along.
    """

    SHORT = "short"
    MORE = "more"
    WHY = "why"
    EXAMPLE = "example"
    SOURCE = "source"
    TODO = "todo"
    COMPARE = "compare"
    LINKS = "links"
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
    """Show a topic: `topic`, `segment`, `view`; with a `Want` as its `value`, as the answer to who asked for that: a usual figure
    (BENCHMARK), a part of a play; with BACK, from another view of the same.
    """
    BROWSE = "browse"
    """List a shelf of topics (`value`: the group's id), or all shelves (`value` empty)."""
    ASK = "ask"
    """Ask a question again in the words of `value`."""
    FIT = "fit"
    """Open the fit assessment; `value` may hold the question to answer next."""
    FILL = "fill"
    """Fill in the message of a play: `topic`, `segment`. Surfaces with windows offer it in place of the message as it stands."""
    CALCULATE = "calculate"
    """Open a calculator; `value` is the metric's id."""
    BRIEF = "brief"
    """Make a brief of the deal in `value`; without one, tell what a brief is made from."""
    OVERVIEW = "overview"
    """Set both sides of everything side by side."""


BENCHMARK = "benchmark"
BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something offered with a reply. Surfaces choose how it looks; its words come from the templates."""

    kind: ActionKind
    topic: str | None = None
    segment: Segment | None = None
    view: View = View.SHORT
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form sent off: `kind` and `value` are those of the action that opens it, `fields` what was filled in, by field.

    `state` is what the task wrote into the form when it was opened, None where it wrote nothing.
    """

    kind: ActionKind
    value: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One message, one press of a button, or one form sent off.

    `thread` names the conversation (None: nothing is remembered), `branch` a second one that begins below the answer and goes
    on from the first. `text` is what was typed, in Slack markup or plain; `meant_for` the kind of action whose task it was
    given to by name, as with `/fit`; `command` tells that it was typed behind a command, where a bare "compare" names the
    overview whatever is on screen. `ts` is the time stamp of what is said, where its surface has one, so that the conversation
    knows the newest in its thread.
    `preferred` is the language the person chose; `locale` the one their client shows; the message's own language goes first.
    `ask_preferred` and `ask_locale` find them out where they are not given; that takes a while, and is done only where the
    message and its thread leave the language open. `explain` asks for the reasons as well.
    """

    text: str = ""
    thread: str | None = None
    branch: str | None = None
    meant_for: ActionKind | None = None
    command: bool = False
    action: Action | None = None
    form: Form | None = None
    ts: str = ""
    preferred: Language | None = None
    locale: Language | None = None
    ask_preferred: Callable[[], Language | None] | None = None
    ask_locale: Callable[[], Language | None] | None = None
    explain: bool = False

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

    `newest` is the time stamp of the newest message of its thread, as far as the bot has heard; "" where there are none.
    `pending` is the sum that waits for a number, the fit check that waits for an answer, or the brief that was made; each may
    be done, and then still be changed. `shown` is how the last message ended that left anything on screen, None before the first.
    `asked` is the message that was asked back about or declined last, "" as soon as something is answered.
    """

    topic: str | None = None
    segment: Segment | None = None
    language: Language | None = None
    view: View = View.SHORT
    offered: tuple[Action, ...] = ()
    pending: OpenSum | OpenFit | OpenBrief | None = None
    newest: str = ""
    shown: Outcome | None = None
    asked: str = ""

    @property
    def open_sum(self) -> OpenSum | None:
        """The sum that the next message may complete or change, if any."""
        return self.pending if isinstance(self.pending, OpenSum) else None

    @property
    def open_fit(self) -> OpenFit | None:
        """The fit check that the next message may answer, add to or change, if any."""
        last = self.last_fit
        return last if last is not None and not last.closed else None

    @property
    def last_fit(self) -> OpenFit | None:
        """The fit check made last in the thread, open or closed, if nothing else took its place."""
        return self.pending if isinstance(self.pending, OpenFit) else None

    @property
    def open_brief(self) -> OpenBrief | None:
        """The brief that the next message may add to or change, if any."""
        return self.pending if isinstance(self.pending, OpenBrief) else None

    @property
    def is_waiting(self) -> bool:
        """Whether a task waits for input; one that is done is only kept so that it can be changed."""
        return self.pending is not None and self.pending.waiting
