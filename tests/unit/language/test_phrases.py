"""Phrases: alternatives, options, beginnings, endings, lists, numbers and gaps, found in one pass."""

from __future__ import annotations

import pytest

from bot.language.contractions import Contractions
from bot.language.grammar import PhraseError, lists_of, parse
from bot.language.phrases import Hit, PhraseBook, longest
from bot.language.tokens import cut

PLAIN = Contractions({}, {})


def found(text: str, *phrases: str, **lists: list[str]) -> list[tuple[int, int]]:
    book = PhraseBook({"key": phrases, **{f"list.{name}": words for name, words in lists.items()}}, str.split, endings=("nya",))
    _, words = cut(text, PLAIN, frozenset())
    return [(hit.first, hit.last) for hit in book.find([word.low for word in words], [word.clause for word in words])]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("tender", "a tender it is", [(1, 2)]),
        ("buy|buys fast", "she buys fast", [(1, 3)]),
        ("tender*", "tendering", [(0, 1)]),
        ("*putuskan", "diputuskan", [(0, 1)]),
        ("owner … decides", "the owner himself usually decides", [(1, 5)]),
        ("owner … decides", "the owner decides", [(1, 3)]),
        ("owner … decides", "owner of the two small decides", []),
        ("owner … decides", "the owner, who decides", []),
        ("low {money}", "low cash", [(0, 2)]),
        ("{money}|gold low", "gold low and cash low", [(0, 2), (3, 5)]),
        ("tender", "contender", []),
        ("(lost|went away) clients", "we went away clients", [(1, 4)]),
        ("[our] churn", "our churn", [(0, 2), (1, 2)]),
        ("our [net] churn", "our churn", [(0, 2)]),
        ("a (b|c) [d|e] f", "a c e f", [(0, 4)]),
        ("churn", "churnnya", [(0, 1)]),
        ("deal", "ideal", []),
    ],
)
def test_phrases(phrase: str, text: str, expected: list[tuple[int, int]]) -> None:
    assert found(text, phrase, money=["cash", "funds"]) == expected


def test_of_phrases_that_begin_together_the_longest_is_found() -> None:
    assert found("no cash at all", "no", "no cash", "no … all") == [(0, 4)]


def test_a_hit_holds_a_shorter_one_inside_it() -> None:
    assert Hit("a", 0, 3).holds(Hit("b", 1, 2))
    assert not Hit("a", 0, 3).holds(Hit("b", 0, 3))
    assert not Hit("a", 0, 3).holds(Hit("b", 2, 4))


def test_of_one_phrase_the_narrowest_reading_counts() -> None:
    assert found("owner decides and decides", "owner … decides") == [(0, 2)]


def test_hits_come_in_the_order_of_the_text_then_of_the_book() -> None:
    book = PhraseBook({"b": ["cash"], "a": ["cash at hand"]}, str.split)
    assert [hit.key for hit in book.find(["cash", "at", "hand", "cash"])] == ["b", "a", "b"]


def test_only_the_longest_that_begin_together_where_wanted() -> None:
    book = PhraseBook.of_rows(
        [("selling", ["sales"]), ("duration", ["sales", "cycle"]), ("near", ["sales", "cycle"]), ("none", [])]
    )
    assert [(hit.key, hit.last) for hit in longest(book.find(["sales", "cycle"]))] == [("duration", 2), ("near", 2)]


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("", "begins and ends"),
        ("  ", "begins and ends"),
        ("… cash", "begins and ends"),
        ("cash …", "begins and ends"),
        ("[cash]", "begins and ends"),
        ("low {gold}", "no list “gold”"),
        ("low {two words}", "one word in braces"),
        ("(cash", "“)” is missing"),
        ("cash)", "closes that was not opened"),
        ("*", "star needs letters"),
        (" ".join(["(a|b c)"] * 10), "1024 ways"),
    ],
)
def test_a_phrase_that_cannot_be_read_says_why(phrase: str, told: str) -> None:
    with pytest.raises(PhraseError, match=told.replace("(", "\\(").replace(")", "\\)")):
        parse(phrase, lists_of({"money": ("cash",)}, str.split), str.split)
