"""The lexicon keeps its words as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.language import Segment
from bot.errors import KnowledgeError
from bot.knowledge.lexicon import load_lexicons

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_words_that_yaml_would_convert_stay_words(toy: Toy) -> None:
    english, indonesian = load_lexicons(toy.folder)
    words = {"cost": ["price", "how much"], "no": ["no", "off"], "both-sides": ["both"], "difference": ["differ"]}
    assert english.concepts == words
    assert english.slang == {"y": "why", "4": "for", "lol": ""}
    assert english.stop == {"the", "no", "on"}
    assert indonesian.polite == {"tolong"}


def test_each_language_has_its_own_sides_names_and_numbers(toy: Toy) -> None:
    english, indonesian = load_lexicons(toy.folder)
    assert english.segments == {Segment.ENTERPRISE: ("big firm",), Segment.SMB: ("small firm",)}
    assert (english.names, indonesian.names) == (("acme",), ("nusantara",))
    assert (english.numbers.ones["two"], indonesian.numbers.ones["dua"]) == (2, 2)
    assert (english.currency, indonesian.currency, indonesian.numbers.decimal) == ("usd", "idr", ",")


def test_cues_are_named_by_file_and_key(toy: Toy) -> None:
    toy.write("language/en/cues/asking.yml", "sum: [how much, 'no']\n")
    toy.write("language/en/fit/a.yml", "not: [not]\n")
    toy.write("language/en/fit/b.yml", "not: [never]\n")
    english, _ = load_lexicons(toy.folder)
    assert english.cues == {"asking.sum": ("how much", "no")}
    assert english.fit == {"not": ("not", "never")}


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("numbers.yml", "ones: {one: many}\n", "ones.one"),
        ("numbers.yml", "ones: {one: 1}\nfractions: {half: 2}\n", "fractions.half"),
        ("numbers.yml", "ones: {one: 1}\nfrations: {half: 1/2}\n", "frations"),
        ("money.yml", "signs: {$: dollar}\n", "signs.$"),
        ("time.yml", "units: {moon: [moon]}\n", "units.moon"),
        ("time.yml", "units: {month: [month]}\nlong_units: {season: 3}\n", "long_units.season"),
        (
            "language.yml",
            "{name: English, order: 1, stemmer: english, currency: usd, decimal: x, locales: [en], asked_by: english}\n",
            "decimal",
        ),
    ],
)
def test_a_fault_in_a_word_is_told_with_its_place(toy: Toy, file: str, text: str, told: str) -> None:
    toy.write(f"language/en/{file}", text)
    with pytest.raises(KnowledgeError) as caught:
        load_lexicons(toy.folder)
    (problem,) = caught.value.problems
    assert problem.file == f"kb/language/en/{file}"
    assert problem.path.startswith(told)


def test_faults_of_all_files_are_told_at_once(toy: Toy) -> None:
    toy.write("language/id/slang.yml", "{y: why, y: yes, z: [a]}\n")
    toy.write("language/en/concepts.yml", "Cost: []\nempty:\n")
    toy.remove("language/en/stopwords.yml")
    with pytest.raises(KnowledgeError) as caught:
        load_lexicons(toy.folder)
    assert [(problem.file, problem.path, problem.what) for problem in caught.value.problems] == [
        ("kb/language/en/concepts.yml", "Cost", "“Cost” is not an id."),
        ("kb/language/en/concepts.yml", "Cost", "This is empty."),
        ("kb/language/en/concepts.yml", "empty", "This must be a list."),
        ("kb/language/en/stopwords.yml", "", "The file is missing."),
        ("kb/language/id/slang.yml", "line 1, column 10", "The key “y” stands twice; it stands first in line 1."),
    ]
