"""Cleaning leaves plain lower-case words, whatever the message was dressed in."""

from __future__ import annotations

import re

import pytest

from bot.matching.text import LONGEST, clauses, clean, words


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("<@U123ABC> What is CHURN?", "what is churn?"),
        ("<!here> churn", "churn"),
        ("see <https://example.com/a?b=c|the churn page> now", "see the churn page now"),
        ("see <https://example.com> now", "see now"),
        ("see https://example.com/churn now", "see now"),
        ("<#C042|sales-help> churn", "sales-help churn"),
        ("<mailto:a@b.co|mail me>", "mail me"),
        (":wave: hi :+1:", "hi"),
        ("R&amp;D &lt;fast&gt;", "r&d <fast>"),
        ("it’s ‘here’", "it's 'here'"),
        ("ＳＭＢ ｄｅａｌｓ", "smb deals"),
        ("ch\u200bu\u00adrn", "churn"),
        ("c̶h̶u̶r̶n̶", "churn"),
        ("café", "cafe"),
        ("a\x00b\tc\x1b[31m", "a b c [31m"),
        ("a\nb", "a\nb"),
        ("sooooo loooong", "soo loong"),
        ("I don't and won't and can't", "i do not and will not and can not"),
        ("at 10:30 today", "at 10:30 today"),
    ],
)
def test_clean(typed: str, plain: str) -> None:
    assert re.sub(" +", " ", clean(typed)).strip() == plain


def test_only_the_beginning_of_an_endless_message_is_read() -> None:
    assert clean("a b " * LONGEST + "churn") == clean("a b " * LONGEST)
    assert "churn" in clean("a " * (LONGEST // 2 - 10) + "churn")


@pytest.mark.parametrize(
    ("cleaned", "found"),
    [
        ("what's the client's churn-rate?", ["what", "the", "client", "churn", "rate"]),
        ("17% of 1,000.50 in q3", ["17%", "of", "1,000.50", "in", "q3"]),
        ("snake_case (word) «quoted»", ["snake", "case", "word", "quoted"]),
        ("o'clock", ["oclock"]),
        ("", []),
        ("?! -- …", []),
    ],
)
def test_words(cleaned: str, found: list[str]) -> None:
    assert words(cleaned) == found


def test_clauses_part_at_sentence_ends_and_dashes_but_not_in_numbers() -> None:
    assert clauses("we sell 1.5 units. a lot - really?\nand churn") == ["we sell 1.5 units", "a lot", "really", "and churn"]
    assert clauses(" ... ") == []
