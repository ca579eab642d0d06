"""The number a calculation waits for may come alone in the next message, or by way of a form."""

from __future__ import annotations

import json

import pytest

from bot.advisor.calculators import open_sum_of
from bot.domain.calculation import Refused
from bot.domain.conversation import Conversation
from bot.storage.conversation_data import dump_conversation, load_conversation
from tests.reckoning import CALCULATORS, EN, ID, conversation, missing_of, read, value_of

CHURN, VELOCITY = "metric-churn-rate", "metric-sales-velocity"


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
    assert value_of(found) == pytest.approx(value)


def test_the_missing_number_may_come_in_indonesian() -> None:
    found = conversation(
        "berapa pelanggan UKM untuk menggantikan satu klien enterprise Rp 2 miliar?", "20 juta setahun", language=ID
    )
    assert found is not None
    assert (value_of(found), found.unit) == (100, "customers")


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
    assert [open_sum_of(found).waiting for found in (complete, incomplete)] == [False, True]


@pytest.mark.parametrize(
    "pending",
    [
        {"kind": "fit"}, {"kind": "calculation", "done": True, "metric": CHURN, "given": 3}, {"kind": "calculation"}, {"kind": "calculation", "metric": "no-such"},
        {"kind": "calculation", "metric": CHURN, "given": [{"input": "lost"}, 3, {"input": "no", "value": 1}]},
        {"kind": "calculation", "metric": CHURN, "given": [{"input": "lost", "value": 1, "unit": "aeon"}], "currency": 5, "period": []},
    ],
)  # fmt: skip
def test_damaged_pending_data_is_left_out(pending: dict[str, object]) -> None:
    kept = load_conversation(json.dumps({**json.loads(dump_conversation(Conversation())), "pending": pending}))
    opened = kept.open_sum if kept is not None else None
    assert value_of(read("400", opened=opened)) is None


def test_a_sum_that_an_earlier_release_kept_goes_on() -> None:
    given = {"input": "lost", "value": 20, "text": "20", "currency": None, "per": None, "unit": None}
    pending = {"kind": "calculation", "done": False, "metric": CHURN, "currency": "usd", "period": None, "given": [given]}
    kept = load_conversation(json.dumps({**json.loads(dump_conversation(Conversation())), "pending": pending}))
    assert kept is not None
    assert value_of(read("400", opened=kept.open_sum)) == 5


def test_a_form_is_worked_out_field_by_field() -> None:
    found = CALCULATORS.compute(CHURN, {"start": "400", "lost": "14"}, EN)
    assert (value_of(found), found.unit) == (3.5, "%")


@pytest.mark.parametrize(
    ("inputs", "errors"),
    [
        ({"start": "many", "lost": "14"}, {"start": "unreadable"}),
        ({"start": "400 or so and 20", "lost": "14"}, {"start": "several"}),
        ({"start": "400", "lost": "5%"}, {"lost": "unreadable"}),
        ({"start": "0", "lost": "0"}, {"start": "invalid"}),
        ({"start": "2-3 dozen", "lost": "5"}, {"start": "range"}),
        ({"start": "400", "lost": "2.5"}, {"lost": "fraction"}),
    ],
)
def test_a_form_tells_errors_by_field(inputs: dict[str, str], errors: dict[str, str]) -> None:
    found = CALCULATORS.compute(CHURN, inputs, EN)
    assert isinstance(found, Refused)
    assert dict(found.errors) == errors


def test_a_form_asks_for_the_field_left_empty() -> None:
    assert missing_of(CALCULATORS.compute(CHURN, {"start": "400", "lost": " "}, EN)) == ("lost",)


def test_an_empty_form_asks_for_everything() -> None:
    found = CALCULATORS.compute(VELOCITY, {}, ID)
    assert missing_of(found) == ("opportunities", "deal_value", "win_rate", "cycle")
    assert open_sum_of(found).metric == VELOCITY
