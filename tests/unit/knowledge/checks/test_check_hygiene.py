"""Texts are tidy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.knowledge.checks.hygiene import check_hygiene

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_tidy_texts_pass(toy: Toy) -> None:
    toy.edit("topics/speed.yml", "A B2B remark.", f"{'x' * 219}.")
    assert toy.run(check_hygiene) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A remark. ", "The text begins or ends with a space. Remove the space and the quotes that keep it."),
        ("A  remark.", "Two spaces stand in a row. Leave one."),
        ("A\\nremark.", "The text runs over several lines. Write it on one line."),
        ("x" * 221, "The text has 221 characters; 220 is the most. Shorten it, or split it in two."),
    ],
)
def test_untidy_texts_are_told(toy: Toy, text: str, told: str) -> None:
    toy.edit("topics/speed.yml", "A B2B remark.", f'"{text}"')
    assert [str(problem) for problem in toy.run(check_hygiene)] == [f"kb/topics/speed.yml: note.en: {told}"]


def test_phrases_may_be_untidy(toy: Toy) -> None:
    toy.edit("phrases/en/price.yml", "en price question a", '"how  much "')
    assert toy.run(check_hygiene) == []
