"""The message shortcut: answers somebody's message in its thread, or in private where the bot should not speak."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.listeners.front_desk import FrontDesk
from bot.listeners.message_words import words_of
from bot.listeners.payloads import Asked, Payload, is_foreign, person_of
from bot.listeners.pressed import DOUBLE_CLICK, moment, press_key
from bot.listeners.sender import answer_privately, post

ASK_ABOUT = "ask_about_message"


class ShortcutListeners:
    """The listener for "Ask Sales Advisor" on a message."""

    def __init__(self, desk: FrontDesk) -> None:
        self._desk = desk

    def handle_ask_about(self, body: Payload, context: Payload, client: WebClient) -> None:
        """Answer the message the shortcut was used on."""
        message, person = body["message"], person_of(context)
        asked = Asked(
            person=person,
            channel=body["channel"]["id"],
            ts=message["ts"],
            thread_ts=message.get("thread_ts"),
            text=words_of(message),
        )
        if is_foreign(body, context) and not self._desk.policy.allow_external:
            answer_privately(body["response_url"], self._desk.slack.note(self._desk.language(client, person), "slack_external"))
        elif not asked.text:
            note = self._desk.slack.note(self._desk.language(client, person), "slack_no_text")
            answer_privately(body["response_url"], note)
        elif self._is_new(asked, body):
            self._answer(client, asked, body["response_url"])

    def _is_new(self, asked: Asked, body: Payload) -> bool:
        key = press_key(asked.person, f"{asked.channel}:{asked.ts}")
        return self._desk.stores.seen.claim(keys=[key], at=moment(body.get("action_ts")), hold=DOUBLE_CLICK)

    def _answer(self, client: WebClient, asked: Asked, reply_url: str) -> None:
        answer = self._desk.answer(client, asked.person, asked.text, memory=asked.thread)
        open_here = self._desk.is_open(client, asked.channel)
        sent = post(client, channel=asked.channel, thread_ts=asked.root, message=answer.message) if open_here else None
        if sent is None:
            answer_privately(reply_url, answer.message)
        self._desk.log(asked.person, asked.text, answer, thread=asked.thread)
