"""No text is a command to Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.knowledge.checks.markup import check_markup

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_plain_texts_pass(toy: Toy) -> None:
    toy.edit("topics/speed.yml", "A B2B remark.", '"Write to a@b.example if 1 < 2 & all is @home."')
    assert toy.run(check_markup) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call <!here> now.", "<!"),
        ("Call <@U1> now.", "<@"),
        ("Call @Channel now.", "@Channel"),
        ("Call @here now.", "@here"),
        ("See <#C1> now.", "<#"),
        ("See <https://example.com> now.", "<https:"),
    ],
)
def test_control_markup_is_told(toy: Toy, text: str, found: str) -> None:
    toy.edit("topics/speed.yml", "A B2B remark.", f'"{text}"')
    assert [str(problem) for problem in toy.run(check_markup)] == [
        f"kb/topics/speed.yml: note.en: “{found}” is a command to Slack, not a text. Write the words without it."
    ]


def test_phrases_are_looked_at_too(toy: Toy) -> None:
    toy.edit("phrases/id/price.yml", "id price question a", '"@channel harga"')
    (problem,) = toy.run(check_markup)
    assert (problem.file, problem.path) == ("kb/phrases/id/price.yml", "any[0]")
