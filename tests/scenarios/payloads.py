"""Requests as Slack sends them: events, commands, presses, windows, shortcuts."""

from __future__ import annotations

import itertools
import json
import time
import urllib.parse
from collections.abc import Mapping
from typing import Any

from slack_sdk.signature import SignatureVerifier

from tests.scenarios.fake_slack import BOT_USER, TEAM

SECRET = "0123456789abcdef0123456789abcdef"
USER, CHANNEL, DIRECT = "U1", "C1", "D1"
CARRIED = ("value", "selected_option", "block_id")
"""What a press carries of its element."""
_numbers = itertools.count(1)


def stamp() -> str:
    """Return a time stamp no other message has."""
    return f"1700000000.{next(_numbers):06}"


def event(kind: str, **fields: Any) -> dict[str, Any]:
    """An Events API envelope; `shared` and `event_id` belong to the envelope, all else to the event."""
    envelope = {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A1",
        "event_id": fields.pop("event_id", f"Ev{next(_numbers)}"),
        "is_ext_shared_channel": fields.pop("shared", False),
        "authorizations": [{"team_id": TEAM, "enterprise_id": None, "user_id": BOT_USER, "is_bot": True}],
    }
    return envelope | {"event": {"type": kind, "user": USER, **fields}}


def mention(text: str, **fields: Any) -> dict[str, Any]:
    """Somebody mentions the bot in a channel."""
    return event("app_mention", **{"channel": CHANNEL, "ts": stamp(), "text": f"<@{BOT_USER}> {text}", **fields})


def message(text: str, **fields: Any) -> dict[str, Any]:
    """A message in a channel."""
    return event("message", **{"channel": CHANNEL, "channel_type": "channel", "ts": stamp(), "text": text, **fields})


def direct(text: str, **fields: Any) -> dict[str, Any]:
    """A direct message to the bot."""
    return event("message", **{"channel": DIRECT, "channel_type": "im", "ts": stamp(), "text": text, **fields})


def command(name: str, text: str, reply_url: str, **fields: Any) -> dict[str, Any]:
    """A slash command."""
    basics = {"command": name, "text": text, "response_url": reply_url, "trigger_id": "t.1"}
    return {**basics, "team_id": TEAM, "channel_id": CHANNEL, "user_id": USER, **fields}


def press(element: Mapping[str, Any], reply_url: str, *, ts: str, **fields: Any) -> dict[str, Any]:
    """A press of a button in a message in a channel; `private` for a message only that person sees."""
    private = fields.pop("private", False)
    action = {"type": element["type"], "action_id": element["action_id"], "action_ts": fields.pop("at", stamp())}
    action |= {key: fields.pop(key, element.get(key)) for key in CARRIED if key in element or key in fields}
    container = {"type": "message", "message_ts": ts, "channel_id": CHANNEL, "is_ephemeral": private}
    body = {"type": "block_actions", "team": {"id": TEAM}, "user": {"id": USER, "team_id": TEAM}, "trigger_id": "t.1"}
    body |= {"channel": {"id": CHANNEL}, "container": container, "response_url": reply_url, "actions": [action]}
    return {**body, **({} if private else {"message": {"ts": ts}}), **fields}


def press_in_view(element: Mapping[str, Any], view: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    """A press in App Home or in a window."""
    action = {"type": element["type"], "action_id": element["action_id"], "action_ts": stamp()}
    action |= {key: fields.pop(key, element.get(key)) for key in CARRIED if key in element or key in fields}
    body = {"type": "block_actions", "team": {"id": TEAM}, "user": {"id": USER, "team_id": TEAM}, "trigger_id": "t.2"}
    shown = {"id": "V1", "hash": "h1", "team_id": TEAM, **view}
    return {**body, "container": {"type": "view", "view_id": "V1"}, "view": shown, "actions": [action], **fields}


def submission(view: Mapping[str, Any], values: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    """A window sent off with its values."""
    shown = {"id": "V1", "hash": "h1", "team_id": TEAM, **view, "state": {"values": values}}
    return {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": USER, "team_id": TEAM}, "view": shown, **fields}


def shortcut(kind: str, callback_id: str, reply_url: str, **fields: Any) -> dict[str, Any]:
    """A global or message shortcut."""
    basics = {"type": kind, "callback_id": callback_id, "team": {"id": TEAM}, "user": {"id": USER, "team_id": TEAM}}
    basics |= {"trigger_id": "t.3", "action_ts": stamp()}
    return {**basics, **({"response_url": reply_url} if kind == "message_action" else {}), **fields}


def environ(payload: Mapping[str, Any], *, secret: str = SECRET, at: float | None = None) -> tuple[bytes, dict[str, str]]:
    """Return the body and the headers of a signed request."""
    if payload.get("type") in ("event_callback", "url_verification"):
        body, kind = json.dumps(payload), "application/json"
    elif "command" in payload:
        body, kind = urllib.parse.urlencode(payload), "application/x-www-form-urlencoded"
    else:
        body, kind = urllib.parse.urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded"
    when = str(int(at if at is not None else time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=when, body=body) or ""
    return body.encode(), {"Content-Type": kind, "X-Slack-Request-Timestamp": when, "X-Slack-Signature": signature}
