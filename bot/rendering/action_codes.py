"""Actions as the short text a button carries, and back."""

from __future__ import annotations

import json

from bot.domain.conversation import Action, ActionKind, View
from bot.domain.language import Segment

VERSION = 1
LONGEST = 2000
"""Characters a Slack button's value may hold (docs.slack.dev, button element)."""


def encode(action: Action) -> str:
    """Return the action as compact JSON of at most LONGEST characters; an over-long `value` is cut."""
    value = action.value
    while len(code := _code(action, value)) > LONGEST:
        value = value[: len(value) - max(1, (len(code) - LONGEST) // 2)]
    return code


def decode(code: str) -> Action | None:
    """Return the action that `encode` wrote, or None for anything else: an older version, another app's value, damage."""
    try:
        version, kind, topic, segment, view, value = json.loads(code)
        if version != VERSION or not isinstance(value, str) or not isinstance(topic, str | None):
            return None
        side = Segment(segment) if segment else None
        return Action(kind=ActionKind(kind), topic=topic, segment=side, view=View(view), value=value)
    except (ValueError, TypeError, RecursionError):
        return None


def _code(action: Action, value: str) -> str:
    fields = [VERSION, action.kind, action.topic, action.segment, action.view, value]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
