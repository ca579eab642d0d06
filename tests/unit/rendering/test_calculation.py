"""What a calculation looks like, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from bot.bootstrap.slack import load
from bot.domain.calculation import Calculation, Term, Worked
from bot.domain.language import Language
from bot.domain.reply import CalculationPart
from bot.knowledge.location import IN_REPOSITORY
from bot.rendering.calculation import context
from bot.rendering.document import Document
from bot.rendering.money import Amounts
from tests.reckoning import CALCULATORS, read

KNOWLEDGE = load().knowledge


def shown(text: str, language: Language) -> list[str]:
    """The lines of the reply to a message."""
    found = read(text, language)
    assert found is not None
    return drawn(found, language)


def drawn(found: Calculation, language: Language) -> list[str]:
    """The lines of a calculation's reply."""
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(IN_REPOSITORY / "templates" / language.value),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filled = context(CalculationPart(calculation=found), language, KNOWLEDGE)
    return Document.parse(environment.get_template("calculation.j2").render(filled)).plain().splitlines()


def test_the_result_comes_first_then_the_sum() -> None:
    lines = shown("We began at 2.4k customers and lost 84. What was churn?", Language("en"))
    assert lines[0] == "Churn rate: 3.5%"
    assert "• 84 ÷ 2,400 × 100 = 3.5%" in lines
    assert lines[-2].startswith("The article: Churn rate is the share of your customers")
    assert lines[-1] == "Source: UnboundB2B, 2023, “Key metrics”."
    assert lines[-3].endswith("Read from your message: customers at the start 2.4k; customers lost 84.")


def test_indonesian_separators_and_money() -> None:
    lines = shown("Sales velocity per bulan: 20 peluang, Rp 30 juta, win rate 40%, siklus 3 bulan", Language("id"))
    assert lines[0] == "Sales velocity: Rp80.000.000 per bulan"
    assert "• 20 × Rp30.000.000 × 40% ÷ 3 bulan = Rp80.000.000 per bulan" in lines


def test_what_was_worked_out_on_the_way_is_shown() -> None:
    assert "• expenses: $40,000 + $160,000 = $200,000" in shown(
        "net profit? revenue $300k, rent $40k and wages $160k", Language("en")
    )
    assert "• value of one customer: $83 a month = $996 a year" in shown(
        "how many $83 a month SMBs equal a $100k client?", Language("en")
    )


def test_sums_without_money_show_none() -> None:
    lines = shown("sales up from 40 deals to 52 deals, growth in %?", Language("en"))
    assert "• (52 − 40) ÷ 40 × 100 = 30%" in lines
    assert not any("$" in line for line in lines)


def test_a_sum_for_an_earlier_time_stands_below_with_the_change_since() -> None:
    now, before = read("win rate 12 of 60"), read("win rate 20 of 80")
    assert isinstance(now, Worked) and isinstance(before, Worked)
    both = replace(now, before=before)
    assert "• Before: 20 ÷ 80 × 100 = 25%. Since then down by 5 percentage points." in drawn(both, Language("en"))
    assert "• Sebelumnya: 20 ÷ 80 × 100 = 25%. Sejak itu turun 5 poin persentase." in drawn(both, Language("id"))


WRITING = KNOWLEDGE.writing


@pytest.mark.parametrize(
    ("text", "language", "line"),
    [
        ("pertumbuhan 480 jt dari 400 jt", Language("id"), "• (Rp480.000.000 − Rp400.000.000) ÷ Rp400.000.000 × 100 = 20%"),
        ("pipeline 900k, quota 300k, coverage?", Language("en"), "• 900,000 ÷ 300,000 = 3x"),
        ("target 60 langganan, peluang 75, coverage?", Language("id"), "• 75 ÷ 60 = 1,25x"),
    ],
)
def test_money_carries_its_currency_wherever_it_is_compared(text: str, language: Language, line: str) -> None:
    assert line in shown(text, language)


@pytest.mark.parametrize(
    ("text", "language", "given"),
    [
        ("growth 1,5 M dari 1 M", Language("id"), "penjualan sebelumnya 1 M; penjualan berikutnya 1,5 M."),
        ("churn 5 dari 1.200", Language("id"), "pelanggan di awal periode 1.200; pelanggan yang hilang 5."),
        ("51 out of 1,340 opportunities won, win rate?", Language("en"), "deals won 51; all opportunities 1,340."),
    ],
)
def test_numbers_are_shown_as_they_were_written(text: str, language: Language, given: str) -> None:
    assert any(given in line for line in shown(text, language))


