"""The number a calculation waits for may come alone in the next message, or by way of a form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.advisor.calculators import Calculators, pending_of
from bot.domain.calculation import Calculation
from bot.domain.language import Language
from bot.knowledge.location import IN_REPOSITORY
from bot.knowledge.metrics import load_metrics

CALCULATORS = Calculators(load_metrics(IN_REPOSITORY))
CHURN, VELOCITY = "metric-churn-rate", "metric-sales-velocity"


def read(text: str, language: Language = Language("en"), pending: Mapping[str, Any] | None = None) -> Calculation | None:
    """What the calculators make of a message."""
    return CALCULATORS.read(text, language=language, pending=pending)


def conversation(*messages: str, language: Language = Language("en")) -> Calculation | None:
    """The calculation after the last message, the pending data going through JSON as a conversation stores it."""
    found, pending = None, None
    for message in messages:
        found = read(message, language, pending=pending)
        pending = None if found is None else json.loads(json.dumps(pending_of(found)))
    return found


@pytest.mark.parametrize(
    ("messages", "value", "unit"),
    [
        (("net profit on $2.3M of revenue?", "1.9M"), 400_000, "usd"),
        (("net profit on $2.3M of revenue?", "rent 200k and salaries 1.2M"), 900_000, "usd"),
        (("we lost 20 customers last month, what's our churn rate?", "we had 400 at the start"), 5, "%"),
        (("sales velocity: $8k deals, 20%", "45 days", "30"), round(30 * 8000 * 0.2 / 45, 4), "usd/day"),
        (("what is our sales growth if we sold $640k this year?", "500"), 28, "%"),
        (("win rate if I closed 18 deals?", "what's the win rate if I won 3 of 30?"), 10, "%"),
    ],
)
def test_the_next_message_may_give_the_missing_number_alone(messages: tuple[str, ...], value: float, unit: str) -> None:
    found = conversation(*messages)
    assert found is not None
    assert found.unit == unit
    assert found.value == pytest.approx(value)


def test_the_missing_number_may_come_in_indonesian() -> None:
    found = conversation(
        "berapa pelanggan UKM untuk menggantikan satu klien enterprise Rp 2 miliar?", "20 juta setahun", language=Language("id")
    )
    assert found is not None
    assert (found.value, found.unit) == (100, "customers")


@pytest.mark.parametrize(
    "message",
    [
        "how long is the sales cycle for 20 banks?",
        "thanks, 10 out of 10",
        "what about enterprise with 6 decision makers?",
        "thank you",
    ],
)
def test_another_message_does_not_complete_a_calculation(message: str) -> None:
    assert conversation("we lost 20 customers last month, what's our churn rate?", message) is None


def test_a_result_is_remembered_as_done() -> None:
    complete, incomplete = read("churn: 400 at the start, 14 lost"), read("we lost 20 customers, churn?")
    assert complete is not None and incomplete is not None
    assert [pending_of(found)["done"] for found in (complete, incomplete)] == [True, False]


@pytest.mark.parametrize(
    "pending",
    [
        {"kind": "fit"}, {"kind": "calculation", "done": True, "metric": CHURN, "given": 3}, {"kind": "calculation"}, {"kind": "calculation", "metric": "no-such"},
        {"kind": "calculation", "metric": CHURN, "given": [{"input": "lost"}, 3, {"input": "no", "value": 1}]},
        {"kind": "calculation", "metric": CHURN, "given": [{"input": "lost", "value": 1, "unit": "aeon"}], "currency": 5, "period": []},
    ],
)  # fmt: skip
def test_damaged_pending_data_is_left_out(pending: dict[str, object]) -> None:
    found = read("400", pending=pending)
    assert found is None or found.value is None


def test_a_form_is_worked_out_field_by_field() -> None:
    found = CALCULATORS.compute(CHURN, {"start": "400", "lost": "14"}, Language("en"))
    assert (found.value, found.unit, dict(found.errors)) == (3.5, "%", {})


@pytest.mark.parametrize(
    ("inputs", "errors"),
    [
        ({"start": "many", "lost": "14"}, {"start": "unreadable"}),
        ({"start": "400 or so and 20", "lost": "14"}, {"start": "several"}),
        ({"start": "400", "lost": "5%"}, {"lost": "unreadable"}),
        ({"start": "0", "lost": "0"}, {"start": "invalid"}),
        ({"start": "400", "lost": " "}, {"lost": "missing"}),
    ],
)
def test_a_form_tells_errors_by_field(inputs: dict[str, str], errors: dict[str, str]) -> None:
    found = CALCULATORS.compute(CHURN, inputs, Language("en"))
    assert found.value is None
    assert dict(found.errors) == errors


def test_an_empty_form_asks_for_everything() -> None:
    found = CALCULATORS.compute(VELOCITY, {}, Language("id"))
    assert (found.problem, found.missing) == ("missing:opportunities", ("opportunities", "deal_value", "win_rate", "cycle"))
    assert pending_of(found)["metric"] == VELOCITY
