"""Words know their clause and sentence; contractions are written out."""

from __future__ import annotations

import pytest

from bot.advisor.fit.words import LONGEST, plain, words_of


def lows(text: str) -> list[str]:
    return [word.low for word in words_of(plain(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We're 12, they've none", ["we", "are", "12", "they", "have", "none"]),
        ("don't can't won’t isn't", ["do", "not", "can", "not", "will", "not", "is", "not"]),
        ("dont cant", ["do", "not", "can", "not"]),
        ("the owner's shop", ["the", "owner", "shop"]),
        ("on-prem / self-serve", ["on", "prem", "self", "serve"]),
        ("Funds: low", ["funds", ":", "low"]),
        ("\u200bpro\u200bcurement ＴＥＮＤＥＲ", ["procurement", "tender"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert lows(text) == expected


def test_commas_and_contrasts_begin_clauses_and_full_stops_sentences() -> None:
    words = words_of("big deals, but no cash. tapi sabar")
    assert [(word.clause, word.sentence) for word in words] == [(0, 0), (0, 0), (2, 0), (2, 0), (2, 0), (4, 1), (4, 1)]


@pytest.mark.parametrize("text", ["1.250 staff", "at 9:30 sharp", "1,850 people"])
def test_marks_inside_numbers_part_nothing(text: str) -> None:
    assert {word.clause for word in words_of(text)} == {0}


def test_places_point_into_the_text() -> None:
    text = plain("Banks, not shops")
    assert [text[word.start : word.end] for word in words_of(text)] == ["Banks", "not", "shops"]


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert len(plain("a" * 100_000)) == LONGEST
