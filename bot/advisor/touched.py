"""Finds the one line of a subject that a question touches, so that it is answered by that line and not by a whole view."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.advisor.line_kinds import asking_words, counted_in, counted_nouns, is_of_kind, is_told, kinds_asked, kinds_told
from bot.advisor.turns.sides import content_beside_sides
from bot.advisor.turns.subject_words import SubjectWords, content_stems
from bot.domain.conversation import View
from bot.domain.knowledge import KnowledgeBase, Subject, Topic
from bot.domain.language import Language, Segment
from bot.domain.lines import answers_of, play_lines, topic_lines
from bot.domain.text import FIGURE, Text
from bot.matching.reading import Reading
from bot.matching.weighing import Weighed

HALF = 0.5
"""Share of a question's content words that a line must hold, by its words or what they mean."""

RARE = 3
"""Lines of one side that may share a word; what more of them hold picks out none."""

_WORTH = {"stem": 1.0, "concept": 0.6, "kind": 1.0}
"""What the same word counts, one of the same meaning, and being of the kind asked for."""

_PLAY_VIEWS = (View.SHORT, View.SAY, View.CHECK, View.ASK)
_TOPIC_VIEWS = (View.SOURCE, View.TODO)
"""Views that together hold every line of a subject, the weightiest first."""

_ON_ASKING = frozenset({View.ASK, View.SAY, View.CHECK})
"""Views whose lines are put to a customer, or to oneself: they tell only who asks for such words (cues `wants.<view>`)."""

HEADLINE = 0
"""The place of the answer itself, above all lines."""

_ANY_NUMBER = "2"
"""What stands for a figure where only its unit counts."""

