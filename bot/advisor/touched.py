"""Finds the one line of a subject that a question touches, so that it is answered by that line and not by a whole view."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.advisor.turns.sides import content_beside_sides
from bot.advisor.turns.subject_words import SubjectWords, content_stems
from bot.domain.conversation import View
from bot.domain.knowledge import KnowledgeBase, Subject, Topic
from bot.domain.language import Language, Segment
from bot.domain.lines import play_lines, topic_lines
from bot.domain.text import FIGURE, Text, names_figure
from bot.language.message import Message
from bot.language.phrases import Hit
from bot.matching.reading import Reading
from bot.matching.weighing import Weighed

KINDS = ("people", "moment", "beginning", "ending", "giving-up", "length")
"""What can be asked for in many words, and told in others: cues `touches.<kind>` and `touches.<kind>-told`."""

AMOUNT = "touches.amount"
"""The cue for asking how many or how much, which a line with a figure tells."""

_OWN_WORDS = frozenset({"beginning", "ending", "giving-up"})
"""Kinds that say all that is asked; the others name something besides, of which the line must speak."""

HALF = 0.5
"""Share of a question's content words that a line must hold, by its words or what they mean."""

RARE = 3
"""Lines of one side that may share a word; what more of them hold picks out none."""

_WORTH = {"stem": 1.0, "concept": 0.6, "kind": 1.0}
"""What the same word counts, one of the same meaning, and being of the kind asked for."""

_PLAY_VIEWS = (View.SHORT, View.SAY, View.CHECK, View.ASK)
_TOPIC_VIEWS = (View.SOURCE, View.TODO)
"""Views that together hold every line of a subject, the weightiest first."""

_FIGURE = re.compile(re.escape(FIGURE) + r"([a-z0-9]+(?:-[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class Touch:
    """A line by its view, its place from 1, and, of a play, its side."""

    view: View
    line: int
    side: Segment | None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with what it is told in, over all languages; `kinds` are those it tells."""

    touch: Touch
    stems: frozenset[str]
    concepts: frozenset[str]
    kinds: frozenset[str]


@dataclass(frozen=True)
class _Lines:
    """All lines of a subject for a side, and how many of them hold each word, meaning and kind."""

    lines: Sequence[_Line]

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
        """The line of a subject that tells what a message asks about; None where none does, or many do alike."""
        found = self._lines(subject_id, segment)
        beside = frozenset(content_beside_sides(weighed))
        terms = weighed.message.terms.terms
        title = self._words.title(subject_id)
        # "Who should come" asks for people: no line about coming tells it.
        around = {at for hit in _kind_words(weighed.message) for at in _places(hit)}
        asked = frozenset(one.stem for one in terms if one.low in beside and one.word not in around) - title
        meant = {hit.key: frozenset(one.stem for one in terms[hit.first : hit.last]) for hit in weighed.message.concepts}
        kinds = kinds_asked(weighed)
        points = [_points(line, asked, meant, kinds, found.holding) for line in found.lines]
        most = max(points, default=0.0)
        return found.lines[points.index(most)].touch if most else None

    def tells(self, weighed: Weighed, subject_id: str) -> bool:
        """Whether a subject is told in at least half of what a message is about."""
        asked = content_stems(weighed.reading)
        return bool(asked) and len(asked & self._words.of(subject_id)) >= HALF * len(asked)

    def _lines(self, subject_id: str, segment: Segment) -> _Lines:
        key = (subject_id, segment)
        if key not in self._kept:
            subject = self._knowledge.subjects[subject_id]
            texts = _texts_of(subject, segment)
            self._kept[key] = _Lines([self._line(touch, text) for touch, text in texts])
        return self._kept[key]

    def _line(self, touch: Touch, text: Text) -> _Line:
        readings = [self._read(self._spoken(words, language)) for language, words in text.items()]
        told = {kind for kind in KINDS for one in readings if one.message.cues(f"touches.{kind}-told")}
        return _Line(
            touch,
            frozenset().union(*map(content_stems, readings)),
            frozenset(hit.key for one in readings for hit in one.message.concepts),
            frozenset(told | ({AMOUNT} if names_figure(text) else set())),
        )

    def _spoken(self, words: str, language: Language) -> str:
        """A text with the unit of each figure in its place, as in "about # months"."""
        figures, units = self._knowledge.figures, self._knowledge.units
        return _FIGURE.sub(lambda found: units[figures[found[1]].unit].forms[language]["other"], words)


def _places(hit: Hit) -> range:
    return range(hit.first, hit.last)


def _kind_words(message: Message) -> Iterator[Hit]:
    """The words that ask for a kind of thing."""
    return (hit for kind in (*KINDS, "amount") for hit in message.cues(f"touches.{kind}"))


def kinds_asked(weighed: Weighed) -> frozenset[str]:
    """What a message asks for, of that which a line may tell in other words."""
    message = weighed.message
    return frozenset([*(one for one in KINDS if message.cues(f"touches.{one}")), *([AMOUNT] if message.cues(AMOUNT) else [])])


def _points(
    line: _Line,
    asked: frozenset[str],
    meant: Mapping[str, frozenset[str]],
    kinds: frozenset[str],
    holding: Mapping[tuple[str, str], int],
) -> float:
    """How well a line tells what is asked; 0 where it does not.

    The rarer a word is among the lines, the more it counts. A line must hold half of what is named, some of it rare; or be of the
    kind asked for, and hold any of it.
    """
    same = asked & line.stems
    alike = {one: stems for one, stems in meant.items() if one in line.concepts and not stems & same}
    of_kind = kinds & line.kinds
    covered = same.union(*map(asked.intersection, alike.values()))
    held = list(_keys(same, frozenset(alike), of_kind))
    # A word of a like meaning alone picks out no line: to "and the CEO?" any line on those who decide would do.
    told = len(same) + len(alike) / 2 >= 1 and len(covered) >= HALF * len(asked)
    rarest = min((holding[key] for key in held), default=RARE + 1)
    if not (told and rarest <= RARE) and not _is_of_kind(of_kind, asked, covered):
        return 0.0
    return sum(_WORTH[kind] / holding[kind, name] for kind, name in held)


def _is_of_kind(kinds: frozenset[str], asked: frozenset[str], covered: frozenset[str]) -> bool:
    """Whether a line is of the kind asked for, and holds any of what is named, where something is."""
    return bool(kinds) and (bool(covered) or not asked or bool(kinds & _OWN_WORDS))


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
