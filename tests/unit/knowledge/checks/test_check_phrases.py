"""Phrases are many, short and distinct."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.checks.phrases import bare, check_phrases

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def _told(toy: Toy) -> list[str]:
    return [str(problem) for problem in toy.run(check_phrases)]


def test_enough_distinct_phrases_pass(toy: Toy) -> None:
    assert _told(toy) == []


def test_a_file_without_a_topic(toy: Toy) -> None:
    toy.write("phrases/en/cost.yml", "any: [what is the cost]\n")
    assert _told(toy) == [
        "kb/phrases/en/cost.yml: There is no topic or play “cost”. Give the file the name of its topic or play, or remove it."
    ]


def test_too_few_phrases_and_no_file_at_all(toy: Toy) -> None:
    toy.edit("phrases/en/price.yml", "  - en price question a\n", "")
    toy.remove("phrases/id/speed.yml")
    remedy = "Add ways in which people ask for this topic."
    assert _told(toy) == [
        f"kb/phrases/en/price.yml: The number of phrases is 19; at least 20 are needed. {remedy}",
        f"kb/phrases/id/speed.yml: The number of phrases is 0; at least 20 are needed. {remedy}",
    ]


def test_a_broken_file_is_not_counted(toy: Toy) -> None:
    toy.write("phrases/id/speed.yml", "any: [\n")
    assert _told(toy) == []


def test_overlong_and_wordless_phrases(toy: Toy) -> None:
    toy.edit("phrases/en/price.yml", "en price question a", "x" * 701)
    toy.edit("phrases/en/price.yml", "en price question b", "'?!'")
    assert _told(toy) == [
        "kb/phrases/en/price.yml: any[0]: The phrase has 701 characters; 700 is the most. Shorten it to the question.",
        "kb/phrases/en/price.yml: any[1]: The phrase has no words. Write words, or remove it.",
    ]


def test_a_phrase_twice_in_a_topic_or_under_two(toy: Toy) -> None:
    toy.edit("phrases/en/speed.yml", "en speed question a", "EN price, question A?")
    toy.edit("phrases/en/speed.yml", "en speed for small firms", "en speed question b")
    remedy = "Keep it where it belongs; capitals and commas make no difference."
    assert _told(toy) == [
        "kb/phrases/en/speed.yml: any[0]: The phrase “EN price, question A?” stands already in "
        f"kb/phrases/en/price.yml: any[0]. {remedy}",
        "kb/phrases/en/speed.yml: smb[0]: The phrase “en speed question b” stands already in "
        f"kb/phrases/en/speed.yml: any[1]. {remedy}",
    ]


def test_the_same_phrase_in_two_languages_is_fine(toy: Toy) -> None:
    toy.edit("phrases/id/price.yml", "id price question a", "en price question a")
    assert _told(toy) == []


def test_the_bare_form_forgets_case_width_and_punctuation() -> None:
    assert bare("  How—MUCH, ｉｓ it?! ") == bare("how much is it")
