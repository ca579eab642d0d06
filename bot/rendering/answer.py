"""What the answer template is given: one view of a topic, for one side or both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.conversation import View
from bot.domain.knowledge import Claim, ClaimKind, KnowledgeBase, Source, Topic
from bot.domain.language import Language, Segment
from bot.domain.reply import AnswerPart
from bot.domain.text import Text
from bot.rendering.figures import fill_figures, has_figure

POINTS = 5
"""Points shown for one side in a short answer."""

POINTS_EACH = 3
"""Points shown for each side where both are shown."""

REPEATED = 0.7
"""Share of a claim's words that stand in the direct answer from which it only repeats it."""

ACTIONS = 3
"""Lines of advice in a short answer for one side; both sides get one each."""


@dataclass(slots=True)
class Shown:
    """The claims an answer rests on, gathered while it is put together, so that its source line is exact."""

    knowledge: KnowledgeBase
    language: Language
    claims: list[Claim] = field(default_factory=list)

    def points(self, claims: Iterable[Claim]) -> list[str]:
        """The sentences of some claims, which now count as shown."""
        chosen = list(claims)
        self.claims.extend(chosen)
        return [self.text(claim.text) for claim in chosen]

    def text(self, text: Mapping[Language, str]) -> str:
        """One text in the answer's language, its figures filled in."""
        return fill_figures(text[self.language], self.knowledge, self.language)

    def sections(self) -> list[str]:
        """The source sections of all shown claims, in order, each once."""
        names = dict.fromkeys(claim.source for claim in self.claims)
        return [self.section(name) for name in names]

    def section(self, name: str) -> str:
        """The title of a source's section."""
        source, _, section = name.partition(".")
        return self.knowledge.sources[source].sections[section][self.language]


def context(part: AnswerPart, language: Language, knowledge: KnowledgeBase) -> dict[str, Any]:
    """Return the template's context.

    `columns` pairs a side's name ("" for one column without a heading) with its points; `todo` likewise with advice.
    `lacking` tells that the source has nothing of the kind asked for (no reason, no example), so that the reply says so;
    `no_benchmark` that a usual or good figure was asked for and the answer holds none.
    """
    topic = knowledge.topics[part.topic]
    shown = Shown(knowledge, language)
    view = part.view
    columns, lacking = _columns(topic, part, shown)
    todo = _todo(topic, part, shown) if view in (View.SHORT, View.TODO, View.MORE) else []
    note = topic.note if topic.note is not None and view is not View.COMPARE else None
    claims = list(topic.claims_for(part.segment)) or list(topic.claims.values())
    answer_claims = [claim for claim in claims if claim.kind is ClaimKind.FACT][:1] or claims[:1]
    shown.claims[:0] = answer_claims
    source = knowledge.sources[claims[0].source.partition(".")[0]]
    return {
        "topic": topic.title[language],
        "side": part.segment.value,
        "view": view.value,
        "answer": shown.text(topic.answer(part.segment)),
        "columns": columns,
        "todo": todo,
        "note": shown.text(note) if note is not None else "",
        "lacking": lacking,
        "only_side": part.only_side,
        "no_benchmark": part.benchmark and not has_figure(topic.answer(part.segment)[language]),
        "sections": shown.sections(),
        "source": cited(source, language),
        "origins": _origins(claims, shown) if view is View.SOURCE else [],
    }


def cited(source: Source, language: Language) -> dict[str, Any]:
    """Return what a source line names."""
    return {
        "title": source.title[language],
        "publisher": source.publisher,
        "year": source.published.year,
        "url": source.url or "",
    }


def _columns(topic: Topic, part: AnswerPart, shown: Shown) -> tuple[list[tuple[str, list[str]]], bool]:
    """Choose the points of each column for the view asked for."""
    kinds = {View.WHY: (ClaimKind.REASON,), View.EXAMPLE: (ClaimKind.EXAMPLE,)}.get(part.view)
    if part.view in (View.SOURCE, View.TODO):
        return [], False
    if kinds is not None:
        found = [claim for claim in topic.claims_for(part.segment) if claim.kind in kinds]
        found = found or [claim for claim in topic.claims.values() if claim.kind in kinds]
        return [("", shown.points(found))], not found
    if part.segment is Segment.BOTH and topic.is_comparison:
        most = POINTS_EACH if part.view is View.SHORT else POINTS
        sides = (Segment.ENTERPRISE, Segment.SMB)
        columns = [(side.value, shown.points(_of_side(topic, side)[:most])) for side in sides]
        shared = _of_side(topic, Segment.BOTH)[: 1 if part.view is View.SHORT else POINTS]
        return columns + ([(Segment.BOTH.value, shown.points(shared))] if shared else []), False
    claims = list(topic.claims_for(part.segment)) or list(topic.claims.values())
    if part.view is View.SHORT:
        claims = _without_repetition(topic, part, claims)[:POINTS]
    return [("", shown.points(claims))], False


def _of_side(topic: Topic, side: Segment) -> list[Claim]:
    return [claim for claim in topic.claims.values() if claim.side is side]


def _without_repetition(topic: Topic, part: AnswerPart, claims: Sequence[Claim]) -> list[Claim]:
    """Leave out claims that say in nearly the same words what the direct answer says already."""
    answer = _words_of(topic.answer(part.segment))
    rest = [claim for claim in claims if len(_words_of(claim.text) & answer) < REPEATED * len(_words_of(claim.text))]
    return rest or list(claims)


def _words_of(text: Text) -> set[str]:
    return {word.strip(".,;:") for word in next(iter(text.values())).lower().split()}


def _todo(topic: Topic, part: AnswerPart, shown: Shown) -> list[tuple[str, list[str]]]:
    """The advice for the side asked for; for both, a first line each."""
    short = part.view is View.SHORT
    if part.segment is Segment.BOTH and topic.is_comparison:
        sides = [side for side in (Segment.ENTERPRISE, Segment.SMB) if topic.guidance.get(side)]
        most = 1 if short else POINTS
        return [(side.value, [shown.text(line.text) for line in topic.guidance[side][:most]]) for side in sides]
    lines = topic.guidance.get(part.segment) or topic.guidance.get(Segment.BOTH) or topic.guidance.get(topic.side) or ()
    if not lines:
        lines = next(iter(topic.guidance.values()), ())
    return [("", [shown.text(line.text) for line in lines[: ACTIONS if short else None]])] if lines else []


def _origins(claims: Sequence[Claim], shown: Shown) -> list[tuple[str, str]]:
    """Every claim of the side with the section it stands in."""
    return [(shown.text(claim.text), shown.section(claim.source)) for claim in claims]
