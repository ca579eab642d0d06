"""Hands a question that nobody has an answer to over to the experts: once, with the way back to where it was asked."""

from __future__ import annotations

import datetime
import logging
from dataclasses import replace

from slack_sdk import WebClient

from bot.domain.conversation import Action, Utterance
from bot.domain.reply import Reply, UnknownPart
from bot.listeners.door import Door
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import Payload
from bot.listeners.pressed import DEED, Pressed
from bot.listeners.refusals import TROUBLE, refusal_of
from bot.listeners.sender import answer_privately, post, update
from bot.rendering.action_codes import decode
from bot.rendering.slack import quoted
from bot.rendering.slack_text import escape

logger = logging.getLogger(__name__)

ASKED_FOR = datetime.timedelta(days=30)
"""How long a question counts as asked: the button goes with the press, so this is for those whose Slack still shows it."""


class ExpertListener:
    """The listener for "Ask an expert"."""

    def __init__(self, desk: FrontDesk, door: Door) -> None:
        self._desk = desk
        self._door = door

    def handle_expert(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Pass a question on to the experts, once whoever presses, and say so where the button was."""
        pressed = Pressed.of(body, action, context)
        if not self._door.admit(client, pressed, guard=DEED):
            return
        asked, expert = decode(pressed.value), self._desk.policy.expert
        if asked is None or expert is None:
            self._door.note(client, pressed, "slack_old_button")
        elif not self._is_first(pressed):
            self._door.note(client, pressed, "slack_expert_asked")
        else:
            self._ask(client, pressed, asked, expert)

    def _is_first(self, pressed: Pressed) -> bool:
        """Whether nobody is asking at this moment, and nobody has: what is claimed for no time at all is only looked at."""
        claim = self._desk.stores.seen.claim
        asking, asked = _keys(pressed)
        return claim(keys=[asking], at=pressed.at, hold=DEED) and claim(keys=[asked], at=pressed.at, hold=datetime.timedelta())

    def _ask(self, client: WebClient, pressed: Pressed, asked: Action, expert: str) -> None:
        reply = self._desk.reply(client, pressed.person, Utterance(action=asked))
        words, language = self._desk.slack.wording.words, reply.language
        line = words(language, "slack_expert_note", person=f"<@{pressed.person.user}>")
        place = "" if pressed.is_private else _address(client, pressed)
        where = f" <{place}|{escape(words(language, 'slack_expert_where'))}>" if place else ""
        if post(client, channel=expert, message=quoted(f"{line}{where}", asked.value)) is None:
            self._door.note(client, pressed, "slack_expert_unreachable")
            return
        self._desk.stores.seen.claim(keys=_keys(pressed)[1:], at=pressed.at, hold=ASKED_FOR)
        self._confirm(client, pressed, handed_over(reply, words(language, "slack_expert_name")))

    def _confirm(self, client: WebClient, pressed: Pressed, reply: Reply) -> None:
        """Say in place of the button that the experts were asked, in private where others read along.

        No failure here asks them anew.
        """
        message = self._desk.slack.message(reply)
        is_open = not pressed.is_private and self._desk.is_open(client, pressed.channel)
        try:
            if not is_open or not update(client, channel=pressed.channel, ts=pressed.message_ts, message=message):
                answer_privately(pressed.reply_url, message, replaces=pressed.is_private)
        except TROUBLE as error:
            logger.warning("The expert was asked, but the asker could not be told: %s", refusal_of(error))


def handed_over(reply: Reply, name: str) -> Reply:
    """Return the reply with its "not in my knowledge" telling who was asked instead."""
    parts = tuple(replace(part, handed_to=name) if isinstance(part, UnknownPart) else part for part in reply.parts)
    return replace(reply, parts=parts)


def _keys(pressed: Pressed) -> tuple[str, str]:
    """The claims of asking about the message that the button stands in, and of having asked, whoever presses."""
    place = f"{pressed.person.team}:expert:{pressed.channel}:{pressed.message_ts}"
    return f"{place}:asking", f"{place}:asked"


def _address(client: WebClient, pressed: Pressed) -> str:
    """The address of the message in Slack, or an empty text where Slack tells none."""
    try:
        found = client.chat_getPermalink(channel=pressed.channel, message_ts=pressed.message_ts)
    except TROUBLE as error:
        logger.info("Slack tells no address of a message: %s", refusal_of(error))
        return ""
    address = str(found.get("permalink") or "")
    return address if address.startswith("https://") and not set("<>|") & set(address) else ""
