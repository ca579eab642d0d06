"""What the calculators read out of messages: every sum is worked here by hand."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calculation import Worked
from bot.domain.language import Language
from tests.reckoning import EN, ID, read, stored, value_of
from tests.reckoning import told as told_of

CHURN, WIN, CLV, GROWTH = "metric-churn-rate", "metric-win-rate", "metric-customer-lifetime-value", "metric-sales-growth"
PROFIT, VELOCITY, COVERAGE, DEALS = "metric-net-profit", "metric-sales-velocity", "metric-pipeline-coverage", "deal-economics"


def worked(text: str, language: Language = EN) -> tuple[str, float | None, str]:
    """Metric, value and unit of a message that is a calculation."""
    found = read(text, language)
    assert isinstance(found, Worked), (text, found)
    return found.metric, found.value, found.unit


def told(text: str, language: Language = EN) -> tuple[str, str | None, str | None]:
    """Metric, problem and reason of a message that is a calculation without a result."""
    return told_of(read(text, language))


@pytest.mark.parametrize(
    ("text", "metric", "value", "unit"),
    [
        ("If I start the month with 1,200 subscribers and 54 cancel, what's my churn rate?", CHURN, 100 * 54 / 1200, "%"),
        ("we had 80 accounts in January, only 72 are still with us. churn?", CHURN, 100 * (80 - 72) / 80, "%"),
        ("Started with 1.2k customers, ended with 1,140 and gained 30 on the way. churn?", CHURN, 100 * (1200 + 30 - 1140) / 1200, "%"),
        ("what was churn in Q3 if twelve of our two hundred customers walked", CHURN, 100 * 12 / 200, "%"),
        ("none of our 58 customers left, what's churn?", CHURN, 0, "%"),
        ("customers: 350 start, 14 lost, 20 new -> churn", CHURN, 100 * 14 / 350, "%"),
        ("What's churn if you begin with 64 customers and 4 of them don't renew", CHURN, 100 * 4 / 64, "%"),
        ("we pitched 60 and won 18, what's the win rate", WIN, 100 * 18 / 60, "%"),
        ("8 wins, 20 losses, 12 still open. what is our win rate?", WIN, 100 * 8 / (8 + 20 + 12), "%"),
        ("We lost 45 of 60 deals, what's the win rate", WIN, 100 * (60 - 45) / 60, "%"),
        ("our reps landed 1 in 8 opportunities - what win rate is that?", WIN, 100 / 8, "%"),
        ("What's the CLV if a client spends $2,500 a month and stays 4 years?", CLV, 2500 * 12 * 4, "usd"),
        ("ltv: 99 dollars per month, 18 months", CLV, 99 * 18, "usd"),
        ("customer lifetime value at €800 a quarter for two and a half years", CLV, 800 * 4 * 2.5, "eur"),
        ("CLV for a customer that stays 3 years at $1,000 per month with a 70% margin", CLV, 1000 * 36 * 0.7, "usd"),
        ("what is a customer worth over their lifetime at $60/mo with 5% monthly churn", CLV, 60 / 0.05, "usd"),
        ("$200 per order, 6 orders a year, 5 years - lifetime value?", CLV, 200 * 6 * 5, "usd"),
        ("Revenue was $400k last quarter and $460k this quarter. What's the growth?", GROWTH, 100 * 60 / 400, "%"),
        ("2023: $3.3M, 2022: $3M. Growth?", GROWTH, 100 * 0.3 / 3, "%"),
        ("sales dropped from $1.5M to $1.2M, what's the growth rate?", GROWTH, -100 * 0.3 / 1.5, "%"),
        ("sales up from 40 deals to 52 deals, growth in %?", GROWTH, 100 * 12 / 40, "%"),
        ("revenue 500k, expenses 420k, net profit?", PROFIT, 500_000 - 420_000, ""),
        ("After $40k rent, $160k wages and $25k tax on $300k revenue, what's my net profit?", PROFIT, 300e3 - 40e3 - 160e3 - 25e3, "usd"),
        ("we made 90k and our outgoings were 95k, what's the net profit", PROFIT, 90_000 - 95_000, ""),
        ("Turnover of 2.5 million euros, 1.9 million euros of costs. what's left as net profit?", PROFIT, 2.5e6 - 1.9e6, "eur"),
        ("What's our sales velocity with 25 deals at $12k each, a 30% win rate and a 90-day cycle?", VELOCITY, 25 * 12e3 * 0.3 / 90, "usd/day"),
        ("60 opportunities, average deal $8k, we win 1 in 4, it takes 3 months to close. velocity?", VELOCITY, 60 * 8e3 / 4 / 3, "usd/month"),
        ("sales velocity with 12 opportunities at $30k, 1 in 3 win, six week cycle", VELOCITY, round(12 * 30e3 / 3 / 42, 4), "usd/day"),
        ("pipeline coverage with $2M of open pipeline against a $500k quota?", COVERAGE, 2e6 / 500e3, "x"),
        ("coverage on a target of $900k with just $675k in the pipeline?", COVERAGE, 675 / 900, "x"),
        ("how many $500 a month SMB clients equal one $240k a year enterprise client?", DEALS, 240e3 / (500 * 12), "customers"),
        ("one enterprise deal is worth $80k, an smb pays $1,500. how many smbs to match it?", DEALS, 54, "customers"),  # 53.3, rounded up
        ("an enterprise deal of $300k over three years: how many $2,000-a-year SMB customers match it?", DEALS, 50, "customers"),
    ],
)  # fmt: skip
def test_english_messages_are_worked_out(text: str, metric: str, value: float, unit: str) -> None:
    found_metric, found, found_unit = worked(text)
    assert (found_metric, found_unit) == (metric, unit)
    assert found == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "metric", "value", "unit"),
    [
        ("awal kuartal ada 640 pelanggan, hilang 16. churn rate berapa?", CHURN, 100 * 16 / 640, "%"),
        ("hitung churn: mulai 1.500 pelanggan, tersisa 1.380", CHURN, 100 * 120 / 1500, "%"),
        ("bulan lalu kami punya 3rb pelanggan, 90 berhenti langganan dan 200 baru masuk. Churn rate?", CHURN, 3, "%"),
        ("dua puluh dari lima ratus pelanggan tidak memperpanjang, churn rate berapa persen?", CHURN, 4, "%"),
        ("ikut 40 tender dan lolos 6, tingkat kemenangan berapa persen?", WIN, 100 * 6 / 40, "%"),
        ("9 menang, 21 kalah, 15 masih menggantung. win rate?", WIN, 100 * 9 / 45, "%"),
        ("pelanggan bayar Rp 500 ribu sebulan dan bertahan 3 tahun, CLV-nya berapa?", CLV, 500e3 * 36, "idr"),
        ("hitung CLV: USD 1.200 per tahun, 4,5 tahun", CLV, 1200 * 4.5, "usd"),
        ("bulan ini 480 jt, bulan lalu 400 jt, tumbuh berapa persen?", GROWTH, 20, "%"),
        ("Maret 120 juta, April 90 juta. pertumbuhan penjualan?", GROWTH, -25, "%"),
        ("pendapatan Rp 310 juta, pengeluaran Rp 355 juta, laba bersihnya berapa?", PROFIT, -45e6, "idr"),
        ("pendapatan 800 juta, operasional 500, bunga 40, pajak 60, laba bersih berapa?", PROFIT, 200e6, "idr"),
        ("sales velocity: 40 peluang, nilai rata-rata Rp 15 juta, win rate 20%, siklus 60 hari", VELOCITY, 2e6, "idr/day"),
        ("kecepatan penjualan kami berapa per hari? 10 peluang, USD 3.000 per deal, win rate 30%, siklus 45 hari", VELOCITY, 200, "usd/day"),
        ("target kuartal ini 600 jt dan nilai pipeline 1,5 M. pipeline coverage?", COVERAGE, 2.5, "x"),
        ("satu klien korporat 600 juta setahun setara berapa UKM yang bayar 1 juta sebulan?", DEALS, 50, "customers"),
    ],
)  # fmt: skip
def test_indonesian_messages_are_worked_out(text: str, metric: str, value: float, unit: str) -> None:
    found_metric, found, found_unit = worked(text, ID)
    assert (found_metric, found_unit) == (metric, unit)
    assert found == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("pertumbuhan 480 jt dari 400 jt", 20),
        ("growth 1,5 M dari 1 M", 50),
        ("omzet jadi 480 jt dari 400 jt, naik berapa persen", 20),
        ("naik 1,5 jt dari 1 jt berapa persen", 50),
        ("turun dari 1,2M jadi 900jt berapa persen", -25),
        ("jualan naik dr 20jt ke 26jt, pertumbuhannya brp persen", 30),
        ("growth of $480k from $400k", 20),
        ("sales up to 480k from 400k, what percent is that?", 20),
        ("sales were 10k in q1 n 13k in q2, growth?", 30),
    ],
)
def test_the_amount_after_from_is_the_earlier_one(text: str, value: float) -> None:
    for language in (EN, ID):
        assert worked(text, language) == (GROWTH, pytest.approx(value), "%")


@pytest.mark.parametrize("text", ["growth: sales down 200k from 1.2M", "pertumbuhan: naik 80 jt dari 400 jt"])
def test_what_sales_moved_by_is_not_taken_for_what_they_came_to(text: str) -> None:
    assert told(text) == (GROWTH, "missing:current", None)


@pytest.mark.parametrize("text", ["churn 1,5 jt dari 2 jt", "menang 300 jt dari 400 jt, win rate?", "win rate: $3M from $4M"])
def test_money_is_no_share_of_customers_or_deals(text: str) -> None:
    found = read(text, ID)
    assert found is None or found.value is None


def test_many_customers_are_no_money() -> None:
    assert worked("pelanggan hilang 1 juta dari 10 juta pelanggan, churn?", ID) == (CHURN, 10, "%")


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("pipeline coverage 900 jt target 300 jt", ID, 3),
        ("pipeline coverage 1,2 M target 400 jt", ID, 3),
        ("pipeline coverage 900k quota 300k", EN, 3),
        ("coverage 300k quota 900k pipeline", EN, 3),
    ],
)
def test_the_word_before_a_number_goes_before_the_one_behind_it(text: str, language: Language, value: float) -> None:
    assert worked(text, language) == (COVERAGE, value, "x")


@pytest.mark.parametrize(
    ("text", "language", "value", "unit"),
    [
        ("omset 1,5 M biaya 1,2 M profit berapa", ID, 300e6, "idr"),
        ("omset 1,5 M biaya 1,2 M profit berapa", EN, 300e6, "idr"),
        ("omset $1,5 M biaya 1,2 M profit berapa", ID, 300e3, "usd"),
        ("revenue 1.5M costs 1.2M profit?", EN, 300e3, ""),
    ],
)
def test_an_m_is_miliar_in_indonesian(text: str, language: Language, value: float, unit: str) -> None:
    assert worked(text, language) == (PROFIT, pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("text", "language", "metric", "value"),
    [
        ("omzet 12 jt sebulan, biaya 1,2 jt seminggu, untung?", ID, PROFIT, 12e6 - 1.2e6 * 52 / 12),
        ("annual revenue $1.2M, monthly costs $80k, net profit?", EN, PROFIT, 1.2e6 - 12 * 80e3),
        ("omzet 12 jt sebulan, biaya 5 jt, untung?", ID, PROFIT, 7e6),
        ("revenue $3M over three years, costs $2M, net profit?", EN, PROFIT, 1e6),
        ("growth: last year $10k a month, this year $150k a year", EN, GROWTH, 25),
    ],
)
def test_amounts_of_different_periods_are_brought_into_one(text: str, language: Language, metric: str, value: float) -> None:
    found_metric, found, _ = worked(text, language)
    assert (found_metric, found) == (metric, pytest.approx(value))


@pytest.mark.parametrize(
    "text", ["win rate? 4 yes, 12 no", "win rate? yes 4, no 12", "win rate? 4 ya, 12 tidak", "win rate: ya 4, tidak 12"]
)
def test_yes_and_no_are_won_and_lost(text: str) -> None:
    assert worked(text) == (WIN, 25, "%")


@pytest.mark.parametrize(
    ("text", "language", "metric", "missing"),
    [
        ("we lost 20 customers last month, what's our churn rate?", EN, CHURN, "start"),
        ("Churn rate for 640 customers at the start of the year?", EN, CHURN, "lost"),
        ("closed 33 deals this year, what's our win rate?", EN, WIN, "opportunities"),
        ("we have 220 opportunities. win rate?", EN, WIN, "won"),
        ("clients pay us $14k annually, what is the customer lifetime value?", EN, CLV, "lifetime"),
        ("customers stay 7 years on average. CLV?", EN, CLV, "revenue"),
        ("what is our sales growth if we sold $640k this year?", EN, GROWTH, "previous"),
        ("sales growth: last year 500k", EN, GROWTH, "current"),
        ("We took in £240k. Net profit?", EN, PROFIT, "expenses"),
        ("pengeluaran 75 juta, laba bersih berapa?", ID, PROFIT, "revenue"),
        ("velocity: 50 opps, 20% win rate, 45 day cycle", EN, VELOCITY, "deal_value"),
        ("sales velocity: 20 peluang, nilai deal Rp 10 juta, siklus 40 hari", ID, VELOCITY, "win_rate"),
        ("Quota 750k. What's our pipeline coverage?", EN, COVERAGE, "pipeline"),
        ("pipeline kami 750 juta, berapa pipeline coverage-nya?", ID, COVERAGE, "quota"),
        ("how many smb customers make up for a $250k enterprise deal?", EN, DEALS, "smb_value"),
    ],
)
def test_what_is_missing_is_named(text: str, language: Language, metric: str, missing: str) -> None:
    assert told(text, language) == (metric, f"missing:{missing}", None)


@pytest.mark.parametrize(
    ("text", "language", "metric", "reason"),
    [
        ("had 50 customers, lost 60. churn?", EN, CHURN, "more-lost-than-there-were"),
        ("churn when I began with 0 customers and lost 3", EN, CHURN, "start"),
        ("menang 50 dari 40 peluang, win ratenya?", ID, WIN, "more-won-than-there-were"),
        ("churn: 95 pelanggan pergi dari 70 pelanggan", ID, CHURN, "more-lost-than-there-were"),
        ("win rate with zero opportunities and 0 wins?", EN, WIN, "opportunities"),
        ("lifetime value of a client paying -$500 a year for 3 years", EN, CLV, "revenue"),
        ("growth rate when previous sales were 0 and now 20k?", EN, GROWTH, "previous"),
        ("growth from $10k to €20k?", EN, GROWTH, "currencies"),
        ("net profit for revenue $100k and expenses of -$20k?", EN, PROFIT, "expenses"),
        ("velocity for 20 opps, $5k deals, 150% win rate, 30 days", EN, VELOCITY, "win_rate"),
        ("velocity if the cycle is 0 days, 20 opps, $5k deals, 20% win rate", EN, VELOCITY, "cycle"),
        ("kuota nol pipeline 300 juta coverage berapa", ID, COVERAGE, "quota"),
        ("quota of -300k, pipeline 900k, coverage?", EN, COVERAGE, "quota"),
        ("how many $0 customers make up for a $100k enterprise client", EN, DEALS, "smb_value"),
    ],
)
def test_impossible_numbers_are_refused_with_a_reason(text: str, language: Language, metric: str, reason: str) -> None:
    assert told(text, language) == (metric, "invalid", reason)


@pytest.mark.parametrize(
    "text",
    [
        "what is churn?", "churn rate?", "how do I compute win rate?", "our cycle is 90 days, too long?", "we handle 30 objections per deal",
        "team of 12, enterprise or smb?", "we sold payroll to firms with 150 people", "our quota is 300k, when is the bonus paid",
        "what's a good churn rate for 2024?", "is a 20% win rate good?", "how do I raise my win rate above 30%?",
        "why did churn go from 3% to 5%?", "who signs contracts above 200k", "3x pipeline vs quota", "explain net profit in 3 bullet points",
        "calculate gross margin if cost is 37 and price is 59", "need 25% off approved by end of day, who do I ask",
        "our net profit of $45k, is that typical for 3 founders?", "does churn matter for a 20 person startup?", "what valuation can we get with 1M ARR",
        "churn 5% itu wajar?", "gimana cara menaikkan win rate di atas 30 persen?", "tim kami 12 orang, cocok enterprise atau UKM?",
        "kuota saya 500 juta, kapan bonus dibayar?", "siklus kami 90 hari, kelamaan ga?", "mau buka warung kopi modal 20 juta",
        "Our team of 8 closed 40 deals last year worth $300k in total and lost 60, now a prospect with 500 staff wants a discount. What do I say",
        "We had 400 customers in January and 380 now, and the CFO wants to know why people leave. What are typical reasons?",
        "hitung margin kalau modal 75rb jual 110rb", "sebutkan 5 metrik UKM seperti churn dan laba bersih", "", "5",
    ],
)  # fmt: skip
def test_other_messages_are_no_calculation(text: str) -> None:
    assert read(text) is None
    assert read(text, ID) is None


def test_a_hint_lets_a_message_do_without_the_metric_s_name() -> None:
    text = "We bid on thirty RFPs from utilities and got four. What figure describes that?"
    assert read(text) is None
    found = read(text, hint=WIN)
    assert found is not None
    assert value_of(found) == pytest.approx(100 * 4 / 30, abs=1e-4)


def test_the_given_numbers_are_kept_as_they_stood() -> None:
    found = read("Started with 1.2k customers, lost 84 and signed 150 new ones. What was churn?")
    assert found is not None
    assert {(number.input, number.text, number.value) for number in found.given} == {
        ("start", "1.2k", 1200),
        ("lost", "84", 84),
        ("new", "150", 150),
    }


def test_markup_and_invisible_characters_do_no_harm() -> None:
    assert worked("churn\u200b: lost 14 of&nbsp;400 customers &gt;&gt; rate?")[1] == 3.5


_WORDS = ["churn", "win rate", "5", "$3k", "lost", "of", "400", "berapa", "?", "profit", "20%", "per month", "2 years", "how many", "make up", "0", "-7",
          "quota", "pipeline", "ini", "lalu", "nothing", "to", "growth", "CLV", "velocity", "\n", "1e9", "9" * 30]  # fmt: skip


@given(
    st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join),
    st.sampled_from([EN, ID]),
    st.sampled_from([None, CHURN, PROFIT, DEALS]),
)
def test_any_message_gives_a_value_or_a_problem_but_never_both(text: str, language: Language, hint: str | None) -> None:
    found = read(text, language, hint=hint)
    if found is not None:
        assert stored(found) is not None


# Bare numbers such as 2024 are read as years, and a lone 1 beside "start" may be a label; both are left to people to write out.
_COUNTS = st.one_of(st.integers(2, 1989), st.integers(2050, 10**6))


@given(_COUNTS, st.one_of(st.just(0), _COUNTS))
def test_churn_is_between_nothing_and_everything_or_refused(start: int, lost: int) -> None:
    found = read(f"churn: {start} at the start, {lost} lost")
    assert found is not None
    if lost > start:
        assert told_of(found)[1] == "invalid"
    else:
        assert value_of(found) == pytest.approx(100 * lost / start, abs=1e-4)


@pytest.mark.parametrize(
    "piece", ["how many ", "1 ", "churn 5 lost ", "worth over ", "nothing of ", "is 5 ", "replace … 5 ", "a"]
)
def test_a_hundred_thousand_characters_take_under_a_second(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + " churn?"
    started = time.thread_time()
    read(text)
    assert time.thread_time() - started < 1
