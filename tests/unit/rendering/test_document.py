"""The tiny markup of templates becomes blocks and spans; words of a person cannot become markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.document import Block, BlockKind, Document, Row, Span, one_line


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("# Title", BlockKind.TITLE, "Title"),
        ("## Heading", BlockKind.HEADING, "Heading"),
        ("- bullet", BlockKind.BULLET, "bullet"),
        ("> small print", BlockKind.NOTE, "small print"),
        ("a paragraph", BlockKind.PARAGRAPH, "a paragraph"),
        ("   - indented", BlockKind.BULLET, "indented"),
        ("#hashtag", BlockKind.PARAGRAPH, "#hashtag"),
        ("-5 degrees", BlockKind.PARAGRAPH, "-5 degrees"),
    ],
)
def test_one_block_a_line(line: str, kind: BlockKind, text: str) -> None:
    (block,) = Document.parse(line).blocks
    assert (block.kind, block.text) == (kind, text)


def test_bold_parts_a_line_into_spans() -> None:
    (block,) = Document.parse("say **this** and **that**!").blocks
    assert block.spans == (Span("say "), Span("this", bold=True), Span(" and "), Span("that", bold=True), Span("!"))


@pytest.mark.parametrize("line", ["2 ** 3", "**open", "****"])
def test_a_lone_mark_stays_as_it_is(line: str) -> None:
    assert Document.parse(line).plain() == line


def test_blank_lines_are_dropped() -> None:
    assert Document.parse("\n\na\n \n\nb\n") == Document.parse("a\nb")


def test_the_summary_is_the_first_paragraph() -> None:
    assert Document.parse("# T\n- b\nfirst\nsecond").summary == "first"
    assert Document.parse("# T\n- b").summary == "T"
    assert Document(()).summary == ""


def test_plain_text() -> None:
    assert Document.parse("# T\n**a** b\n- c\n> d").plain() == "T\na b\n• c\nd"


def test_one_line_cuts_with_an_ellipsis() -> None:
    assert one_line("word " * 100, longest=12) == "word word w…"
    assert one_line("a\nb\tc\x00d") == "a b c d"


@given(st.text(max_size=300), st.integers(min_value=1, max_value=50))
def test_words_of_a_person_stay_one_plain_paragraph(text: str, longest: int) -> None:
    line = one_line(text, longest)
    assert len(line) <= longest
    blocks = Document.parse(line).blocks
    assert blocks in ((), (Block(BlockKind.PARAGRAPH, (Span(line),)),))


def test_rows_below_named_columns_are_a_table_and_read_as_bullets() -> None:
    first, second, third = Document.parse(
        "=| What | Large | Small\n= Price | $10 | it is low.\n= Time | a year\n- a point"
    ).blocks
    assert first.row == Row(("What", "Large", "Small"), ("Price", "$10", "it is low."))
    assert (first.kind, first.text) == (BlockKind.BULLET, "Price – Large: $10. Small: it is low.")
    assert second.row == Row(("What", "Large", "Small"), ("Time", "a year", ""))
    assert third.row is None


def test_an_equals_sign_without_columns_is_a_word_like_others() -> None:
    (block,) = Document.parse("= 3").blocks
    assert (block.kind, block.text, block.row) == (BlockKind.PARAGRAPH, "= 3", None)
