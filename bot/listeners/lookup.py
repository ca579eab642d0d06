"""Looks in Slack for a post that may have come through, by the mark it carries in its metadata."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.listeners.delivery import error_code
from bot.listeners.errands import EVENT_TYPE, Errand

MOST = 100
"""Messages looked through: an answer is among the first below its question."""

_FORBIDDEN = frozenset({
    "missing_scope", "not_allowed_token_type", "not_in_channel", "channel_not_found", "no_permission", "access_denied",
    "method_not_supported_for_channel_type", "unknown_method",
})  # fmt: skip
_NOTHING_THERE = frozenset({"thread_not_found", "message_not_found"})


def find_post(client: WebClient, errand: Errand, *, channel: str, thread_ts: str | None) -> str | None:
    """Return the time stamp of the post that carries the errand's mark; None where there is none.

    Raises LookupError where the bot may not read along, SlackApiError and OSError where Slack does not answer.
    """
    wanted: dict[str, Any] = {"channel": channel, "limit": MOST, "include_all_metadata": True, "oldest": errand.since or None}
    try:
        if thread_ts is not None:
            found = client.conversations_replies(ts=thread_ts, **wanted)
        else:
            found = client.conversations_history(**wanted)
    except SlackApiError as error:
        code = error_code(error)
        if code in _NOTHING_THERE:
            return None
        if code in _FORBIDDEN:
            raise LookupError(code) from error
        raise
    return _marked(found.get("messages") or (), errand.mark)


def _marked(messages: Iterable[Any], mark: str) -> str | None:
    for message in messages:
        metadata = message.get("metadata") or {}
        if metadata.get("event_type") == EVENT_TYPE and (metadata.get("event_payload") or {}).get("answer") == mark:
            return str(message["ts"])
    return None
