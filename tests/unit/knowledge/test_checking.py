"""The whole check: all faults of all kinds, in file order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.checking import check_knowledge

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_a_sound_folder_has_no_problems(toy: Toy) -> None:
    assert check_knowledge(toy.folder) == ()


def test_faults_of_shape_and_across_files_come_together(toy: Toy) -> None:
    toy.edit("topics/speed.yml", "owner: sales-enablement\n", "")
    toy.edit("topics/price.yml", "[speed]", "[sped]")
    toy.write("phrases/en/price.yml", "any: [how much]\n")
    problems = check_knowledge(toy.folder)
    assert [(problem.file, problem.path, problem.what) for problem in problems] == [
        ("kb/phrases/en/price.yml", "", "The number of phrases is 1; at least 20 are needed."),
        ("kb/topics/price.yml", "related[0]", "There is no topic “sped”."),
        ("kb/topics/speed.yml", "owner", "The key “owner” is missing."),
    ]


def test_a_broken_shared_file_hides_no_fault_of_the_texts(toy: Toy) -> None:
    toy.write("units.yml", "usd: [\n")
    toy.edit("topics/speed.yml", "Call at once.", "Call 3 times.")
    told = [(problem.file, problem.path) for problem in check_knowledge(toy.folder)]
    assert ("kb/topics/speed.yml", "guidance.smb[0].en") in told
    assert ("kb/units.yml", "line 2, column 1") in told
