"""Labels come from one file or several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.language import Language
from bot.errors import KnowledgeError
from bot.knowledge.labels import load_labels

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_files_share_one_set_of_keys(toy: Toy) -> None:
    toy.write("templates/en/labels-slack.yml", "no: No\n")
    toy.write("templates/id/labels-slack.yml", "no: Tidak\n")
    assert load_labels(toy.folder) == {
        Language("en"): {"yes": "Yes", "more": "{count} more", "no": "No"},
        Language("id"): {"yes": "Ya", "more": "{count} lagi", "no": "Tidak"},
    }


def test_a_key_in_two_files_and_a_file_of_one_language(toy: Toy) -> None:
    toy.write("templates/en/labels-slack.yml", "yes: Sure\n")
    with pytest.raises(KnowledgeError) as caught:
        load_labels(toy.folder)
    assert [(problem.file, problem.path, problem.what) for problem in caught.value.problems] == [
        ("kb/templates/en/labels-slack.yml", "yes", "The label “yes” stands already in another file of this folder."),
        ("kb/templates/id/labels-slack.yml", "", "The file is missing."),
    ]
