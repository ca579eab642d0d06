"""What the play template is given: one part of a play, for one side or both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from bot.domain.aside import Aside
from bot.domain.conversation import View
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language, Segment
from bot.domain.lines import STEPS_SHOWN, play_lines
from bot.domain.play import Play, PlayPart, PlaySide, Step
from bot.domain.reply import AnswerPart
from bot.domain.showing import message_near
from bot.domain.text import Text
from bot.rendering.answer import cited, told_links
from bot.rendering.shown import Shown

STEPS_EACH = 3
"""Steps shown for each side where both are shown."""

PARTS = {
    View.ASK: (PlayPart.ASK,),
    View.SAY: (PlayPart.SAY,),
    View.MESSAGE: (PlayPart.MESSAGE,),
    View.EXAMPLE: (PlayPart.MESSAGE,),
    View.CHECK: (PlayPart.CHECK,),
    View.MORE: (PlayPart.ASK, PlayPart.SAY, PlayPart.CHECK),
}
"""What each view shows; the others show the steps."""


def context(part: AnswerPart, language: Language, knowledge: KnowledgeBase) -> dict[str, Any]:
    """Return the template's context.

    `columns` holds, for each side shown, its name ("" where it needs no heading), its answer, its steps as pairs of a text
    and whether it is our own advice, and its parts as pairs of a part's name and its lines. `reasons` are the claims behind
    the steps with their sections, `links` those of its topics. `lacking` tells that the play has no such part, and `near` the
    nearest play that has a message where this one has none, "" if there is no such play. `aside` is what is said first, "" for
    nothing; a bare part is told by its answer, or its message, alone. One that counts out a line has that line in place of the
    answer, `ours` where no source backs it, and in `reasons` what it follows from.
    """
    play = knowledge.plays[part.topic]
    shown = Shown(knowledge, language)
    sides = play.sides_for(part.segment)
    view = part.view
    lines = list(chain.from_iterable(_counted(part, name, side) for name, side in sides.items()))
    links = told_links(play, knowledge, language) if view is View.LINKS else []
    drawn = {name: _drawn(part, side, shown, len(sides), _counted(part, name, side)) for name, side in sides.items()}
    columns = [{"side": segment.value if len(sides) > 1 else "", **column} for segment, column in drawn.items()]
    return {
        "play": play.title[language],
        "side": part.segment.value,
        "view": view.value,
        "columns": _told(columns) if lines else columns,
        "reasons": list(_reasons(lines or _steps_behind(view, sides.values()), shown)),
        "counted": bool(lines),
        "aside": part.aside or "",
        "links": links,
        "lacking": not lines and _lacking(view, links, columns),
        "near": _near(play, part, language, knowledge),
        "only_side": part.only_side,
        "source": _source(play, knowledge, language),
    }


def _near(play: Play, part: AnswerPart, language: Language, knowledge: KnowledgeBase) -> str:
    """The title of the play whose message is nearest to what a view should have shown; "" where there is none."""
    near = message_near(play, part.segment, knowledge.plays) if PlayPart.MESSAGE in PARTS.get(part.view, ()) else None
    return near.title[language] if near is not None else ""


def _told(columns: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The columns with a line to tell: where one is counted out, a side may have fewer."""
    return [column for column in columns if column["answer"]]


def _steps_behind(view: View, sides: Iterable[PlaySide]) -> list[Step]:
    """The steps whose reasons a view tells."""
    return [step for side in sides for step in side.steps] if view in (View.WHY, View.SOURCE) else []


def _lacking(view: View, links: Sequence[object], columns: Sequence[dict[str, Any]]) -> bool:
    """Whether there is nothing of the kind asked for."""
    if view is View.LINKS:
        return not links
    return bool(PARTS.get(view, ())) and not any(column["parts"] or column["answer"] for column in columns)


def _drawn(part: AnswerPart, side: PlaySide, shown: Shown, sides: int, lines: Sequence[Step]) -> dict[str, Any]:
    """What one side of a play shows of a part: the whole view, its answer alone, or the one line that is meant."""
    column = _column(side, part.view, shown, sides)
    if part.line is None:
        return {**column, **(_bare(part, side, shown) if part.bare else {}), "ours": False}
    line = next(iter(lines), None)
    is_step = part.view in STEPS_SHOWN
    answer = "" if line is None else shown.text(line.text)
    return {"answer": answer, "ours": is_step and line is not None and not line.because, "steps": [], "parts": []}


def _bare(part: AnswerPart, side: PlaySide, shown: Shown) -> dict[str, Any]:
    """A side in a sentence; its message goes out whole, unless it stands there already."""
    if part.view is View.MESSAGE and part.aside not in (Aside.NO_MORE, Aside.NO_OTHER):
        return {"steps": []}
    return {"answer": shown.text(side.answer), "steps": [], "parts": []}


def _counted(part: AnswerPart, name: Segment, side: PlaySide) -> Sequence[Step]:
    """The line of a side that is counted out; none where none is, it is another side's, or the side has fewer."""
    return () if part.line is None or part.line_of not in (None, name) else play_lines(side, part.view)[part.line - 1 : part.line]


def _column(side: PlaySide, view: View, shown: Shown, sides: int) -> dict[str, Any]:
    """What one side of a play shows in a view; `sides` is how many are shown."""
    parts = PARTS.get(view, ())
    return {
        "answer": shown.text(side.answer) if view in (View.SHORT, View.TODO, View.COMPARE) else "",
        "steps": _steps(side, shown, sides) if not parts and view not in (View.WHY, View.SOURCE, View.LINKS) else [],
        "parts": [(one.value, lines) for one in parts if (lines := _lines(side, one, shown))],
    }


def _steps(side: PlaySide, shown: Shown, sides: int) -> list[tuple[str, bool]]:
    steps: Sequence[Step] = side.steps if sides == 1 else side.steps[:STEPS_EACH]
    return [(shown.text(step.text), not step.because) for step in steps]


def _lines(side: PlaySide, part: PlayPart, shown: Shown) -> list[str]:
    texts: tuple[Text, ...]
    if part is PlayPart.MESSAGE:
        texts = () if side.message is None else (side.message,)
        return [line for text in texts for line in shown.text(text).splitlines()]
    texts = getattr(side, part.value)
    return [shown.text(text) for text in texts]


def _reasons(steps: Iterable[Step], shown: Shown) -> Iterator[tuple[str, str]]:
    """Every claim behind some steps, once, with the section it stands in."""
    names = dict.fromkeys(name for step in steps for name in step.because)
    for name in names:
        claim = shown.knowledge.claim(name)
        yield shown.text(claim.text), shown.section(claim.source)


def _source(play: Play, knowledge: KnowledgeBase, language: Language) -> dict[str, Any]:
    return cited(knowledge.sources[play.source.partition(".")[0]], language)
