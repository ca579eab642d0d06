"""Draws a document in a terminal: titles, bullets, small print and numbered actions, in colour where the terminal has it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from bot.rendering.document import Block, BlockKind, Document

_BOLD, _DIM, _TITLE, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[1;36m", "\x1b[0m"


def draw_terminal(document: Document, actions: Sequence[str] = (), *, width: int = 88, colour: bool = False) -> str:
    """Return the document as lines of at most `width` characters, then the actions' labels, numbered from 1."""
    lines: list[str] = []
    for mark, block in zip(document.marks(), document.blocks, strict=True):
        if lines and block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            lines.append("")
        lines.extend(_draw(block, mark, width, colour))
    if actions:
        # A no-break space keeps a label on one line while the list wraps.
        kept = (f"[{number}] {printable(label)}".replace(" ", "\u00a0") for number, label in enumerate(actions, start=1))
        lines.extend(["", *_paint([line.replace("\u00a0", " ") for line in _wrap("  ".join(kept), width)], _DIM, colour)])
    return "\n".join(lines)


def _draw(block: Block, mark: str, width: int, colour: bool) -> list[str]:
    text = printable(block.text)
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
