"""The tiny markup that templates write, as data that every surface can draw.

One block a line: `# Title`, `## Heading`, `- bullet`, `+ step` of a numbered list, `| words to send or say as they are`,
`> small print`; anything else is a paragraph. `**bold**` and `[words](https://…)` inside a line. `=| What | One | Other` names
the columns of a table, and each `= name | cell | cell` below is a row of it: a bullet to surfaces that have no tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

_MARKED = re.compile(r"\*\*(?P<bold>.+?)\*\*|\[(?P<label>[^\[\]]+)\]\((?P<link>https?://[^\s()<>|]+)\)")
_COLUMNS, _ROW = "=|", "= "


class BlockKind(StrEnum):
    """What a block of a document is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    STEP = "step"
    QUOTE = "quote"
    NOTE = "note"


_MARKS = (
    ("## ", BlockKind.HEADING),
    ("# ", BlockKind.TITLE),
    ("- ", BlockKind.BULLET),
    ("+ ", BlockKind.STEP),
    ("| ", BlockKind.QUOTE),
    ("> ", BlockKind.NOTE),
)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one weight; `link` is the address it leads to, if any."""

    text: str
    bold: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the names of the columns, and its cells, as many; the first cell names the row."""

    columns: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a document. `row` is what a bullet says as cells, where it is one of a table."""

    kind: BlockKind
    spans: tuple[Span, ...]
    row: Row | None = None

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)

    @property
    def written(self) -> str:
        """The words, each address behind those that lead to it: for surfaces where nothing can be pressed."""
        return "".join(f"{span.text} <{span.link}>" if span.link else span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Document:
    """What a reply says, before it is drawn. Text is raw: every surface escapes for itself."""

    blocks: tuple[Block, ...]

    @classmethod
    def parse(cls, source: str) -> Document:
        """Read the markup that a template wrote; blank lines part nothing and are dropped."""
        blocks: list[Block] = []
        columns: tuple[str, ...] = ()
        for line in filter(None, map(str.strip, source.splitlines())):
            if line.startswith(_COLUMNS):
                columns = _cells(line.removeprefix(_COLUMNS))
            else:
                blocks.append(_row(line.removeprefix(_ROW), columns) if columns and line.startswith(_ROW) else _block(line))
        return cls(tuple(blocks))

    @property
    def summary(self) -> str:
        """The first paragraph, or the first block where there is none: fit for a notification."""
        for block in self.blocks:
            if block.kind is BlockKind.PARAGRAPH:
                return block.text
        return self.blocks[0].text if self.blocks else ""

    def plain(self, *, addresses: bool = False) -> str:
        """The whole document as plain text, a line a block, bullets as `•`, steps numbered; `addresses` as in `Block.written`."""
        lines = (
            (mark, block.written if addresses else block.text) for mark, block in zip(self.marks(), self.blocks, strict=True)
        )
        return "\n".join(f"{mark}{words}" for mark, words in lines)

    def marks(self) -> list[str]:
        """What stands before each block in plain text: a bullet, a step's number, nothing."""
        marks, number = [], 0
        for block in self.blocks:
            number = number + 1 if block.kind is BlockKind.STEP else 0
            marks.append(f"{number}. " if number else "• " if block.kind is BlockKind.BULLET else "")
        return marks


def table_of(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return the lines of a table, the names of its columns first; without the rows' names where they have none."""
    lines = [rows[0].columns, *(row.cells for row in rows)]
    return [line if any(row.cells[0] for row in rows) else line[1:] for line in lines]


def one_line(text: str, longest: int = 200) -> str:
    """Make words a person gave safe to stand in a template: one line, no control characters, no bold marks, cut at `longest`."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    flat = " ".join(printable.replace("**", "").replace("](", "] (").split()).lstrip("#->*+|= ")
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.split("|"))


def _row(line: str, columns: tuple[str, ...]) -> Block:
    """A row as cells, and as a bullet: its name in bold, then every column's name with what stands there."""
    cells = (_cells(line) + ("",) * len(columns))[: len(columns)]
    told = " ".join(f"{column}: {_ended(cell)}" for column, cell in zip(columns[1:], cells[1:], strict=True))
    named = (Span(cells[0], bold=True), Span(f" – {told}")) if cells[0] else (Span(told),)
    return Block(BlockKind.BULLET, named, Row(columns, cells))


def _ended(cell: str) -> str:
    return cell if cell.endswith(".") else f"{cell}."


def _block(line: str) -> Block:
    for mark, kind in _MARKS:
        # A blank line between two paragraphs of a message is a mark without words.
        if line.startswith(mark) or (line == mark.strip() and kind is BlockKind.QUOTE):
            return Block(kind, tuple(_spans(line[len(mark) :].strip())))
    return Block(BlockKind.PARAGRAPH, tuple(_spans(line)))


def _spans(line: str) -> Iterator[Span]:
    end = 0
    for match in _MARKED.finditer(line):
        if match.start() > end:
            yield Span(line[end : match.start()])
        bold, label, link = match.group("bold", "label", "link")
        yield Span(bold, bold=True) if bold else Span(label, link=link)
        end = match.end()
    if end < len(line):
        yield Span(line[end:])
