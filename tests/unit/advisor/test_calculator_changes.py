"""After a result, a short message may change one of its numbers; anything else is another message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.language import Language
from tests.reckoning import CALCULATORS, EN, ID, conversation, missing_of, read, stored, value_of

CHURN_EN, CHURN_ID = "lost 5 of 120 customers, churn?", "churn 5 dari 120"


@pytest.mark.parametrize(
    ("messages", "value"),
    [
        ((CHURN_EN, "what if we lost 8?"), 100 * 8 / 120),
        ((CHURN_EN, "what if we lost 8?", "and with 200 at the start?"), 100 * 8 / 200),
        ((CHURN_EN, "sorry, lost 6"), 100 * 6 / 120),
        ((CHURN_EN, "what if 10?"), 100 * 10 / 120),
        ((CHURN_EN, "and 8 of 160?"), 5),
        (("won 12 of 40, win rate?", "what if we won 15?"), 37.5),
        (("won 12 of 40, win rate?", "what if we lost 20?"), 30),
        (("churn: 1,250 customers, 1,200 stayed", "what if 30 left?"), 2.4),
        (("churn: 1,250 customers, 50 lost", "what if 1,100 stayed?"), 12),
        (("revenue $310k, costs $200k and $45k, profit?", "what if costs were $300k?"), 10_000),
        (("clv: $100 a month for 3 years", "what if they stay 4 years?"), 4800),
        (("clv: $100 a month for 3 years", "what if 4 years?"), 4800),
        (("pipeline 900k, quota 300k, coverage?", "what if the quota was 400k"), 2.25),
        (("we had 50 customers, lost 60. churn?", "sorry, lost 6"), 12),
        (("we lost 20 customers, churn?", "sorry, lost 30", "400"), 7.5),
    ],
)
def test_a_number_of_the_result_can_be_changed(messages: tuple[str, ...], value: float) -> None:
    found = conversation(*messages, language=EN)
    assert found is not None
    assert value_of(found) == pytest.approx(value, abs=1e-4)


@pytest.mark.parametrize(
    ("messages", "value"),
    [
        ((CHURN_ID, "kalau yang hilang 8?"), 100 * 8 / 120),
        ((CHURN_ID, "jadi hilang 8"), 100 * 8 / 120),
        ((CHURN_ID, "kalau awalnya 200?"), 2.5),
        ((CHURN_ID, "kalau 8 dari 160?"), 5),
        (("menang 12 dari 40, win rate?", "kalau menang 15?"), 37.5),
        (("omzet bulan lalu 400 jt, bulan ini 480 jt, pertumbuhan?", "kalau bulan ini 500 jt?"), 25),
        (("omzet bulan lalu 400 jt, bulan ini 480 jt, pertumbuhan?", "kalau bulan ini 500?"), 25),
        (("pertumbuhan 480 jt dari 400 jt", "kalau 500 jt?"), 25),
        (("omset 1,5 M biaya 1,2 M profit berapa", "kalau biaya 1 M?"), 500e6),
        (("omset 1,5 M biaya 1,2 M profit berapa", "gimana kalau biayanya 900 jt"), 600e6),
    ],
)
def test_a_number_of_the_result_can_be_changed_in_indonesian(messages: tuple[str, ...], value: float) -> None:
    found = conversation(*messages, language=ID)
    assert found is not None
    assert value_of(found) == pytest.approx(value, abs=1e-4)


@pytest.mark.parametrize(
    "message",
    [
        "thanks", "what about enterprise with 6 decision makers?", "what about a team of 12?", "what if they have 20,000 employees",
        "what if the client has like 150 people", "how long is the sales cycle for 20 banks?", "is 5% good?", "why 8?", "120",
        "do we need 8 reps at the start?", "our office moved to floor 8 last week",
    ],
)  # fmt: skip
def test_another_message_changes_nothing(message: str) -> None:
    assert conversation(CHURN_EN, message, language=EN) is None


@pytest.mark.parametrize(
    "message",
    [
        "makasih",
        "kalau karyawannya cuma 40",
        "kalau pelanggannya isi 20 orang",
        "8 itu bagus ga?",
        "tim kami 12 orang, cocok enterprise?",
    ],
)
def test_another_message_changes_nothing_in_indonesian(message: str) -> None:
    assert conversation(CHURN_ID, message, language=ID) is None


def test_a_calculation_of_its_own_is_not_a_change() -> None:
    found = conversation(CHURN_EN, "won 12 of 40, win rate?", language=EN)
    assert found is not None
    assert (found.metric, value_of(found)) == ("metric-win-rate", 30)
    asked = conversation("revenue 10k costs 8k profit?", "net profit on $2.3M of revenue?", language=EN)
    assert asked is not None
    assert missing_of(asked) == ("expenses",)


_WORDS = [
    "what if",
    "kalau",
    "and",
    "lost",
    "8",
    "hilang",
    "120",
    "of",
    "?",
    "start",
    "quota",
    "$3k",
    "20%",
    "6 months",
    "500 jt",
    "ini",
    "1,5 M",
]


@given(
    st.lists(st.sampled_from(_WORDS), max_size=8).map(" ".join),
    st.sampled_from(sorted(CALCULATORS.metrics)),
    st.sampled_from([EN, ID]),
)
def test_any_change_gives_a_value_or_a_problem_but_never_both(text: str, metric: str, language: Language) -> None:
    example = CALCULATORS.metrics[metric].examples[0]
    found = read(text, language, opened=stored(CALCULATORS.compute(metric, example.inputs, EN)))
    assert found is None or stored(found) is not None
