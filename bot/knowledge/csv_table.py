"""Reads a table that a spreadsheet wrote, whatever it chose for separators and encoding, and counts rows as it does."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import KnowledgeError, Problem

_SEPARATORS = ",;\t|"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_CELL = 100_000
_SAVE_AS = "Save it again as “CSV UTF-8”."


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its number as the spreadsheet shows it (the header is 1), and those of its cells that hold something.

    `on_page`: it is a heading of a page, under the number of its line.
    """

    number: int
    cells: Mapping[str, str]
    on_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a file holds. `encoding` is the one it was read by; `header` the words of its first row."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str


def read_table(path: Path) -> Table:
    """Return a file's table. Raises KnowledgeError with every row that does not fit the header, or why it cannot be read."""
    text, encoding = _text_of(path)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        lines = [
            [cell.strip() for cell in line] for line in csv.reader(text.splitlines(keepends=True), delimiter=_separator(text))
        ]
    except csv.Error as error:
        raise _unreadable(path, f"The table cannot be read: {error}.", _SAVE_AS) from error
    if not lines or not any(lines[0]):
        raise _unreadable(path, "The table is empty.", "Name the columns in its first row, such as question and answer.")
    header = tuple(lines[0])
    problems = tuple(_misfits(path, header, lines))
    if problems:
        raise KnowledgeError(problems)
    rows = (Row(number=at, cells=_cells(header, line)) for at, line in enumerate(lines[1:], start=2) if any(line))
    return Table(header=header, rows=tuple(rows), encoding=encoding)


def _text_of(path: Path) -> tuple[str, str]:
    """The text of a file, and how it was read."""
    try:
        return _decoded(path.read_bytes())
    except OSError as error:
        raise _unreadable(path, f"The file cannot be opened: {error.strerror}.", "Name a file that is there.") from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "The encoding of the file is not known.", _SAVE_AS) from error


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and how it was read: Excel writes a byte order mark, or none and the code page of Western Windows."""
    if data.startswith(_UTF_16):
        return data.decode("utf-16"), "UTF-16"
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return data.decode("cp1252"), "Windows-1252"


def _separator(text: str) -> str:
    """What stands most often in the header outside of quotes; a comma where nothing does."""
    header = "".join(text.splitlines()[0].split('"')[::2]) if text.strip() else ""
    return max(_SEPARATORS, key=header.count)


def _misfits(path: Path, header: tuple[str, ...], lines: list[list[str]]) -> Iterator[Problem]:
    for name in {name for name in header if name and header.count(name) > 1}:
        remedy = "Give each column a name of its own, such as “question 2”."
        yield Problem(path.name, "row 1", f"Two columns are called “{name}”.", remedy)
    for at, line in enumerate(lines[1:], start=2):
        if any(line[len(header) :]):
            what = f"The row has {len(line)} cells, the header {len(header)}."
            yield Problem(path.name, f"row {at}", what, "Put a text with a separator in it in double quotes.")


def _cells(header: tuple[str, ...], line: list[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(header, line, strict=False) if name and cell}


def _unreadable(path: Path, what: str, remedy: str) -> KnowledgeError:
    return KnowledgeError([Problem(path.name, "", what, remedy)])
