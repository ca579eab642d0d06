"""Draws a document in a terminal: titles, bullets, small print and numbered actions, in colour where the terminal has it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import groupby

from bot.rendering.document import Block, BlockKind, Document, Row, table_of

_BOLD, _DIM, _TITLE, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[1;36m", "\x1b[0m"

_GAP = "  "
_NARROWEST = 12


def draw_terminal(document: Document, actions: Sequence[str] = (), *, width: int = 88, colour: bool = False) -> str:
    """Return the document as lines of at most `width` characters, then the actions' labels, numbered from 1."""
    lines = _body(document, width, colour)
    if actions:
        # A no-break space keeps a label on one line while the list wraps.
        kept = (f"[{number}] {printable(label)}".replace(" ", "\u00a0") for number, label in enumerate(actions, start=1))
        lines.extend(["", *_paint([line.replace("\u00a0", " ") for line in _wrap("  ".join(kept), width)], _DIM, colour)])
    return "\n".join(lines)


def _body(document: Document, width: int, colour: bool) -> list[str]:
    """The blocks, and the rows of each table in one."""
    lines: list[str] = []
    marked = zip(document.marks(), document.blocks, strict=True)
    for columns, group in groupby(marked, key=lambda one: one[1].row and one[1].row.columns):
        if columns is not None:
            lines.extend(["", *_table([block.row for _, block in group if block.row is not None], width, colour), ""])
            continue
        for mark, block in group:
            if lines and block.kind in (BlockKind.HEADING, BlockKind.TITLE):
                lines.append("")
            lines.extend(_draw(block, mark, width, colour))
    return lines


def _table(rows: Sequence[Row], width: int, colour: bool) -> list[str]:
    """The rows below the names of their columns, one blank line between two; the first column is as wide as its longest word."""
    every = table_of(rows)
    widths = _widths(every, width, is_named=len(every[0]) == len(rows[0].columns))
    lines: list[str] = []
    for place, cells in enumerate(every):
        drawn = _across(cells, widths)
        lines.extend(_paint(drawn, _BOLD, colour) if place == 0 else drawn)
        lines.append("─" * min(sum(widths) + len(_GAP) * (len(widths) - 1), width) if place == 0 else "")
    return lines[:-1]


def _widths(every: Sequence[Sequence[str]], width: int, *, is_named: bool) -> list[int]:
    """The width of each column: what it needs where all fit; else names take that up to a quarter, and others share the rest."""
    needed = [max(map(len, column)) for column in zip(*every, strict=True)]
    if sum(needed) + len(_GAP) * (len(needed) - 1) <= width:
        return needed
    first = min(max(len(cell) for cell, *_ in every), width // 4) if is_named else width // len(every[0]) - len(_GAP)
    other = max((width - first) // max(len(every[0]) - 1, 1) - len(_GAP), _NARROWEST)
    return [first, *(other for _ in every[0][1:])]


def _across(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """The cells beside one another, each wrapped to the width of its column."""
    wrapped = [_wrap(printable(cell), size) for cell, size in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped))
    columns = [[*part, *[""] * (height - len(part))] for part in wrapped]
    padded = ([part.ljust(size) for part, size in zip(line, widths, strict=True)] for line in zip(*columns, strict=True))
    return [_GAP.join(line).rstrip() for line in padded]


def _draw(block: Block, mark: str, width: int, colour: bool) -> list[str]:
    text = printable(block.written)
    if mark:
        return _wrap(text, width, first=f"  {mark}", rest=" " * (2 + len(mark)))
    if block.kind is BlockKind.QUOTE:
        return _wrap(text, width, first="  │ ", rest="  │ ")
    styles = {BlockKind.TITLE: _TITLE, BlockKind.HEADING: _BOLD, BlockKind.NOTE: _DIM}
    bold = any(span.bold for span in block.spans)
    return _paint(_wrap(text, width), styles.get(block.kind, _BOLD if bold else ""), colour)


def printable(text: str) -> str:
    """Return the text without control characters, so that no message can move the cursor or ring the bell."""
    return "".join(character if character.isprintable() else " " for character in text)


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) or [first.rstrip()]


def _paint(lines: list[str], style: str, colour: bool) -> list[str]:
    return [f"{style}{line}{_RESET}" for line in lines] if colour and style else lines
