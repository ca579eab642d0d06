"""Questions in channels, threads and direct messages: who is addressed, once only, answered in the thread."""

from __future__ import annotations

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.advisor.drafts import nothing_known_of
from bot.domain.conversation import Utterance
from bot.domain.inbox import InboxItem
from bot.domain.reply import Outcome
from bot.listeners.front_desk import FrontDesk
from bot.listeners.intake import Intake
from bot.listeners.payloads import (
    Asked,
    Payload,
    asked_of,
    is_foreign,
    is_mentioned,
    is_spoken,
    person_of,
    speaks_to_others,
)
from bot.listeners.sender import post, whisper_in

QUESTION = "question"
"""The kind of item that a message is."""

_SILENT = (Outcome.UNKNOWN, Outcome.SMALLTALK)
"""What is not worth a word where nobody called the bot: colleagues may be talking among themselves."""


class MessageListeners:
    """`message` and `app_mention`: both put in the same item, so that it does not matter which comes first, or how often."""

    def __init__(self, desk: FrontDesk, intake: Intake) -> None:
        self._desk = desk
        self._intake = intake

    def take_mention(self, ack: Ack, event: Payload, body: Payload, context: Payload) -> BoltResponse:
        """Take in a message that mentions the bot."""
        if is_spoken(event):
            self._take(asked_of(event, person_of(context)), body, context)
        return ack()

    def take_message(self, ack: Ack, event: Payload, body: Payload, context: Payload) -> BoltResponse:
        """Sort a message: direct ones and mentions are taken in, replies in the bot's own threads too, all else is let be."""
        if is_spoken(event):
            self._sort(event, body, context)
        return ack()

    def _sort(self, event: Payload, body: Payload, context: Payload) -> None:
        person, bot_user = person_of(context), context.get("bot_user_id")
        if event.get("channel_type") == "im" or is_mentioned(event, bot_user):
            self._take(asked_of(event, person), body, context)
        elif event.get("thread_ts"):
            self._follow(event, body, context, asked_of(event, person, follows=True))

    def _follow(self, event: Payload, body: Payload, context: Payload, asked: Asked) -> None:
        """Take in a reply without a mention in the bot's own threads, unless it is for somebody else."""
        if not asked.text or not (self._intake.expects(asked.thread) or self._speaks_in(asked)):
            return
        if self._desk.policy.thread_follow and not speaks_to_others(event, context.get("bot_user_id")):
            self._take(asked, body, context)
        else:
            self._desk.advisor.overhear(thread=asked.thread, ts=asked.ts)
            self._goes_on(asked)

    def _speaks_in(self, asked: Asked) -> bool:
        return self._desk.stores.conversations.find(thread=asked.thread) is not None

    def _take(self, asked: Asked, body: Payload, context: Payload) -> None:
        foreign = is_foreign(body, context)
        is_shared = bool(body.get("is_ext_shared_channel")) and not asked.direct
        if is_shared:
            self._desk.directory.note_shared(asked.channel)
        self._intake.put(
            QUESTION,
            key=asked.key,
            person=asked.person,
            details={**asked.details, "foreign": foreign, "shared": is_shared and not self._desk.policy.allow_external},
            channel=asked.channel,
            lane=asked.memory,
        )

    def answer(self, item: InboxItem, client: WebClient) -> None:
        """Answer a question, or say why not."""
        asked = Asked.read(item.person, item.details)
        if asked.is_first and not item.takes:
            nothing_known_of(asked.memory)
        if item.details["shared"]:
            self._refuse(asked, client)
        elif not asked.follows or self._speaks_in(asked):
            self._answer(asked, client)

    def ask_for_patience(self, item: InboxItem, client: WebClient) -> None:
        """Tell somebody who sends too many messages, and nobody else."""
        asked = Asked.read(item.person, item.details)
        note = self._desk.slack.note(self._desk.language(client, item.person), "slack_too_many")
        if asked.direct:
            post(client, channel=asked.channel, thread_ts=asked.root, message=note)
        else:
            whisper_in(client, channel=asked.channel, user=asked.person.user, message=note, thread_ts=asked.thread_ts)

    def _answer(self, asked: Asked, client: WebClient) -> None:
        begins = not asked.direct and not self._speaks_in(asked)
        # Whoever replies below the answer is understood.
        branch = asked.thread if asked.thread != asked.memory else None
        utterance = Utterance(text=asked.text, thread=asked.memory, branch=branch, ts=asked.ts)
        answer = self._desk.answer(client, asked.person, utterance, begins=begins)
        if asked.follows and answer.reply.outcome in _SILENT:
            self._goes_on(asked)
            return
        post(client, channel=asked.channel, thread_ts=asked.root, message=answer.message)
        self._desk.log(asked.person, asked.text, answer, thread=asked.thread)

    def _goes_on(self, asked: Asked) -> None:
        """Note that a thread goes on with a message that is not kept, so that what was asked back there is not abandoned."""
        self._desk.stores.gaps.went_on(thread=asked.thread, at=self._desk.clock())

    def _refuse(self, asked: Asked, client: WebClient) -> None:
        """Say, to the asker alone, that a channel shared with another company is no place for internal knowledge."""
        if asked.follows:
            return
        note = self._desk.slack.note(self._desk.language(client, asked.person), "slack_external")
        whisper_in(client, channel=asked.channel, user=asked.person.user, message=note, thread_ts=asked.thread_ts)
