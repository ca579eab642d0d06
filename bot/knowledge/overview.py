"""Loads the overview from `overview.yml`, and tells every reference in it that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter

from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Segment
from bot.domain.overview import Overview, OverviewRow
from bot.domain.text import FIGURE
from bot.errors import KnowledgeError, Problem
from bot.knowledge.assembly import text_of
from bot.knowledge.entries import Entry
from bot.knowledge.reader import Reader, in_file_order
from bot.knowledge.schema import Filled, Id, TextEntry
from bot.knowledge.unchanged import read_once

FILE = "overview.yml"


class RowEntry(Entry):
    """One thing compared; a side of which nothing is known has no cell."""

    name: TextEntry
    topic: Id
    enterprise: Filled | None = None
    smb: Filled | None = None


class OverviewFile(Entry):
    """The file `overview.yml`."""

    topic: Id
    rows: Annotated[dict[Id, RowEntry], Field(min_length=1)]


SHAPE = TypeAdapter(OverviewFile)


@read_once
def load_overview(folder: Path, knowledge: KnowledgeBase) -> Overview | None:
    """Return the overview of a knowledge folder, None where it has none. Raises KnowledgeError with every fault."""
    if not (folder / FILE).is_file():
        return None
    reader = Reader(folder)
    overview = read_overview(reader)
    problems = [*reader.problems, *([] if overview is None else lost_cells(overview, knowledge, reader.folder.name))]
    if problems or overview is None:
        raise KnowledgeError(in_file_order(problems))
    return overview


def read_overview(reader: Reader) -> Overview | None:
    """Read the file, or return None where faults were kept."""
    entry = reader.read(FILE, SHAPE)
    if entry is None:
        return None
    return Overview(topic=entry.topic, rows=tuple(_row(name, row) for name, row in entry.rows.items()))


def lost_cells(overview: Overview, knowledge: KnowledgeBase, folder: str) -> Iterator[Problem]:
    """Yield a problem for every topic, claim and figure that does not exist, and every claim that speaks of the other side."""
    file = f"{folder}/{FILE}"
    named = [("topic", overview.topic), *((f"rows.{row.id}.topic", row.topic) for row in overview.rows)]
    for path, topic in named:
        if topic not in knowledge.topics:
            yield Problem(file, path, f"There is no topic “{topic}”.", "Name the file of a topic without “.yml”.")
    for row in overview.rows:
        path = f"rows.{row.id}"
        if not row.cells:
            yield Problem(file, path, "The row says nothing of either side.", "Write `enterprise`, `smb`, or both.")
        for side, cell in row.cells.items():
            what = _fault(cell, side, knowledge)
            if what:
                remedy = "Write $figure, or topic.claim with a claim of this side."
                yield Problem(file, f"{path}.{side}", what, remedy)


def _fault(cell: str, side: Segment, knowledge: KnowledgeBase) -> str:
    if cell.startswith(FIGURE):
        return "" if cell[1:] in knowledge.figures else f"There is no figure “{cell}”."
    topic, _, name = cell.partition(".")
    claim = knowledge.topics[topic].claims.get(name) if topic in knowledge.topics else None
    if claim is None:
        return f"There is no claim “{cell}”."
    return f"The claim “{cell}” speaks of the other side." if claim.side is side.other else ""


def _row(name: str, entry: RowEntry) -> OverviewRow:
    cells = {Segment.ENTERPRISE: entry.enterprise, Segment.SMB: entry.smb}
    told = {side: cell for side, cell in cells.items() if cell is not None}
    return OverviewRow(id=name, name=text_of(entry.name), topic=entry.topic, cells=told)
