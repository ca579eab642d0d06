"""A fit check asked for as people ask: it opens with what was said, and the question itself denies nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.advisor.fit.check import FitCheck
from bot.domain.reply import FitPart, Outcome, Reply


@pytest.mark.parametrize(("text", "staff", "side"), [
    ("does a 40 person bakery chain fit us", 40, "smb"), ("is a 5000 person bank a good fit for us", 5000, "enterprise"),
    ("would a 5000 person bank be a good fit for us", 5000, "enterprise"), ("should we sell to a 40 person bakery chain", 40, "smb"),
    ("cocok nggak kalau calon kliennya toko roti 40 orang", 40, "smb"), ("pas nggak kalo jual ke toko roti 40 karyawan", 40, "smb"),
    ("klien ini cocok ga buat gw? toko roti 40 orang", 40, "smb"),
])  # fmt: skip
def test_asking_whether_a_company_fits_opens_the_check_with_it(
    say: Callable[[str], Reply], text: str, staff: float, side: str
) -> None:
    reply = say(text)
    (part,) = reply.parts
    assert isinstance(part, FitPart) and part.assessment is not None
    assert staff in part.assessment.facts.values()
    assert reply.segment == side


@pytest.mark.parametrize("text", ["does cold calling suit us", "is a crm a good fit for us", "should we sell to enterprises"])
def test_what_is_no_customer_with_a_size_opens_no_check(check: FitCheck, text: str) -> None:
    assert not check.reader.is_named(check.message(text))


@pytest.mark.parametrize(
    "text", ["fit: produk payroll, harga 2jt sebulan, tim 4 orang", "fit: payroll software, 30k a year, a team of 4 people"]
)
def test_the_sellers_own_team_is_no_size_of_the_customer(check: FitCheck, text: str) -> None:
    assert 4 not in check.read(check.message(text), open_check=True).answers.known.values()


def test_a_bare_kind_of_company_below_a_play_begins_no_check(say: Callable[[str], Reply]) -> None:
    say("klien minta custom fitur")
    assert say("perusahaan tambang").outcome is not Outcome.FIT
