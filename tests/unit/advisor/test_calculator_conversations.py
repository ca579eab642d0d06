"""Calculators within whole conversations: opened by a wish, changed after the result, and out of the way of everything else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.domain.reply import CalculationPart, Outcome, Reply
from tests.reckoning import value_of

Say = Callable[[str], Reply]


def value(reply: Reply) -> float | None:
    """What the calculation of a reply comes to."""
    (part,) = reply.parts
    if not isinstance(part, CalculationPart):
        pytest.fail(f"no calculation but {reply.outcome}")
    return value_of(part.calculation)


@pytest.mark.parametrize(
    ("wish", "answer", "change", "values"),
    [
        ("calculate win rate", "12 of 40", "what if we won 15?", [None, 30, 37.5]),
        ("coba hitung win rate dong", "menang 12 dari 40", "kalau menang 15?", [None, 30, 37.5]),
        ("hitung churn", "awal 300 hilang 12", "kalau yang hilang 15?", [None, 4, 5]),
    ],
)
def test_a_calculator_is_opened_filled_in_and_changed(say: Say, wish: str, answer: str, change: str, values: list[float]) -> None:
    assert [value(say(text)) for text in (wish, answer, change)] == values


@pytest.mark.parametrize("text", ["how do I calculate win rate?", "cara hitung win rate", "rumus win rate"])
def test_how_to_calculate_is_a_question_for_the_topic(say: Say, text: str) -> None:
    reply = say(text)
    assert (reply.outcome, reply.topics[0]) == (Outcome.ANSWER, "metric-win-rate")


@pytest.mark.parametrize(("text", "thanks", "change"), [
    ("churn 5 of 120 customers?", "thanks", "what if we lost 6?"), ("churn 5 dari 120 pelanggan?", "makasih", "kalau hilang 6?"),
])  # fmt: skip
def test_a_finished_calculation_leaves_the_choices_standing(say: Say, text: str, thanks: str, change: str) -> None:
    say(text)
    assert say(thanks).outcome is Outcome.SMALLTALK
    assert value(say(change)) == pytest.approx(5)
    assert say("2").outcome is Outcome.ANSWER
