"""What the answer template is given: one view of a topic, for one side or both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.domain.conversation import PLAY_VIEWS, View
from bot.domain.knowledge import Claim, ClaimKind, KnowledgeBase, Subject, Topic
from bot.domain.language import Language, Segment
from bot.domain.lines import topic_lines
from bot.domain.reply import AnswerPart
from bot.domain.showing import (
    Advice,
    Points,
    all_advice,
    compared_points,
    grounds,
    has_more,
    links_of,
    more_advice,
    more_points,
    note_for,
    of_kind,
    short_advice,
    short_points,
    told,
)
from bot.domain.source import Source, SourceKind
from bot.rendering.besides import besides
from bot.rendering.figures import has_figure, write_day
from bot.rendering.shown import Shown

_KINDS: Mapping[View, ClaimKind] = {View.WHY: ClaimKind.REASON, View.EXAMPLE: ClaimKind.EXAMPLE}
"""Views that show claims of one kind alone."""
_POINTS: Mapping[View, Callable[[Topic, Segment], tuple[Points, ...]]] = {
    View.SHORT: short_points,
    View.MORE: more_points,
}
_ADVICE: Mapping[View, Callable[[Topic, Segment], tuple[Advice, ...]]] = {
    View.SHORT: short_advice,
    View.MORE: more_advice,
    View.TODO: all_advice,
}
_NOTED = frozenset({View.SHORT, View.EXAMPLE, View.SOURCE})
"""Views with what a note is about; the others follow the short answer, which told it."""

_LINKED = frozenset({View.SHORT, View.MORE, View.SOURCE, View.LINKS})
"""Views with what can be opened or sent along."""


def context(part: AnswerPart, language: Language, knowledge: KnowledgeBase, internal: str = "") -> dict[str, Any]:
    """Return the template's context; `internal` is the word for what no customer may see.

    Asked for as a message, which a customer will get, a topic is told without what is internal, and without advice.

    `columns` pairs a side's name ("" for one column without a heading) with its points; `todo` likewise with advice.
    `aside` is what is said first, "" for nothing; a bare part is told by its `answer` alone. One that counts out a line has that
    line in its place, and in `follows` the claim that advice rests on.
    `lacking` tells that there is nothing of the kind asked for (no reason, no example, no more), so that the reply says so;
    `no_benchmark` that a usual or good figure was asked for and a publication gives none. `published` tells the article from
    what a team knows by itself, `only_in` the language that the topic stands in, where it is not the asker's.
    """
    topic = _told(knowledge.topics[part.topic], part.view)
    shown = Shown(knowledge, language, internal)
    own = source_of(topic, part.segment, knowledge)
    counted = _counted(topic, part, shown)
    asked, part = part, _drawn(topic, part, own, counted=bool(counted))
    view = part.view
    columns, todo = _columns(topic, part, shown), _todo(topic, part, shown)
    lacking = _lacking(topic, part, columns)
    line, *follows = counted or [_lead(topic, part, shown), *(_grounds(topic, part, shown) if lacking else [])]
    return {
        "topic": topic.title[language],
        "side": part.segment.value,
        "view": view.value,
        "answer": line,
        "follows": follows,
        "columns": columns,
        "todo": todo,
        "aside": part.aside or "",
        "note": "" if lacking else _note(topic, part, shown),
        "lacking": lacking,
        "only_side": part.only_side,
        "no_benchmark": _lacks_benchmark(topic, part, own, language),
        "sections": shown.sections(),
        "source": cited(own, language),
        "origins": _origins(topic, part, shown),
        "published": own.kind is SourceKind.ARTICLE,
        "only_in": _only_in(topic, language),
        "besides": besides(asked, knowledge, language),
        "links": told_links(topic, knowledge, language) if view in _LINKED and not part.bare else [],
    }


def _lead(topic: Topic, part: AnswerPart, shown: Shown) -> str:
    """The direct answer; what it rests on counts as shown first where it is told, or where nothing else was shown."""
    if part.view is View.SHORT or not shown.claims:
        shown.claims[:0] = told(topic, part.segment)
    return shown.text(topic.answer(part.segment))


def _grounds(topic: Topic, part: AnswerPart, shown: Shown) -> list[str]:
    """Where no reason is given, the claims that the answer stands on, as far as it does not say the same itself."""
    return shown.points(grounds(topic, part.segment)) if part.view is View.WHY else []


def _note(topic: Topic, part: AnswerPart, shown: Shown) -> str:
    """The remark of ours that belongs to a view, "" where none does."""
    note = note_for(topic, part.segment) if part.view in _NOTED and not part.bare else None
    return "" if note is None else shown.marked(note)


def _counted(topic: Topic, part: AnswerPart, shown: Shown) -> list[str]:
    """The line that is counted out, and behind advice the claim it follows from; empty where none is meant."""
    lines = topic_lines(topic, part.segment, part.view) if part.line is not None else ()
    for line in lines[(part.line or 1) - 1 : part.line]:
        if isinstance(line, Claim):
            return shown.points([line])
        claim = topic.claims.get(line.claim)
        return [shown.marked(line), *(shown.points([claim]) if claim is not None else [])]
    return []


def _told(topic: Topic, view: View) -> Topic:
    """The topic as the reader of a view may see it: what goes out as a message is a customer's to read."""
    return replace(topic.for_customers(), guidance={}) if view is View.MESSAGE else topic


