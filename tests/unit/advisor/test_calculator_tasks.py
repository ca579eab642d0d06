"""An open sum keeps its state: numbers are corrected, added, asked about; it outlives a question and is closed by a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.domain.calculation import Refused, Worked
from bot.domain.reply import CalculationPart, Outcome, Reply
from tests.reckoning import CALCULATORS, EN, ID, conversation, missing_of, read, stored, told, value_of

Say = Callable[[str], Reply]
CHURN, WIN, GROWTH, PROFIT = "metric-churn-rate", "metric-win-rate", "metric-sales-growth", "metric-net-profit"


def sum_of(reply: Reply) -> float | None:
    """What the sum of a reply comes to."""
    (part,) = reply.parts
    assert isinstance(part, CalculationPart), reply.outcome
    return value_of(part.calculation)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sales growth from Rp 1 200 000 to Rp 1 500 000, growth?", 25),
        ("sales growth from 1\u00a0200\u00a0000 to 1\u00a0500\u00a0000, growth?", 25),
        ("growth from 1'200'000 to 1'500'000?", 25),
        ("we lost 30 of 1 200 customers, churn?", 2.5),
        ("we won 1/4 of our 200 opportunities, win rate?", 25),
        ("we won two thirds of our 90 opportunities, win rate?", 200 / 3),
        ("hundred customers, lost 5, churn?", 5),
        ("win rate: 9 won, 14 lost, 5 open, 2 stagnant", 30),
        ("win rate: menang 9, kalah 14, terbuka 5, mandek 2", 30),
        ("40 opportunities 25% win rate $12,000 deal size 90 day cycle", 40 * 0.25 * 12_000 / 90),
        ("40 peluang, 25% win rate, Rp12 juta nilai deal, siklus 90 hari", 40 * 0.25 * 12e6 / 90),
        ("pipeline 900k quota 300k", 3),
        ("pipeline 900 jt kuota 300 jt", 3),
        ("growth from 200... no wait, 2,000 to 2,500?", 25),
        ("pertumbuhan dari 5.000, eh typo, maksudnya 6.000 ke 7.500?", 25),
        ("3 of our last 12 deals closed, what's the win rate?", 25),
        ("profit on 2k revenue less 500, 300 and 200 costs?", 1000),
        ("we had 55 deals, half of which we won. win rate", 50),
        ("55 deal, separuhnya menang. win rate?", 50),
        ("7 customers gone from 140, churn?", 5),
        ("churn if two thirds of 90 accounts stay?", 33.3333),
        ("churn? jan 1: 1,050 customers. jan 31: 1,008. none joined", 4),
        ("churn? 31 januari: 1.008. 1 januari: 1.050 pelanggan", 4),
        ("our hit rate pls: 22 yes, 33 no, 0 open", 40),
        ("win rate menang 18, kalah 30, masih jalan 12", 30),
        ("net profit: took in $18,400, spent 6,150 on goods, 2,000 on rent and 750 on tax", 9500),
        ("We earned 7.5k, paid 2.5k for hosting, 1.2k to a freelancer, no wait, 1.5k to the freelancer. Net profit?", 3500),
        ("our revenue is €90,000, expenses are a third of it, net profit?", 60_000),
        ("pendapatan 60 juta, biayanya 25% dari pendapatan, laba bersih?", 45e6),
        ("£120k sales minus £70k costs minus £15k tax = net profit?", 35_000),
        ("net profit on ninety grand of revenue with half a mil of costs", -410_000),
        ("rent 3,200, wages 14,500, tools 800, revenue 26,000 - what's left as net profit?", 7500),
        ("what's left after 310k income and 120k + 80k of expenses, net profit", 110_000),
        ("dapet duit 15 jeti, keluar buat gaji 6 jeti, internet 500 rebu, laba bersih brp", 8.5e6),
        ("CLV for 500 per month over a year and a half", 9000),
        ("we had 340 customers at the start of January... no, 320; 16 dropped out by the end. churn?", 5),
        ("we had 300 customers at the start of the month, actually 12 left. churn?", 4),
        ("we lost 5 of 120, sorry, of 125. churn?", 4),
        ("5 of 120 left, sorry, 6. churn?", 5),
        ("sales of 200k grew by 30k, growth rate?", 15),
        ("revenue up by 80 to 480, what's the growth?", 20),
        ("omzet turun sebesar 50 juta jadi 450 juta, pertumbuhan?", -10),
        ("satu deal enterprise 12 miliar untuk 3 tahun. deal ukm 40 juta setahun. setara berapa ukm", 100),
    ],
)
def test_numbers_are_taken_whole(text: str, value: float) -> None:
    assert value_of(read(text, None)) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "reason", "about"),
    [
        ("2-3 of 10 deals, win rate?", "range", "2-3"),
        ("menang 2-3 dari 10 deal, win rate?", "range", "2-3"),
        ("we lost 2.5 of 100 customers, churn?", "fraction", "2.5"),
        ("99999999999999999999 of 999999999999999999999999, churn?", "too-large", "99999999999999999999"),
        ("revenue $100k, rent $20k, tax 15%, net profit?", "percentage", "15%"),
        ("pendapatan 100 juta, sewa 20 juta, pajak 15%, laba bersih?", "percentage", "15%"),
        ("each client spends $80, 10 haircuts a year, for 4 years, clv?", "unplaced", "10 haircuts a year"),
        ("revenue 50k, costs 20k. There was 3k for a party. Net profit?", "unplaced", "3k"),
        ("win rate: 9 won, 14 lost, 33 whatever", "uncounted", "33"),
        ("Customers: 300. Cancelled: 12, then another 6. churn?", "uncounted", "6"),
    ],
)
def test_a_number_that_cannot_be_used_as_it_is_is_asked_about(text: str, reason: str, about: str) -> None:
    found = read(text, None)
    assert isinstance(found, Refused)
    assert found.about is not None
    assert (found.reason, found.about.text, told(found)[1]) == (reason, about, "unclear")


@pytest.mark.parametrize(
    ("messages", "value"),
    [
        (("2-3 of 10 deals, win rate?", "3"), 30),
        (("we lost 2.5 of 100 customers, churn?", "2"), 2),
        (("revenue $100k, rent $20k, tax 15%, net profit?", "12k"), 68_000),
        (("pendapatan 100 juta, sewa 20 juta, pajak 15%, laba bersih?", "12 juta"), 68e6),
    ],
)
def test_the_answer_to_what_was_asked_goes_to_that_number(messages: tuple[str, ...], value: float) -> None:
    assert value_of(conversation(*messages, language=EN)) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("sales went from 80k to 100k, growth?", ""),
        ("revenue 310k, costs 200k, net profit?", ""),
        ("revenue 310k€, costs 200k, net profit?", "eur"),
        ("laba bersih: pendapatan 5 mlr, biaya 3 mlr", "idr"),
        ("laba bersih: pendapatan 500, biaya 300", ""),
    ],
)
def test_a_currency_that_nobody_named_is_not_invented(text: str, unit: str) -> None:
    found = read(text, None)
    assert isinstance(found, Worked)
    assert found.currency == unit


@pytest.mark.parametrize(
    ("messages", "value"),
    [
        (("churn 5 of 120", "sorry, 130"), 100 * 5 / 130),
        (("churn 5 of 120", "i meant 6"), 5),
        (("churn 5 of 120", "no, 6 lost"), 5),
        (("churn 5 of 120", "oops typo, 6 of 150"), 4),
        (("churn 5 of 120", "what if it were 9?"), 7.5),
        (("churn 5 dari 120", "maaf, 130"), 100 * 5 / 130),
        (("churn 5 dari 120", "ralat: 125"), 4),
        (("churn 5 dari 120", "eh salah, maksudnya 6"), 5),
        (("churn 5 dari 120", "kalau 9?"), 7.5),
        (("win rate: 12 of 60", "not 12, 13"), 65 / 3),
        (("win rate: menang 12 dari 60", "bukan 12, 13"), 65 / 3),
    ],
)
def test_a_correction_changes_one_number_and_keeps_the_rest(messages: tuple[str, ...], value: float) -> None:
    assert value_of(conversation(*messages, language=EN)) == pytest.approx(value, abs=1e-4)


@pytest.mark.parametrize(
    ("messages", "value"),
    [
        (("revenue 100k, costs 60k, net profit?", "what if we also pay 5k rent?"), 35_000),
        (("revenue 100k, costs 60k, net profit?", "and if we add 5k for ads?"), 35_000),
        (("revenue 100k, rent 10k, salaries 50k, net profit?", "plus 8k travel"), 32_000),
        (("revenue 100k, rent 10k, salaries 50k, net profit?", "what if rent were 15k?"), 35_000),
        (("revenue 100k, rent 10k, salaries 50k, net profit?", "what if costs were 30k?"), 70_000),
        (("omzet 100 jt, biaya 60 jt, laba bersih?", "kalau tambah sewa 5 jt?"), 35e6),
        (("omzet 100 jt, sewa 10 jt, gaji 50 jt, laba bersih?", "kalau sewanya 15 jt?"), 35e6),
        (("omzet 100 jt, sewa 10 jt, gaji 50 jt, laba bersih?", "kalau biayanya 30 jt?"), 70e6),
    ],
)
def test_an_expense_joins_the_others_or_takes_the_place_of_its_own(messages: tuple[str, ...], value: float) -> None:
    assert value_of(conversation(*messages, language=ID)) == pytest.approx(value)


def test_a_correction_that_may_mean_several_numbers_is_asked_about() -> None:
    found = conversation("win rate: 12 of 60", "typo: 21")
    assert isinstance(found, Refused)
    assert (found.reason, found.about and found.about.held and found.about.held.among) == ("which", ("won", "opportunities"))


def test_a_percentage_in_a_what_if_is_asked_about() -> None:
    found = conversation("revenue 100k, costs 60k, net profit?", "what if tax is 10%?")
    assert told(found) == (PROFIT, "unclear", "percentage")


@pytest.mark.parametrize(
    ("asked", "between", "answer"),
    [
        ("we lost 5 customers, what's our churn?", "how long is the smb sales cycle?", "120"),
        ("kami kehilangan 5 pelanggan, churn berapa?", "berapa lama siklus penjualan enterprise?", "awalnya 120"),
    ],
)
def test_an_open_sum_outlives_a_question_in_between(say: Say, asked: str, between: str, answer: str) -> None:
    assert sum_of(say(asked)) is None
    assert say(between).outcome is Outcome.ANSWER
    assert sum_of(say(answer)) == pytest.approx(100 * 5 / 120, abs=1e-4)


@pytest.mark.parametrize(
    ("asked", "between", "supposed", "result"),
    [
        ("we lost 7 of 210 customers, what's our churn?", "why?", "and if we lost 12?", 100 * 12 / 210),
        ("kehilangan 4 dari 80 pelanggan, churn berapa?", "kenapa?", "kalau 6?", 7.5),
    ],
)
def test_a_finished_sum_outlives_a_question_about_its_metric(
    say: Say, asked: str, between: str, supposed: str, result: float
) -> None:
    assert say(asked).outcome is Outcome.CALCULATION
    assert say(between).outcome is Outcome.ANSWER
    assert sum_of(say(supposed)) == pytest.approx(result, abs=1e-4)


@pytest.mark.parametrize(
    ("asked", "closing"),
    [
        ("we lost 5 customers, what's our churn?", "forget it"),
        ("we lost 5 customers, what's our churn?", "never mind, thanks"),
        ("kehilangan 5 pelanggan, churn berapa?", "batal"),
        ("kehilangan 5 pelanggan, churn berapa?", "nggak jadi deh"),
    ],
)
def test_a_word_closes_an_open_sum(say: Say, asked: str, closing: str) -> None:
    assert sum_of(say(asked)) is None
    assert say(closing).outcome is Outcome.SMALLTALK
    assert say("120").outcome is not Outcome.CALCULATION


def test_a_customer_who_cancels_closes_nothing(say: Say) -> None:
    say("what is our churn if 5 customers cancel?")
    assert sum_of(say("cancel 5 of 120, churn?")) == pytest.approx(100 * 5 / 120, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("we lost 5 of 1.2k customers, churn?", {"start": "1.2k", "lost": "5"}),
        ("net profit: revenue $300k, rent $40k and wages $160k", {"revenue": "$300k", "expenses": "$40k + $160k"}),
        ("clv: $85/month and 2.5% monthly churn", {"revenue": "$85/month", "churn": "2.5% monthly"}),
        ("pendapatan 800 juta, operasional 500, laba bersih?", {"revenue": "800 juta", "expenses": "IDR 500000000"}),
    ],
)
def test_the_form_of_an_open_sum_is_filled_in_and_reads_the_same(text: str, fields: dict[str, str]) -> None:
    found = read(text, None)
    assert found is not None
    opened = stored(found)
    assert opened is not None
    filled = CALCULATORS.fields_of(opened, EN)
    again = CALCULATORS.compute(found.metric, filled, EN)
    assert dict(filled) == fields
    assert value_of(again) == pytest.approx(value_of(found))


def test_what_is_still_missing_stays_empty_in_the_form() -> None:
    found = read("we lost 5 customers, what's our churn?")
    assert found is not None
    opened = stored(found)
    assert opened is not None
    assert (missing_of(found), dict(CALCULATORS.fields_of(opened, EN))) == (("start",), {"lost": "5"})
