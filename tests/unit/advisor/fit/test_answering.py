"""Answers to one question: numbers, option numbers, words, "don't know", and what cannot be used."""

from __future__ import annotations

import pytest

from bot.advisor.fit.check import FitCheck
from bot.advisor.fit.reading.answering import Heard, Trouble
from bot.domain.fit import Given
from bot.domain.language import Language


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("cycle_months", "9", 9.0),
        ("cycle_months", "9 months", 9.0),
        ("cycle_months", "setengah tahun", 6.0),
        ("cycle_months", "two quarters or so", 6.0),
        ("decision_makers", "1", 1.0),
        ("decision_makers", "6-8", (6.0, 8.0)),
        ("employees", "5k ppl", 5000.0),
        ("employees", "200-ish", 200.0),
        ("annual_contract_value_usd", "$99 a month", 1188.0),
        ("annual_contract_value_usd", "12000", 12000.0),
        ("buying", "1", "structured"),
        ("buying", "2.", "impulsive"),
        ("buying", "they compare vendors", "structured"),
        ("customization", "ya", True),
        ("customization", "nope", False),
        ("team", "Senior", "senior"),
        ("funds", "kami bootstrap", "tight"),
    ],
)
def test_answers(check: FitCheck, question: str, text: str, value: object) -> None:
    assert check.answer(question, check.message(text)) == Heard(value=value)


@pytest.mark.parametrize("text", ["don't know", "dunno", "no idea", "?", "tidak tahu", "ga tau", "entah", "skip"])
@pytest.mark.parametrize("question", ["employees", "buying", "customization"])
def test_unknown_is_an_answer(check: FitCheck, question: str, text: str) -> None:
    assert check.answer(question, check.message(text)) == Heard()


def test_the_number_behind_the_last_option_is_unknown(check: FitCheck) -> None:
    assert check.answer("buying", check.message("3")) == Heard()


@pytest.mark.parametrize(
    ("question", "text", "trouble"),
    [
        ("employees", "many", Trouble.NO_NUMBER),
        ("employees", "$500", Trouble.NO_NUMBER),
        ("decision_makers", "0", Trouble.OUT_OF_RANGE),
        ("decision_makers", "90000", Trouble.OUT_OF_RANGE),
        ("annual_contract_value_usd", "9 months", Trouble.NO_NUMBER),
        ("cycle_months", "$9", Trouble.NO_NUMBER),
        ("buying", "4", Trouble.NO_OPTION),
        ("buying", "blue", Trouble.NO_OPTION),
        ("team", "yes", Trouble.NO_OPTION),
    ],
)
def test_what_cannot_be_used_says_why(check: FitCheck, question: str, text: str, trouble: Trouble) -> None:
    assert check.answer(question, check.message(text)).trouble is trouble


def test_amounts_in_rupiah_keep_their_words(check: FitCheck) -> None:
    heard = check.answer("annual_contract_value_usd", check.message("Rp 5 juta per bulan"))
    assert heard.given == Given(words="Rp 5 juta per bulan", currency="idr")
    assert heard.value == pytest.approx(3306)


def test_every_option_can_be_answered_by_number_id_and_label_in_both_languages(check: FitCheck) -> None:
    for criterion in check.model.criteria.values():
        for number, option in enumerate(criterion.options, start=1):
            ways = [
                str(number),
                str(option.value).lower(),
                *(option.label[language] for language in (Language("en"), Language("id"))),
            ]
            for way in ways:
                assert check.answer(criterion.id, check.message(way)) == Heard(value=option.value), way


@pytest.mark.parametrize("text", ["250", "60000", "12k"])
def test_a_bare_amount_in_indonesian_asks_for_the_currency(check: FitCheck, text: str) -> None:
    assert check.answer("annual_contract_value_usd", check.message(text), Language("id")).trouble is Trouble.NO_CURRENCY
    assert check.answer("annual_contract_value_usd", check.message(text), Language("en")).trouble is None


@pytest.mark.parametrize("text", ["60 juta", "60jt", "60000000", "Rp60.000.000"])
def test_amounts_counted_the_indonesian_way_are_rupiah(check: FitCheck, text: str) -> None:
    heard = check.answer("annual_contract_value_usd", check.message(text), Language("id"))
    assert heard.value == pytest.approx(3306)
    assert heard.given == Given(words=text, currency="idr")
