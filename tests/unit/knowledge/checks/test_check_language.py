"""The words of a language are as sound as the rest of the knowledge."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

import bot
from bot.advisor.line_kinds import KINDS, NAMED
from bot.advisor.screen.parts import VIEWS
from bot.advisor.screen.remarks import Remark
from bot.advisor.turns.listed import PLACES
from bot.domain.want import PARTS
from bot.knowledge.checks.language import check_language
from bot.knowledge.location import find_knowledge
from bot.language.cues import CUE_KEYS, NEAR
from bot.matching.frame import HINTS

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy

READ = re.compile(
    r'"(bounds|clauses|links|lists|negation|parts|remarks|rows|sizes|social|sums|touches|views)\.([a-z][a-z-]*[a-z])"'
)


def told(toy: Toy) -> list[str]:
    return [str(problem) for problem in toy.run(check_language)]


def test_a_sound_language_passes(toy: Toy) -> None:
    assert told(toy) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("language.yml", "stemmer: english", "stemmer: englsh", "language.yml: stemmer: There is no stemmer “englsh”. Did you mean “english”?"),
        ("language.yml", "order: 1", "order: 2", "language/id/language.yml: order: The place 2 is taken by"),
        ("numbers.yml", "one: 1", "Twenty-One: 21", "numbers.yml: ones.Twenty-One: “Twenty-One” is never found in a message."),
        ("numbers.yml", "three: 3}", "three: 3}\nalone: [hundred]", "numbers.yml: alone[0]: “hundred” is no word of a number."),
        ("money.yml", "signs: {$: usd}", "scales: [juta]", "money.yml: scales[0]: “juta” is no scale word."),
        ("money.yml", "signs: {$: usd}", "home_scales: {m: miliar}", "money.yml: home_scales.m: “miliar” is no scale word."),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_place(toy: Toy, file: str, old: str, new: str, problem: str) -> None:
    toy.edit(f"language/en/{file}", old, new)
    assert any(problem in line for line in told(toy)), told(toy)


def test_cues_that_nobody_reads_that_cannot_be_read_and_that_are_missing(toy: Toy) -> None:
    toy.write("language/en/cues/negation.yml", 'befor: [not]\nafter: [none, "(never", "{gone} now"]\n')
    found = told(toy)
    assert "kb/language/en/cues/negation.yml: befor: No part of the program reads “negation.befor”. " in found[0]
    assert "Did you mean “negation.before”?" in found[0]
    assert "negation.yml: after[1]: A “)” is missing." in found[1]
    assert "negation.yml: after[2]: There is no list “gone”." in found[2]
    assert any("negation.yml: before: No language has the list “negation.before”." in line for line in found)


def test_the_cues_the_program_reads_are_the_ones_that_are_checked() -> None:
    files = [file for file in Path(bot.__path__[0]).rglob("*.py") if file.parent.name != "language" or file.name != "cues.py"]
    read = {f"{found[1]}.{found[2]}" for file in files for found in READ.finditer(file.read_text(encoding="utf-8"))}
    periods = {f"sums.per-{unit}" for unit in ("day", "week", "month", "quarter", "year")}
    sizes = {f"sizes.{size}" for size in ("person", "staff", "people")}
    parts = {f"views.{part}" for part in PARTS} | {f"wants.{hint}" for hint in HINTS}
    places = {f"lists.{place}" for place in PLACES}
    remarks = {f"remarks.{remark}" for remark in Remark if remark is not Remark.DROP}
    topics = yaml.safe_load((find_knowledge(None) / "brief" / "topics.yml").read_text(encoding="utf-8"))
    rows = {f"rows.{topic}" for topic in topics} & CUE_KEYS
    near = {f"near.{subject}" for subject in NEAR}
    touches = {f"touches.{kind}" for kind in KINDS} | {f"touches.{kind}-told" for kind in (*NAMED, "person", "time")}
    named = {f"parts.{name}" for name in VIEWS}
    assert (read | periods | sizes | parts | places | remarks | rows | near | touches | named) == CUE_KEYS
