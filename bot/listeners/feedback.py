"""Thumbs up and down, and the window that asks what was wrong."""

from __future__ import annotations

import logging

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.records import Feedback, Person
from bot.listeners.delivery import error_code
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import Payload, person_of
from bot.rendering.modals import REASON, reason_modal

logger = logging.getLogger(__name__)


class FeedbackListeners:
    """The listeners for the feedback buttons and for the reason after a thumb down."""

    def __init__(self, desk: FrontDesk) -> None:
        self._desk = desk

    def handle_rate(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Keep a thumb; after one down, ask for the reason in a small window."""
        value = action.get("value") or ""
        vote, question = value[:1], value[1:65]
        if vote not in ("+", "-") or not question:
            return
        person = person_of(context)
        self._keep(person, question, helpful=vote == "+")
        if vote == "-":
            self._ask_why(body, client, person, question)

    def handle_reason(self, view: Payload, context: Payload) -> None:
        """Keep the reason given for a thumb down; an empty one changes nothing."""
        field = view["state"]["values"].get(REASON, {}).get(REASON, {})
        reason = (field.get("value") or "").strip()
        if reason:
            self._keep(person_of(context), view["private_metadata"], helpful=False, reason=reason)

    def _ask_why(self, body: Payload, client: WebClient, person: Person, question: str) -> None:
        window = reason_modal(self._desk.slack.wording, self._desk.language(client, person), question)
        try:
            client.views_open(trigger_id=body["trigger_id"], view=window)
        except SlackApiError as error:
            # The thumb is kept; nobody needs to hear that a question about it came too late.
            logger.info("The window for a reason did not open: %s", error_code(error))

    def _keep(self, person: Person, question: str, *, helpful: bool, reason: str = "") -> None:
        feedback = Feedback(question=question, person=person, helpful=helpful, given_at=self._desk.clock(), reason=reason)
        self._desk.stores.feedback.record(feedback=feedback)
