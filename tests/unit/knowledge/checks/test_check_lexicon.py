"""Words lead somewhere, and to one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.checks.lexicon import check_lexicon

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy

BOTH = "both-sides: [each one]\ndifference: [differing]\n"
"""Concepts that the conversation needs."""


def _told(toy: Toy) -> list[tuple[str, str, str]]:
    return [(problem.file, problem.path, problem.what) for problem in toy.run(check_lexicon)]


def test_a_sound_lexicon_passes(toy: Toy) -> None:
    toy.write("language/en/slang.yml", "{cuz: because, bc: cuz of, u2: you too}\n")
    toy.write("language/en/concepts.yml", "cost: [the, how much]\n'no': [not on]\n" + BOTH)
    assert _told(toy) == []


def test_chat_words_in_circles(toy: Toy) -> None:
    toy.write("language/id/slang.yml", "{perlu: perlu, a: b c, c: d, d: a, e: c}\n")
    assert _told(toy) == [
        ("kb/language/id/slang.yml", "perlu", "The word stands for itself."),
        ("kb/language/id/slang.yml", "a", "“a” leads over “b c” back to itself."),
        ("kb/language/id/slang.yml", "c", "“c” leads over “d” back to itself."),
        ("kb/language/id/slang.yml", "d", "“d” leads over “a” back to itself."),
    ]


def test_chat_words_that_no_message_holds(toy: Toy) -> None:
    toy.write("language/en/slang.yml", '{U: you, "by the way": also, "c\'mon": come on}\n')
    assert _told(toy) == [
        ("kb/language/en/slang.yml", "U", "“U” is never found in a message."),
        ("kb/language/en/slang.yml", "by the way", "“by the way” is never found in a message."),
        ("kb/language/en/slang.yml", "c'mon", "“c'mon” is never found in a message."),
    ]


def test_a_concept_of_one_language(toy: Toy) -> None:
    toy.write("language/id/concepts.yml", "cost: [harga]\ndeal: [transaksi]\n" + BOTH)
    assert _told(toy) == [
        ("kb/language/en/concepts.yml", "deal", "The concept “deal” stands in the other language only."),
        ("kb/language/id/concepts.yml", "no", "The concept “no” stands in the other language only."),
    ]


def test_a_concept_that_is_a_stop_word(toy: Toy) -> None:
    toy.write("language/en/concepts.yml", "cost: [price]\n'no': ['no']\n" + BOTH)
    assert _told(toy) == [("kb/language/en/concepts.yml", "no", "The only phrase, “no”, is a stop word.")]


def test_a_phrase_on_two_sides(toy: Toy) -> None:
    toy.edit("language/id/segments.yml", "[usaha kecil]", "[usaha kecil, Big Firm]")
    assert _told(toy) == [
        (
            "kb/language/id/segments.yml",
            "smb[1]",
            "“Big Firm” stands already under `enterprise` in kb/language/en/segments.yml: enterprise[0].",
        )
    ]


def test_a_broken_file_is_left_to_its_own_faults(toy: Toy) -> None:
    toy.write("language/id/concepts.yml", "cost: [\n")
    assert _told(toy) == []


def test_concepts_known_by_name_are_there(toy: Toy) -> None:
    toy.edit("topics/price.yml", "related: [speed]\n", "related: [speed]\nhints: {cost: smb, discount: smb}\n")
    for language in ("en", "id"):
        toy.write(f"language/{language}/concepts.yml", "cost: [tariff]\nno: [nope]\nboth-sides: [each]\n")
    assert _told(toy) == [
        ("kb/topics/price.yml", "hints.discount", "There is no concept “discount”."),
        (
            "kb/language/en/concepts.yml",
            "difference",
            "There is no concept “difference”.",
        ),
    ]
