"""What is offered below an answer, in the order of its worth: a surface shows as much of it as it has room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from bot.advisor.tasks import Tasks
from bot.domain.aside import Aside
from bot.domain.conversation import BACK, Action, ActionKind, View
from bot.domain.knowledge import ClaimKind, KnowledgeBase, Subject, Topic
from bot.domain.language import Language, Segment
from bot.domain.play import Play
from bot.domain.reply import AnswerPart
from bot.domain.showing import has_more, message_near, of_kind
from bot.domain.want import Want

PLAYS = 2
"""Plays offered below a topic."""

NEAREST = 3
"""Topics offered below an answer, or where none is answered."""

_SENT = (View.MESSAGE, View.EXAMPLE)
"""Views of a play that show its message."""

_KEPT = 1024
"""Offers remembered by what is answered: about every view of every topic for every side, in every language."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One topic to answer: for which side, in which view, whether the asker named the side, and how it is told (`AnswerPart`)."""

    topic: str
    segment: Segment
    view: View = View.SHORT
    stated: bool = False
    only_side: bool = False
    benchmark: bool = False
    aside: Aside | None = None
    bare: bool = False
    line: int | None = None
    line_of: Segment | None = None
    near: tuple[str, ...] = ()


class Telling(Protocol):
    """Knows what answers come to in words; `bot.rendering.renderer.Renderer.adds` fulfils it."""

    def __call__(self, shown: AnswerPart, pressed: AnswerPart, language: Language) -> bool:
        """Whether `pressed` says anything that `shown` does not."""


class Offers:
    """Chooses what is offered. `tasks` tell what a topic leads to; `adds` what would only be repeated."""

    def __init__(self, knowledge: KnowledgeBase, tasks: Tasks, adds: Telling | None = None) -> None:
        """Without `adds` everything counts as new."""
        self._knowledge = knowledge
        self._tasks = tasks
        self._adds = adds
        self.below = lru_cache(maxsize=_KEPT)(self._below)

    def _below(self, asked: Asked, language: Language) -> tuple[Action, ...]:
        """The other side, other views, what can be worked out, and subjects close by; nothing that says the same again."""
        play = self._knowledge.plays.get(asked.topic)
        below = self._below_play(play, asked) if play is not None else self._below_topic(asked)
        offered = tuple(dict.fromkeys([*self.shows(asked.near), *below]))
        return tuple(action for action in offered if self._says_more(action, asked, language))

    def shows(self, topics: Sequence[str]) -> tuple[Action, ...]:
        """Offer topics by title. A show action with a side is labelled by that side, so these carry none: the thread keeps it."""
        return tuple(Action(kind=ActionKind.SHOW, topic=topic) for topic in topics)

    def near(self, subjects: Sequence[str]) -> tuple[Action, ...]:
        """Offer what lies close to several subjects shown at once, the plays on them first, and none of them again."""
        plays = [play for subject in subjects for play in self._knowledge.plays_on.get(subject, ())[:1]]
        related = [one for subject in subjects for one in self._knowledge.subjects[subject].related]
        return self.shows([one for one in dict.fromkeys([*plays, *related]) if one not in subjects][: PLAYS + NEAREST])

    def _says_more(self, action: Action, asked: Asked, language: Language) -> bool:
        if self._adds is None or action.kind is not ActionKind.SHOW or action.topic != asked.topic or action.segment is None:
            return True
        shown = AnswerPart(topic=asked.topic, segment=asked.segment, view=asked.view)
        return self._adds(shown, AnswerPart(topic=asked.topic, segment=action.segment, view=action.view), language)

    def _below_topic(self, asked: Asked) -> tuple[Action, ...]:
        topic = self._knowledge.topics[asked.topic]
        plays = self._knowledge.plays_on.get(topic.id, ())[:PLAYS]
        tasks = self._tasks.offers(topic)
        table = tuple(one for one in tasks if one.kind is ActionKind.OVERVIEW)
        more = _views(topic, asked, View.MORE) if has_more(topic, asked.segment) else ()
        # Whoever did not get what stands there is helped first.
        helps = (*_example(topic, asked), *more) if asked.bare else ()
        return (
            *helps,
            *_sides(topic, asked, table),
            *(more if not helps else ()),
            *(_back(topic, asked) if asked.view is not View.COMPARE else ()),
            *(one for one in tasks if one not in table),
            *self.shows(plays),
            *(_views(topic, asked, View.SOURCE) if _has_several_sources(topic, asked.segment) else ()),
            *self.shows(topic.related[:NEAREST]),
        )

    def _below_play(self, play: Play, asked: Asked) -> tuple[Action, ...]:
        other = _sides(play, asked)
        shown = View.TODO if asked.view in (View.SHORT, View.COMPARE) else asked.view
        parts = [
            Action(kind=ActionKind.SHOW, topic=play.id, segment=asked.segment, view=view)
            for view in (View.ASK, View.MESSAGE, View.TODO, View.SAY, View.CHECK, View.WHY)
            if view is not shown and (view is not View.MESSAGE or play.has_message(asked.segment))
        ]
        instead = self._instead_of_message(play, asked)
        others = [one for one in (*play.topics, *play.related) if one not in {action.topic for action in instead}]
        # One side is worth a button, both beside one another only a line of the menu: a play is for doing, one side at a time.
        return (*instead, *other[:1], *parts[:3], *other[1:], *parts[3:], *self.shows(others[:NEAREST]))

    def _instead_of_message(self, play: Play, asked: Asked) -> tuple[Action, ...]:
        """Offer the message of the nearest play that has one, where this one is asked for its own and has none."""
        near = message_near(play, asked.segment, self._knowledge.plays) if asked.view in _SENT else None
        return tuple(replace(one, value=Want.MESSAGE) for one in self.shows([near.id] if near is not None else []))


def _sides(topic: Subject, asked: Asked, table: Sequence[Action] = ()) -> list[Action]:
    """Offer the side not shown, and both side by side; beside one another, each by itself again.

    `table` stands in for the sides of the topic that the table of everything counts as.
    """
    if not topic.is_comparison:
        return []
    beside = table or [Action(kind=ActionKind.SHOW, topic=topic.id, segment=Segment.BOTH, view=View.COMPARE)]
    others = [Segment.ENTERPRISE, Segment.SMB] if asked.segment is Segment.BOTH else [asked.segment.other]
    sides = [Action(kind=ActionKind.SHOW, topic=topic.id, segment=side) for side in others]
    return sides if asked.view is View.COMPARE else [*sides, *beside]


def _example(topic: Topic, asked: Asked) -> tuple[Action, ...]:
    """Offer the examples, where there are any."""
    return _views(topic, asked, View.EXAMPLE) if of_kind(topic, asked.segment, ClaimKind.EXAMPLE) else ()


def _views(topic: Topic, asked: Asked, view: View) -> tuple[Action, ...]:
    """Offer a view, unless it is the one shown."""
    if view is asked.view:
        return ()
    return (Action(kind=ActionKind.SHOW, topic=topic.id, segment=asked.segment, view=view),)


def _back(topic: Topic, asked: Asked) -> tuple[Action, ...]:
    """Offer the answer itself below another view of it: named after its side, it would look like another answer."""
    return tuple(replace(action, value=BACK) for action in _views(topic, asked, View.SHORT))


def _has_several_sources(topic: Topic, segment: Segment) -> bool:
    """Whether the claims of a side come from different places, so that a line below them cannot tell which from where."""
    return len({claim.source for claim in topic.claims_for(segment)}) > 1
