"""Conversations as JSON text and back, with a version so that another release's rows are forgotten rather than misread."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from bot.advisor.brief.stored import deal_from_json, deal_to_json
from bot.advisor.fit.stored import open_from_json, open_to_json
from bot.domain.brief import OpenBrief
from bot.domain.calculation import Given, Held, OpenSum
from bot.domain.conversation import Action, ActionKind, Conversation, View
from bot.domain.fit import OpenFit
from bot.domain.language import Language, Segment
from bot.domain.outcome import Outcome
from bot.language.quantity import Period

VERSION = 1
_SUM = "calculation"
_FIT = "fit"
_BRIEF = "brief"
"""The kinds of an open sum, an open fit check and an open brief, as they are stored."""


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
            "pending": _dump_pending(conversation),
            "newest": conversation.newest,
            "shown": conversation.shown,
            "asked": conversation.asked,
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
            pending=_load_pending(data["pending"]),
            newest=str(data.get("newest", "")),
            shown=Outcome(data["shown"]) if data.get("shown") in list(Outcome) else None,
            asked=str(data.get("asked", "")),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _dump_pending(conversation: Conversation) -> dict[str, Any]:
    if conversation.last_fit is not None:
        return {"kind": _FIT, **open_to_json(conversation.last_fit)}
    if conversation.open_brief is not None:
        return {"kind": _BRIEF, "deal": deal_to_json(conversation.open_brief.deal)}
    opened = conversation.open_sum
    if opened is None:
        return {}
    given = [asdict(number) for number in opened.given]
    return {
        "kind": _SUM,
        "done": not opened.waiting,
        "metric": opened.metric,
        "period": opened.period,
        "given": given,
        "asked": opened.asked,
        "held": asdict(opened.held) if opened.held is not None else None,
    }


def _load_pending(data: Mapping[str, Any]) -> OpenSum | OpenFit | OpenBrief | None:
    """Read an open task; what an earlier release wrote of a sum and this one cannot read is left out."""
    if data.get("kind") == _FIT:
        return open_from_json(data)
    if data.get("kind") == _BRIEF:
        return OpenBrief(deal=deal_from_json(data["deal"]))
    if data.get("kind") != _SUM:
        return None
    numbers = (_given(item) for item in data["given"])
    given = tuple(number for number in numbers if number is not None)
    period = data.get("period")
    return OpenSum(
        metric=data["metric"],
        given=given,
        period=period if period in list(Period) else None,
        waiting=not data["done"],
        asked=str(data.get("asked", "")),
        held=_held(data.get("held")),
    )


def _held(data: Mapping[str, Any] | None) -> Held | None:
    number = _given(data["number"]) if data else None
    return Held(number=number, among=tuple(data["among"]), step=int(data["step"])) if data and number else None


def _given(item: Mapping[str, Any]) -> Given | None:
    periods = [item.get("per"), item.get("unit")]
    if any(period is not None and period not in list(Period) for period in periods):
        return None
    known = {one.name for one in fields(Given)}
    return Given(**{name: value for name, value in item.items() if name in known} | {"value": float(item["value"])})


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
