"""Checks the overview: every cell leads to what a topic holds."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.overview import FILE, lost_cells, read_overview
from bot.knowledge.reader import Reader


def check_overview(content: Content) -> Iterator[Problem]:
    """Yield every fault of `overview.yml`; a knowledge folder without one has no overview and nothing to check."""
    if not (content.folder / FILE).is_file():
        return
    reader = Reader(content.folder)
    overview = read_overview(reader)
    yield from reader.problems
    if overview is not None and content.knowledge is not None:
        yield from lost_cells(overview, content.knowledge, content.folder.name)
