"""What was told of a deal as plain JSON data and back, and as the facts that tools are given."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.advisor.fit.stored import from_json, json_value, to_json
from bot.domain.brief import CLOSES, MONTHS, STAGE, STARTED, Deal, Month

LONGEST_CODE = 1400
"""Characters of a deal in a button, whose value may hold 2,000 with the quotes escaped and all that stands around it."""
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The names that tools are given, whatever the asker's language."""


def deal_to_json(deal: Deal) -> dict[str, Any]:
    """Return a deal as JSON data."""
    months = {name: month and [month.year, month.number] for name, month in ((STARTED, deal.started), (CLOSES, deal.closes))}
    return {"answers": to_json(deal.answers), STAGE: deal.stage, **months, "hints": list(deal.hints)}


def deal_from_json(data: Mapping[str, Any]) -> Deal:
    """Return the deal of stored data. What is malformed is left out: stored data must never break a conversation."""
    answers, stage, hints = data.get("answers"), data.get(STAGE), data.get("hints")
    return Deal(
        answers=from_json(answers if isinstance(answers, Mapping) else {}),
        stage=stage if isinstance(stage, str) else None,
        started=_month(data.get(STARTED)),
        closes=_month(data.get(CLOSES)),
        hints=tuple(hint for hint in hints if isinstance(hint, str)) if isinstance(hints, list | tuple) else (),
    )


def encode_deal(deal: Deal) -> str:
    """Return a deal as the short text a button carries; the words of amounts give way where it would be too long."""
    data = deal_to_json(deal)
    code = _compact(data)
    if len(code) > LONGEST_CODE:
        data["answers"] |= {"given": {}}
        code = _compact(data)
    return code


def decode_deal(code: str) -> Deal | None:
    """Return the deal that `encode_deal` wrote, None for anything else."""
    try:
        data = json.loads(code)
    except (ValueError, RecursionError):
        return None
    return deal_from_json(data) if isinstance(data, dict) and isinstance(data.get("answers"), dict) else None


def facts_of(deal: Deal) -> dict[str, Any]:
    """Return what was said outright, by criterion, with the stage and the months of start and signature, in English."""
    facts = {name: json_value(value) for name, value in deal.answers.facts.items()}
    if deal.stage is not None:
        facts[STAGE] = deal.stage
    if deal.started is not None:
        facts[STARTED] = _MONTH_NAMES[deal.started.number - 1]
    if deal.closes is not None:
        facts[CLOSES] = _MONTH_NAMES[deal.closes.number - 1]
    return facts


def _month(data: object) -> Month | None:
    if not isinstance(data, list | tuple) or len(data) != 2 or not all(isinstance(one, int) for one in data):
        return None
    return Month(data[0], data[1]) if 1 <= data[1] <= MONTHS and 1 <= data[0] <= 9999 else None


def _compact(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
