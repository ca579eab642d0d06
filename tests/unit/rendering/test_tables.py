"""A table is a table where the surface has one, and a list everywhere else."""

from __future__ import annotations

from bot.rendering.document import Document, Span, one_line
from bot.rendering.limits import message_problems
from bot.rendering.slack_blocks import classic_blocks, rich_blocks
from bot.rendering.terminal import draw_terminal

NAMED = Document.parse("# T\n=| What if | Churn\n= As it is | 4%\n= One more stays | 3%\n- a bullet\n> note")
BESIDE = Document.parse("=| | Enterprise | SMB\n= | Slow. | Quick.\n= | Dear. |")


def texts(cells: list[dict[str, object]]) -> list[str]:
    return [str(cell["text"]) if cell["type"] == "raw_text" else cell["elements"][0]["elements"][0]["text"] for cell in cells]  # type: ignore[index]


def test_slack_draws_the_rows_below_the_names_of_their_columns() -> None:
    header, table, rest, note = rich_blocks(NAMED)
    assert [block["type"] for block in (header, table, rest, note)] == ["header", "table", "rich_text", "context"]
    assert [texts(row) for row in table["rows"]] == [["What if", "Churn"], ["As it is", "4%"], ["One more stays", "3%"]]
    assert len(table["column_settings"]) == 2
    assert message_problems({"text": "x", "blocks": [header, table, rest, note]}) == []


def test_a_column_of_names_that_are_none_is_left_out_and_no_cell_is_empty() -> None:
    (table,) = rich_blocks(BESIDE)
    assert [texts(row) for row in table["rows"]] == [["Enterprise", "SMB"], ["Slow.", "Quick."], ["Dear.", "–"]]


def test_a_message_has_one_table_and_the_next_is_a_list() -> None:
    twice = Document.parse("=| A | B\n= a | b\nWords.\n=| C | D\n= c | d")
    blocks = rich_blocks(twice)
    assert [block["type"] for block in blocks].count("table") == 1
    assert "D: d." in str(blocks[-1])
    assert message_problems({"text": "x", "blocks": [blocks[0], blocks[0]]}) == ["blocks: more than one table"]


def test_where_there_are_no_tables_the_rows_are_a_list() -> None:
    for blocks in (rich_blocks(NAMED, tables=False), classic_blocks(NAMED)):
        assert "table" not in {block["type"] for block in blocks}
        assert "Churn: 4%." in str(blocks)
    assert NAMED.plain().splitlines()[1] == "• As it is – Churn: 4%."
    assert BESIDE.plain().splitlines()[0] == "• Enterprise: Slow. SMB: Quick."


def test_the_terminal_draws_columns() -> None:
    lines = draw_terminal(BESIDE, width=40).splitlines()
    assert [line.split() for line in lines if line.strip("─ ")] == [["Enterprise", "SMB"], ["Slow.", "Quick."], ["Dear."]]
    assert all(len(line) <= 40 for line in lines)


def test_words_of_a_person_are_no_table() -> None:
    assert one_line("=| a | b") == "a | b"
    assert one_line("= a | b") == "a | b"


def test_a_source_leads_to_its_address() -> None:
    document = Document.parse("> Source: [Toy Press, 2026](https://example.com/a?b=1&c), “On price”.")
    (block,) = document.blocks
    assert block.spans[1] == Span("Toy Press, 2026", link="https://example.com/a?b=1&c")
    (small,) = rich_blocks(document)
    assert small["elements"][0]["text"] == "Source: <https://example.com/a?b=1&amp;c|Toy Press, 2026>, “On price”."
    (rich,) = rich_blocks(Document.parse("See [it](https://example.com)."))
    assert rich["elements"][0]["elements"][1] == {"type": "link", "url": "https://example.com", "text": "it"}
    assert document.plain() == "Source: Toy Press, 2026, “On price”."


def test_words_of_a_person_lead_nowhere() -> None:
    (block,) = Document.parse(one_line("[press me](https://example.com)")).blocks
    assert [span.link for span in block.spans] == [""]
