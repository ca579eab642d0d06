"""Presses of the buttons that carry an Action: answered where the button stands - in the thread, in private, in a window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from slack_sdk import WebClient

from bot.domain.conversation import Action, ActionKind
from bot.domain.language import Language
from bot.domain.reply import Outcome, Reply
from bot.listeners.door import Door
from bot.listeners.front_desk import FrontDesk, Pressing
from bot.listeners.payloads import Payload, command_memory
from bot.listeners.pressed import Pressed, is_later
from bot.listeners.sender import answer_privately, post, update
from bot.listeners.windows import Opening, Windows
from bot.rendering.action_codes import decode, encode
from bot.rendering.modals import BACK, reader_modal, reader_pages
from bot.rendering.slack_blocks import BlockJson
from bot.rendering.slack_offers import ABOUT


class Opener(Protocol):
    """Opens windows for some actions."""

    def takes(self, action: Action) -> bool:
        """Whether a press of this action opens a window."""

    def open(self, client: WebClient, pressed: Pressed, action: Action) -> bool:
        """Open it; False where what it should show is gone."""


class PressListeners:
    """The listener for action buttons."""

    def __init__(self, desk: FrontDesk, *, door: Door, windows: Windows, openers: Sequence[Opener] = ()) -> None:
        """`openers` take the actions that something has to be filled in for first."""
        self._desk = desk
        self._door = door
        self._windows = windows
        self._openers = openers

    def handle_press(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Answer a press once, where the button stands; a button this version does not know gets a kind word."""
        pressed = Pressed.of(body, action, context)
        if not self._door.admit(client, pressed):
            return
        self._note_that_it_goes_on(pressed)
        asked = decode(pressed.value)
        if asked is None:
            self._door.note(client, pressed, "slack_old_button")
        elif opener := next((one for one in self._openers if one.takes(asked)), None):
            if not opener.open(client, pressed, asked):
                self._door.note(client, pressed, "slack_old_button")
        elif pressed.view is not None:
            self._show_reading(client, pressed, asked)
        elif pressed.is_private:
            self._answer_privately(client, pressed, asked)
        else:
            self._answer_in_thread(client, pressed, asked)

    def _note_that_it_goes_on(self, pressed: Pressed) -> None:
        """A press of a button in a message answers what the bot asked back there."""
        if pressed.view is None:
            now = self._desk.clock()
            self._desk.stores.gaps.went_on(thread=pressed.memory(now), at=now)

    def _answer_in_thread(self, client: WebClient, pressed: Pressed, asked: Action) -> None:
        """Answer where the button is; in private where others read along, as a channel may be shared long after the answer."""
        if not self._desk.is_open(client, pressed.channel):
            memory = command_memory(pressed.person, pressed.channel, self._desk.clock())
            answer = self._desk.press(client, pressed.person, asked, memory=memory)
            if pressed.reply_url:
                answer_privately(pressed.reply_url, answer.message)
            return
        turns = self._turns(pressed, asked)
        # Where two people alone talk, nobody asks who pressed.
        name = "" if pressed.channel.startswith("D") else pressed.name
        how = Pressing(ts="" if turns else pressed.ts, name=name, question=pressed.question if turns else None)
        answer = self._desk.press(client, pressed.person, asked, memory=pressed.thread, how=how)
        if turns and update(client, channel=pressed.channel, ts=pressed.message_ts, message=answer.message):
            return
        sent = post(client, channel=pressed.channel, thread_ts=pressed.root, message=answer.message)
        if sent is None and pressed.reply_url:
            answer_privately(pressed.reply_url, answer.message)

    def _turns(self, pressed: Pressed, asked: Action) -> bool:
        """Whether a press turns its message's page: it asks for another view of what stands there, and nothing came after it."""
        if asked.kind is not ActionKind.SHOW or pressed.row != f"{ABOUT}{asked.topic}" or not pressed.message_ts:
            return False
        conversation = self._desk.stores.conversations.find(thread=pressed.thread)
        return conversation is not None and not is_later(conversation.newest, pressed.message_ts)

    def _answer_privately(self, client: WebClient, pressed: Pressed, asked: Action) -> None:
        memory = command_memory(pressed.person, pressed.channel, self._desk.clock())
        answer = self._desk.press(client, pressed.person, asked, memory=memory, private=True)
        answer_privately(pressed.reply_url, answer.message, replaces=True)

    def _show_reading(self, client: WebClient, pressed: Pressed, asked: Action) -> None:
        before = reader_pages(pressed.view or {})
        pages = before[:-1] if pressed.button == BACK else [*before, encode(asked)]

        def draw(language: Language) -> BlockJson:
            reply = self._read(client, pressed, asked, language)
            return reader_modal(self._desk.slack.wording, reply.language, self._desk.slack.body(reply), pages)

        self._windows.turn(client, Opening.of_press(pressed), draw)

    def _read(self, client: WebClient, pressed: Pressed, asked: Action, language: Language) -> Reply:
        """What a press shows in a window; a question that says too little by itself shows what it was about."""
        reply = self._desk.read(client, pressed.person, asked, language)
        if asked.kind is not ActionKind.ASK or asked.topic is None or reply.outcome is Outcome.ANSWER:
            return reply
        about = Action(kind=ActionKind.SHOW, topic=asked.topic, segment=asked.segment)
        return self._desk.read(client, pressed.person, about, language)
