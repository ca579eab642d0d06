"""What leaves the private corner: an answer shared with the channel."""

from __future__ import annotations

import logging
from dataclasses import replace

from slack_sdk import WebClient

from bot.domain.conversation import Utterance
from bot.domain.keys import thread_key
from bot.domain.reply import Reply
from bot.listeners.door import Door
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import Payload
from bot.listeners.pressed import DEED, Pressed
from bot.listeners.refusals import TROUBLE, refusal_of
from bot.listeners.sender import answer_openly, post, remove_original
from bot.rendering.action_codes import decode, question_of
from bot.rendering.slack import Extras, Message, below_question

logger = logging.getLogger(__name__)


class SharingListeners:
    """The listener for "Share in channel"."""

    def __init__(self, desk: FrontDesk, door: Door) -> None:
        self._desk = desk
        self._door = door

    def handle_share(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Post the private answer for all to see, in the name of the one who shares."""
        pressed = Pressed.of(body, action, context)
        if not self._door.admit(client, pressed, guard=DEED):
            return
        asked = decode(pressed.value)
        if asked is None:
            self._door.note(client, pressed, "slack_old_button")
            return
        if asked.topic is not None and asked.topic not in self._desk.edition.knowledge.subjects:
            self._door.note(client, pressed, "slack_not_here")
            return
        language = self._desk.language_in(client, pressed.person, pressed.memory(self._desk.clock()))
        said = Utterance(action=asked, preferred=language)
        reply = self._desk.reply(client, pressed.person, said)
        ts = self.share(client, pressed, reply, question_of(pressed.value))
        if ts is not None:
            # Let the thread below the shared answer know what was said, as if the answer had been asked for in it.
            thread = thread_key(team=pressed.person.team, channel=pressed.channel, ts=ts)
            self._desk.reply(client, pressed.person, replace(said, thread=thread))

    def share(self, client: WebClient, pressed: Pressed, reply: Reply, question: str = "") -> str | None:
        """Post a reply in the channel of a private message, never where another company may read along.

        Where it is known which question it answers, that is quoted above it, and the answer can be rated there too.

        Returns the time stamp of the post, None where there is none that a thread could begin with.
        """
        if not pressed.channel or not self._desk.is_open(client, pressed.channel):
            self._door.note(client, pressed, "slack_cannot_share")
            return None
        byline = self._desk.slack.wording.words(reply.language, "slack_shared_by", person=f"<@{pressed.person.user}>")
        asked = self._desk.stores.questions.find(team=pressed.person.team, question_id=question) if question else None
        message = self._desk.slack.message(reply, Extras(byline=byline, question=asked.id if asked else None))
        if asked is not None:
            message = below_question(asked.text, message)
        sent = post(client, channel=pressed.channel, message=message)
        if sent is None and not self._share_as_guest(client, pressed, message):
            self._door.note(client, pressed, "slack_cannot_share")
        else:
            _remove(pressed.reply_url)
        return sent

    def _share_as_guest(self, client: WebClient, pressed: Pressed, message: Message) -> bool:
        """Share through the press's own address where the bot is no member.

        A one-to-one message that the bot cannot post in is one between two people, of whom one may be a stranger: look first.
        """
        policy, directory = self._desk.policy, self._desk.directory
        is_open = policy.allow_external or directory.is_internal(client, pressed.channel)
        return is_open and answer_openly(pressed.reply_url, message)


def _remove(reply_url: str) -> None:
    """Take the private message away whose answer is shared now; where Slack does not, it merely stands there twice."""
    try:
        remove_original(reply_url)
    except TROUBLE as error:
        logger.info("A private message was not taken away: %s", refusal_of(error))
