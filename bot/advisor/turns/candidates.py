"""What a message can do in a running conversation: every act there is, with the subject, view or side it would lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from bot.domain.conversation import PLAY_VIEWS, Conversation, View
from bot.domain.intents import VIEWS
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Segment
from bot.matching.weighing import Weighed

NEAR = 6
"""Subjects of the ranking that a message may turn to."""


class Act(StrEnum):
    """What a turn does in a running conversation."""

    STAY = "stay"
    """Ask about the subject on screen."""
    TURN = "turn"
    """Turn to another subject."""
    VIEW = "view"
    """Ask for another view of the subject on screen."""
    SIDE = "side"
    """Ask for another side of the subject on screen."""
    CORRECT = "correct"
    """Say that the subject on screen was not meant."""
    SOCIAL = "social"
    DECLINE = "decline"
    """Ask for what the knowledge does not hold."""
    LANGUAGE = "language"
    FIT = "fit"
    BROWSE = "browse"
    YES = "yes"


class Candidate(NamedTuple):
    """One thing a message may do."""

    act: Act
    subject: str = ""
    view: View = View.SHORT
    side: Segment | None = None


def candidates(
    weighed: Weighed, conversation: Conversation, knowledge: KnowledgeBase, listed: Sequence[str] = ()
) -> Iterator[Candidate]:
    """Yield everything that a message can do while `conversation` is about a subject; always in the same order.

    listed: the subjects that the answer on screen lists, where the message counts one out.
    """
    current = conversation.topic or ""
    yield Candidate(Act.STAY, current)
    for subject in others(weighed, conversation, knowledge, listed):
        yield Candidate(Act.TURN, subject)
    yield from _always(current, in_parts=current in knowledge.plays or current in knowledge.plays_on)


@lru_cache(maxsize=256)
def _always(current: str, *, in_parts: bool) -> Sequence[Candidate]:
    """What any message can do below a subject that has, or has not, the parts of a play."""
    views = [view for view in VIEWS.values() if in_parts or view not in PLAY_VIEWS]
    beside = (Act.CORRECT, Act.SOCIAL, Act.DECLINE, Act.LANGUAGE, Act.FIT, Act.BROWSE, Act.YES)
    return (
        *(Candidate(Act.VIEW, current, view) for view in views),
        *(Candidate(Act.SIDE, current, side=side) for side in Segment),
        *map(Candidate, beside),
    )


def others(weighed: Weighed, conversation: Conversation, knowledge: KnowledgeBase, listed: Sequence[str] = ()) -> list[str]:
    """The subjects a message may turn to: the likeliest, those related to the one on screen, offered with it, or listed in it."""
    current = conversation.topic or ""
    subject = knowledge.subjects[current]
    near = [label for label, _ in weighed.topics[:NEAR]]
    offered = [action.topic for action in conversation.offered if action.topic is not None]
    counterpart = [subject.counterpart] if subject.counterpart is not None else []
    found = dict.fromkeys([*near, *subject.related, *offered, *counterpart, *listed])
    return [label for label in found if label != current and label in knowledge.subjects]
