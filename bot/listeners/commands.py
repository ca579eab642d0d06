"""`/advisor`: a private answer to the one who asks, with a button that shares it."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import Payload, command_memory, person_of
from bot.listeners.sender import answer_privately
from bot.rendering.slack_text import read_typed


class CommandListeners:
    """The listener for `/advisor`."""

    def __init__(self, desk: FrontDesk) -> None:
        self._desk = desk

    def handle_advisor(self, command: Payload, context: Payload, client: WebClient) -> None:
        """Answer the words after the command; the bare command is an empty message and gets help and topics."""
        person, text = person_of(context), read_typed(command.get("text") or "")
        memory = command_memory(person, command["channel_id"], self._desk.clock())
        answer = self._desk.answer(client, person, text, memory=memory, private=True)
        answer_privately(command["response_url"], answer.message)
        if text:
            self._desk.log(person, text, answer, thread=memory)
