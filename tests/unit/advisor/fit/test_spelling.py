"""Slips of the finger are mended in a few words and nowhere else."""

from __future__ import annotations

import pytest

from bot.advisor.fit.check import FitCheck
from bot.advisor.fit.spelling import repairs_of


@pytest.mark.parametrize("slip", ["emplyees", "emploeyes", "employeees", "employres"])
def test_one_slip_is_mended(slip: str) -> None:
    assert repairs_of(["employees"])[slip] == "employees"


@pytest.mark.parametrize("other", ["employees", "mployees", "employing", "empls"])
def test_other_words_are_left_alone(other: str) -> None:
    assert other not in repairs_of(["employees"])


def test_known_words_are_never_mended() -> None:
    assert "client" not in repairs_of(["client", "clients"])


def test_misspelt_texts_are_read(check: FitCheck) -> None:
    assert check.read("2,000 emplyees and 8 stakehlders").answers.facts == {"employees": 2000.0, "decision_makers": 8.0}
    assert check.read("klien punya 300 karyawn").answers.facts == {"employees": 300.0}
