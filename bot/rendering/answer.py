"""What the answer template is given: one view of a topic, for one side or both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.domain.conversation import PLAY_VIEWS, View
from bot.domain.knowledge import Claim, ClaimKind, Guideline, KnowledgeBase, Note, Subject, Topic
from bot.domain.language import Language, Segment
from bot.domain.reply import AnswerPart
from bot.domain.showing import (
    Advice,
    Points,
    all_advice,
    compared_points,
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
from bot.rendering.figures import fill_figures, has_figure, write_day

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


@dataclass(slots=True)
class Shown:
    """The claims an answer rests on, gathered while it is put together, so that its source line is exact.

    `internal` is the word for what no customer may see.
    """

    knowledge: KnowledgeBase
    language: Language
    internal: str = ""
    claims: list[Claim] = field(default_factory=list)

    def points(self, claims: Iterable[Claim]) -> list[str]:
        """The sentences of some claims, which now count as shown."""
        chosen = list(claims)
        self.claims.extend(chosen)
        return [self.marked(claim) for claim in chosen]

    def marked(self, part: Claim | Guideline | Note) -> str:
        """The words of a part of the answer; behind what no customer may see, the word for that."""
        words = self.text(part.text)
        return f"{words} ({self.internal})" if part.internal else words

    def answer(self, topic: Topic, segment: Segment) -> str:
        """A side's direct answer; the claims it rests on now count as shown."""
        self.claims.extend(told(topic, segment))
        return self.text(topic.answer(segment))

    def text(self, text: Mapping[Language, str]) -> str:
        """One text in the answer's language, its figures filled in."""
        return fill_figures(text[self.language], self.knowledge, self.language)

    def sections(self) -> list[str]:
        """The source sections of all shown claims, in order, each once."""
        names = dict.fromkeys(claim.source for claim in self.claims)
        return [section for name in names if (section := self.section(name))]

    def section(self, name: str) -> str:
        """The title of a source's section, "" where the whole is cited."""
        source, _, section = name.partition(".")
        return self.knowledge.sources[source].sections[section][self.language] if section else ""


def context(part: AnswerPart, language: Language, knowledge: KnowledgeBase, internal: str = "") -> dict[str, Any]:
    """Return the template's context; `internal` is the word for what no customer may see.

    Asked for as a message, which a customer will get, a topic is told without what is internal, and without advice.

    `columns` pairs a side's name ("" for one column without a heading) with its points; `todo` likewise with advice.
    `lacking` tells that there is nothing of the kind asked for (no reason, no example, no more), so that the reply says so;
    `no_benchmark` that a usual or good figure was asked for and a publication gives none. `published` tells the article from
    what a team knows by itself, `only_in` the language that the topic stands in, where it is not the asker's.
    """
    topic = _told(knowledge.topics[part.topic], part.view)
    shown = Shown(knowledge, language, internal)
    own = source_of(topic, part.segment, knowledge)
    view = _view(topic, part.view, own)
    part = replace(part, view=view)
    columns, todo = _columns(topic, part, shown), _todo(topic, part, shown)
    lacking = _lacking(topic, part, columns)
    note = note_for(topic, part.segment) if view in _NOTED and not lacking else None
    claims = list(topic.claims_for(part.segment)) or list(topic.claims.values())
    if view is View.SHORT or not shown.claims:
        shown.claims[:0] = told(topic, part.segment)
    return {
        "topic": topic.title[language],
        "side": part.segment.value,
        "view": view.value,
        "answer": shown.text(topic.answer(part.segment)),
        "columns": columns,
        "todo": todo,
        "note": shown.marked(note) if note is not None else "",
        "lacking": lacking,
        "only_side": part.only_side,
        "no_benchmark": _lacks_benchmark(topic, part, own, language),
        "sections": shown.sections(),
        "source": cited(own, language),
        "origins": _origins(claims, shown) if view is View.SOURCE else [],
        "published": own.kind is SourceKind.ARTICLE,
        "only_in": _only_in(topic, language),
        "links": told_links(topic, knowledge, language) if view in _LINKED else [],
    }


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


def _view(topic: Topic, view: View, source: Source) -> View:
    """The view drawn: what a topic has not, a play's part, two sides or sections of a publication, is its short answer."""
    missing = view in PLAY_VIEWS or (view is View.COMPARE and not topic.is_comparison)
    missing = missing or (view is View.SOURCE and not source.is_published)
    return View.SHORT if missing else view


def _lacking(topic: Topic, part: AnswerPart, columns: Sequence[tuple[str, list[str]]]) -> bool:
    """Whether there is nothing of the kind asked for."""
    if part.view is View.LINKS:
        return not topic.links
    return not columns if part.view in _KINDS else part.view is View.MORE and not has_more(topic, part.segment)


def _columns(topic: Topic, part: AnswerPart, shown: Shown) -> list[tuple[str, list[str]]]:
    """The points of each column for the view asked for."""
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
    """The advice of each side for the view asked for."""
    chosen = _ADVICE[part.view](topic, part.segment) if part.view in _ADVICE else ()
    return [(one.side.value if one.side else "", [shown.marked(line) for line in one.lines]) for one in chosen]


def _origins(claims: Sequence[Claim], shown: Shown) -> list[tuple[str, str]]:
    """Every claim of the side with the section it stands in."""
    return [(shown.marked(claim), shown.section(claim.source)) for claim in claims]
