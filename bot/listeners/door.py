"""What every press of a button passes before anything is done about it, and the private word to whoever pressed."""

from __future__ import annotations

import datetime

from slack_sdk import WebClient

from bot.domain.language import Language
from bot.listeners.front_desk import FrontDesk
from bot.listeners.pressed import DOUBLE_CLICK, Pressed
from bot.listeners.sender import answer_privately
from bot.listeners.windows import Opening, Windows
from bot.rendering.modals import reader_modal
from bot.rendering.slack_blocks import BlockJson


class Door:
    """Lets presses in: those of the own company's people, and a double click once."""

    def __init__(self, desk: FrontDesk, windows: Windows) -> None:
        self._desk = desk
        self._windows = windows

    def admit(self, client: WebClient, pressed: Pressed, *, guard: datetime.timedelta = DOUBLE_CLICK) -> bool:
        """Whether a press is to be answered: not within `guard` after the same one, and not to people of another company.

        In a channel shared with other companies their people see the buttons as well. What the bot knows is not for them, even
        in private, unless the operator allows it.
        """
        if not self._desk.stores.seen.claim(keys=[pressed.key], at=pressed.at, hold=guard):
            return False
        if not pressed.is_foreign or self._desk.policy.allow_external:
            return True
        self.note(client, pressed, "slack_external")
        return False

    def note(self, client: WebClient, pressed: Pressed, key: str, **fields: object) -> None:
        """Tell the one who pressed a line of words, seen by nobody else."""
        slack = self._desk.slack

        def draw(language: Language) -> BlockJson:
            return reader_modal(slack.wording, language, slack.note(language, key, **fields).blocks)

        if pressed.view is not None:
            self._windows.turn(client, Opening.of_press(pressed), draw)
        elif pressed.reply_url:
            language = self._desk.known_language(pressed.person, thread=pressed.thread)
            language = language or self._desk.language(client, pressed.person)
            answer_privately(pressed.reply_url, slack.note(language, key, **fields))
