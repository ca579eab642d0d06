"""Thumbs up and down, and the window that asks what was wrong."""

from __future__ import annotations

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.domain.language import FALLBACK
from bot.domain.records import AskedQuestion, Feedback, Person
from bot.listeners.door import Door
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import Payload, person_of
from bot.listeners.pressed import Pressed
from bot.listeners.windows import Opening, Windows
from bot.rendering.modals import REASON, reason_modal, thanks_modal

_LONGEST_ID = 64


class FeedbackListeners:
    """The listeners for the feedback buttons and for the reason after a thumb down.

    An opinion is taken from who may see the answer, and only as long as the question is kept.
    """

    def __init__(self, desk: FrontDesk, *, door: Door, windows: Windows) -> None:
        self._desk = desk
        self._door = door
        self._windows = windows

    def handle_rate(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Keep a thumb; after one down, ask for the reason in a small window."""
        pressed = Pressed.of(body, action, context)
        vote, question = pressed.value[:1], pressed.value[1:]
        if vote not in ("+", "-") or not self._door.admit(client, pressed):
            return
        channel = "" if pressed.is_private else pressed.channel
        if not self._may_rate(pressed.person, question, channel):
            self._door.note(client, pressed, "slack_rate_gone")
            return
        self._keep(pressed.person, question, helpful=vote == "+")
        if vote == "+":
            self._door.note(client, pressed, "slack_rated")
        else:
            wording, rated = self._desk.slack.wording, f"{question} {channel}".strip()
            # The thumb is kept; nobody needs to hear that a question about it came too late.
            opening = Opening.of_press(pressed)
            self._windows.open(client, opening, lambda language: reason_modal(wording, language, rated), insist=False)

    def take_reason(self, ack: Ack, view: Payload, context: Payload) -> BoltResponse:
        """Keep the reason given for a thumb down, and say so in its window; an empty one changes nothing."""
        field = view["state"]["values"].get(REASON, {}).get(REASON, {})
        reason = (field.get("value") or "").strip()
        question, _, channel = str(view.get("private_metadata") or "").partition(" ")
        person = person_of(context)
        if reason and self._may_rate(person, question, channel):
            self._keep(person, question, helpful=False, reason=reason)
            language = self._desk.known_language(person) or FALLBACK
            return ack(response_action="update", view=thanks_modal(self._desk.slack.wording, language))
        return ack()

    def _may_rate(self, person: Person, question: str, channel: str) -> bool:
        """Whether a question is kept and its answer stands where this person sees it; `channel` is empty for private messages."""
        if not 0 < len(question) <= _LONGEST_ID:
            return False
        found = self._desk.stores.questions.find(team=person.team, question_id=question)
        if found is None:
            return False
        # What was asked about somebody's message is nobody's own question; its id is known to those alone who see the answer.
        own = found.person == person or not found.person.user
        return own or (bool(channel) and _channel_of(found) == channel)

    def _keep(self, person: Person, question: str, *, helpful: bool, reason: str = "") -> None:
        feedback = Feedback(question=question, person=person, helpful=helpful, given_at=self._desk.clock(), reason=reason)
        self._desk.stores.feedback.record(feedback=feedback)


def _channel_of(question: AskedQuestion) -> str:
    """The channel of the thread that a question was answered in."""
    return (question.thread or "").partition(":")[2].partition(":")[0]
