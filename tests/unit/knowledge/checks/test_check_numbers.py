"""No number is written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.knowledge.checks.numbers import check_numbers, numbers_in

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_named_figures_pass(toy: Toy) -> None:
    assert toy.run(check_numbers) == []


def test_digits_and_number_words_are_told_in_both_languages(toy: Toy) -> None:
    toy.edit(
        "topics/speed.yml", "note: {en: A B2B remark., id: Catatan B2B.}", "note: {en: Call 3 times., id: Telepon tiga kali.}"
    )
    assert [str(problem) for problem in toy.run(check_numbers)] == [
        "kb/topics/speed.yml: note.en: The number “3” is written by hand. "
        "Put the number in figures.yml with its source, and write its $name here.",
        "kb/topics/speed.yml: note.id: The number “tiga” is written by hand. "
        "Put the number in figures.yml with its source, and write its $name here.",
    ]


def test_numbers_outside_topics_are_left_alone(toy: Toy) -> None:
    toy.edit("groups.yml", "en: Basics", "en: Basics 101")
    assert toy.run(check_numbers) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("One decision maker, two sides, worth millions.", []),
        ("B2B in $market-2022-year and $smb-employees.", []),
        ("About thirty-five or Seven, 1,000 in all (17%).", ["1,000", "17%", "thirty", "five", "Seven"]),
        ("Often, attend weight, tentative, height, canine.", []),
        ("Half: ½, Q4, USD100.", ["½", "Q4", "USD100"]),
    ],
)
def test_which_words_are_numbers(text: str, numbers: list[str]) -> None:
    assert numbers_in(text, frozenset({"thirty", "five", "seven", "ten", "eight", "nine"})) == numbers


def test_every_number_word_of_a_language_counts_but_one_and_two(toy: Toy) -> None:
    toy.write("language/id/numbers.yml", "ones: {satu: 1, dua: 2, lima: 5}\nmultipliers: {puluh: 10}\nwholes: {seratus: 100}\n")
    toy.edit("topics/speed.yml", "id: Catatan B2B.", "id: Satu dua puluh lima atau seratus.")
    assert [str(problem).split("“")[1].split("”")[0] for problem in toy.run(check_numbers)] == ["puluh", "lima", "seratus"]
