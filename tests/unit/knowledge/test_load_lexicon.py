"""The lexicon keeps its words as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.language import Language, Segment
from bot.errors import KnowledgeError
from bot.knowledge.lexicon import load_lexicon

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_words_that_yaml_would_convert_stay_words(toy: Toy) -> None:
    lexicon = load_lexicon(toy.folder)
    assert lexicon.concepts[Language.EN] == {"cost": ["price", "how much"], "no": ["no", "off"]}
    assert lexicon.slang[Language.EN] == {"y": "why", "4": "for", "lol": ""}
    assert lexicon.stop[Language.EN] == {"the", "no", "on"}
    assert lexicon.polite[Language.ID] == {"tolong"}


def test_sides_and_names_of_both_languages_come_together(toy: Toy) -> None:
    lexicon = load_lexicon(toy.folder)
    assert lexicon.segments == {Segment.ENTERPRISE: ("big firm", "perusahaan besar"), Segment.SMB: ("small firm", "usaha kecil")}
    assert lexicon.names == ("acme", "nusantara")


def test_faults_of_all_files_are_told_at_once(toy: Toy) -> None:
    toy.write("lexicon/id/slang.yml", "{y: why, y: yes, z: [a]}\n")
    toy.write("lexicon/en/concepts.yml", "Cost: []\nempty:\n")
    toy.remove("lexicon/en/stopwords.yml")
    with pytest.raises(KnowledgeError) as caught:
        load_lexicon(toy.folder)
    assert [(problem.file, problem.path, problem.what) for problem in caught.value.problems] == [
        ("kb/lexicon/en/concepts.yml", "Cost", "“Cost” is not an id."),
        ("kb/lexicon/en/concepts.yml", "Cost", "This is empty."),
        ("kb/lexicon/en/concepts.yml", "empty", "This must be a list."),
        ("kb/lexicon/en/stopwords.yml", "", "The file is missing."),
        ("kb/lexicon/id/slang.yml", "line 1, column 10", "The key “y” stands twice; it stands first in line 1."),
    ]
