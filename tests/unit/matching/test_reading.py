"""A reading holds the words set right, their concepts and sides, and the features a model weighs."""

from __future__ import annotations

import pytest

from bot.domain.language import Language
from bot.matching.reading import Reader


def test_repairs_misspelt_words_and_says_so(toy_reader: Reader) -> None:
    reading = toy_reader.read("what is the pirce")
    assert reading.corrections == (("pirce", "price"),)
    assert reading.words == ("what", "is", "the", "pirce")
    assert reading.corrected == ("what", "is", "the", "price")


def test_writes_chat_words_out(toy_reader: Reader) -> None:
    assert toy_reader.read("wanna price pls").corrected == ("want", "to", "price", "please")
    assert toy_reader.read("gmn harga").corrected == ("bagaimana", "harga")


def test_finds_concepts_of_one_and_several_words(toy_reader: Reader) -> None:
    assert toy_reader.read("how much is the price").concepts == (("how much", "cost"), ("price", "cost"))


def test_finds_concepts_of_the_other_language(toy_reader: Reader) -> None:
    assert ("harga", "cost") in toy_reader.read("what is the harga").concepts


@pytest.mark.parametrize(
    ("typed", "sides", "kind"),
    [
        ("for a big firm", ["enterprise"], "only enterprise"),
        ("banks", ["enterprise"], "only enterprise"),
        ("the bakery", ["smb"], "only smb"),
        ("a bank and a bakery", ["enterprise", "smb"], "both"),
        ("acme", ["name"], "only enterprise"),
        ("the price", [], "no side"),
    ],
)
def test_sides(toy_reader: Reader, typed: str, sides: list[str], kind: str) -> None:
    reading = toy_reader.read(typed)
    assert [side for _, side in reading.sides] == sides
    assert kind in reading.features["side"]


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("what is the price", Language("en")),
        ("apa harga yang cepat", Language("id")),
        ("tolong price yang untuk bakery", Language("id")),
        ("harga", Language("id")),
        ("churn", None),
        ("xyzzy", None),
        ("", None),
    ],
)
def test_language(toy_reader: Reader, typed: str, language: Language | None) -> None:
    assert toy_reader.read(typed).language == language


def test_the_language_may_show_only_after_repair(toy_reader: Reader) -> None:
    assert toy_reader.read("custmers").language == Language("en")


def test_content_leaves_out_grammar_politeness_and_numbers(toy_reader: Reader) -> None:
    assert toy_reader.read("please what is the churn of 12 umbrellas").content == ("churn", "of", "umbrellas")


def test_unknown_words_are_noted_and_numbers_are_not(toy_reader: Reader) -> None:
    assert toy_reader.read("the flurbdex is 42 price").unknown == ("flurbdex",)


def test_numbers_become_one_feature_by_kind(toy_reader: Reader) -> None:
    features = toy_reader.read("17% 3 40 price").features["word"]
    assert {"#%", "#"} < features
    assert not any(character.isdigit() for feature in features for character in feature)


def test_pairs_and_character_pieces(toy_reader: Reader) -> None:
    features = toy_reader.read("the price").features
    assert features["pair"] == {"the price"} or features["pair"] == {"the price".replace("price", "pric")}
    assert features["gram"] == {"^pri", "pric", "rice", "ice$"}
    assert not any("the" in gram for gram in features["gram"])


def test_asks(toy_reader: Reader) -> None:
    assert [toy_reader.read(text).asks for text in ("price?", "price")] == [True, False]