def told_links(subject: Subject, knowledge: KnowledgeBase, language: Language) -> list[tuple[str, str, bool]]:
    """What can be opened or sent along: its title, its address, and whether no customer may see it."""
    return [(one.title[language], one.url, one.internal) for one in links_of(subject, knowledge)]


def _lacks_benchmark(topic: Topic, part: AnswerPart, own: Source, language: Language) -> bool:
    """Whether a usual or good figure was asked for and a publication gives none; what a team writes is its answer."""
    return part.benchmark and own.is_published and not has_figure(topic.answer(part.segment)[language])


def _only_in(topic: Topic, language: Language) -> str:
    """The language a topic stands in, where it lacks the asker's."""
    return "" if not topic.languages or language in topic.languages else topic.languages[0]


def source_of(topic: Topic, segment: Segment, knowledge: KnowledgeBase) -> Source:
    """The source that a topic's answer for a side rests on first."""
    claims = topic.claims_for(segment) or tuple(topic.claims.values())
    return knowledge.sources[claims[0].source.partition(".")[0]]


def cited(source: Source, language: Language) -> dict[str, Any]:
    """Return what a source line names."""
    title = source.title[language]
    return {
        "title": title,
        "publisher": source.publisher if source.is_published else ", ".join(filter(None, (title, source.publisher))),
        "year": _day(source, language, whole=not source.is_published),
        "url": source.url or "",
    }


def _day(source: Source, language: Language, *, whole: bool) -> str | int:
    """When a publication came out, by its year; what a team knows from somewhere may be of any day."""
    if source.published is None:
        return ""
    return write_day(source.published, language) if whole else source.published.year


def _drawn(topic: Topic, part: AnswerPart, source: Source, *, counted: bool) -> AnswerPart:
    """The part as it is drawn: what a topic has not, a play's part, two sides or sections of a publication, is its short answer.

    A line that is counted out stands alone as well.
    """
    view, is_bare = part.view, part.bare or counted
    missing = view in PLAY_VIEWS or (view is View.COMPARE and not topic.is_comparison)
    missing = missing or (view is View.SOURCE and not source.is_published)
    return replace(part, view=View.SHORT if missing or is_bare else view, bare=is_bare)


def _lacking(topic: Topic, part: AnswerPart, columns: Sequence[tuple[str, list[str]]]) -> bool:
    """Whether there is nothing of the kind asked for."""
    if part.view is View.LINKS:
        return not topic.links
    return not columns if part.view in _KINDS else part.view is View.MORE and not has_more(topic, part.segment)


def _columns(topic: Topic, part: AnswerPart, shown: Shown) -> list[tuple[str, list[str]]]:
    """The points of each column for the view asked for; none of a bare answer."""
    if part.bare:
        return []
    if part.view in _KINDS:
        found = of_kind(topic, part.segment, _KINDS[part.view])
        return [("", shown.points(found))] if found else []
    if part.view is View.COMPARE:
        return _compared(topic, shown)
    chosen = _POINTS[part.view](topic, part.segment) if part.view in _POINTS else ()
    return [(one.side.value if one.side else "", shown.points(one.claims)) for one in chosen]


def _compared(topic: Topic, shown: Shown) -> list[tuple[str, list[str]]]:
    """Each side's own answer with its points, then what both share."""
    found = []
    for one in compared_points(topic):
        side = one.side or Segment.BOTH
        answer = [] if side is Segment.BOTH else [shown.answer(topic, side)]
        found.append((side.value, [*answer, *shown.points(one.claims)]))
    return found


def _todo(topic: Topic, part: AnswerPart, shown: Shown) -> list[tuple[str, list[str]]]:
    """The advice of each side for the view asked for; none in a bare answer."""
    chosen = _ADVICE[part.view](topic, part.segment) if part.view in _ADVICE and not part.bare else ()
    return [(one.side.value if one.side else "", [shown.marked(line) for line in one.lines]) for one in chosen]


def _origins(topic: Topic, part: AnswerPart, shown: Shown) -> list[tuple[str, str]]:
    """Every claim of the side with the section it stands in, where the source is asked for."""
    claims = topic.claims_for(part.segment) or tuple(topic.claims.values())
    return [(shown.marked(claim), shown.section(claim.source)) for claim in claims] if part.view is View.SOURCE else []
