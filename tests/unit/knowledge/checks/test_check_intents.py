"""Both languages can hold the same conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.checks.intents import check_intents

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def _told(toy: Toy) -> list[str]:
    return [str(problem) for problem in toy.run(check_intents)]


def test_the_needed_turns_in_both_languages_pass(toy: Toy) -> None:
    assert _told(toy) == []


def test_turns_that_are_missing(toy: Toy) -> None:
    toy.remove("intents/id/why.yml")
    toy.write("intents/en/joke.yml", "".join(f"- joke {letter}\n" for letter in "abcdefghijklmnopqrst"))
    assert _told(toy) == [
        "kb/intents/id/joke.yml: The turn “joke” stands in the other language only. Write a list of at least 20 ways to say it.",
        "kb/intents/id/why.yml: The conversation needs the turn “why”, and this language lacks it. "
        "Write a list of at least 20 ways to say it.",
    ]


def test_too_few_lines(toy: Toy) -> None:
    toy.edit("intents/en/more.yml", "- en more a\n", "")
    assert _told(toy) == [
        "kb/intents/en/more.yml: The number of lines is 19; at least 20 are needed. Add ways in which people say this."
    ]


def test_a_broken_file_is_not_counted(toy: Toy) -> None:
    toy.write("intents/en/more.yml", "- [\n")
    assert _told(toy) == []
