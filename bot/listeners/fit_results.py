"""What can be done with the result of a fit assessment: edit the answers, share it, take it away as text."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.domain.fit import Answers
from bot.listeners.fit_answers import decode_answers
from bot.listeners.fit_windows import FitTools, FitWindows
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import Payload
from bot.listeners.place import Place
from bot.listeners.pressed import Pressed
from bot.listeners.presses import PressListeners
from bot.listeners.sharing import SharingListeners
from bot.listeners.windows import open_window
from bot.rendering.modals import reader_modal
from bot.rendering.slack import as_text


class FitResultListeners:
    """The listeners of the buttons below a result; the answers travel in the buttons, so that no database is needed."""

    def __init__(
        self, desk: FrontDesk, fit: FitTools, *, windows: FitWindows, presses: PressListeners, sharing: SharingListeners
    ) -> None:
        self._desk = desk
        self._fit = fit
        self._windows = windows
        self._presses = presses
        self._sharing = sharing

    def handle_edit(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Open the form with the answers filled in."""
        pressed = Pressed.of(body, action, context)
        answers = self._answers(client, pressed)
        if answers is not None:
            self._windows.edit(client, pressed, answers)

    def handle_share(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Post the result in the channel."""
        pressed = Pressed.of(body, action, context)
        answers = self._answers(client, pressed)
        if answers is not None:
            self._sharing.share(client, pressed, self._fit.reply(answers, self._desk.language(client, pressed.person)))

    def handle_export(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Show the result as plain text that can be copied, to this person alone."""
        pressed = Pressed.of(body, action, context)
        answers = self._answers(client, pressed)
        if answers is None:
            return
        language, slack = self._desk.language(client, pressed.person), self._desk.slack
        message = as_text(slack.wording.document(self._fit.reply(answers, language, exported=True)))
        if pressed.view is not None:
            open_window(client, pressed, reader_modal(slack.wording, language, message.blocks))
        else:
            Place.of_press(pressed, language, private=True).say(client, message)

    def _answers(self, client: WebClient, pressed: Pressed) -> Answers | None:
        answers = decode_answers(pressed.value)
        if answers is None:
            self._presses.note(client, pressed, "slack_old_button")
        return answers
