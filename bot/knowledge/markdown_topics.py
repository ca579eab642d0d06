"""Reads a page of Markdown as topics: a heading each, what stands below it is the answer, questions in a list are its phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.knowledge.csv_table import Row, Table

_HEADING = re.compile(r"^(?:#{1,6}\s+|#{2,6}|#(?=[^\W\d_a-z]))(?P<title>[^\s#].*?)\s*#*$")
"""A heading; many leave out the blank behind its signs. One sign before a small letter or a digit is none ("#1 in sales")."""
_EMPTY_HEADING = re.compile(r"^#{1,6}\s*$")
_UNDERLINE = re.compile(r"^(=+|-{2,})\s*$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_FRONT_MATTER = re.compile(r"\A---[^\S\n]*\n.*?\n---[^\S\n]*$", re.DOTALL | re.MULTILINE)
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?P<text>.+)$")
_NAMED = re.compile(r"^\**(?P<name>[^\W\d_]+)\**\s*:\**\s*(?P<text>\S.*)$")
_LINK = re.compile(r"\[(?P<title>[^\]]+)\]\((?P<url>https?://[^)\s]+)\)")
_MARKS = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
HEADER = ("title", "questions", "answer", "source", "language", "links")


@dataclass(slots=True)
class _Section:
    """What stands below one heading. `items` are those of the list that is being read."""

    line: int
    title: str
    cells: dict[str, list[str]] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)

    def add(self, name: str, text: str) -> None:
        self.cells.setdefault(name, []).append(text)

    def end_list(self) -> None:
        """Take the items as ways of asking where any of them is a question, else as a part of the answer."""
        asks = any(item.endswith("?") for item in self.items)
        for item in self.items:
            self.add("questions" if asks else "answer", item)
        self.items.clear()


def read_page(text: str, names: dict[str, str]) -> Table:
    """Return a page as a table, each heading with something below it a row, under the number of its line.

    names: the fields by the words that begin a line of theirs, such as "source: our handbook".
    """
    sections: list[_Section] = []
    for number, line, fenced in _lines(text):
        heading = None if fenced else _HEADING.match(line)
        if heading:
            sections.append(_Section(number, _plain(heading["title"])))
        elif sections and line.strip():
            _read(sections[-1], line, names)
    for section in sections:
        section.end_list()
    rows = (Row(number=one.line, cells=_cells(one), on_page=True) for one in sections if one.cells)
    return Table(header=HEADER, rows=tuple(rows), encoding="UTF-8")


def _lines(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the lines of a page that say something, with their number, and whether they stand in a block of code.

    Underlined headings become such with a sign before them; what programs write on top of a page is left out.
    """
    top = _FRONT_MATTER.match(text)
    hidden = top.group().count("\n") + 1 if top else 0
    lines = ["" if number < hidden else line for number, line in enumerate(text.splitlines())]
    fenced = False
    for number, (line, below) in enumerate(zip(lines, [*lines[1:], ""], strict=True), start=1):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced or not (_UNDERLINE.match(line) or _EMPTY_HEADING.match(line)):
            yield number, line if fenced else _with_sign(line, below), fenced


def _with_sign(line: str, below: str) -> str:
    """A line, with the sign of a heading before it where it is underlined."""
    is_heading = line.strip() and _UNDERLINE.match(below) and not _ITEM.match(line)
    return f"# {line.strip()}" if is_heading else line


def _read(section: _Section, line: str, names: dict[str, str]) -> None:
    named, item = _NAMED.match(line.strip()), _ITEM.match(line)
    name = names.get(named["name"].casefold(), "") if named else ""
    text = _plain(item["text"] if item else line)
    for link in _LINK.finditer(line):
        section.add("links", f"{link['title']} | {link['url']}")
    if named and name in HEADER:
        section.add(name, _plain(named["text"]) if name != "links" else named["text"])
    elif item:
        section.items.append(text)
    else:
        section.end_list()
        section.add("answer", text)


def _plain(text: str) -> str:
    return _MARKS.sub("", _LINK.sub(lambda link: link["title"], text)).strip()


def _cells(section: _Section) -> dict[str, str]:
    joined = {name: (" " if name == "answer" else "\n").join(texts) for name, texts in section.cells.items()}
    return {
        "title": section.title.rstrip(" ?"),
        **({"questions": section.title} if section.title.endswith("?") else {}),
        **joined,
    }