def test_a_loss_is_called_one() -> None:
    english = shown("revenue $10k, costs $12k, net profit?", Language("en"))
    assert english[:2] == ["Net loss: $2,000", "Expenses come to more than revenue by this amount."]
    assert "• $10,000 − $12,000 = -$2,000" in english
    indonesian = shown("omzet 10 jt, biaya 12 jt, laba bersih?", Language("id"))
    assert indonesian[0] == "Rugi bersih: Rp2.000.000"
    assert "• Agar impas, pendapatan harus naik, atau pengeluaran harus turun, sebesar Rp2.000.000." in indonesian


def test_an_amount_of_another_period_is_seen_converted() -> None:
    lines = shown("omzet 12 jt sebulan, biaya 1,2 jt seminggu, untung?", Language("id"))
    assert "• pengeluaran: Rp1.200.000 per minggu = Rp5.200.000 per bulan" in lines
    assert lines[0] == "Laba bersih: Rp6.800.000"


def test_metrics_are_titled_as_their_topics() -> None:
    for name, metric in CALCULATORS.metrics.items():
        if name.startswith("metric-"):
            assert dict(metric.title) == dict(KNOWLEDGE.topics[name].title)


def test_what_is_missing_is_asked_for_with_an_example() -> None:
    assert "• expenses, for example $200k and $45k" in shown("net profit on $2.3M of revenue?", Language("en"))
    assert any("pengeluaran, misalnya" in line for line in shown("laba bersih dari omzet 2 miliar?", Language("id")))


def test_a_refusal_says_why() -> None:
    assert "You cannot lose more customers than you had at the start." in shown(
        "had 50 customers, lost 60. churn?", Language("en")
    )
    assert any("mata uang yang berbeda" in line for line in shown("growth from $10k to €20k?", Language("id")))


@pytest.mark.parametrize("metric", sorted(CALCULATORS.metrics))
@pytest.mark.parametrize("language", [Language("en"), Language("id")])
def test_every_calculator_can_be_opened_empty_and_damaged(metric: str, language: Language) -> None:
    assert len(drawn(CALCULATORS.compute(metric, {}, language), language)) >= 3
    broken = dict.fromkeys(CALCULATORS.metrics[metric].inputs, "no number")
    assert len(drawn(CALCULATORS.compute(metric, broken, language), language)) >= 2


@pytest.mark.parametrize("metric", sorted(CALCULATORS.metrics))
def test_every_worked_example_can_be_shown(metric: str) -> None:
    for example in CALCULATORS.metrics[metric].examples:
        lines = drawn(CALCULATORS.compute(metric, example.inputs, example.language), example.language)
        assert "None" not in " ".join(lines)
        assert "{" not in " ".join(lines)


@pytest.mark.parametrize(
    ("value", "unit", "english", "indonesian"),
    [
        (3.456, "%", "3.46%", "3,46%"),
        (0.2, "share", "20%", "20%"),
        (2.75, "x", "2.75x", "2,75x"),
        (1, "customers", "1 customer", "1 pelanggan"),
        (101, "customers", "101 customers", "101 pelanggan"),
        (1, "day", "1 day", "1 hari"),
        (2.5, "year", "2.5 years", "2,5 tahun"),
        (666.6667, "usd/day", "$666.67 a day", "666,67 dolar AS per hari"),
        (1150, "usd", "$1,150", "1.150 dolar AS"),
        (76.5, "usd", "$76.50", "76,50 dolar AS"),
        (-45_000, "usd", "-$45,000", "-45.000 dolar AS"),
        (88_888_888.89, "idr", "Rp88,888,889", "Rp88.888.889"),
        (5000, "chf", "CHF 5,000", "CHF 5.000"),
        (1e30, "usd", f"$1{',000' * 10}", f"1{'.000' * 10} dolar AS"),
        (2400, "", "2,400", "2.400"),
    ],
)
def test_terms_are_written_as_each_language_does(value: float, unit: str, english: str, indonesian: str) -> None:
    assert Amounts(WRITING[Language("en")], Language("en")).term(Term(value=value, unit=unit)) == english
    assert Amounts(WRITING[Language("id")], Language("id")).term(Term(value=value, unit=unit)) == indonesian
