"""Misspelt words are repaired to the knowledge's own, right ones are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.language.spelling import SHORTEST, TWO_EDITS_FROM, Speller


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(
        {"churn": 5, "customer": 9, "customers": 20, "price": 9, "prize": 1, "deal": 3, "competitor": 4}, frozenset({"churned"})
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chrun", "churn"),  # letters swapped
        ("chur", "churn"),  # one left out
        ("churnn", "churn"),  # one too many
        ("cuztomer", "customer"),
        ("compettiror", "competitor"),  # two edits in a long word
        ("cmpettor", "competitor"),
        ("pride", "price"),  # both one edit away: the commoner word wins
        ("hrice", "price"),
    ],
)
def test_repairs(speller: Speller, typed: str, meant: str) -> None:
    assert speller.repair(typed) == meant


@pytest.mark.parametrize("typed", ["churn", "churned", "del", "zzzzzz", "chuuurn1", "", "curve"])
def test_leaves_alone_what_is_right_short_numbered_or_strange(speller: Speller, typed: str) -> None:
    assert speller.repair(typed) is None


def test_the_same_first_letter_goes_first() -> None:
    assert Speller({"lead": 1, "read": 9}).repair("lrad") == "lead"


def test_two_edits_are_too_many_for_a_short_word(speller: Speller) -> None:
    assert speller.repair("chxxn") is None


def test_further_right_words_are_never_a_repair() -> None:
    assert Speller({}, frozenset({"bakery"})).repair("bakary") is None


def test_knows() -> None:
    speller = Speller({"churn": 1}, frozenset({"the"}))
    assert [speller.knows(word) for word in ("churn", "the", "chrun")] == [True, True, False]


WORDS = st.text("abc", min_size=SHORTEST, max_size=TWO_EDITS_FROM + 1)


@given(st.sets(WORDS, min_size=1, max_size=40), WORDS)
def test_no_word_near_enough_is_passed_over(words: set[str], typed: str) -> None:
    """Few letters, so that most words lie near one another; only some of all words are compared, and none may be missed."""
    edits = 2 if len(typed) >= TWO_EDITS_FROM else 1
    near = {word: OSA.distance(typed, word) for word in words if OSA.distance(typed, word) <= edits}
    found = Speller(dict.fromkeys(words, 1)).repair(typed)
    if typed in words or not near:
        assert found is None
    else:
        assert near[found or ""] == min(near.values())
