"""The tokeniser: words, clauses and sentences, each with its place in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.reader import Reader
from bot.language.tokens import MOST_WORDS, Form


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("what's the client's churn-rate?", ["what", "the", "client", "churn", "rate"]),
        ("17% of 1,000.50 in Q3", ["17%", "of", "1,000.50", "in", "q3"]),
        ("snake_case (word) «quoted»", ["snake", "case", "word", "quoted"]),
        ("o'clock", ["oclock"]),
        ("We don't, we won't, we can't", ["we", "do", "not", "we", "will", "not", "we", "can", "not"]),
        ("they've, I'm, we'd", ["they", "have", "i", "am", "we", "would"]),
        ("Café at 5k per B2B seat", ["cafe", "at", "5k", "per", "b2b", "seat"]),
        ("Funds: low", ["funds", ":", "low"]),
        ("1 200 customers", ["1", "200", "customers"]),
        ("", []),
        ("?! -- …", []),
    ],
)
def test_words(reader: Reader, text: str, words: list[str]) -> None:
    assert [word.low for word in reader.read(text).words] == words


PIECES = [
    "don't",
    "It's",
    "they've",
    "o'clock",
    "churn",
    "but",
    "e.g.",
    "p.a",
    "w",
    "'",
    "''",
    " ",
    "  ",
    "\n",
    ".",
    ",",
    "?!",
    "(",
    ")",
    "-",
    " - ",
]


@given(st.lists(st.sampled_from([*PIECES, *"%:/$2é"]), max_size=12).map("".join))
def test_words_known_without_their_places_are_the_same(reader: Reader, text: str) -> None:
    message = reader.read(text)
    lows = list(message.lows)
    assert lows == [word.low for word in message.words]


def test_places_are_worked_out_when_they_are_asked_for(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    cut = Reader.cut
    monkeypatch.setattr(Reader, "cut", lambda self, message: asked.append(message.text) or cut(self, message))
    message = reader.read("How long does a bank take to decide?")
    assert message.lows[:2] == ["how", "long"]
    assert not asked
    assert message.words[1].start == 4
    assert message.tokens[-1].text == "?"
    assert len(asked) == 1, "once for both"


def test_every_word_and_token_knows_its_place(reader: Reader) -> None:
    message = reader.read("We lost 5% (oh no), didn't we?")
    for word in message.words:
        assert message.text[word.start : word.end].lower().replace("'", "").startswith(word.low[:2]) or word.low == "not"
    for token in message.tokens:
        assert message.text[token.start : token.end] == token.text


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("we sell 1.5 units. a lot - really?\nand churn", ["we sell 1.5 units", "a lot", "really", "and churn"]),
        ("one, two (three) four; five", ["one", "two", "three", "four", "five"]),
        ("from 5k - 7k users", ["from 5k 7k users"]),
        ("slow but sure because we like it", ["slow", "but sure", "because we like it"]),
        ("R&D and 3/4 and c-level", ["r d and 3 4 and c level"]),
    ],
)
def test_clauses(reader: Reader, text: str, clauses: list[str]) -> None:
    message = reader.read(text)
    found: dict[int, list[str]] = {}
    for word in message.words:
        found.setdefault(word.clause, []).append(word.low)
    assert [" ".join(words) for words in found.values()] == clauses


def test_sentences_end_at_stops_and_not_at_commas(reader: Reader) -> None:
    assert [word.sentence for word in reader.read("a, b. c? d").words] == [0, 0, 1, 2]


def test_addresses_dates_and_times_count_nothing_but_have_words(reader: Reader) -> None:
    message = reader.read("mail a1@b1.example on 2026-11-23 at 9:30")
    assert [token.text for token in message.tokens if token.form is Form.SKIPPED] == ["a1@b1.example", "2026-11-23", "9:30"]
    assert "2026" in [word.low for word in message.words]


def test_an_endless_message_is_cut_and_says_so(reader: Reader) -> None:
    short, long = reader.read("a b c"), reader.read("a " * 5000)
    assert (short.is_cut, long.is_cut) == (False, True)
    assert len(long.words) == MOST_WORDS
    assert [reader.read("7 a, " * times).is_cut for times in (150, 250)] == [False, True]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("w/o help", ["without", "help"]),
        ("company size - 90", ["company", "size", ":", "90"]),
        ("we wait - they pay", ["we", "wait", "they", "pay"]),
        ("deal - $7,000", ["deal", ":", "7,000"]),
    ],
)
def test_short_forms_and_labels(reader: Reader, text: str, words: list[str]) -> None:
    assert [word.low for word in reader.read(text).words] == words


@pytest.mark.parametrize(
    ("text", "last"), [("1.500 s.d. 6.000", 0), ("5k p.a. and more", 0), ("5k p.a. We sell", 1), ("plan b. we", 1)]
)
def test_the_stops_of_short_forms_end_no_sentence(reader: Reader, text: str, last: int) -> None:
    assert reader.read(text).words[-1].sentence == last
