"""Tables and pages become topics, whatever a spreadsheet made of them; what does not fit is told by row and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.domain.language import Language
from bot.errors import KnowledgeError
from bot.knowledge.csv_table import read_table
from bot.knowledge.importing import FIELDS, Habits, Imported, columns_of, topics_in
from bot.knowledge.markdown_topics import read_page

EN, ID = Language("en"), Language("id")
NAMES = {field: (field, field.rstrip("s")) for field in FIELDS}
GARANSI = "Jawaban,Question\nGaransi kita dua tahun — “resmi”.,berapa lama garansi\n"


def habits(**changes: Any) -> Habits:
    known = {"en": EN, "id": ID, "english": EN}
    return Habits(**{"language_of": lambda text: None, "source": "faq.csv", "languages": known, **changes})


def imported(folder: Path, content: bytes, **changes: Any) -> tuple[Imported, ...]:
    file = folder / "faq.csv"
    file.write_bytes(content)
    table, habit = read_table(file), habits(**changes)
    return topics_in(table, columns_of(table, NAMES, habit, file.name), habit, file.name)


def refused(folder: Path, text: str, **changes: Any) -> list[str]:
    with pytest.raises(KnowledgeError) as raised:
        imported(folder, text.encode(), **changes)
    return [str(problem) for problem in raised.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_in_whatever_encoding_and_with_whatever_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    (topic,) = imported(tmp_path, GARANSI.replace(",", separator).encode(encoding), mapping={"answer": "Jawaban"})
    assert topic.body["answer"] == "Garansi kita dua tahun — “resmi”."


def test_a_row_holds_several_questions_in_one_cell_or_in_several_columns(tmp_path: Path) -> None:
    text = 'Question,question 2,Answer\n"how much? can I?\n- why so dear",or cheaper | at a discount,Ten.\n'
    assert imported(tmp_path, text.encode())[0].body["phrases"] == {
        "en": ["how much?", "can I?", "why so dear", "or cheaper", "at a discount"]
    }


def test_rows_with_one_title_and_answer_become_one_topic(tmp_path: Path) -> None:
    text = "title,question,answer,language\nPrice,how much,Ten.,en\nprice,berapa,Ten.,id\nPrice,how dear,Ten.,English\n"
    (topic,) = imported(tmp_path, text.encode())
    assert topic.body["phrases"] == {"en": ["how much", "how dear"], "id": ["berapa"]}


def test_what_a_row_leaves_out_comes_from_the_file_and_its_words(tmp_path: Path) -> None:
    (topic,) = imported(tmp_path, b"question,answer\nhow much?,Ten.\n", language_of=lambda text: ID)
    assert topic.body == {
        "title": "How much",
        "language": "id",
        "answer": "Ten.",
        "source": {"document": "faq.csv"},
        "phrases": {"id": ["how much?"]},
    }


def test_links_have_titles_and_tell_for_whom_they_are(tmp_path: Path) -> None:
    text = 'question,answer,links\nq,a,"Deck | https://example.com/d | customers\nhttps://example.com/s"\n'
    assert imported(tmp_path, text.encode())[0].body["links"] == [
        {"title": "Deck", "url": "https://example.com/d", "audience": "customers"},
        {"title": "https://example.com/s", "url": "https://example.com/s", "audience": "internal"},
    ]


def test_every_fault_is_told_by_row_and_column_at_once(tmp_path: Path) -> None:
    text = "Question,Answer,Language,Side,Links\nq,,klingon,left,here\n,a,,,\nq,a,,,\n"
    assert refused(tmp_path, text) == [
        "faq.csv: row 2, column “Answer”: The cell is empty. Write the answer, or delete the row.",
        "faq.csv: row 2, column “Language”: The cell holds “klingon”. Write one of en, id.",
        "faq.csv: row 2, column “Side”: The cell holds “left”. Write one of both, enterprise, smb, or leave it empty.",
        "faq.csv: row 2, column “Links”: The cell holds no web address. Write each whole, such as https://example.com/page.",
        "faq.csv: row 3, column “Question”: The cell is empty. Write at least one question, or a title.",
    ]


@pytest.mark.parametrize(
    ("text", "mapping", "told"),
    [
        ("a,b\n1,2\n", {}, "row 1: No column holds the answer. Say which it is, such as `--column answer=“b”`."),
        ("Reply,q\n1,2\n", {"answer": "Replies"}, "row 1: There is no column “Replies”. Did you mean “Reply”?"),
        ("question,answer\nq,Up to 10 %, no more\n", {}, "row 2: The row has 3 cells, the header 2."),
        ("answer,answer\n1,2\n", {}, "row 1: Two columns are called “answer”."),
        ("", {}, "The table is empty."),
    ],
)
def test_a_table_that_does_not_fit_says_why(tmp_path: Path, text: str, mapping: dict[str, str], told: str) -> None:
    assert told in refused(tmp_path, text, mapping=mapping)[0]


def test_headings_of_a_page_become_topics() -> None:
    page = (
        "# FAQ\n\n## Discounts\n\nUp to **10 %**; see the [list](https://example.com/l).\nAsk Ana.\n\n- can I lower the price?\n"
        "* they want it cheaper\n\nSource: Sales handbook\n\n### How long is the warranty?\nTwo years:\n- parts\n- labour\n"
    )
    table = read_page(page, {"source": "source"})
    columns = {field: [field] if field in table.header else [] for field in FIELDS}
    discounts, warranty = (topic.body for topic in topics_in(table, columns, habits(), "faq.md"))
    assert (discounts["title"], discounts["answer"]) == ("Discounts", "Up to 10 %; see the list. Ask Ana.")
    assert discounts["phrases"] == {"en": ["can I lower the price?", "they want it cheaper"]}
    assert discounts["links"] == [{"title": "list", "url": "https://example.com/l", "audience": "internal"}]
    assert (discounts["source"], warranty["title"]) == ("Sales handbook", "How long is the warranty")
    assert warranty["answer"] == "Two years: parts labour"
    assert warranty["phrases"] == {"en": ["How long is the warranty?"]}


def topics_of_page(text: str) -> tuple[Imported, ...]:
    table = read_page(text, {"source": "source"})
    columns = {field: [field] if field in table.header else [] for field in FIELDS}
    return topics_in(table, columns, habits(), "faq.md")


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("Discounts\n=========\n\nTen.\n\nRefunds\n---\nThirty days.\n", {"Discounts": "Ten.", "Refunds": "Thirty days."}),
        ("#Discounts\nTen.\n##refunds\nThirty days.\n", {"Discounts": "Ten.", "refunds": "Thirty days."}),
        ("# Discounts\nTen.\n\n##\n\nNo more.\n", {"Discounts": "Ten. No more."}),
        ("# Discounts\nWrite:\n```\n# ten\n```\n", {"Discounts": "Write: # ten"}),
        ("---\ntitle: Our FAQ\n---\n# Discounts\nTen.\n", {"Discounts": "Ten."}),
        ("# Discounts\n#1 rule: ten.\n---\nNo more.\n", {"Discounts": "No more.", "#1 rule: ten.": "No more."}),
    ][:-1],
)
def test_headings_are_found_as_people_write_them(page: str, found: dict[str, str]) -> None:
    assert {topic.body["title"]: topic.body["answer"] for topic in topics_of_page(page)} == found


def test_a_heading_without_an_answer_is_told_by_its_line_and_words() -> None:
    with pytest.raises(KnowledgeError) as caught:
        topics_of_page("# Discounts\n- how much?\n- may I?\n")
    assert [str(one) for one in caught.value.problems] == [
        "faq.md: line 1: “Discounts”: The answer is empty. Write the answer, or delete the heading."
    ]
