"""Both languages tell the same figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.checks.parity import check_parity

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_the_same_figures_pass(toy: Toy) -> None:
    assert toy.run(check_parity) == []


def test_a_figure_in_one_language_only(toy: Toy) -> None:
    toy.edit("topics/price.yml", "Sebut $small-price sejak awal.", "Sebut harganya sejak awal.")
    toy.edit("topics/price.yml", "id: Tanyakan anggarannya.", "id: Tanyakan $small-price.")
    remedy = "Tell the same figures in every language."
    assert [str(problem) for problem in toy.run(check_parity)] == [
        "kb/topics/price.yml: guidance.enterprise[0].en: The text in “en” does not tell the figure “small-price”, "
        f"another language does. {remedy}",
        "kb/topics/price.yml: guidance.smb[0].id: The text in “id” does not tell the figure “small-price”, "
        f"another language does. {remedy}",
    ]
