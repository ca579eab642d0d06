"""Every rule of the fit assessment leads somewhere."""

from __future__ import annotations

from typing import Any

import pytest

from bot.knowledge.checks.fit import check_fit
from tests.unit.knowledge.fit_toy import write_fit


@pytest.fixture
def sound(toy: Any) -> Any:
    write_fit(toy.folder)
    return toy


def told(toy: Any) -> list[str]:
    return [str(problem) for problem in toy.run(check_fit)]


def test_a_sound_folder_has_no_problem_and_neither_has_none(toy: Any) -> None:
    assert told(toy) == []
    write_fit(toy.folder)
    assert told(toy) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("market.yml", "weight: 4", "weight: x", "kb/fit/market.yml: size.weight: This must be a number"),
        ("market.yml", "price.small", "price.tiny", "kb/fit/market.yml: size.claims.smb: There is no claim"),
        ("market.yml", "figure: small-price", "figure: gone", "size.scale.points[1]: There is no figure “gone”"),
        ("market.yml", "{at: 1000, lean", "{at: 900, lean", "size.scale.points[1]: The point stands at 900"),
        ("readiness.yml", "value: ample, lean: 1", "value: ample, lean: 0", "funds.options[0].lean: The option leads nowhere"),
        ("market.yml", "value: quick", "value: formal", "style.options[1]: The option “formal” stands twice"),
        ("market.yml", "denied: quick", "denied: slow", "style.options[0].denied: “slow” is no other option"),
        ("readiness.yml", "weight: 2", "weight: 0.1", "funds.weight: The criterion is dead"),
        ("readiness.yml", "value: tight, lean: -1", "value: tight, lean: 0.5", "funds: The criterion never leans to SMB"),
        ("questions.yml", "team: {form", "crew: {form", "questions.yml: The criterion “team” is never asked about"),
        ("questions.yml", "team: {form", "crew: {form", "questions.yml: crew: There is no criterion “crew”"),
        ("verdicts.yml", "mixed-market: ", "mixed-up: ", "verdicts.yml: The outcome “mixed-market” has no words"),
        ("verdicts.yml", "mixed-market: ", "mixed-up: ", "verdicts.yml: mixed-up: There is no outcome “mixed-up”"),
        ("rules.yml", "ample: ample,", "ample: rich,", "rules.yml: reserves.ample: The criterion “funds” has no option “rich”"),
        ("rules.yml", "criterion: funds", "criterion: purse", "reserves.tight: The criterion “purse” has no option “tight”"),
        ("market.yml", "  weight: 4", "  weight: 4\n  overrules: gone", "size.overrules: There is no criterion “gone”"),
        ("signs.yml", "price.large}", "price.large, opposite: dwarf}", "opposite: There is no sign “dwarf”"),
        ("rules.yml", "majority: 0.3", "majority: 0", "rules.yml: thresholds: No answers lead to the outcome “mixed-"),
        (
            "../language/en/fit/all.yml",
            "style.quick",
            "style.fast",
            "language/en/fit/all.yml: style.fast: “style.fast” is no option, sign or helper",
        ),
        ("../language/en/fit/all.yml", "[senior]", "[… senior]", "team.senior[0]: A phrase begins and ends with a word"),
        ("../language/en/fit/all.yml", "{slow} process", "{sloth} process", "style.formal[1]: There is no list “sloth”"),
        (
            "../language/id/fit/all.yml",
            "sign.giant: [giants]\n",
            "",
            "kb/language/id/fit: sign.giant: No phrase tells “sign.giant”",
        ),
    ],
)
def test_each_fault_is_told(sound: Any, file: str, old: str, new: str, problem: str) -> None:
    sound.edit(f"fit/{file}", old, new)
    assert any(problem in line for line in told(sound)), told(sound)


def test_a_number_of_a_scale_may_have_cues(sound: Any) -> None:
    sound.edit("language/en/fit/all.yml", "selling: [sell]", "selling: [sell]\nsize.1: [one man band]")
    assert told(sound) == []


def test_a_form_is_short(sound: Any) -> None:
    more = "".join(
        f"c{letter}: {{name: {{en: n, id: n}}, weight: 1, claims: {{smb: price.small, enterprise: price.large}}, options: "
        "[{value: a, lean: 1, short: {en: a, id: a}, en: A, id: A}, {value: b, lean: -1, short: {en: b, id: b}, en: B, id: B}]}\n"
        for letter in "abcdefghi"
    )
    sound.edit("fit/readiness.yml", "team:\n", f"{more}team:\n")
    questions = "".join(f"c{letter}: {{form: true, en: q, id: q, hint: {{en: h, id: h}}}}\n" for letter in "abcdefghi")
    sound.edit("fit/questions.yml", "size: {form", f"{questions}size: {{form")
    assert any("The form has 13 questions" in line for line in told(sound))
