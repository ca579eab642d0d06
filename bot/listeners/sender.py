"""Posts messages to Slack: within manners (thread, no unfurls), and in a plainer form where Slack refuses the blocks."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.listeners.retries import retry_handlers
from bot.rendering.slack import Message

logger = logging.getLogger(__name__)

_BAD_BLOCKS = ("invalid_blocks", "msg_blocks_too_long", "invalid_blocks_format", "unsupported_block")
_UNREACHABLE = frozenset({
    "not_in_channel", "channel_not_found", "is_archived", "restricted_action", "user_not_in_channel", "user_not_found",
    "user_not_visible", "cannot_dm_bot", "messages_tab_disabled", "no_permission", "method_not_supported_for_channel_type",
})  # fmt: skip
TIMEOUT = 10
"""Seconds to wait for Slack; its own default of 30 would hold a worker thread three times as long."""


def error_code(error: SlackApiError) -> str:
    """Return Slack's name for what went wrong, or an empty string where it gave none."""
    answer: Any = error.response
    code = answer.get("error") if hasattr(answer, "get") else None
    return code if isinstance(code, str) else ""


def post(client: WebClient, *, channel: str, message: Message, thread_ts: str | None = None) -> str | None:
    """Post a message and return its time stamp; None where the bot may not post there.

    Raises SlackApiError for any other refusal that outlasts the retries.
    """
    for blocks in _forms(message):
        try:
            sent = client.chat_postMessage(
                channel=channel, thread_ts=thread_ts, text=message.text, blocks=blocks, unfurl_links=False, unfurl_media=False
            )
            return str(sent["ts"])
        except SlackApiError as error:
            code = error_code(error)
            if code in _UNREACHABLE:
                logger.info("Slack does not let me post in %s: %s", channel, code)
                return None
            if code not in _BAD_BLOCKS or not blocks:
                raise
            logger.warning("Slack refused the blocks of a message (%s); sending it in a plainer form.", code)
    return None


def whisper_in(client: WebClient, *, channel: str, user: str, message: Message, thread_ts: str | None = None) -> bool:
    """Show a message to one person in a channel; False where that is not possible."""
    try:
        client.chat_postEphemeral(
            channel=channel, user=user, thread_ts=thread_ts, text=message.text, blocks=list(message.classic) or None
        )
    except SlackApiError as error:
        logger.info("Slack does not show my note in %s: %s", channel, error_code(error))
        return False
    return True


def answer_privately(reply_url: str, message: Message, *, replace: bool = False) -> bool:
    """Answer a command or a press through its own address, seen by that person alone; False where the address is used up."""
    return _through(reply_url, message, {"response_type": "ephemeral", "replace_original": replace})


def answer_openly(reply_url: str, message: Message) -> bool:
    """Answer a command or a press through its own address, seen by the whole channel; False where that failed."""
    return _through(reply_url, message, {"response_type": "in_channel", "replace_original": False})


def remove_original(reply_url: str) -> None:
    """Take away the private message a button was pressed on."""
    _webhook(reply_url).send_dict({"delete_original": True})


def _through(reply_url: str, message: Message, manners: dict[str, Any]) -> bool:
    for blocks in _forms(message):
        body = {"text": message.text, "unfurl_links": False, "unfurl_media": False, **manners}
        outcome = _webhook(reply_url).send_dict(body | ({"blocks": blocks} if blocks else {}))
        if outcome.status_code == 200:
            return True
        if not any(code in outcome.body for code in _BAD_BLOCKS):
            break
    logger.warning("Slack did not take a private answer: %s %.100s", outcome.status_code, outcome.body)
    return False


def _webhook(reply_url: str) -> WebhookClient:
    return WebhookClient(reply_url, timeout=TIMEOUT, retry_handlers=retry_handlers())


def _forms(message: Message) -> Iterator[Sequence[dict[str, Any]] | None]:
    """The message from its best form to its plainest."""
    if message.blocks:
        yield list(message.blocks)
    if message.classic:
        yield list(message.classic)
    yield None
