"""What the play template is given: one part of a play, for one side or both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.domain.conversation import View
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language
from bot.domain.play import Play, PlayPart, PlaySide, Step
from bot.domain.reply import AnswerPart
from bot.domain.showing import message_near
from bot.domain.text import Text
from bot.rendering.answer import Shown, cited, told_links

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
    nearest play that has a message where this one has none, "" if there is no such play.
    """
    play = knowledge.plays[part.topic]
    shown = Shown(knowledge, language)
    sides = play.sides_for(part.segment)
    view = part.view
    parts = PARTS.get(view, ())
    near = message_near(play, part.segment, knowledge.plays) if PlayPart.MESSAGE in parts else None
    links = told_links(play, knowledge, language) if view is View.LINKS else []
    columns = [
        {"side": segment.value if len(sides) > 1 else "", **_column(side, view, shown, len(sides))}
        for segment, side in sides.items()
    ]
    return {
        "play": play.title[language],
        "side": part.segment.value,
        "view": view.value,
        "columns": columns,
        "reasons": list(_reasons(sides.values(), shown)) if view in (View.WHY, View.SOURCE) else [],
        "links": links,
        "lacking": not links if view is View.LINKS else bool(parts) and not any(column["parts"] for column in columns),
        "near": near.title[language] if near is not None else "",
        "only_side": part.only_side,
        "source": _source(play, knowledge, language),
    }


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


def _reasons(sides: Iterable[PlaySide], shown: Shown) -> Iterator[tuple[str, str]]:
    """Every claim behind the steps, once, with the section it stands in."""
    names = dict.fromkeys(name for side in sides for step in side.steps for name in step.because)
    for name in names:
        claim = shown.knowledge.claim(name)
        yield shown.text(claim.text), shown.section(claim.source)


def _source(play: Play, knowledge: KnowledgeBase, language: Language) -> dict[str, Any]:
    return cited(knowledge.sources[play.source.partition(".")[0]], language)
