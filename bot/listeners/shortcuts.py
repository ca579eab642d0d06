"""The message shortcut: answers somebody's message in its thread, or in private where the bot should not speak."""

from __future__ import annotations

from dataclasses import replace

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.domain.conversation import Utterance
from bot.domain.inbox import InboxItem
from bot.domain.keys import new_id
from bot.listeners.front_desk import FrontDesk
from bot.listeners.intake import Intake
from bot.listeners.message_words import words_of
from bot.listeners.payloads import Asked, Payload, is_foreign, person_of
from bot.listeners.pressed import DOUBLE_CLICK, moment, press_key
from bot.listeners.sender import answer_privately, post

ASK_ABOUT = "ask_about_message"
SHORTCUT = "shortcut"
"""The kind of item that a message shortcut is."""


class ShortcutListeners:
    """The listener for "Ask Sales Advisor" on a message."""

    def __init__(self, desk: FrontDesk, intake: Intake) -> None:
        self._desk = desk
        self._intake = intake

    def take_ask_about(self, ack: Ack, body: Payload, context: Payload) -> BoltResponse:
        """Take in the message the shortcut was used on, once for a double click."""
        message, person = body["message"], person_of(context)
        asked = Asked(
            person=person,
            channel=body["channel"]["id"],
            ts=message["ts"],
            thread_ts=message.get("thread_ts"),
            text=words_of(message),
        )
        if self._is_new(asked, body):
            self._intake.put(
                SHORTCUT,
                key=f"{person.team}:shortcut:{new_id()}",
                person=person,
                details={**asked.details, "response_url": body["response_url"], "foreign": is_foreign(body, context)},
                channel=asked.channel,
                lane=asked.thread,
            )
        return ack()

    def answer(self, item: InboxItem, client: WebClient) -> None:
        """Answer the message, or say why not."""
        asked, reply_url = Asked.read(item.person, item.details), item.details["response_url"]
        is_refused = item.details["foreign"] and not self._desk.policy.allow_external
        refusal = "slack_external" if is_refused else "" if asked.text else "slack_no_text"
        if refusal:
            answer_privately(reply_url, self._desk.slack.note(self._desk.language(client, item.person), refusal))
        else:
            self._answer(client, asked, reply_url)

    def _is_new(self, asked: Asked, body: Payload) -> bool:
        key = press_key(asked.person, f"{asked.channel}:{asked.ts}")
        return self._desk.stores.seen.claim(keys=[key], at=moment(body.get("action_ts")), hold=DOUBLE_CLICK)

    def _answer(self, client: WebClient, asked: Asked, reply_url: str) -> None:
        # The message may be an old one; its answer stands below everything all the same.
        asked_now = Utterance(text=asked.text, thread=asked.thread, ts=self._desk.now())
        answer = self._desk.answer(client, asked.person, asked_now)
        open_here = self._desk.is_open(client, asked.channel)
        sent = post(client, channel=asked.channel, thread_ts=asked.root, message=answer.message) if open_here else None
        if sent is None:
            answer_privately(reply_url, answer.message)
        # Somebody else's words are nobody's own question.
        self._desk.log(replace(asked.person, user=""), asked.text, answer, thread=asked.thread)
