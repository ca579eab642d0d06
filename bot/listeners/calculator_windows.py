"""Calculators as windows: opened by a button, checked before Slack closes them, answered where the button stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.domain.calculation import Calculation, OpenSum
from bot.domain.conversation import Action, ActionKind, Form
from bot.domain.keys import thread_key
from bot.domain.language import Language
from bot.domain.metric import Metric
from bot.domain.reply import CalculationPart, Reply
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import Payload, person_of
from bot.listeners.place import Place
from bot.listeners.pressed import Pressed
from bot.listeners.windows import Opening, Windows
from bot.rendering.forms import CALCULATOR, FIELD, calculator_errors, calculator_form
from bot.rendering.modals import reader_modal
from bot.rendering.slack_blocks import BlockJson


class Metrics(Protocol):
    """The calculators; `bot.advisor.calculators.Calculators` fulfils it."""

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """The calculators there are, by the id of their topic."""

    def fields_of(self, opened: OpenSum, language: Language) -> Mapping[str, str]:
        """Return the contents of the form's fields for the numbers an open sum has so far."""


class CalculatorWindows:
    """The listeners of the calculators' windows."""

    def __init__(self, desk: FrontDesk, calculators: Metrics, *, windows: Windows) -> None:
        self._desk = desk
        self._windows = windows
        self._calculators = calculators

    @staticmethod
    def takes(action: Action) -> bool:
        """Whether a press opens a calculator."""
        return action.kind is ActionKind.CALCULATE

    def open(self, client: WebClient, pressed: Pressed, action: Action) -> bool:
        """Open the window of a metric for whoever pressed its button; False for a metric there is no calculator for."""
        metric = self._calculators.metrics.get(action.value)
        if metric is None:
            return False

        def draw(language: Language) -> BlockJson:
            place = Place.of_press(pressed, language)
            filled = self._filled(pressed, metric, language)
            return calculator_form(self._desk.slack.wording, metric, language, place.write(), filled)

        self._windows.open(client, Opening.of_press(pressed), draw)
        return True

    def _filled(self, pressed: Pressed, metric: Metric, language: Language) -> Mapping[str, str]:
        """The numbers that the thread has already given for this metric, as the fields' contents."""
        thread = thread_key(team=pressed.person.team, channel=pressed.channel, ts=pressed.root) if pressed.root else None
        conversation = self._desk.stores.conversations.find(thread=thread) if thread else None
        opened = conversation.open_sum if conversation else None
        return self._calculators.fields_of(opened, language) if opened and opened.metric == metric.id else {}

    def check(self, ack: Ack, view: Payload, context: Payload, client: WebClient, next: Callable[[], Any]) -> BoltResponse | None:  # noqa: A002  Bolt asks for this name
        """Acknowledge a window sent off: with what is wrong beside each field, with the result in it, or by closing it."""
        form, place = _read(view)
        metric = self._calculators.metrics.get(form.value)
        reply = self._desk.submit(client, person_of(context), form, place.language)
        calculation = _calculation(reply)
        if metric is None or calculation is None:
            return ack()
        errors = calculator_errors(self._desk.slack.wording, metric, calculation, place.language)
        if errors:
            return ack(response_action="errors", errors=errors)
        if place.is_window:
            window = reader_modal(self._desk.slack.wording, place.language, self._desk.slack.body(reply))
            return ack(response_action="update", view=window)
        ack()
        next()
        return None

    def handle_submit(self, view: Payload, context: Payload, client: WebClient) -> None:
        """Answer a window that was checked and closed, where its button stands."""
        form, place = _read(view)
        if form.value not in self._calculators.metrics:
            return
        person, place = person_of(context), place.checked(self._desk, client)
        reply = self._desk.submit(client, person, form, place.language, memory=place.memory(person, self._desk.clock()))
        place.say(client, person, self._desk.slack.message(reply))


def _read(view: Payload) -> tuple[Form, Place]:
    name = str(view["callback_id"]).removeprefix(f"{CALCULATOR}.")
    form = Form(kind=ActionKind.CALCULATE, value=name, fields=field_values(view))
    return form, Place.read(view.get("private_metadata") or "")


def _calculation(reply: Reply) -> Calculation | None:
    return next((part.calculation for part in reply.parts if isinstance(part, CalculationPart)), None)


def field_values(view: Payload) -> dict[str, str]:
    """Return what was filled in, by the block's id; choices by their option's value, empty fields as empty texts."""
    values: dict[str, str] = {}
    for block, elements in view["state"]["values"].items():
        field = elements.get(FIELD) or {}
        chosen = (field.get("selected_option") or {}).get("value")
        values[block] = chosen or field.get("value") or ""
    return values
