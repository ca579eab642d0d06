"""A document as Block Kit: once in rich text, once in the classic blocks that every Slack client knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from bot.domain.conversation import Action
from bot.rendering.action_codes import encode
from bot.rendering.document import Block, BlockKind, Document, Span, table_of
from bot.rendering.slack_text import cut, cut_escaped, escape

BlockJson: TypeAlias = dict[str, Any]

HEADER_LIMIT = 150
SECTION_LIMIT = 3000
CONTEXT_LIMIT = 1000
BUTTON_LIMIT = 75
TABLE_ROWS = 99
"""Rows of a table below its first one (docs.slack.dev, table block)."""
CELL_LIMIT = 500
_EMPTY = "–"
_LISTS = {BlockKind.BULLET: "bullet", BlockKind.STEP: "ordered"}
_JOINING = (*_LISTS, BlockKind.QUOTE)
ADVISE = "advise"
"""Prefix of the action ids of buttons that carry an Action."""


def rich_blocks(document: Document, *, tables: bool = True) -> list[BlockJson]:
    """Draw the document in header, rich text, table and context blocks. None of the text is parsed, so nothing in it can ping.

    A message takes one table; a second one, and every one where there may be no `tables`, is a list.
    """
    drawn: list[BlockJson] = []
    for group in _groups(document.blocks, apart=tables):
        table = _table(group) if tables and not any(block["type"] == "table" for block in drawn) else None
        drawn.append(table or _header(group[0]) or _note(group[0]) or _rich(group))
    return drawn


def classic_blocks(document: Document) -> list[BlockJson]:
    """Draw the document in header, section and context blocks alone."""
    return [_header(group[0]) or _note(group[0]) or _section(group) for group in _groups(document.blocks)]


def section(text: str, accessory: BlockJson | None = None) -> BlockJson:
    """Return a section of ready-made mrkdwn; whoever calls has escaped what people wrote."""
    block: BlockJson = {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}, "expand": True}
    return block | ({"accessory": accessory} if accessory else {})


def header(text: str) -> BlockJson:
    """Return a header; plain text is not parsed, so it is not escaped."""
    return {"type": "header", "text": plain_text(cut(text, HEADER_LIMIT))}


def context(*texts: str) -> BlockJson:
    """Return one line of small print of ready-made mrkdwn."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True} for text in texts]}


def plain_text(text: str) -> BlockJson:
    """Return a text object that Slack shows letter for letter."""
    return {"type": "plain_text", "text": text, "emoji": False}


def button(label: str, action_id: str, value: str, **more: Any) -> BlockJson:
    """Return a button; its label is cut to what Slack allows."""
    return {"type": "button", "text": plain_text(cut(label, BUTTON_LIMIT)), "action_id": action_id, "value": value, **more}


def action_button(label: str, action: Action, place: int) -> BlockJson:
    """Return the button that asks for an action; `place` keeps ids apart within a block."""
    return button(label, f"{ADVISE}.{place}", encode(action))


def actions(elements: Sequence[BlockJson], row: str | None = None) -> BlockJson:
    """Return a row of buttons and selects; `row` is an id that presses in it carry."""
    block: BlockJson = {"type": "actions", "elements": list(elements)}
    return block | ({"block_id": row} if row else {})


def _groups(blocks: Iterable[Block], *, apart: bool = False) -> Iterator[list[Block]]:
    """Part the document: each title, note, paragraph or heading begins a block; bullets, steps and quotes join the one before.

    `apart` keeps the rows of a table in a block of their own.
    """
    group: list[Block] = []
    for block in blocks:
        joins = block.kind in _JOINING and group and group[0].kind not in (BlockKind.TITLE, BlockKind.NOTE)
        joins = joins and not (apart and _columns(block) != _columns(group[0]))
        if group and not joins:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _columns(block: Block) -> tuple[str, ...] | None:
    return block.row.columns if block.row is not None else None


def _table(group: Sequence[Block]) -> BlockJson | None:
    rows = [block.row for block in group if block.row is not None][:TABLE_ROWS]
    if not rows:
        return None
    names, *lines = table_of(rows)
    first = [_named(name) for name in names]
    rest = [[{"type": "raw_text", "text": cut(cell, CELL_LIMIT) or _EMPTY} for cell in line] for line in lines]
    return {"type": "table", "column_settings": [{"is_wrapped": True} for _ in names], "rows": [first, *rest]}


def _named(column: str) -> BlockJson:
    """The cell above a column."""
    bold = {"type": "text", "text": column or _EMPTY, "style": {"bold": True}}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [bold]}]}


def _header(block: Block) -> BlockJson | None:
    return header(block.text) if block.kind is BlockKind.TITLE else None


def _note(block: Block) -> BlockJson | None:
    if block.kind is not BlockKind.NOTE:
        return None
    whole = "".join(_mrkdwn_span(span) for span in block.spans)
    return context(whole if len(whole) <= CONTEXT_LIMIT else cut_escaped(block.text, CONTEXT_LIMIT))


def _rich(group: Sequence[Block]) -> BlockJson:
    elements: list[BlockJson] = []
    for kind, blocks in groupby(group, key=lambda block: block.kind):
        lines = [_rich_line(block) for block in blocks]
        if kind in _LISTS:
            elements.append({"type": "rich_text_list", "style": _LISTS[kind], "elements": lines})
        elif kind is BlockKind.QUOTE:
            elements.append({"type": "rich_text_quote", "elements": list(_broken(lines))})
        else:
            elements.extend(lines)
    return {"type": "rich_text", "elements": elements}


def _broken(lines: Iterable[BlockJson]) -> Iterator[BlockJson]:
    """The parts of several lines as those of one, a line break between two."""
    for place, line in enumerate(lines):
        if place:
            yield {"type": "text", "text": "\n"}
        yield from line["elements"]


def _rich_line(block: Block) -> BlockJson:
    heading = block.kind is BlockKind.HEADING
    return {"type": "rich_text_section", "elements": [_rich_span(span, heading) for span in block.spans]}


def _rich_span(span: Span, heading: bool) -> BlockJson:
    part: BlockJson = {"type": "text", "text": cut(span.text, SECTION_LIMIT)}
    part |= {"type": "link", "url": span.link} if span.link else {}
    return part | {"style": {"bold": True}} if span.bold or heading else part


def _section(group: Sequence[Block]) -> BlockJson:
    text = "\n".join(_mrkdwn(mark, block) for mark, block in zip(Document(tuple(group)).marks(), group, strict=True))
    if len(text) > SECTION_LIMIT:
        text = cut_escaped("\n".join(block.text for block in group), SECTION_LIMIT)
    return section(text)


def _mrkdwn_span(span: Span) -> str:
    if span.link:
        return f"<{span.link.replace('&', '&amp;')}|{escape(span.text)}>"
    return f"*{escape(span.text)}*" if span.bold else escape(span.text)


def _mrkdwn(mark: str, block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        return f"*{escape(block.text)}*"
    text = "".join(_mrkdwn_span(span) for span in block.spans)
    return f">{text}" if block.kind is BlockKind.QUOTE else f"{mark}{text}"
