"""Actions as the short text a button carries, and back."""

from __future__ import annotations

import json

from bot.domain.conversation import Action, ActionKind, View
from bot.domain.language import Segment

VERSION = 1
_PLAIN = 6
"""Fields of a code without a question."""
LONGEST = 2000
"""Characters a Slack button's value may hold (docs.slack.dev, button element)."""


def encode(action: Action, question: str = "") -> str:
    """Return the action as compact JSON of at most LONGEST characters; an over-long `value` is cut.

    `question` is the id of the question it is about, where a press needs to know.
    """
    value = action.value
    while len(code := _code(action, value, question)) > LONGEST:
        value = value[: len(value) - max(1, (len(code) - LONGEST) // 2)]
    return code


def decode(code: str) -> Action | None:
    """Return the action that `encode` wrote, or None for anything else: an older version, another app's value, damage."""
    try:
        version, kind, topic, segment, view, value, *_ = json.loads(code)
        if version != VERSION or not isinstance(value, str) or not isinstance(topic, str | None):
            return None
        side = Segment(segment) if segment else None
        return Action(kind=ActionKind(kind), topic=topic, segment=side, view=View(view), value=value)
    except (ValueError, TypeError, RecursionError):
        return None


def question_of(code: str) -> str:
    """Return the id of the question that a code carries, or an empty text."""
    try:
        fields = json.loads(code)
        return str(fields[_PLAIN]) if len(fields) > _PLAIN else ""
    except (ValueError, TypeError, RecursionError):
        return ""


def _code(action: Action, value: str, question: str) -> str:
    fields = [VERSION, action.kind, action.topic, action.segment, action.view, value, *([question] if question else [])]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
