"""The terminal shows documents in lines of bounded width, and no message can move its cursor."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.document import Document
from bot.rendering.terminal import draw_terminal, printable

PAGE = Document.parse("# Title\n**The answer.**\n## Heading\n- a point\n> small print")


def test_blocks_in_lines() -> None:
    assert draw_terminal(PAGE) == "Title\nThe answer.\n\nHeading\n  • a point\nsmall print"


def test_long_lines_wrap_and_bullets_hang() -> None:
    drawn = draw_terminal(Document.parse("- " + "word " * 20), width=30).splitlines()
    assert drawn[0].startswith("  • word")
    assert all(line.startswith("    word") for line in drawn[1:])
    assert max(map(len, drawn)) <= 30


def test_actions_are_numbered_and_a_label_stays_on_one_line() -> None:
    drawn = draw_terminal(PAGE, ["Tell me more", "For the smaller ones", "Source"], width=30)
    assert drawn.endswith("\n\n[1] Tell me more\n[2] For the smaller ones\n[3] Source")
    assert draw_terminal(PAGE, ["A", "B"]).endswith("\n\n[1] A  [2] B")


def test_colours_only_where_they_are_wanted() -> None:
    coloured = draw_terminal(PAGE, ["A"], colour=True)
    assert "\x1b[1;36mTitle\x1b[0m" in coloured
    assert "\x1b[1mThe answer.\x1b[0m" in coloured
    assert "\x1b[2msmall print\x1b[0m" in coloured
    assert "\x1b" not in draw_terminal(PAGE, ["A"])


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert printable("a\x1b[2Jb\x07\u202e") == "a [2Jb  "


@given(
    st.lists(st.text(max_size=200), max_size=4),
    st.lists(st.text(max_size=80), max_size=3),
    st.integers(min_value=12, max_value=120),
)
def test_any_words_are_drawn_safely(lines: list[str], labels: list[str], width: int) -> None:
    drawn = draw_terminal(Document.parse("\n".join(lines)), labels, width=width)
    assert all(character.isprintable() for line in drawn.split("\n") for character in line)
    assert all(len(line) <= width for line in drawn.split("\n"))


TABLE = Document.parse(
    "# Title\n=| What | Large | Small\n= Price | it is very high indeed | low\n= Time | a year | a day to go\n> small print"
)


def test_rows_stand_under_the_names_of_their_columns() -> None:
    drawn = draw_terminal(TABLE, width=40).splitlines()
    assert drawn[:4] == ["Title", "", "What   Large            Small", "─" * 39]
    assert drawn[4:7] == ["Price  it is very high  low", "       indeed", ""]
    assert drawn[7:] == ["Time   a year           a day to go", "", "small print"]


def test_columns_are_as_wide_as_they_need_where_all_fit() -> None:
    drawn = draw_terminal(TABLE, width=80).splitlines()
    assert drawn[2:5] == ["What   Large                   Small", "─" * 42, "Price  it is very high indeed  low"]


def test_the_head_of_a_table_is_bold_where_colour_is_wanted() -> None:
    assert "\x1b[1mWhat   Large            Small\x1b[0m" in draw_terminal(TABLE, width=40, colour=True)


@given(st.lists(st.text(min_size=1, max_size=40), min_size=3, max_size=3), st.integers(min_value=45, max_value=100))
def test_a_table_stays_within_the_width(cells: list[str], width: int) -> None:
    row = " | ".join(cell.replace("|", "/") for cell in cells)
    drawn = draw_terminal(Document.parse(f"=| What | Large | Small\n= {row}"), width=width)
    assert all(len(line) <= width for line in drawn.splitlines())
