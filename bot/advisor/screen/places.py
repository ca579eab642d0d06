"""Which thing on screen is meant by its place: a side of a table, something to choose from, a line, else a button."""

from __future__ import annotations

from bot.advisor.screen.remarks import numbered
from bot.advisor.turns.listed import listed_in, meant_of
from bot.advisor.turns.sides import counted_side
from bot.domain.conversation import Action, ActionKind, Conversation, View
from bot.domain.knowledge import KnowledgeBase, Subject
from bot.domain.lines import count_of_lines
from bot.domain.outcome import Outcome
from bot.language.message import Message
from bot.matching.weighing import Weighed


def meant(weighed: Weighed, conversation: Conversation, knowledge: KnowledgeBase) -> Action | int | None:
    """What a message that only counts means: what would be pressed, the number of a line from 1, or None beyond the end."""
    subject = knowledge.subjects.get(conversation.topic or "")
    if conversation.shown is Outcome.ANSWER and subject is not None:
        found = _in_answer(weighed, conversation, knowledge, subject)
        if found is not None:
            return found
    offered = [one for one in conversation.offered if one.kind is not ActionKind.BROWSE or one.value]
    at = _place(weighed.message, len(offered))
    return None if at is None else offered[at]


def _in_answer(weighed: Weighed, conversation: Conversation, knowledge: KnowledgeBase, subject: Subject) -> Action | int | None:
    """The side, the listed subject or the line of the answer on screen that is counted out."""
    side = counted_side(weighed, conversation)
    beside = subject.id in knowledge.topics or conversation.view is View.COMPARE
    if side is not None and beside and subject.is_comparison:
        return Action(kind=ActionKind.SHOW, topic=subject.id, segment=side)
    listed = listed_in(conversation, knowledge)
    at = _place(weighed.message, len(listed))
    if at is not None:
        return Action(kind=ActionKind.SHOW, topic=listed[at])
    line = _place(weighed.message, count_of_lines(subject, conversation.segment or subject.side, conversation.view))
    return None if line is None else line + 1


def _place(message: Message, count: int) -> int | None:
    """The place, from 0, of the one of so many that is counted out; None beyond the end."""
    number = numbered(message)
    if number is not None:
        return number - 1 if 1 <= number <= count else None
    at = meant_of(message, [str(at) for at in range(count)])
    return None if at is None else int(at)


def listed_on_screen(conversation: Conversation, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The subjects on screen of which all can be meant at once: those to choose from, else those that the answer lists."""
    if conversation.shown in (Outcome.CHOICES, Outcome.UNKNOWN):
        shows = (one for one in conversation.offered if one.kind is ActionKind.SHOW and one.view is View.SHORT)
        return tuple(one.topic for one in shows if one.topic is not None)
    return listed_in(conversation, knowledge)
