"""Which thing on screen is meant by its place: a side of a table, something to choose from, a line, else a button."""

from __future__ import annotations

from dataclasses import dataclass

from bot.advisor.screen.remarks import is_choice, numbered
from bot.advisor.turns.listed import listed_in, meant_of
from bot.advisor.turns.sides import counted_side
from bot.domain.conversation import Action, ActionKind, Conversation, View
from bot.domain.knowledge import KnowledgeBase, Subject, Topic
from bot.domain.lines import count_of_lines
from bot.domain.outcome import Outcome
from bot.domain.play import Play
from bot.language.message import Message
from bot.matching.weighing import Weighed

_COUNTED = {"remarks.counted-steps": View.SHORT, "remarks.counted-ask": View.ASK, "remarks.counted-say": View.SAY}
"""Cues for the parts of a play whose lines are counted by name, whatever of it was shown last: "step 3"."""

_CHOSEN_FROM = frozenset({Outcome.CHOICES, Outcome.UNKNOWN})
"""What is on screen where what is offered stands there as a list."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the subject on screen, from 1, and the view that it stands in."""

    view: View
    line: int


def meant(weighed: Weighed, conversation: Conversation, knowledge: KnowledgeBase) -> Action | Place | None:
    """What a message that only counts means: what would be pressed, a line, or None where there is no such thing.

    Buttons have no place of their own below an answer: there only a number alone, or that of a choice, means one.
    """
    subject = knowledge.subjects.get(conversation.topic or "")
    if not is_choice(weighed.message) and conversation.shown not in _CHOSEN_FROM:
        answered = subject if conversation.shown is Outcome.ANSWER else None
        return None if answered is None else _in_answer(weighed, conversation, knowledge, answered)
    offered = [one for one in conversation.offered if one.kind is not ActionKind.BROWSE or one.value]
    at = _place(weighed.message, len(offered))
    return None if at is None else offered[at]


def _in_answer(weighed: Weighed, conversation: Conversation, knowledge: KnowledgeBase, subject: Subject) -> Action | Place | None:
    """The side, the listed subject or the line of the answer on screen that is counted out."""
    side = _side(weighed, conversation, subject)
    if side is not None:
        return side
    line = _line(weighed.message, conversation, subject)
    listed = listed_in(conversation, knowledge)
    at = _place(weighed.message, len(listed))
    # "And the last?" goes on with the list that led here; "point 2" is one of the lines.
    own = isinstance(subject, Topic) and bool(subject.lists.get(conversation.segment or subject.side))
    if at is not None and (own or line is None or numbered(weighed.message) is None):
        return Action(kind=ActionKind.SHOW, topic=listed[at])
    return line


def _side(weighed: Weighed, conversation: Conversation, subject: Subject) -> Action | None:
    """The side that is counted out where both stand beside one another."""
    side = counted_side(weighed, conversation) if subject.is_comparison else None
    beside = isinstance(subject, Topic) or conversation.view is View.COMPARE
    return Action(kind=ActionKind.SHOW, topic=subject.id, segment=side) if side is not None and beside else None


def _line(message: Message, conversation: Conversation, subject: Subject) -> Place | None:
    """The line of the view on screen, or of the part that is named; below a message the steps are what has numbers."""
    view = next((view for key, view in _COUNTED.items() if message.cues(key)), None) if isinstance(subject, Play) else None
    view = view or conversation.view
    segment = conversation.segment or subject.side
    if isinstance(subject, Play) and not count_of_lines(subject, segment, view):
        view = View.SHORT
    at = _place(message, count_of_lines(subject, segment, view))
    return None if at is None else Place(view, at + 1)


def _place(message: Message, count: int) -> int | None:
    """The place, from 0, of the one of so many that is counted out; None beyond the end."""
    number = numbered(message)
    if number is not None:
        return number - 1 if 1 <= number <= count else None
    at = meant_of(message, [str(at) for at in range(count)])
    return None if at is None else int(at)


def listed_on_screen(conversation: Conversation, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The subjects on screen of which all can be meant at once: those to choose from, else those that the answer lists."""
    if conversation.shown in _CHOSEN_FROM:
        shows = (one for one in conversation.offered if one.kind is ActionKind.SHOW and one.view is View.SHORT)
        return tuple(one.topic for one in shows if one.topic is not None)
    return listed_in(conversation, knowledge)
