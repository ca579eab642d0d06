"""What can be done with the result of a fit assessment: edit the answers, share it, take it away as text."""

from __future__ import annotations

import datetime
from dataclasses import replace

from slack_sdk import WebClient

from bot.advisor.fit.stored import decode_answers
from bot.domain.fit import Answers
from bot.domain.language import Language
from bot.domain.reply import FitPart
from bot.listeners.door import Door
from bot.listeners.fit_windows import FitWindows
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import Payload
from bot.listeners.place import Place
from bot.listeners.pressed import DEED, DOUBLE_CLICK, Pressed
from bot.listeners.sharing import SharingListeners
from bot.listeners.windows import Opening, Windows
from bot.rendering.modals import reader_modal
from bot.rendering.slack import Message, as_text
from bot.rendering.slack_blocks import BlockJson


class FitResultListeners:
    """The listeners of the buttons below a result; the answers travel in the buttons, so that no database is needed."""

    def __init__(self, desk: FrontDesk, *, forms: FitWindows, door: Door, windows: Windows, sharing: SharingListeners) -> None:
        self._desk = desk
        self._forms = forms
        self._door = door
        self._windows = windows
        self._sharing = sharing

    def handle_edit(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Open the form with the answers filled in."""
        pressed = Pressed.of(body, action, context)
        answers = self._answers(client, pressed)
        if answers is not None:
            self._forms.edit(client, pressed, answers)

    def handle_share(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Post the result in the channel."""
        pressed = Pressed.of(body, action, context)
        answers = self._answers(client, pressed, guard=DEED)
        if answers is not None:
            language = self._desk.language_in(client, pressed.person, pressed.memory(self._desk.clock()))
            self._sharing.share(client, pressed, self._forms.reply(client, pressed.person, answers, language))

    def handle_export(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Show the result as plain text that can be copied, to this person alone."""
        pressed = Pressed.of(body, action, context)
        answers = self._answers(client, pressed)
        if answers is None:
            return
        wording = self._desk.slack.wording

        def exported(language: Language) -> Message:
            reply = self._forms.reply(client, pressed.person, answers, language)
            parts = tuple(replace(part, exported=True) if isinstance(part, FitPart) else part for part in reply.parts)
            return as_text(wording.document(replace(reply, parts=parts)))

        def draw(language: Language) -> BlockJson:
            return reader_modal(wording, language, exported(language).blocks)

        if pressed.view is not None:
            self._windows.open(client, Opening.of_press(pressed), draw)
            return
        language = self._desk.language_in(client, pressed.person, pressed.memory(self._desk.clock()))
        Place.of_press(pressed, language, private=True).checked(self._desk, client).say(
            client, pressed.person, exported(language)
        )

    def _answers(self, client: WebClient, pressed: Pressed, *, guard: datetime.timedelta = DOUBLE_CLICK) -> Answers | None:
        if not self._door.admit(client, pressed, guard=guard):
            return None
        answers = decode_answers(pressed.value)
        if answers is None:
            self._door.note(client, pressed, "slack_old_button")
        return answers
