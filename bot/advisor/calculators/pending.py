"""A calculation that waits for a number or may be changed, as JSON data for the conversation, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.domain.calculation import Calculation, Given
from bot.domain.metric import Metric
from bot.matching.quantities import Period

KIND = "calculation"
_PERIODS = frozenset(period.value for period in Period)


def pending_of(calculation: Calculation) -> dict[str, Any]:
    """Return what the conversation has to remember.

    `done` tells that nothing is missing: then the next message may change a number ("what if we lost 8?").
    """
    return {
        "kind": KIND,
        "done": not calculation.missing,
        "metric": calculation.metric,
        "currency": calculation.currency,
        "period": calculation.period,
        "given": [asdict(number) for number in calculation.given],
    }


def given_in(pending: Mapping[str, Any], metric: Metric) -> tuple[Given, ...]:
    """Return the numbers a conversation remembers; what an older version wrote and this one cannot read is left out."""
    found = pending.get("given")
    numbers = (_given(item, metric) for item in (found if isinstance(found, list) else ()))
    return tuple(number for number in numbers if number is not None)


def _given(item: object, metric: Metric) -> Given | None:
    if not isinstance(item, Mapping) or item.get("input") not in metric.inputs or not isinstance(item.get("value"), int | float):
        return None
    words = {key: item.get(key) for key in ("currency", "per", "unit")}
    if any(value is not None and not isinstance(value, str) for value in words.values()):
        return None
    if any(words[key] is not None and words[key] not in _PERIODS for key in ("per", "unit")):
        return None
    return Given(input=item["input"], value=float(item["value"]), text=str(item.get("text", "")), **words)