_FIGURE = re.compile(re.escape(FIGURE) + r"([a-z0-9]+(?:-[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class Touch:
    """A line by its view, its place from 1 (or HEADLINE), and, of a play, its side."""

    view: View
    line: int
    side: Segment | None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with what it is told in, over all languages; `kinds` are those it tells, `counted` what it gives the number of."""

    touch: Touch
    stems: frozenset[str]
    concepts: frozenset[str]
    kinds: frozenset[str]
    counted: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question asks: the stems of what it names, those of the subject's title apart, what its words mean by concept, the
    kinds of things it asks for, the stems `around` of the words that ask for them, and what it asks the number of; `views` are
    those whose lines it asks for.
    """

    stems: frozenset[str]
    title: frozenset[str]
    around: frozenset[str]
    meant: Mapping[str, frozenset[str]]
    kinds: frozenset[str]
    nouns: frozenset[str]
    views: frozenset[View]

    def may_be_told(self, line: _Line) -> bool:
        """Whether a line is of the kind asked for, where one is, and not put to a customer, unless such words are asked for."""
        fits = line.touch.view not in _ON_ASKING or line.touch.view in self.views
        return fits and is_told(self.kinds, self.nouns, line.kinds, line.counted)

    def near(self, line: _Line) -> frozenset[str]:
        """The asking words that a line holds, where little else is named: "who else do I call" rather means those called."""
        return self.around & line.stems if len(self.stems) <= 1 else frozenset()


@dataclass(frozen=True)
class _Lines:
    """All lines of a subject for a side, how many of them hold each word, meaning and kind, and its answer."""

    lines: Sequence[_Line]
    headline: _Line

    @cached_property
    def holding(self) -> Mapping[tuple[str, str], int]:
        """How many lines hold each, by what it is and its name."""
        return Counter(key for one in self.lines for key in _keys(one.stems, one.concepts, one.kinds))


def _keys(stems: frozenset[str], concepts: frozenset[str], kinds: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Always in the same order: that of a sum is part of its last bit."""
    yield from (("stem", one) for one in sorted(stems))
    yield from (("concept", one) for one in sorted(concepts))
    yield from (("kind", one) for one in sorted(kinds))


class Touched:
    """The lines of a knowledge base as questions touch them; read when first asked for, then kept."""

    def __init__(self, knowledge: KnowledgeBase, read: Callable[[str], Reading], words: SubjectWords) -> None:
        self._knowledge = knowledge
        self._read = read
        self._words = words
        self._kept: dict[tuple[str, Segment], _Lines] = {}

    def by(self, weighed: Weighed, subject_id: str, segment: Segment) -> Touch | None:
        """The line of a subject that tells what a message asks about; None where none does, or many do alike.

        Where no line tells it and the answer itself names all that is asked, it is the answer.
        """
        found = self._lines(subject_id, segment)
        asked = self._asked(weighed, self._words.title(subject_id))
        points = [_points(line, asked, found.holding) if asked.may_be_told(line) else 0.0 for line in found.lines]
        most = max(points, default=0.0)
        if most:
            return found.lines[points.index(most)].touch
        return found.headline.touch if _is_headline(found.headline, asked) else None

    def of_kind(self, kind: str, subject_id: str, segment: Segment) -> Touch | None:
        """The first line of a subject that tells a kind of thing."""
        return next((line.touch for line in self._lines(subject_id, segment).lines if kind in line.kinds), None)

    @staticmethod
    def _asked(weighed: Weighed, title: frozenset[str]) -> _Asked:
        message = weighed.message
        terms = message.terms.terms
        named, around = _named(weighed)
        return _Asked(
            stems=named - title,
            title=named & title,
            around=around - title,
            meant={hit.key: frozenset(one.stem for one in terms[hit.first : hit.last]) for hit in message.concepts},
            kinds=kinds_asked(message),
            nouns=counted_nouns(message),
            views=frozenset(view for view in _ON_ASKING if message.cues(f"wants.{view}") or message.cues(f"views.{view}")),
        )

    def names_only(self, weighed: Weighed, subject_id: str) -> bool:
        """Whether a message names nothing beside the kind of thing it asks for that a subject is not told in."""
        return _named(weighed)[0] <= self._words.of(subject_id)

    def tells(self, weighed: Weighed, subject_id: str) -> bool:
        """Whether a subject is told in at least half of what a message is about."""
        asked = content_stems(weighed.reading)
        return bool(asked) and len(asked & self._words.of(subject_id)) >= HALF * len(asked)

    def _lines(self, subject_id: str, segment: Segment) -> _Lines:
        key = (subject_id, segment)
        if key not in self._kept:
            subject = self._knowledge.subjects[subject_id]
            lines = [self._line(touch, text) for touch, text in _texts_of(subject, segment)]
            answers = [self._line(Touch(View.SHORT, HEADLINE, None), text) for text in answers_of(subject, segment)]
            self._kept[key] = _Lines(lines, _together(answers))
        return self._kept[key]

    def _line(self, touch: Touch, text: Text) -> _Line:
        readings = [self._read(self._spoken(words, language)) for language, words in text.items()]
        return _Line(
            touch,
            frozenset().union(*map(content_stems, readings)),
            frozenset(hit.key for one in readings for hit in one.message.concepts),
            frozenset().union(*(kinds_told(one.message) for one in readings)),
            frozenset().union(*(counted_in(one.message) for one in readings)),
        )

    def _spoken(self, words: str, language: Language) -> str:
        """A text with a number and the unit of each figure in its place, as in "about 2 months"."""
        figures, units = self._knowledge.figures, self._knowledge.units
        forms = lambda found: units[figures[found[1]].unit].forms[language]["other"].replace("#", _ANY_NUMBER)  # noqa: E731
        return _FIGURE.sub(forms, words)


def _named(weighed: Weighed) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of what a message names, and of the words that ask for a kind: no line about coming tells "who should come"."""
    beside, asking = frozenset(content_beside_sides(weighed)), asking_words(weighed.message)
    terms = [one for one in weighed.message.terms.terms if one.low in beside]
    around = frozenset(one.stem for one in terms if one.word in asking)
    return frozenset(one.stem for one in terms if one.word not in asking), around


def _points(line: _Line, asked: _Asked, holding: Mapping[tuple[str, str], int]) -> float:
    """How well a line tells what is asked; 0 where it does not.

    The rarer a word is among the lines, the more it counts. A line must hold half of what is named, some of it rare; or be of the
    kind asked for, and hold any of it.
    """
    same = asked.stems & line.stems
    alike = {one: stems for one, stems in asked.meant.items() if one in line.concepts and not stems & same}
    of_kind = asked.kinds & line.kinds
    covered = same.union(*map(asked.stems.intersection, alike.values()))
    near = asked.near(line) if of_kind else frozenset()
    held = list(_keys(same | near, frozenset(alike), of_kind))
    # A word of a like meaning alone picks out no line: to "and the CEO?" any line on those who decide would do.
    told = len(same) + len(alike) / 2 >= 1 and len(covered) >= HALF * len(asked.stems)
    if not (told and _rarest(held, holding) <= RARE) and not is_of_kind(of_kind, asked.stems, covered | near):
        return 0.0
    return sum(_WORTH[kind] / holding[kind, name] for kind, name in held)


def _rarest(held: Sequence[tuple[str, str]], holding: Mapping[tuple[str, str], int]) -> int:
    return min((holding[key] for key in held), default=RARE + 1)


def _is_headline(line: _Line, asked: _Asked) -> bool:
    """Whether the answer itself names all that is asked, or is of the kind asked for, where nothing else is."""
    named = asked.stems | asked.title
    of_kind = bool(asked.kinds & line.kinds) and not asked.stems
    return asked.may_be_told(line) and (
        of_kind or (bool(named) and named <= line.stems | asked.title and bool(named & line.stems))
    )


def _together(lines: Sequence[_Line]) -> _Line:
    """The answers of a subject to both sides as one line."""
    return _Line(
        lines[0].touch,
        frozenset().union(*(one.stems for one in lines)),
        frozenset().union(*(one.concepts for one in lines)),
        frozenset().union(*(one.kinds for one in lines)),
        frozenset().union(*(one.counted for one in lines)),
    )


def _texts_of(subject: Subject, segment: Segment) -> Iterator[tuple[Touch, Text]]:
    """Every line of a subject for a side with its place."""
    if isinstance(subject, Topic):
        for view in _TOPIC_VIEWS:
            for place, line in enumerate(topic_lines(subject, segment, view), start=1):
                yield Touch(view, place, None), line.text
        return
    for name, side in subject.sides_for(segment).items():
        for view in _PLAY_VIEWS:
            for place, step in enumerate(play_lines(side, view), start=1):
                yield Touch(view, place, name), step.text
