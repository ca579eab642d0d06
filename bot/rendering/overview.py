"""What the overview template is given: the rows of the table, each with what is said of either side."""

from __future__ import annotations

from typing import Any

from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language, Segment
from bot.domain.overview import Overview
from bot.domain.text import FIGURE
from bot.errors import RenderingError
from bot.rendering.answer import cited
from bot.rendering.figures import fill_figures


def context(overview: Overview | None, language: Language, knowledge: KnowledgeBase) -> dict[str, Any]:
    """Return the template's context: `rows` hold a name and two cells, "" where the sources say nothing of a side."""
    if overview is None:
        raise RenderingError("The overview has no table. Report this; it is a fault of the program.")
    rows = [
        (row.name[language], *(_cell(row.cells.get(side), language, knowledge) for side in (Segment.ENTERPRISE, Segment.SMB)))
        for row in overview.rows
    ]
    sources = dict.fromkeys(_source(cell, knowledge) for row in overview.rows for cell in row.cells.values())
    return {"rows": rows, "sources": [cited(knowledge.sources[name], language) for name in sources]}


def _cell(name: str | None, language: Language, knowledge: KnowledgeBase) -> str:
    """A figure as it is written, or the sentence of a claim."""
    if name is None:
        return ""
    return fill_figures(name if name.startswith(FIGURE) else knowledge.claim(name).text[language], knowledge, language)


def _source(name: str, knowledge: KnowledgeBase) -> str:
    """The source a cell comes from."""
    section = knowledge.figures[name.removeprefix(FIGURE)].source if name.startswith(FIGURE) else knowledge.claim(name).source
    return section.partition(".")[0]
