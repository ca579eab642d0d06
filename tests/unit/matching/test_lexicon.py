"""Known phrases are found in a list of words, the longest first."""

from __future__ import annotations

from bot.matching.lexicon import PhraseTable


def found(table: PhraseTable, sentence: str) -> list[tuple[str, int, int]]:
    return list(table.find(sentence.split()))


def test_finds_phrases_of_one_and_of_several_words() -> None:
    table = PhraseTable.of([(["churn"], "loss"), (["decision", "maker"], "buyer")])
    assert found(table, "our decision maker fears churn") == [("buyer", 1, 3), ("loss", 4, 5)]


def test_at_one_start_only_the_longest_phrase_counts() -> None:
    table = PhraseTable.of([(["sales"], "selling"), (["sales", "cycle"], "duration")])
    assert found(table, "sales cycle") == [("duration", 0, 2)]
    assert found(table, "sales team") == [("selling", 0, 1)]


def test_phrases_may_overlap_from_different_starts() -> None:
    table = PhraseTable.of([(["big", "deal"], "large"), (["deal", "size"], "value")])
    assert found(table, "big deal size") == [("large", 0, 2), ("value", 1, 3)]


def test_one_phrase_may_mean_two_things() -> None:
    table = PhraseTable.of([(["close"], "win"), (["close"], "near")])
    assert {label for label, _, _ in found(table, "close")} == {"win", "near"}


def test_a_phrase_that_runs_past_the_end_is_not_found() -> None:
    assert found(PhraseTable.of([(["sales", "cycle"], "duration")]), "sales") == []


def test_empty_phrases_are_passed_over() -> None:
    assert found(PhraseTable.of([([], "nothing")]), "any words") == []
