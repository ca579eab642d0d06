"""The fit assessment in Slack: `/fit`, its window, and what can be done with a result - edit, share, export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.advisor.fit.check import FitCheck
from bot.advisor.fit.reading.answering import Trouble
from bot.advisor.fit.stored import from_json
from bot.advisor.fit.task import FitTask, topics_of
from bot.domain.conversation import Action, ActionKind, Conversation
from bot.domain.fit import Answers
from bot.domain.language import Language
from bot.domain.reply import FitPart, Outcome, Reply
from bot.listeners.calculator_windows import field_values
from bot.listeners.fit_answers import FormReading, assessment_of, decode_answers, encode_answers, fit_buttons, read_form
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

_TROUBLES = {Trouble.OUT_OF_RANGE: "form_out_of_range"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FitTools:
    """The rules and their reader, and the assessment within a conversation."""

    check: FitCheck
    task: FitTask

    def reply(self, answers: Answers, language: Language, *, exported: bool = False) -> Reply:
        """Return the reply with the assessment of the answers, and the topics to read on; `exported` to be taken away as text."""
        assessment = self.check.assess(answers)
        topics = topics_of(assessment)
        return Reply(
            outcome=Outcome.FIT,
            language=language,
            parts=(FitPart(assessment=assessment, rules=self.check.model, exported=exported),),
            topics=topics,
            confidence=1.0,
            actions=tuple(Action(kind=ActionKind.SHOW, topic=topic) for topic in topics),
        )


class FitWindows:
    """The listeners of `/fit` and of the fit assessment's window."""

    def __init__(self, desk: FrontDesk, fit: FitTools, *, windows: Windows) -> None:
        self._desk = desk
        self._windows = windows
        self._fit = fit

    def handle_command(self, command: Payload, context: Payload, client: WebClient) -> None:
        """Open the form at once; with words after the command, read them and answer in private."""
        person, text = person_of(context), read_typed(command.get("text") or "")
        memory = command_memory(person, command["channel_id"], self._desk.clock())
        if not text:
            url = command["response_url"]
            opening = Opening(person=person, trigger=command["trigger_id"], thread=memory, reply_url=url)
            self._windows.open(client, opening, lambda language: self._form(Place.of_command(command, language), Answers()))
            return
        before = self._desk.stores.conversations.find(thread=memory) or Conversation()
        known = self._desk.language(client, person)
        message = self._fit.check.message(text, known)
        language = message.language or known
        begun = self._fit.task.assess_text(message, language, before)
        if begun is None:
            # A question is no description: it is answered as `/advisor` answers it.
            answer = self._desk.answer(client, person, text, memory=memory, private=True)
            Place.of_command(command, language).say(client, person, answer.message)
            self._desk.log(person, text, answer, thread=memory)
            return
        reply, after = begun
        self._desk.stores.conversations.save(thread=memory, conversation=after)
        self._desk.keep_assessment(person, reply)
        Place.of_command(command, language).say(client, person, self._message(reply, private=True))

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
            opening = Opening.of_press(pressed)
            self._windows.open(client, opening, lambda language: self._result(self._fit.reply(answers, language)))
        return found is not None

    def edit(self, client: WebClient, pressed: Pressed, answers: Answers) -> None:
        """Open the form with answers given before."""

        def draw(language: Language) -> BlockJson:
            return self._form(Place.of_press(pressed, language, private=True), answers)

        self._windows.open(client, Opening.of_press(pressed), draw)

    def check(self, ack: Ack, view: Payload, next: Callable[[], Any]) -> BoltResponse | None:  # noqa: A002  Bolt asks for this name
        """Acknowledge the form: with what cannot be read beside its field, with the result in it, or by closing it."""
        place, reading = self._read(view)
        if reading.troubles:
            return ack(response_action="errors", errors=self._errors(reading, place.language))
        if place.is_window:
            ack(response_action="update", view=self._result(self._fit.reply(reading.answers, place.language)))
        else:
            ack()
        next()
        return None

    def handle_submit(self, view: Payload, context: Payload, client: WebClient) -> None:
        """Keep the answers, and give the result where the form was asked for."""
        place, reading = self._read(view)
        reply = self._fit.reply(reading.answers, place.language)
        person = person_of(context)
        self._desk.keep_assessment(person, reply)
        if not place.is_window:
            place = place.checked(self._desk, client)
            place.say(client, person, self._message(reply, private=place.is_private))

    def _form(self, place: Place, answers: Answers) -> BlockJson:
        metadata = f"{place.write()}\n{encode_answers(answers)}"
        return fit_form(self._desk.slack.wording, self._fit.check.model, place.language, metadata, answers)

    def _read(self, view: Payload) -> tuple[Place, FormReading]:
        metadata, _, code = str(view.get("private_metadata") or "").partition("\n")
        before = decode_answers(code) or Answers()
        return Place.read(metadata), read_form(self._fit.check, field_values(view), before)

    def _errors(self, reading: FormReading, language: Language) -> dict[str, str]:
        questions, words = self._fit.check.model.questions, self._desk.slack.wording.words
        keys = {name: _TROUBLES.get(trouble, "form_number") for name, trouble in reading.troubles.items()}
        return {name: words(language, key, example=questions[name].hint[language]) for name, key in keys.items()}

    def _message(self, reply: Reply, *, private: bool) -> Message:
        assessment = assessment_of(reply)
        buttons = fit_buttons(assessment.answers, private=private) if assessment else ()
        return self._desk.slack.message(reply, Extras(buttons=buttons))

    def _result(self, reply: Reply) -> BlockJson:
        """The result as a window; what is shown there can be edited and exported, and shared from a channel alone."""
        assessment = assessment_of(reply)
        buttons = fit_buttons(assessment.answers, private=False) if assessment else ()
        return reader_modal(self._desk.slack.wording, reply.language, self._desk.slack.body(reply, Extras(buttons=buttons)))
