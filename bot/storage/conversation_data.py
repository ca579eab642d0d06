"""Conversations as JSON text and back, with a version so that another release's rows are forgotten rather than misread."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.domain.conversation import Action, ActionKind, Conversation, View
from bot.domain.language import Language, Segment

VERSION = 1


def dump_conversation(conversation: Conversation) -> str:
    """Return a conversation as JSON text."""
    return json.dumps(
        {
            "version": VERSION,
            "topic": conversation.topic,
            "segment": conversation.segment,
            "language": conversation.language,
            "view": conversation.view,
            "offered": [_dump_action(action) for action in conversation.offered],
            "pending": dict(conversation.pending),
        }
    )


def load_conversation(text: str) -> Conversation | None:
    """Return the conversation in a JSON text, or None where this release cannot read it: the thread then begins anew."""
    try:
        data = json.loads(text)
        if data["version"] != VERSION:
            return None
        return Conversation(
            topic=data["topic"],
            segment=_segment(data["segment"]),
            language=Language(data["language"]) if data["language"] else None,
            view=View(data["view"]),
            offered=tuple(_load_action(action) for action in data["offered"]),
            pending=dict(data["pending"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _dump_action(action: Action) -> dict[str, Any]:
    return {
        "kind": action.kind,
        "topic": action.topic,
        "segment": action.segment,
        "view": action.view,
        "value": action.value,
    }


def _load_action(data: Mapping[str, Any]) -> Action:
    return Action(
        kind=ActionKind(data["kind"]),
        topic=data["topic"],
        segment=_segment(data["segment"]),
        view=View(data["view"]),
        value=data["value"],
    )


def _segment(value: str | None) -> Segment | None:
    return Segment(value) if value else None
