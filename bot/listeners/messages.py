"""Questions in channels, threads and direct messages: who is addressed, once only, answered in the thread."""

from __future__ import annotations

import logging

from slack_sdk import WebClient

from bot.domain.reply import Outcome
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import (
    Asked,
    Payload,
    asked_of,
    event_keys,
    is_mentioned,
    is_spoken,
    person_of,
    speaks_to_others,
)
from bot.listeners.sender import post, whisper_in

logger = logging.getLogger(__name__)

_SILENT = (Outcome.UNKNOWN, Outcome.SMALLTALK)
"""What is not worth a word where nobody called the bot: colleagues may be talking among themselves."""


class MessageListeners:
    """The listeners for `message` and `app_mention`; both feed the same answer, so that it does not matter which comes first."""

    def __init__(self, desk: FrontDesk) -> None:
        self._desk = desk

    def handle_mention(self, event: Payload, body: Payload, context: Payload, client: WebClient) -> None:
        """Answer a message that mentions the bot."""
        if is_spoken(event):
            self._take(asked_of(event, person_of(context)), body, client)

    def handle_message(self, event: Payload, body: Payload, context: Payload, client: WebClient) -> None:
        """Sort a message: direct ones and mentions are answered, replies in the bot's own threads too, all else is left alone."""
        if not is_spoken(event):
            return
        person, bot_user = person_of(context), context.get("bot_user_id")
        if event.get("channel_type") == "im" or is_mentioned(event, bot_user):
            self._take(asked_of(event, person), body, client)
        elif self._desk.policy.thread_follow and event.get("thread_ts") and not speaks_to_others(event, bot_user):
            asked = asked_of(event, person, follows=True)
            if asked.text and self._desk.stores.conversations.find(thread=asked.thread):
                self._take(asked, body, client)

    def _take(self, asked: Asked, body: Payload, client: WebClient) -> None:
        """Answer once: whichever process and whichever of the deliveries claims the message first."""
        is_shared = bool(body.get("is_ext_shared_channel")) and not asked.direct
        if is_shared:
            self._desk.directory.note_shared(asked.channel)
        if not self._desk.stores.seen.claim(keys=event_keys(body, asked)):
            logger.debug("A message delivered before: %s", asked.ts)
        elif is_shared and not self._desk.policy.allow_external:
            self._refuse(asked, client)
        else:
            self._answer(asked, client)

    def _answer(self, asked: Asked, client: WebClient) -> None:
        answer = self._desk.answer(client, asked.person, asked.text, memory=asked.memory)
        if asked.follows and answer.reply.outcome in _SILENT:
            return
        if asked.memory != asked.thread:
            # Before the answer is out: whoever replies below it at once is understood.
            self._desk.continue_in(asked.memory, asked.thread)
        post(client, channel=asked.channel, thread_ts=asked.root, message=answer.message)
        self._desk.log(asked.person, asked.text, answer, thread=asked.thread)

    def _refuse(self, asked: Asked, client: WebClient) -> None:
        """Say, to the asker alone, that a channel shared with another company is no place for internal knowledge."""
        if asked.follows:
            return
        note = self._desk.slack.note(self._desk.language(client, asked.person), "slack_external")
        whisper_in(client, channel=asked.channel, user=asked.person.user, message=note, thread_ts=asked.thread_ts)
