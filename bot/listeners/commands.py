"""`/advisor`: a private answer to the one who asks, with a button that shares it. And `/fit` with words, answered likewise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.domain.conversation import Utterance
from bot.domain.inbox import InboxItem
from bot.domain.keys import new_id
from bot.listeners.front_desk import FrontDesk
from bot.listeners.intake import Intake
from bot.listeners.payloads import Payload, command_memory, context_of, is_foreign, person_of
from bot.listeners.sender import answer_privately
from bot.rendering.slack_text import read_typed

COMMAND = "command"
"""The kind of item that a slash command is."""

OpenFit = Callable[[Payload, Payload, WebClient], None]


class CommandListeners:
    """The listeners for `/advisor` and for `/fit` with words; the bare `/fit` opens a window, which cannot wait."""

    def __init__(self, desk: FrontDesk, intake: Intake, handle_fit: OpenFit) -> None:
        """`handle_fit` answers `/fit`, called with the command, Bolt's context and a client."""
        self._desk = desk
        self._intake = intake
        self._handle_fit = handle_fit

    def take_advisor(self, ack: Ack, command: Payload, body: Payload, context: Payload) -> BoltResponse:
        """Take a command in."""
        self._take(command, body, context)
        return ack()

    def take_fit(
        self,
        ack: Ack,
        command: Payload,
        body: Payload,
        context: Payload,
        next: Callable[[], Any],  # noqa: A002  Bolt asks for this name
    ) -> BoltResponse | None:
        """Take in a command with words; leave the bare one to its listener."""
        if read_typed(command.get("text") or ""):
            self._take(command, body, context)
            return ack()
        ack()
        next()
        return None

    def _take(self, command: Payload, body: Payload, context: Payload) -> None:
        person, channel = person_of(context), command["channel_id"]
        details: dict[str, Any] = {name: command.get(name) or "" for name in ("command", "text", "channel_id", "response_url")}
        details["foreign"] = is_foreign(body, context)
        key = f"{person.team}:command:{new_id()}"  # Slack delivers a command once
        lane = command_memory(person, channel, self._desk.clock())
        self._intake.put(COMMAND, key=key, person=person, details=details, lane=lane)

    def answer(self, item: InboxItem, client: WebClient) -> None:
        """Answer a command in private."""
        if item.details["command"] == "/fit":
            self._handle_fit(item.details, context_of(item.person), client)
        else:
            self._answer(item, client)

    def _answer(self, item: InboxItem, client: WebClient) -> None:
        """Answer the words after the command; the bare command is an empty message and gets help and topics."""
        person, text, memory = item.person, read_typed(item.details["text"]), item.lane
        answer = self._desk.answer(client, person, Utterance(text=text, thread=memory, command=True), private=True)
        answer_privately(item.details["response_url"], answer.message)
        if text:
            self._desk.log(person, text, answer, thread=memory)

    def ask_for_patience(self, item: InboxItem, client: WebClient) -> None:
        """Tell somebody who sends too many commands."""
        note = self._desk.slack.note(self._desk.language(client, item.person), "slack_too_many")
        answer_privately(item.details["response_url"], note)
