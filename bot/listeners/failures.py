"""What people and operators see when something breaks: a kind sentence with a reference, and the whole story in the log."""

from __future__ import annotations

import logging
import secrets

from slack_sdk import WebClient

from bot.domain.inbox import InboxItem
from bot.domain.language import FALLBACK
from bot.errors import BotError
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import Payload, context_of, is_spoken, person_of
from bot.listeners.refusals import TROUBLE, is_expected, refusal_of
from bot.listeners.sender import answer_privately, post, whisper_in
from bot.rendering.slack import Message

logger = logging.getLogger(__name__)

_LOOKED_AT = ("view_submission", "block_actions", "shortcut")


class FailureListener:
    """The one listener for errors that no other listener knew how to handle."""

    def __init__(self, desk: FrontDesk) -> None:
        self._desk = desk

    def report(self, item: InboxItem, error: Exception, client: WebClient) -> None:
        """Do the same for an item of the inbox."""
        self.handle_error(error, _body_of(item), context_of(item.person), client)

    def handle_error(self, error: Exception, body: Payload, context: Payload, client: WebClient) -> None:
        """Log the error under a reference and tell the person, where they can be reached, that something went wrong."""
        reference = secrets.token_hex(4)
        kind = body.get("type") or ("command" if "command" in body else "request")
        if is_expected(error):
            logger.warning("Reference %s: Slack did not let me answer a %s: %s", reference, kind, refusal_of(error))
        else:
            logger.error("Reference %s: a %s failed.", reference, kind, exc_info=error)
        try:
            self._tell(body, context, client, reference)
        except (*TROUBLE, BotError) as second:
            logger.warning("Reference %s: the person could not be told: %s", reference, refusal_of(second))

    def _tell(self, body: Payload, context: Payload, client: WebClient, reference: str) -> None:
        message = self._message(client, context, reference)
        event = body.get("event") or {}
        if body.get("response_url"):
            answer_privately(body["response_url"], message)
        elif event.get("type") in ("message", "app_mention") and is_spoken(event) and event.get("channel"):
            self._tell_in_channel(client, event, message)
        elif body.get("type") in _LOOKED_AT and (user := context.get("user_id")):
            post(client, channel=user, message=message)

    def _tell_in_channel(self, client: WebClient, event: Payload, message: Message) -> None:
        root = event.get("thread_ts") or event["ts"]
        if event.get("channel_type") == "im":
            post(client, channel=event["channel"], thread_ts=root, message=message)
        else:
            whisper_in(client, channel=event["channel"], user=event["user"], message=message, thread_ts=event.get("thread_ts"))

    def _message(self, client: WebClient, context: Payload, reference: str) -> Message:
        person = person_of(context)
        language = self._desk.language(client, person) if person.user else FALLBACK
        return self._desk.slack.note(language, "slack_failed", reference=reference)


def _body_of(item: InboxItem) -> Payload:
    """Return as much of Slack's payload as is needed to find the person."""
    details = item.details
    if details.get("response_url"):
        return {"type": item.kind, "response_url": details["response_url"]}
    if details.get("ts"):
        event = {"type": "message", "user": item.person.user, **details, "channel_type": "im" if details["direct"] else ""}
        return {"type": item.kind, "event": event}
    return {"type": "view_submission"}
