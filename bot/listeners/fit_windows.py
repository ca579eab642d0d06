"""The fit assessment in Slack: `/fit`, its window, and what can be done with a result - edit, share, export."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.advisor.fit.reading.answering import Trouble
from bot.advisor.fit.stored import encode_answers, from_json
from bot.domain.conversation import Action, ActionKind, Form, Utterance
from bot.domain.fit import Answers
from bot.domain.fit_model import FitModel
from bot.domain.language import Language
from bot.domain.records import Person
from bot.domain.reply import FitPart, Outcome, Reply
from bot.listeners.calculator_windows import field_values
from bot.listeners.fit_answers import assessment_of, fit_buttons
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import Payload, command_memory, person_of
from bot.listeners.place import Place
from bot.listeners.pressed import Pressed
from bot.listeners.windows import Opening, Windows
from bot.rendering.forms import fit_form
from bot.rendering.modals import reader_modal
from bot.rendering.slack import Extras, Message
from bot.rendering.slack_blocks import BlockJson
from bot.rendering.slack_text import read_typed

SAVED = "saved:"
"""Begins the value of an action that shows an assessment of the past; its id follows."""

_TROUBLES = {Trouble.OUT_OF_RANGE.value: "form_out_of_range"}


class FitWindows:
    """The listeners of `/fit` and of the fit assessment's window."""

    def __init__(self, desk: FrontDesk, rules: FitModel, *, windows: Windows) -> None:
        """`rules` hold the questions of the form."""
        self._desk = desk
        self._windows = windows
        self._rules = rules

    def handle_command(self, command: Payload, context: Payload, client: WebClient) -> None:
        """Open the form at once; with words after the command, read them and answer in private."""
        person, text = person_of(context), read_typed(command.get("text") or "")
        memory = command_memory(person, command["channel_id"], self._desk.clock())
        if not text:
            url = command["response_url"]
            opening = Opening(person=person, trigger=command["trigger_id"], thread=memory, reply_url=url)
            self._windows.open(client, opening, lambda language: self._form(Place.of_command(command, language), Answers()))
            return
        # A question is no description: it is answered as `/advisor` answers it.
        asked = Utterance(text=text, thread=memory, meant_for=ActionKind.FIT)
        answer = self._desk.answer(client, person, asked, private=True)
        Place.of_command(command, answer.reply.language).say(client, person, answer.message)
        if answer.reply.outcome is not Outcome.FIT:
            self._desk.log(person, text, answer, thread=memory)

    def handle_global(self, shortcut: Payload, context: Payload, client: WebClient) -> None:
        """Open the form from the shortcuts' menu; its result is shown in the window."""
        opening = Opening(person=person_of(context), trigger=shortcut["trigger_id"])
        self._windows.open(client, opening, lambda language: self._form(Place(language=language), Answers()))

    @staticmethod
    def takes(action: Action) -> bool:
        """Whether a press opens a window: the form, or a result of the past. Answers to single questions go on in the thread."""
        return action.kind is ActionKind.FIT and (not action.value or action.value.startswith(SAVED))

    def open(self, client: WebClient, pressed: Pressed, action: Action) -> bool:
        """Open the form for whoever pressed a button, or an assessment of the past; False where that is gone."""
        if not action.value.startswith(SAVED):
            self.edit(client, pressed, Answers())
            return True
        found = self._desk.stores.assessments.find(person=pressed.person, assessment_id=action.value.removeprefix(SAVED))
        if found is not None:
            answers = from_json(found.answers)

            def draw(language: Language) -> BlockJson:
                return self._result(self.reply(client, pressed.person, answers, language))

            self._windows.open(client, Opening.of_press(pressed), draw)
        return found is not None

    def edit(self, client: WebClient, pressed: Pressed, answers: Answers) -> None:
        """Open the form with answers given before."""

        def draw(language: Language) -> BlockJson:
            return self._form(Place.of_press(pressed, language, private=True), answers)

        self._windows.open(client, Opening.of_press(pressed), draw)

    def reply(self, client: WebClient, person: Person, answers: Answers, language: Language) -> Reply:
        """Return the reply to answers given before; nothing is remembered."""
        return self._desk.submit(client, person, Form(kind=ActionKind.FIT, state=encode_answers(answers)), language)

    def check(self, ack: Ack, view: Payload, context: Payload, client: WebClient, next: Callable[[], Any]) -> BoltResponse | None:  # noqa: A002  Bolt asks for this name
        """Acknowledge the form: with what cannot be read beside its field, with the result in it, or by closing it."""
        form, place = _read(view)
        reply = self._desk.submit(client, person_of(context), form, place.language)
        errors = self._errors(reply)
        if errors:
            return ack(response_action="errors", errors=errors)
        if place.is_window:
            ack(response_action="update", view=self._result(reply))
        else:
            ack()
        next()
        return None

    def handle_submit(self, view: Payload, context: Payload, client: WebClient) -> None:
        """Keep the answers, and give the result where the form was asked for."""
        form, place = _read(view)
        person = person_of(context)
        place = place if place.is_window else place.checked(self._desk, client)
        reply = self._desk.submit(client, person, form, place.language, memory=place.memory(person, self._desk.clock()))
        self._desk.keep_assessment(person, reply)
        if not place.is_window:
            place.say(client, person, self._message(reply, private=place.is_private))

    def _form(self, place: Place, answers: Answers) -> BlockJson:
        metadata = f"{place.write()}\n{encode_answers(answers)}"
        return fit_form(self._desk.slack.wording, self._rules, place.language, metadata, answers)

    def _errors(self, reply: Reply) -> dict[str, str]:
        """Return, by field, why an answer cannot be used; empty where all can be."""
        questions, words = self._rules.questions, self._desk.slack.wording.words
        troubles = {name: one for part in reply.parts if isinstance(part, FitPart) for name, one in part.troubles.items()}
        keys = {name: _TROUBLES.get(trouble, "form_number") for name, trouble in troubles.items()}
        return {name: words(reply.language, key, example=questions[name].hint[reply.language]) for name, key in keys.items()}

    def _message(self, reply: Reply, *, private: bool) -> Message:
        assessment = assessment_of(reply)
        buttons = fit_buttons(assessment.answers, private=private) if assessment else ()
        return self._desk.slack.message(reply, Extras(buttons=buttons))

    def _result(self, reply: Reply) -> BlockJson:
        """The result as a window; what is shown there can be edited and exported, and shared from a channel alone."""
        assessment = assessment_of(reply)
        buttons = fit_buttons(assessment.answers, private=False) if assessment else ()
        return reader_modal(self._desk.slack.wording, reply.language, self._desk.slack.body(reply, Extras(buttons=buttons)))


def _read(view: Payload) -> tuple[Form, Place]:
    metadata, _, code = str(view.get("private_metadata") or "").partition("\n")
    return Form(kind=ActionKind.FIT, fields=field_values(view), state=code), Place.read(metadata)
