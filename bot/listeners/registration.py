"""Which listener hears what: the table that manifest.yml is checked against."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeAlias

from slack_bolt import Ack, App
from slack_bolt.kwargs_injection.args import Args

from bot.advisor.fit.check import FitCheck
from bot.listeners.acknowledging import KeepAcknowledgements
from bot.listeners.brief_results import BriefResultListeners
from bot.listeners.calculator_windows import CalculatorWindows, Metrics
from bot.listeners.commands import COMMAND, CommandListeners
from bot.listeners.door import Door
from bot.listeners.experts import ExpertListener
from bot.listeners.failures import FailureListener
from bot.listeners.feedback import FeedbackListeners
from bot.listeners.fill_windows import FillWindows
from bot.listeners.fit_results import FitResultListeners
from bot.listeners.fit_windows import FitWindows
from bot.listeners.front_desk import FrontDesk
from bot.listeners.gaps import GapListeners
from bot.listeners.handling import Answerer
from bot.listeners.home import HomeListeners
from bot.listeners.intake import TOO_MANY, Intake
from bot.listeners.lifecycle import PURGE, LifecycleListeners
from bot.listeners.messages import QUESTION, MessageListeners
from bot.listeners.presses import PressListeners
from bot.listeners.sharing import SharingListeners
from bot.listeners.shortcuts import ASK_ABOUT, SHORTCUT, ShortcutListeners
from bot.listeners.submissions import SUBMISSION, SubmissionListeners, Submit
from bot.listeners.teach_desk import TeachDesk
from bot.listeners.teach_presses import TeachPresses
from bot.listeners.teach_trials import TrialWindows
from bot.listeners.teach_windows import TEACH_FROM, TeachWindows
from bot.listeners.windows import Windows
from bot.rendering.fill import FILL
from bot.rendering.forms import CALCULATOR, FIT
from bot.rendering.gaps import GAP
from bot.rendering.home import LANGUAGE, PLAYS, TOPICS
from bot.rendering.modals import READER, REASON
from bot.rendering.slack import BRIEF_EXPORT, EXPERT, FIT_EDIT, FIT_EXPORT, FIT_SHARE, RATE, SHARE
from bot.rendering.slack_blocks import ADVISE
from bot.rendering.teach import TEACH
from bot.rendering.teach_trial import TRIAL

Listener: TypeAlias = Callable[..., Any]

EVENTS = ("app_mention", "message", "app_uninstalled", "tokens_revoked")
"""Events whose matter is for the inbox."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Every listener by what it hears; buttons, selects and windows by the first part of their id, up to a dot.

    `intakes` run before Slack hears that something was received, and may end the matter there, by the same names; `checks`
    do so before them for windows. `answerers` answer what the intakes put into the inbox, by kind.
    """

    events: dict[str, Listener]
    commands: dict[str, Listener]
    message_shortcuts: dict[str, Listener]
    global_shortcuts: dict[str, Listener]
    actions: dict[str, Listener]
    options: dict[str, Listener]
    views: dict[str, Listener]
    checks: dict[str, Listener]
    intakes: dict[str, Listener]
    answerers: dict[str, Answerer]


def build_table(desk: FrontDesk, calculators: Metrics, check: FitCheck, intake: Intake, *, teaching: TeachDesk) -> Table:
    """Return the listeners of this app; `calculators` and `check` hold what their windows ask for, `teaching` what is taught."""
    windows = Windows(desk)
    door = Door(desk, windows)
    sums, fit = CalculatorWindows(desk, calculators, windows=windows), FitWindows(desk, check.model, windows=windows)
    filling = FillWindows(desk, windows=windows)
    presses = PressListeners(desk, door=door, windows=windows, openers=(sums, fit, filling))
    sharing, home = SharingListeners(desk, door), HomeListeners(desk, check, teaching)
    results = FitResultListeners(desk, forms=fit, door=door, windows=windows, sharing=sharing)
    briefs = BriefResultListeners(desk, door=door, windows=windows)
    feedback = FeedbackListeners(desk, door=door, windows=windows)
    teach, trials = TeachWindows(teaching, windows=windows), TrialWindows(teaching, windows=windows)
    intakes, answerers = _inbox(
        desk, {CALCULATOR: sums.handle_submit, FIT: fit.handle_submit, TEACH: teach.handle_submit}, fit, intake
    )
    return Table(
        events={name: ignore for name in intakes if name in EVENTS} | {"app_home_opened": home.handle_opened},
        commands={"/advisor": ignore, "/fit": fit.handle_command},
        message_shortcuts={ASK_ABOUT: ignore, TEACH_FROM: teach.handle_shortcut},
        global_shortcuts={"open_fit": fit.handle_global},
        actions={
            ADVISE: presses.handle_press,
            SHARE: sharing.handle_share,
            EXPERT: ExpertListener(desk, door).handle_expert,
            RATE: feedback.handle_rate,
            LANGUAGE: home.handle_language,
            FIT_EDIT: results.handle_edit,
            FIT_SHARE: results.handle_share,
            FIT_EXPORT: results.handle_export,
            BRIEF_EXPORT: briefs.handle_export,
            FILL: filling.handle_back,
            GAP: GapListeners(desk, teaching, home, forms=teach, door=door, windows=windows).handle_press,
            TEACH: TeachPresses(teaching, forms=teach, trials=trials, home=home, door=door, windows=windows).handle_press,
        },
        options={f"{ADVISE}.{name}": home.handle_options for name in (TOPICS, PLAYS)},
        views={
            REASON: ignore,
            READER: ignore,
            CALCULATOR: ignore,
            FIT: ignore,
            FILL: ignore,
            TEACH: ignore,
            TRIAL: trials.handle_submit,
        },
        checks={CALCULATOR: sums.check, FIT: fit.check, TEACH: teach.check},
        intakes=intakes | {FILL: filling.take, REASON: feedback.take_reason, TRIAL: trials.take},
        answerers=answerers,
    )


def _inbox(
    desk: FrontDesk, submits: Mapping[str, Submit], fit: FitWindows, intake: Intake
) -> tuple[dict[str, Listener], dict[str, Answerer]]:
    """What is put into the inbox, by what is heard, and who answers it, by kind."""
    messages, commands = MessageListeners(desk, intake), CommandListeners(desk, intake, fit.handle_command)
    shortcuts, lifecycle = ShortcutListeners(desk, intake), LifecycleListeners(desk.stores.housekeeping, intake)
    submissions = SubmissionListeners(intake, submits)
    intakes: dict[str, Listener] = {
        "app_mention": messages.take_mention,
        "message": messages.take_message,
        "app_uninstalled": lifecycle.take_uninstalled,
        "tokens_revoked": lifecycle.take_revoked,
        "/advisor": commands.take_advisor,
        "/fit": commands.take_fit,
        ASK_ABOUT: shortcuts.take_ask_about,
        **dict.fromkeys(submits, submissions.take),
    }
    patience = {COMMAND: commands.ask_for_patience}
    answerers: dict[str, Answerer] = {
        QUESTION: messages.answer,
        COMMAND: commands.answer,
        SHORTCUT: shortcuts.answer,
        SUBMISSION: submissions.answer,
        PURGE: lifecycle.purge,
        TOO_MANY: lambda item, client: patience.get(item.details["kind"], messages.ask_for_patience)(item, client),
    }
    return intakes, answerers


class PinCall(Protocol):
    """Keeps a call to one snapshot of the knowledge, and to what may be told where it came from (`Spots.at_call`)."""

    def __call__(self, call: Args, *, hasty: bool) -> AbstractContextManager[object]:
        """Return what the work on a call is done within; `hasty` where Slack waits for the answer."""


def register(app: App, table: Table, failures: FailureListener, pinned: PinCall) -> None:
    """Register every listener. What must be acknowledged is, on the thread that took it in, before work may queue."""
    table = _pinned(table, pinned)
    app.use(KeepAcknowledgements())

    def before(name: str) -> list[Listener]:
        return [table.intakes.get(name, acknowledge)]

    for name, listener in table.events.items():
        app.event(name, middleware=before(name) if name in table.intakes else [])(listener)
    for name, listener in table.commands.items():
        app.command(name, middleware=before(name))(listener)
    for name, listener in table.message_shortcuts.items():
        app.message_shortcut(name, middleware=before(name))(listener)
    for name, listener in table.global_shortcuts.items():
        app.global_shortcut(name, middleware=[acknowledge])(listener)
    for name, listener in table.actions.items():
        app.action(_beginning(name), middleware=[acknowledge])(listener)
    for name, listener in table.options.items():
        app.options(name)(listener)
    for name, listener in table.views.items():
        checks = [table.checks[name]] if name in table.checks else []
        app.view(_beginning(name), middleware=[*checks, *before(name)])(listener)
    app.action(re.compile(""), middleware=[acknowledge])(ignore)
    app.event(re.compile(""))(ignore)
    app.error(failures.handle_error)


_HASTY = frozenset({"options", "checks", "intakes"})
"""What Slack waits for."""


def _pinned(table: Table, pinned: PinCall) -> Table:
    """The table with every listener kept to the snapshot it began with; each is given the arguments that it names."""

    def keep(listener: Listener, *, hasty: bool) -> Listener:
        names = tuple(inspect.signature(listener).parameters)

        def kept(args: Args) -> Any:
            with pinned(args, hasty=hasty):
                return listener(**{name: getattr(args, name) for name in names})

        kept.__name__ = listener.__name__
        return kept

    rooms = ("events", "commands", "message_shortcuts", "global_shortcuts", "actions", "options", "views", "checks", "intakes")
    return replace(
        table,
        **{room: {name: keep(one, hasty=room in _HASTY) for name, one in getattr(table, room).items()} for room in rooms},
    )


def _beginning(name: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(name)}(\.|$)")


def acknowledge(ack: Ack, next: Callable[[], Any]) -> None:  # noqa: A002  Bolt asks for this name
    """Acknowledge before the listener is queued: even with every worker busy, Slack hears back at once."""
    ack()
    next()


def ignore() -> None:
    """Take note of what needs no answer, so that Slack does not deliver it again."""
