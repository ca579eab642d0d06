"""Answers as JSON and back, and what changed."""

from __future__ import annotations

import json

import pytest

from bot.advisor.fit.check import FitCheck
from bot.advisor.fit.stored import Difference, from_json, json_value, open_from_json, to_json, what_changed
from bot.domain.fit import Answers, Given

FULL = Answers(
    values={"employees": (100.0, 300.0), "buying": "structured", "customization": True, "cycle_months": None},
    given={"annual_contract_value_usd": Given(words="Rp 5 juta", currency="idr")},
    signs=("board",),
    both=True,
)


def test_answers_come_back_as_they_were() -> None:
    assert from_json(json.loads(json.dumps(to_json(FULL)))) == FULL


@pytest.mark.parametrize(
    "data", [{}, {"values": 3}, {"values": {"employees": {}}, "signs": "board", "given": [], "both": 1}, {"values": {"a": [1]}}]
)
def test_malformed_data_is_left_out(data: dict) -> None:
    assert from_json(data) == Answers()


@pytest.mark.parametrize(
    ("value", "expected"),
    [(12.0, 12), (0.4615384, 0.461538), ((1.0, 2.5), [1, 2.5]), (True, True), ("tight", "tight"), (None, None)],
)
def test_values_are_written_plainly(value: object, expected: object) -> None:
    assert json_value(value) == expected


def test_what_changed_names_new_changed_and_dropped_answers() -> None:
    before = Answers(values={"employees": 50.0, "buying": "structured", "team": "senior"})
    after = Answers(values={"employees": 500.0, "buying": "structured", "team": None, "funds": "tight"})
    assert what_changed(before, after) == (
        Difference(criterion="employees", before=50.0, after=500.0),
        Difference(criterion="funds", before=None, after="tight"),
        Difference(criterion="team", before="senior", after=None),
    )


def test_an_open_check_of_an_earlier_release_is_read(check: FitCheck) -> None:
    old = {"kind": "fit", "question": "funds", "answers": {"values": {"employees": 50}, "given": {"deal": "Rp 5 juta"}}}
    opened = open_from_json(old)
    assert (opened.question, opened.earlier) == ("funds", ())
    assert (dict(opened.answers.values), dict(opened.answers.given)) == ({"employees": 50.0}, {"deal": Given(words="Rp 5 juta")})
    heard = check.resume(opened, check.message("we are bootstrapped"))
    assert heard is not None
    assert heard.opened.answers.known == {"employees": 50.0, "funds": "tight"}
