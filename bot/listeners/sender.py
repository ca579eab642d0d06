"""Posts messages to Slack: within manners (thread, no unfurls), and in a plainer form where Slack refuses the blocks."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.domain.keys import new_id
from bot.listeners.delivery import deliver, error_code
from bot.listeners.errands import Errand, UnsettledError, errand_at_hand
from bot.listeners.lookup import find_post
from bot.listeners.retries import retry_handlers
from bot.rendering.limits import message_problems
from bot.rendering.slack import Message

logger = logging.getLogger(__name__)

_BAD_BLOCKS = ("invalid_blocks", "msg_blocks_too_long", "invalid_blocks_format", "unsupported_block")
_UNREACHABLE = frozenset({
    "not_in_channel", "channel_not_found", "is_archived", "restricted_action", "user_not_in_channel", "user_not_found",
    "user_not_visible", "cannot_dm_bot", "messages_tab_disabled", "no_permission", "method_not_supported_for_channel_type",
})  # fmt: skip
_UNEXPECTED = frozenset({"channel_not_found", "user_not_found", "no_permission", "unknown_fate"})
"""What no ordinary change in Slack explains: somebody should have a look."""

TIMEOUT = 10
"""Seconds to wait for Slack; its own default of 30 would hold a worker thread three times as long."""


def post(client: WebClient, *, channel: str, message: Message, thread_ts: str | None = None) -> str | None:
    """Post a message and return its time stamp; None where it can never be posted, or says nothing.

    On an errand, raises PostponedError or GoneError (see `bot.listeners.delivery`); SlackApiError for any other refusal.
    """

    def look_for(errand: Errand) -> str | None:
        return find_post(client, errand, channel=channel, thread_ts=thread_ts)

    if message.is_empty:
        return None
    key = new_id()
    for blocks in _forms(message):

        def send(errand: Errand, blocks: Sequence[dict[str, Any]] | None = blocks) -> str:
            sent = client.chat_postMessage(
                channel=channel,
                thread_ts=thread_ts,
                text=message.text,
                blocks=blocks,
                metadata=errand.metadata,
                unfurl_links=False,
                unfurl_media=False,
            )
            return str(sent["ts"])

        try:
            return deliver(send, key=key, look_for=look_for)
        except UnsettledError:
            note_undeliverable(channel, "unknown_fate")
            return None
        except SlackApiError as error:
            code = error_code(error)
            if code in _UNREACHABLE:
                note_undeliverable(channel, code)
                return None
            if code not in _BAD_BLOCKS or not blocks:
                raise
            logger.warning("Slack refused the blocks of a message (%s); sending it in a plainer form.", code)
    return None


def update(client: WebClient, *, channel: str, ts: str, message: Message) -> bool:
    """Put a message in place of one of the bot's own; False where Slack does not let it."""
    for blocks in _forms(message):

        def send(_: Errand, blocks: Sequence[dict[str, Any]] | None = blocks) -> bool:
            client.chat_update(channel=channel, ts=ts, text=message.text, blocks=blocks or [])
            return True

        try:
            return deliver(send, key=new_id())
        except (SlackApiError, UnsettledError) as error:
            code = error_code(error) if isinstance(error, SlackApiError) else "unknown_fate"
            if code not in _BAD_BLOCKS or not blocks:
                logger.info("Slack does not let me change a message in %s: %s", channel, code)
                return False
    return False


def note_undeliverable(channel: str, code: str) -> None:
    """Count an answer that can never come. What nobody expects is a warning, once for each reason."""
    errand = errand_at_hand()
    first = errand is None or errand.status.note_undeliverable(code)
    level = logging.WARNING if first and code in _UNEXPECTED else logging.INFO
    logger.log(level, "Slack does not let me post in %s: %s", channel, code)


def whisper_in(client: WebClient, *, channel: str, user: str, message: Message, thread_ts: str | None = None) -> bool:
    """Show a message to one person in a channel; False where that is not possible."""

    def send(_: Errand) -> bool:
        plain = next(_forms(replace(message, blocks=())))
        client.chat_postEphemeral(channel=channel, user=user, thread_ts=thread_ts, text=message.text, blocks=plain)
        return True

    try:
        return deliver(send, key=new_id())
    except (SlackApiError, UnsettledError) as error:
        code = error_code(error) if isinstance(error, SlackApiError) else "unknown_fate"
        logger.info("Slack does not show my note in %s: %s", channel, code)
        return False


def answer_privately(reply_url: str, message: Message, *, replaces: bool = False) -> bool:
    """Answer a command or a press through its own address, seen by that person alone; False where the address is used up."""
    return _through(reply_url, message, {"response_type": "ephemeral", "replace_original": replaces})


def answer_openly(reply_url: str, message: Message) -> bool:
    """Answer a command or a press through its own address, seen by the whole channel; False where that failed."""
    return _through(reply_url, message, {"response_type": "in_channel", "replace_original": False})


def remove_original(reply_url: str) -> None:
    """Take away the private message a button was pressed on."""
    _webhook(reply_url).send_dict({"delete_original": True})


def _through(reply_url: str, message: Message, manners: dict[str, Any]) -> bool:
    """Send through an address; True where Slack took it, and where there is nothing to say."""
    if message.is_empty:
        return True
    outcome: WebhookResponse | None = None
    for blocks in _forms(message):
        body = {"text": message.text, "unfurl_links": False, "unfurl_media": False, **manners}
        body |= {"blocks": blocks} if blocks else {}
        try:
            outcome = deliver(partial(_send_to, reply_url, body), key=new_id())
        except UnsettledError:
            return False
        if outcome.status_code == 200:
            return True
        if not any(code in outcome.body for code in _BAD_BLOCKS):
            break
    if outcome is not None:
        logger.warning("Slack did not take a private answer: %s %.100s", outcome.status_code, outcome.body)
    return False


def _send_to(reply_url: str, body: dict[str, Any], _: Errand) -> WebhookResponse:
    """Send to the address of a command or press. Raises SlackApiError where it may be tried again."""
    outcome = WebhookClient(reply_url, timeout=TIMEOUT, retry_handlers=[]).send_dict(body)
    if outcome.status_code == 429 or outcome.status_code >= 500:
        raise SlackApiError("Slack did not take a private answer", outcome)  # type: ignore[no-untyped-call]
    return outcome


def _webhook(reply_url: str) -> WebhookClient:
    return WebhookClient(reply_url, timeout=TIMEOUT, retry_handlers=retry_handlers())


def _forms(message: Message) -> Iterator[Sequence[dict[str, Any]] | None]:
    """The message from its best form to its plainest, without forms that Slack would refuse: those are faults of ours."""
    for blocks in map(list, (message.blocks, message.classic)):
        problems = message_problems({"text": message.text, "blocks": blocks}) if blocks else []
        if problems:
            logger.warning(
                "Blocks beyond Slack's limits are not sent, the message goes out in a plainer form: %s", "; ".join(problems)
            )
        elif blocks:
            yield blocks
    yield None
