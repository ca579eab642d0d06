"""Cue phrases: alternatives, beginnings, endings, lists and gaps."""

from __future__ import annotations

import pytest

from bot.advisor.fit.phrases import Hit, PhraseBook, parse
from bot.advisor.fit.words import words_of


def found(text: str, *phrases: str, **lists: list[str]) -> list[tuple[int, int]]:
    book = PhraseBook({"key": phrases, **{f"list.{name}": words for name, words in lists.items()}})
    return [(hit.first, hit.last) for hit in book.find(words_of(text))]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("tender", "a tender it is", [(1, 2)]),
        ("buy|buys fast", "she buys fast", [(1, 3)]),
        ("tender*", "tendering", [(0, 1)]),
        ("*putuskan", "diputuskan", [(0, 1)]),
        ("owner .. decides", "the owner himself usually decides", [(1, 5)]),
        ("owner .. decides", "the owner decides", [(1, 3)]),
        ("owner .. decides", "owner of the two small decides", []),
        ("owner .. decides", "the owner, who decides", []),
        ("low <money>", "low cash", [(0, 2)]),
        ("<money>|gold low", "gold low and cash low", [(0, 2), (3, 5)]),
        ("tender", "contender", []),
    ],
)
def test_phrases(phrase: str, text: str, expected: list[tuple[int, int]]) -> None:
    assert found(text, phrase, money=["cash", "funds"]) == expected


def test_of_phrases_that_begin_together_the_longest_is_found() -> None:
    assert found("no cash at all", "no", "no cash", "no .. all") == [(0, 4)]


def test_a_hit_holds_a_shorter_one_inside_it() -> None:
    assert Hit("a", 0, 3).holds(Hit("b", 1, 2))
    assert not Hit("a", 0, 3).holds(Hit("b", 0, 3))
    assert not Hit("a", 0, 3).holds(Hit("b", 2, 4))


@pytest.mark.parametrize("phrase", ["", "  ", ".. cash", "cash .."])
def test_a_phrase_begins_and_ends_with_a_word(phrase: str) -> None:
    with pytest.raises(ValueError, match="begins and ends"):
        parse(phrase, {})


def test_a_list_must_exist() -> None:
    with pytest.raises(ValueError, match="no list “gold”"):
        parse("low <gold>", {"money": ("cash",)})
