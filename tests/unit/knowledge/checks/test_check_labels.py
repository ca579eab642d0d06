"""Labels say the same in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.knowledge.checks.labels import check_labels
from bot.knowledge.loader import read_content

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def _told(toy: Toy) -> list[str]:
    return [str(problem) for problem in toy.run(check_labels)]


def test_the_same_keys_and_fields_pass(toy: Toy) -> None:
    toy.edit("templates/en/labels.yml", "{count} more", "{{ {count} more }}")
    assert _told(toy) == []


def test_a_label_of_one_language(toy: Toy) -> None:
    toy.edit("templates/id/labels.yml", "yes: Ya\n", "")
    assert _told(toy) == [
        "kb/templates/id/labels.yml: yes: The label “yes” stands in the other language only. Add it here, or remove it there."
    ]


def test_fields_that_differ(toy: Toy) -> None:
    toy.edit("templates/id/labels.yml", "{count}", "{jumlah}")
    remedy = "Use the same fields in both languages."
    assert _told(toy) == [
        f"kb/templates/en/labels.yml: more: The field {{jumlah}} stands in the other language only. {remedy}",
        f"kb/templates/id/labels.yml: more: The field {{count}} stands in the other language only. {remedy}",
    ]


@pytest.mark.parametrize("text", ["{count more", "count} more", "{} {count}", "{count} {0}", "{count} {a.b}"])
def test_braces_that_are_no_fields(toy: Toy, text: str) -> None:
    toy.edit("templates/en/labels.yml", "{count} more", text)
    toy.edit("templates/id/labels.yml", "{count} lagi", text)
    assert [(problem.file, problem.path, problem.what) for problem in toy.run(check_labels)] == [
        (f"kb/templates/{language}/labels.yml", "more", "The braces in the text hold no plain name.") for language in ("en", "id")
    ]


def test_labels_named_like_languages_are_no_translations(toy: Toy) -> None:
    toy.write("templates/en/labels.yml", "en: English\nid: Indonesian\n")
    assert "templates/en/labels.yml" not in {located.file for located in read_content(toy.folder).texts()}
