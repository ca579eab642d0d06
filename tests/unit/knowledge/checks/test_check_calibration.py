"""The matcher is measured by sentences of another hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.checks.calibration import check_calibration

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_lines_of_another_hand_pass(toy: Toy) -> None:
    assert toy.run(check_calibration) == []


def test_unknown_topics_and_lines_known_by_heart(toy: Toy) -> None:
    toy.edit("calibration/en.jsonl", '"speed"', '"sped"')
    toy.edit("calibration/en.jsonl", "any rain", "EN speed question b!")
    assert [str(problem) for problem in toy.run(check_calibration)] == [
        "kb/calibration/en.jsonl: line 1.topics[1]: There is no topic or play “sped”. Correct its name, or remove it.",
        "kb/calibration/en.jsonl: line 3: The line “EN speed question b!” stands also in kb/phrases/en/speed.yml: any[1]. "
        "Reword or remove it here: the matcher is measured by sentences it has not learnt.",
    ]


def test_a_broken_file_is_left_to_its_own_faults(toy: Toy) -> None:
    toy.write("calibration/en.jsonl", '{"topics": ["sped"]}\n')
    assert toy.run(check_calibration) == []
