"""Which listener hears what: the table that manifest.yml is checked against."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from slack_bolt import Ack, App

from bot.listeners.acknowledging import keep_acknowledgements
from bot.listeners.calculator_windows import CalculatorWindows, Computing, Show
from bot.listeners.commands import CommandListeners
from bot.listeners.door import Door
from bot.listeners.failures import FailureListener
from bot.listeners.feedback import FeedbackListeners
from bot.listeners.fit_results import FitResultListeners
from bot.listeners.fit_windows import FitTools, FitWindows
from bot.listeners.front_desk import FrontDesk
from bot.listeners.home import HomeListeners
from bot.listeners.lifecycle import LifecycleListeners
from bot.listeners.messages import MessageListeners
from bot.listeners.presses import PressListeners
from bot.listeners.sharing import SharingListeners
from bot.listeners.shortcuts import ASK_ABOUT, ShortcutListeners
from bot.listeners.upkeep import Upkeep
from bot.listeners.windows import Windows
from bot.rendering.forms import CALCULATOR, FIT
from bot.rendering.home import LANGUAGE, HomeRenderer
from bot.rendering.modals import READER, REASON
from bot.rendering.slack import EXPERT, FIT_EDIT, FIT_EXPORT, FIT_SHARE, RATE, SHARE
from bot.rendering.slack_blocks import ADVISE

Listener: TypeAlias = Callable[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Every listener by what it hears; buttons, selects and windows by the first part of their id, up to a dot.

    `checks` acknowledge windows that have to be looked at first.
    """

    events: dict[str, Listener]
    commands: dict[str, Listener]
    message_shortcuts: dict[str, Listener]
    global_shortcuts: dict[str, Listener]
    actions: dict[str, Listener]
    views: dict[str, Listener]
    checks: dict[str, Listener]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What can be worked out: the calculators, how their results are shown, and the fit assessment."""

    calculators: Computing
    show: Show
    fit: FitTools


def build_table(desk: FrontDesk, home_renderer: HomeRenderer, tools: Tools, upkeep: Upkeep) -> Table:
    """Return the listeners of this app."""
    windows = Windows(desk)
    door = Door(desk, windows)
    calculators = CalculatorWindows(desk, tools.calculators, tools.show, windows=windows)
    fit = FitWindows(desk, tools.fit, windows=windows)
    presses = PressListeners(desk, door=door, windows=windows, openers=(calculators, fit))
    sharing, home = SharingListeners(desk, door), HomeListeners(desk, home_renderer, tools.fit.check)
    results = FitResultListeners(desk, tools.fit, forms=fit, door=door, windows=windows, sharing=sharing)
    feedback = FeedbackListeners(desk, door=door, windows=windows)
    return Table(
        events=_events(desk, home, upkeep),
        commands={"/advisor": CommandListeners(desk).handle_advisor, "/fit": fit.handle_command},
        message_shortcuts={ASK_ABOUT: ShortcutListeners(desk).handle_ask_about},
        global_shortcuts={"open_fit": fit.handle_global},
        actions={
            ADVISE: presses.handle_press,
            SHARE: sharing.handle_share,
            EXPERT: sharing.handle_expert,
            RATE: feedback.handle_rate,
            LANGUAGE: home.handle_language,
            FIT_EDIT: results.handle_edit,
            FIT_SHARE: results.handle_share,
            FIT_EXPORT: results.handle_export,
        },
        views={
            REASON: feedback.handle_reason,
            READER: ignore,
            CALCULATOR: calculators.handle_submit,
            FIT: fit.handle_submit,
        },
        checks={CALCULATOR: calculators.check, FIT: fit.check},
    )


def _events(desk: FrontDesk, home: HomeListeners, upkeep: Upkeep) -> dict[str, Listener]:
    messages = MessageListeners(desk)
    lifecycle = LifecycleListeners(upkeep)
    return {
        "app_mention": messages.handle_mention,
        "message": messages.handle_message,
        "app_home_opened": home.handle_opened,
        "app_uninstalled": lifecycle.handle_uninstalled,
        "tokens_revoked": lifecycle.handle_revoked,
    }


def register(app: App, table: Table, desk: FrontDesk) -> None:
    """Register every listener. What must be acknowledged is, on the thread that took it in, before work may queue."""
    app.middleware(keep_acknowledgements)
    for name, listener in table.events.items():
        app.event(name)(listener)
    for name, listener in table.commands.items():
        app.command(name, middleware=[acknowledge])(listener)
    for name, listener in table.message_shortcuts.items():
        app.message_shortcut(name, middleware=[acknowledge])(listener)
    for name, listener in table.global_shortcuts.items():
        app.global_shortcut(name, middleware=[acknowledge])(listener)
    for name, listener in table.actions.items():
        app.action(_beginning(name), middleware=[acknowledge])(listener)
    for name, listener in table.views.items():
        app.view(_beginning(name), middleware=[table.checks.get(name, acknowledge)])(listener)
    app.action(re.compile(""), middleware=[acknowledge])(ignore)
    app.event(re.compile(""))(ignore)
    app.error(FailureListener(desk).handle_error)


def _beginning(name: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(name)}(\.|$)")


def acknowledge(ack: Ack, next: Callable[[], Any]) -> None:  # noqa: A002  Bolt asks for this name
    """Acknowledge before the listener is queued: even with every worker busy, Slack hears back at once."""
    ack()
    next()


def ignore() -> None:
    """Take note of what needs no answer, so that Slack does not deliver it again."""
