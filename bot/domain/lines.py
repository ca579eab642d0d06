"""The lines of a view in the order they stand on screen, so that one of them can be counted out: "the second one"."""

from __future__ import annotations

from typing import TypeAlias

from bot.domain.conversation import PLAY_VIEWS, View
from bot.domain.knowledge import Claim, ClaimKind, Guideline, Subject, Topic
from bot.domain.language import Segment
from bot.domain.play import PlaySide, Step
from bot.domain.showing import all_advice, more_advice, more_points, of_kind, short_advice, short_points
from bot.domain.text import Text

Line: TypeAlias = Claim | Guideline
"""A line of a topic: what its source says, or what follows from it."""

STEPS_SHOWN = frozenset({View.SHORT, View.TODO, View.COMPARE})
"""Views of a play that show its steps."""


def topic_lines(topic: Topic, segment: Segment, view: View) -> tuple[Line, ...]:
    """The points of a view of a topic, then its advice; none where it shows no list of one column."""
    kinds = {View.WHY: ClaimKind.REASON, View.EXAMPLE: ClaimKind.EXAMPLE}
    if view in kinds:
        return of_kind(topic, segment, kinds[view])
    if view is View.SOURCE:
        return topic.claims_for(segment) or tuple(topic.claims.values())
    points = {View.SHORT: short_points, View.MORE: more_points}
    advice = {View.SHORT: short_advice, View.MORE: more_advice, View.TODO: all_advice}
    told = [claim for column in points[view](topic, segment) for claim in column.claims] if view in points else []
    to_do = [line for column in advice[view](topic, segment) for line in column.lines] if view in advice else []
    return (*told, *to_do)


def play_lines(side: PlaySide, view: View) -> tuple[Step, ...]:
    """The steps, questions, sentences or checks that a view of a play shows for a side; none of a message."""
    if view in STEPS_SHOWN:
        return side.steps
    if view is View.MORE:
        return tuple(Step(text=text) for text in (*side.ask, *side.say, *side.check))
    listed = {View.ASK: side.ask, View.SAY: side.say, View.CHECK: side.check}
    return tuple(Step(text=text) for text in listed.get(view, ())) if view in PLAY_VIEWS else ()


def count_of_lines(subject: Subject, segment: Segment, view: View) -> int:
    """How many lines of a view can be counted; of a play's two sides the longer list counts."""
    if isinstance(subject, Topic):
        return len(topic_lines(subject, segment, view))
    return max(len(play_lines(side, view)) for side in subject.sides_for(segment).values())


def answers_of(subject: Subject, segment: Segment) -> list[Text]:
    """The answer of a subject to a side, or, of a play, to each of its sides that are meant."""
    if isinstance(subject, Topic):
        return [subject.answer(segment)]
    return [side.answer for side in subject.sides_for(segment).values()]
