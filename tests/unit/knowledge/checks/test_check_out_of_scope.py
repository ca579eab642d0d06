"""What is out of scope is out of every topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.checks.out_of_scope import check_out_of_scope

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_lines_of_their_own_pass(toy: Toy) -> None:
    toy.write("out_of_scope/en/noise.yml", "- '???'\n- '!!!'\n")
    assert toy.run(check_out_of_scope) == []


def test_lines_that_stand_elsewhere(toy: Toy) -> None:
    toy.write("out_of_scope/en/near.yml", "- En price, question A?\n- the weather\n- id thanks a\n")
    remedy = "Keep it where it belongs; capitals and commas make no difference."
    assert [str(problem) for problem in toy.run(check_out_of_scope)] == [
        "kb/out_of_scope/en/near.yml: [0]: The line “En price, question A?” stands also in kb/phrases/en/price.yml: any[0]. "
        + remedy,
        f"kb/out_of_scope/en/near.yml: [2]: The line “id thanks a” stands also in kb/intents/id/thanks.yml: [0]. {remedy}",
    ]
