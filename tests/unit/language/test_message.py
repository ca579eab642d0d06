"""What a message offers: terms, phrases, questions, pieces, and what it turns down."""

from __future__ import annotations

import pytest

from bot.domain.language import Language
from bot.knowledge.lexicon import load_lexicons
from bot.knowledge.location import find_knowledge
from bot.language.message import Message
from bot.language.reader import Reader


def denied(message: Message) -> list[str]:
    return [" ".join(word.low for word in message.words[one.begin : one.end]) for one in message.negations]


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("not for enterprise", ["for enterprise"]),
        ("we don't sell to banks", ["sell to banks"]),
        ("no tender and a quick yes", ["tender"]),
        ("no tender or committee", ["tender or committee"]),
        ("not structured, quick", ["structured"]),
        ("procurement is never involved", ["procurement"]),
        ("a committee? no, the founder signs", ["a committee"]),
        ("excluding enterprise", ["enterprise"]),
        ("bukan untuk enterprise", ["untuk enterprise"]),
        ("selain bank", ["bank"]),
        ("panitia tidak ada", ["panitia"]),
        ("not only banks", []),
        ("no more than five people", []),
        ("churn or not", []),
        ("what is churn", []),
    ],
)
def test_a_negation_has_its_reach(reader: Reader, text: str, reach: list[str]) -> None:
    assert [one for one in denied(reader.read(text)) if one] == reach


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("win rate, not churn", True),
        ("sales cycle excluding banks", True),
        ("siklus penjualan selain bank", True),
        ("not enough budget, what now", False),
        ("we do not sell to banks", False),
    ],
)
def test_what_is_set_apart_is_not_what_the_message_is_about(reader: Reader, text: str, apart: bool) -> None:
    assert any(one.apart for one in reader.read(text).negations) is apart


def test_phrases_with_a_number_are_found_whatever_its_words(reader: Reader) -> None:
    for text in ("we have 1 200 left", "we have twelve hundred left", "we have 5k left"):
        (hit,) = reader.read(text).hits("toy")["left"]
        assert (hit.first, reader.read(text).between(hit.first, hit.last)) == (1, text.removeprefix("we "))


def test_a_question_mark_ends_its_clause_alone(reader: Reader) -> None:
    message = reader.read("we lost five, is that bad? maybe")
    assert [message.words[message.clauses[clause][0]].low for clause in message.asked] == ["is"]


def test_a_piece_keeps_its_marks_and_places(reader: Reader) -> None:
    message = reader.read("lost 5 of 120? and $4k went away")
    first, last = message.part(0, 4), message.part(4, 8)
    assert (first.asks, first.tokens[-1].low, [quantity.text for quantity in first.quantities]) == (True, "?", ["5 of 120"])
    assert [quantity.text for quantity in last.quantities] == ["$4k"]
    assert last.hits("toy").keys() == {"lost"}


def test_terms_are_written_out_repaired_and_stemmed(reader: Reader) -> None:
    terms = reader.read("wat abt ur custmers").terms
    assert [term.low for term in terms.terms] == ["what", "about", "your", "customers"]
    assert (terms.corrections, terms.terms[-1].stem, terms.terms[-1].word) == ((("custmers", "customers"),), "custom", 3)


@pytest.mark.parametrize(
    ("text", "language"), [("what is our churn", "en"), ("berapa churn kami", "id"), ("churn", None), ("", None)]
)
def test_the_language_is_told_by_words_of_grammar(reader: Reader, text: str, language: str | None) -> None:
    assert reader.read(text).language == (None if language is None else Language(language))


def test_the_asker_s_language_decides_only_what_the_message_leaves_open(reader: Reader) -> None:
    assert [reader.read("5 M", spoken).quantities[0].low for spoken in (None, Language("en"), Language("id"))] == [5e6, 5e6, 5e9]
    assert reader.read("what is 5 M dollars", Language("id")).quantities[0].low == 5e6


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("we are all digital marketers", "marketer"),
        ("saya digital marketer", "marketer"),
        ("who is a stakeholder", "decision-maker"),
        ("they google it", "research"),
        ("berapa revenue per bulan", "total-revenue"),
    ],
)
def test_a_concept_is_found_whatever_language_its_words_are_at_home_in(text: str, concept: str) -> None:
    counts = {"digital": (1, 5), "google": (0, 2), "stakeholder": (1, 3), "revenue": (4, 1)}
    reader = Reader(load_lexicons(find_knowledge(None)), counts)
    assert concept in {hit.key for hit in reader.read(text).concepts}


@pytest.mark.parametrize("form", ["mendapatkan", "stopping", "susahnya", "obviously"])
def test_a_form_of_a_known_word_is_no_slip_and_not_unknown(form: str) -> None:
    counts = dict.fromkeys(("dapat", "menempatkan", "stop", "shopping", "susah", "sisanya", "obvious"), (9, 9))
    terms = Reader(load_lexicons(find_knowledge(None)), counts).read(form).terms
    assert (terms.corrections, terms.unknown, terms.terms[0].low) == ((), (), form)


def test_a_form_of_a_slip_is_repaired() -> None:
    terms = Reader(load_lexicons(find_knowledge(None)), {"vendr": (1, 0), "vendors": (9, 0)}).read("vendrs").terms
    assert terms.corrections == (("vendrs", "vendors"),)


@pytest.mark.parametrize(
    ("text", "down"),
    [
        ("sales cycle for anything but enterprise", [True]),
        ("everyone but small shops", [True, True]),
        ("anything for an enterprise", [False]),
        ("quick, but for an enterprise", [False]),
    ],
)
def test_a_but_behind_anything_turns_the_side_down_and_opens_no_clause(reader: Reader, text: str, down: list[bool]) -> None:
    message = reader.read(text)
    assert [message.is_turned_down(side) for side in message.sides] == down


@pytest.mark.parametrize(
    ("text", "down"),
    [
        ("no, enterprise", [False]),
        ("bukan, enterprise", [False]),
        ("no enterprise", [True]),
        ("not for SMBs, for enterprise", [True, False]),
    ],
)
def test_a_side_behind_a_comma_is_what_is_meant_instead(reader: Reader, text: str, down: list[bool]) -> None:
    message = reader.read(text)
    assert [message.is_turned_down(side) for side in message.sides] == down
