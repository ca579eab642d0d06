"""Plain text is what was meant to be seen, whatever the message was dressed in."""

from __future__ import annotations

import re

import pytest

from bot.language.text import LONGEST, folded, plain


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<@U123ABC> What is CHURN?", "What is CHURN?"),
        ("<!here> churn", "churn"),
        ("see <https://example.com/a?b=c|the churn page> now", "see the churn page now"),
        ("see <https://example.com> now", "see now"),
        ("see https://example.com/churn now", "see now"),
        ("<#C042|sales-help> churn", "sales-help churn"),
        ("<mailto:a@b.co|mail me>", "mail me"),
        (":wave: hi :+1:", "hi"),
        ("R&amp;D &lt;fast&gt;", "R&D <fast>"),
        ("it’s ‘here’", "it's 'here'"),
        ("ＳＭＢ ｄｅａｌｓ", "SMB deals"),
        ("ch\u200bu\u00adrn", "churn"),
        ("c̶h̶u̶r̶n̶", "churn"),
        ("a\x00b\tc\x1b[31m", "a b c [31m"),
        ("a\nb", "a\nb"),
        ("sooooo loooong", "soo loong"),
        ("1000000", "1000000"),
        ("½ and 2½ and ¾", "1⁄2 and 2 1⁄2 and 3⁄4"),
        ("1\u00a0200\u202f000", "1 200 000"),
        ("at 10:30 today", "at 10:30 today"),
    ],
)
def test_plain(typed: str, shown: str) -> None:
    assert re.sub(" +", " ", plain(typed)).strip() == shown


def test_words_are_compared_without_case_and_accents() -> None:
    assert [folded(word) for word in ("Café", "CHURN", "ÉÀ")] == ["cafe", "churn", "ea"]


def test_only_the_beginning_of_an_endless_message_is_read() -> None:
    assert plain("a b " * LONGEST + "churn") == plain("a b " * LONGEST)
    assert "churn" in plain("a " * (LONGEST // 2 - 10) + "churn")
