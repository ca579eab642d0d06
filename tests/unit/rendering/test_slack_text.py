"""Text into Slack and out of it."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.slack_text import cut, cut_escaped, escape, mentions, read_typed

STYLED = re.compile(r"(?<![A-Za-z0-9])[*_~](?=\S)|(?<=\S)[*_~](?![A-Za-z0-9])|`")


@given(st.text())
def test_escaped_text_holds_no_control_sequence_and_no_style(text: str) -> None:
    escaped = escape(text)
    assert "<" not in escaped
    assert ">" not in escaped
    assert not STYLED.search(escaped)
    assert not re.search("^[ \t]*&gt;", escaped, re.MULTILINE)


@given(st.text(alphabet=st.characters(exclude_characters="*_~`>")))
def test_escaped_text_without_marks_comes_back_whole(text: str) -> None:
    assert escape(text).replace("&lt;", "<").replace("&amp;", "&") == text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*bold* _it_ ~no~ `code`", "∗bold∗ ˍitˍ ∼no∼ ˋcodeˋ"),
        ("```block```", "ˋˋˋblockˋˋˋ"),
        ("snake_case and 3*4 and https://a.example/x_y", "snake_case and 3*4 and https://a.example/x_y"),
        ("(*bold*)", "(∗bold∗)"),
        ("a > b\n> quoted", "a &gt; b\n› quoted"),
        ("<!here> & <@U1>", "&lt;!here&gt; &amp; &lt;@U1&gt;"),
    ],
)
def test_what_a_person_wrote_is_shown_and_styles_nothing(written: str, shown: str) -> None:
    assert escape(written) == shown


@given(st.text(alphabet="a<>&;", max_size=60), st.integers(min_value=8, max_value=30))
def test_cut_text_keeps_its_length_and_no_half_entity(text: str, longest: int) -> None:
    shown = cut_escaped(text, longest)
    assert len(shown) <= longest
    bare = shown.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert not set(bare) & set("<>&")


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_cutting_never_exceeds_the_limit_and_leaves_short_text_alone(text: str, longest: int) -> None:
    shown = cut(text, longest)
    assert len(shown) <= longest
    assert shown == text or len(text) > longest


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<@U1> hello", "hello"),
        ("<@U1|jane> hello <@W2>", "hello"),
        ("see <https://a.example/x|this> and <https://b.example>", "see this and https://b.example"),
        ("in <#C1|sales> now", "in sales now"),
        ("<!channel> <!subteam^S1|@team> churn", "@team churn"),
        ("5 &lt; 6 &amp; 7 &gt; 6", "5 < 6 & 7 > 6"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("a   \t b", "a b"),
        ("line\nline", "line\nline"),
        ("", ""),
    ],
)
def test_typed_text_is_read_without_slacks_markup(typed: str, read: str) -> None:
    assert read_typed(typed) == read


@pytest.mark.parametrize("piece", ["<", "<@", "<@U1|", "&lt;", "<https://", "|>", "<!"])
def test_a_hundred_kilobytes_are_read_at_once(piece: str) -> None:
    began = time.thread_time()
    read_typed(piece * 50_000)
    mentions(piece * 50_000)
    assert time.thread_time() - began < 0.5


def test_mentions_are_found_with_and_without_names() -> None:
    assert mentions("<@U1> and <@W2|jane>, not @U3 or <#C1>") == {"U1", "W2"}
