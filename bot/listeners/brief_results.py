"""What can be done with a deal brief: take it away as text. It is shared like any other private answer."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.domain.conversation import Action, ActionKind, Utterance
from bot.domain.language import Language
from bot.listeners.door import Door
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import Payload
from bot.listeners.place import Place
from bot.listeners.pressed import Pressed
from bot.listeners.windows import Opening, Windows
from bot.rendering.modals import reader_modal
from bot.rendering.slack import Message, as_text
from bot.rendering.slack_blocks import BlockJson


class BriefResultListeners:
    """The listener of the button below a brief; the deal travels in it, so that no database is needed."""

    def __init__(self, desk: FrontDesk, *, door: Door, windows: Windows) -> None:
        self._desk = desk
        self._door = door
        self._windows = windows

    def handle_export(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Show the brief as plain text that can be copied, to this person alone."""
        pressed = Pressed.of(body, action, context)
        if not self._door.admit(client, pressed):
            return
        wording = self._desk.slack.wording
        asked = Action(kind=ActionKind.BRIEF, value=pressed.value)

        def exported(language: Language) -> Message:
            reply = self._desk.reply(client, pressed.person, Utterance(action=asked, preferred=language))
            return as_text(wording.document(reply))

        def draw(language: Language) -> BlockJson:
            return reader_modal(wording, language, exported(language).blocks)

        if pressed.view is not None:
            self._windows.open(client, Opening.of_press(pressed), draw)
            return
        language = self._desk.language_in(client, pressed.person, pressed.memory(self._desk.clock()))
        place = Place.of_press(pressed, language, private=True)
        place.checked(self._desk, client).say(client, pressed.person, exported(language))
