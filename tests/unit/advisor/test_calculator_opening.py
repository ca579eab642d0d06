"""A wish to calculate opens the calculator; a question about the metric does not."""

from __future__ import annotations

import pytest

from tests.growth import grows_with_the_length
from tests.reckoning import CALCULATORS, EN, ID, missing_of, opens, read, stored, value_of

CHURN, WIN, PROFIT = "metric-churn-rate", "metric-win-rate", "metric-net-profit"


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("hitung churn", CHURN),
        ("mau ngitung laba bersih", PROFIT),
        ("coba hitung win rate dong", WIN),
        ("tolong hitungin churn rate kami ya", CHURN),
        ("bisa bantu menghitung laba bersih toko saya?", PROFIT),
        ("kalkulator CLV", "metric-customer-lifetime-value"),
        ("calculate win rate", WIN),
        ("Can you calculate our churn rate, please?", CHURN),
        ("I'd like to work out my sales velocity", "metric-sales-velocity"),
        ("let's compute pipeline coverage", "metric-pipeline-coverage"),
    ],
)
def test_a_wish_to_calculate_opens_the_calculator(text: str, metric: str) -> None:
    for language in (EN, ID):
        found = opens(text, language)
        assert found is not None
        assert (found.metric, value_of(found), missing_of(found)) == (metric, None, CALCULATORS.metrics[metric].required)


@pytest.mark.parametrize(
    "text",
    [
        "how do I calculate win rate?", "how is churn calculated", "calculate what?", "calculate", "what is churn?", "churn",
        "win rate formula", "calculate churn or win rate", "calculate gross margin", "calculate profit margin", "why calculate churn",
        "cara hitung churn", "rumus win rate", "cara ngitungnya", "hitung", "churn itu apa", "gimana hitung win rate", "ngitung churn gimana",
        "kenapa harus hitung churn", "hitung churn sama win rate", "hitung churn 5 dari 120", "hitung bonus sales", "",
    ],
)  # fmt: skip
def test_other_messages_open_nothing(text: str) -> None:
    for language in (EN, ID):
        assert opens(text, language) is None


@pytest.mark.parametrize(
    ("wish", "answer", "value"),
    [
        ("hitung churn", "120 dan 5", 100 * 5 / 120),
        ("hitung churn", "5 dari 120", 100 * 5 / 120),
        ("hitung churn", "awal 300 hilang 12", 4),
        ("coba hitung win rate dong", "menang 12 dari 40", 30),
        ("mau ngitung laba bersih", "500 jt dan 300 jt", 200e6),
        ("calculate win rate", "12 of 40", 30),
        ("calculate churn", "120 and 5", 100 * 5 / 120),
        ("calculate sales velocity", "40, $5,000, 20%, 60 days", 666.6667),
    ],
)
def test_a_plain_answer_completes_it(wish: str, answer: str, value: float) -> None:
    language = ID if "hitung" in wish or "ngitung" in wish else EN
    opened = opens(wish, language)
    assert opened is not None
    found = read(answer, language, opened=stored(opened))
    assert found is not None
    assert value_of(found) == pytest.approx(value, abs=1e-4)


@pytest.mark.parametrize(
    "message",
    [
        "is a 450 ppl firm still smb or nah",
        "give me like 4 typical kpis for a sales guy",
        "cara dekati bank dengan 3.000 karyawan",
    ],
)
def test_another_message_does_not_complete_it(message: str) -> None:
    opened = opens("calculate churn", EN)
    assert opened is not None
    assert read(message, EN, opened=stored(opened)) is None


@pytest.mark.parametrize("piece", ["hitung ", "calculate churn ", "mau ", "work out", "churn of ", " "])
def test_a_hundred_thousand_characters_take_no_longer_than_their_length_warrants(piece: str) -> None:
    assert grows_with_the_length(lambda text: opens(text, ID), piece, before="hitung churn ")
