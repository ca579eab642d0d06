"""Sums as sellers say them: without a question, the two numbers in any order, a second sum beside the first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.domain.calculation import Refused, Worked
from bot.domain.reply import CalculationPart, Outcome, Reply
from tests.reckoning import EN, ID, read

Say = Callable[[str], Reply]
CHURN, WIN, GROWTH, CLV = "metric-churn-rate", "metric-win-rate", "metric-sales-growth", "metric-customer-lifetime-value"
PROFIT = "metric-net-profit"


def worked(reply: Reply) -> Worked:
    """The result in a reply."""
    (part,) = reply.parts
    assert isinstance(part, CalculationPart), reply.outcome
    assert isinstance(part.calculation, Worked), part.calculation
    return part.calculation


@pytest.mark.parametrize(("text", "percent"), [
    ("dari 120 demo 18 jadi, berapa persen?", 15), ("closing rate gw brp kalo 30 ketemu 6 deal", 20), ("win rate: 30 meetings, 6 deals", 20),
    ("win rate: 6 deals, 30 meetings", 20), ("dr 80 lead jd 6", 7.5), ("dari 200 prospek cuma 14 yg beli", 7),
])  # fmt: skip
def test_the_smaller_of_two_counts_is_what_was_won(text: str, percent: float) -> None:
    found = read(text, EN if "win rate" in text else ID)
    assert isinstance(found, Worked)
    assert (found.metric, found.value) == (WIN, percent)


@pytest.mark.parametrize("text", ["we won 30 of 6 deals, win rate?", "win rate: 30 won, 6 opportunities"])
def test_words_that_make_the_larger_count_the_part_are_not_set_right(text: str) -> None:
    assert isinstance(read(text), Refused)


@pytest.mark.parametrize("text", ["5 of 200", "thanks, 10 out of 10", "20 people in 3 months"])
def test_two_bare_numbers_are_no_sum(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(("text", "metric", "value"), [
    ("we lost 12 of 150 customers last year", CHURN, 8), ("bulan lalu hilang 12 dari 150 pelanggan", CHURN, 8),
    ("we went from 80k to 100k this year", GROWTH, 25), ("they pay 300 a month for 2 years", CLV, 7200), ("we made 90k and spent 60", PROFIT, 30_000),
])  # fmt: skip
def test_a_statement_of_the_topic_that_holds_the_whole_sum_is_worked_out(text: str, metric: str, value: float) -> None:
    found = read(text, ID if "bulan" in text else EN, hint=metric)
    assert isinstance(found, Worked)
    assert (found.metric, found.value) == (metric, value)


def test_a_statement_that_says_more_than_the_sum_is_left_to_the_topic() -> None:
    assert read("we lost 12 of 150 customers last year because support was slow and nobody called", hint=CHURN) is None


def test_numbers_below_an_explained_metric_are_meant_for_it(say: Say) -> None:
    assert say("what is net profit").outcome is Outcome.ANSWER
    assert worked(say("we made 90k and spent 60")).value == 30_000


@pytest.mark.parametrize(("first", "second", "now", "before"), [
    ("win rate 12 of 60", "how about last year 20 of 80", 20, 25),
    ("churn 12 of 150", "hows that compare to the year before, we lost 20 of 160", 8, 12.5),
    ("bulan ini menang 12 dari 60, win rate?", "kalo bulan lalu 20 dari 80?", 20, 25),
])  # fmt: skip
def test_an_earlier_time_makes_a_second_sum_beside_the_first(
    say: Say, first: str, second: str, now: float, before: float
) -> None:
    say(first)
    found = worked(say(second))
    assert found.before is not None
    assert (found.value, found.before.value) == (now, before)


@pytest.mark.parametrize(("first", "again", "value"), [
    ("growth from 80k to 100k", "how much growth is that", 25), ("dr 80 lead jd 6", "brp persen itu", 7.5),
])  # fmt: skip
def test_who_asks_for_the_number_again_is_told_it(say: Say, first: str, again: str, value: float) -> None:
    say(first)
    assert worked(say(again)).value == value


def test_a_correction_without_a_name_changes_both_numbers(say: Say) -> None:
    say("churn 5 of 200")
    assert [worked(say(text)).value for text in ("sorry meant 15 of 200", "16 of 200", "what if i lose 10 of them")] == [
        7.5,
        8,
        5,
    ]


@pytest.mark.parametrize(("text", "customers"), [
    ("how many clients do I need: target 500k, 2,500 each", 200), ("how many clients at 2500 for 500k", 200), ("need 500k this year, average client pays 2500", 200),
    ("kebab shop pays 50 a month, how many of those do i need to make 100k", 167), ("target 800 juta, per deal 40 juta, butuh berapa klien", 20),
])  # fmt: skip
def test_a_target_divided_by_what_one_customer_pays_is_how_many_are_needed(text: str, customers: float) -> None:
    found = read(text, ID if "butuh" in text else EN)
    assert isinstance(found, Worked)
    assert (found.metric, found.value) == ("deal-economics", customers)


@pytest.mark.parametrize(("text", "deals", "opportunities", "pipeline"), [
    ("target gw 1M, win rate 20%, rata2 deal 50jt, butuh brp deal?", 20, 100, 5e9),
    ("how many deals do i need to close to hit 310k if the average deal is 12k and my close rate is 30%", 26, 87, 1_033_333.3333),
])  # fmt: skip
def test_with_a_win_rate_the_opportunities_and_the_pipeline_follow(
    text: str, deals: float, opportunities: float, pipeline: float
) -> None:
    found = read(text, ID if "gw" in text else EN)
    assert isinstance(found, Worked)
    assert found.value == deals
    assert {one.what_if: one.result.value for one in found.outlooks if one.what_if != "dearer"} == {
        "opportunities": opportunities, "pipeline": pytest.approx(pipeline)
    }  # fmt: skip


def test_sellers_needed_are_no_customers_needed() -> None:
    assert read("how many reps do we need to hit 2M?") is None


def test_another_price_changes_how_many_are_needed(say: Say) -> None:
    say("need 500k this year, average client pays 2500")
    assert [worked(say(text)).value for text in ("how many do i need", "and at 50k each")] == [200, 10]
