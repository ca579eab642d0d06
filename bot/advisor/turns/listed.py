"""What the answer on screen lists, in its order, and which of it a message means: "the second one", "the last of these"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.domain.conversation import Action, ActionKind, Conversation, View
from bot.domain.knowledge import KnowledgeBase
from bot.language.message import Message

COUNTED = ("first", "second", "third", "fourth", "fifth")
PLACES = (*COUNTED, "middle", "last")
"""Where something stands in a list; cues `lists.<place>` name it."""


def counts_out(message: Message) -> bool:
    """Whether a message means one of several by its place."""
    return any(message.cues(f"lists.{name}") for name in PLACES)


def meant_of(message: Message, listed: Sequence[str]) -> str | None:
    """The one of a list that a message counts out first; None where it counts none, or beyond the end."""
    hits = {name: message.cues(f"lists.{name}") for name in PLACES}
    said = min((name for name in PLACES if hits[name]), key=lambda name: hits[name][0].first, default=None)
    if said is None or not listed:
        return None
    place = {"middle": len(listed) // 2, "last": len(listed) - 1}.get(said)
    place = COUNTED.index(said) if place is None else place
    return listed[place] if place < len(listed) else None


def _is_choice(action: Action) -> bool:
    """Whether an action shows a subject as it is: below an answer on a subject, those on itself name a side or a view."""
    return action.kind is ActionKind.SHOW and action.segment is None and action.view is View.SHORT


def listed_in(conversation: Conversation, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The subjects on screen to choose from; else those that the answer lists, or one shown before it that led to it."""
    choices = [action.topic for action in takewhile(_is_choice, conversation.offered) if action.topic is not None]
    if choices[:1] == [conversation.topic]:
        return tuple(choices)
    topic = knowledge.topics.get(conversation.topic or "")
    if topic is None:
        return ()
    return topic.lists.get(conversation.segment or topic.side, ()) or _siblings(topic.id, knowledge)


def _siblings(topic_id: str, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The list that a topic stands in with others, the shortest, which is that of one side: people go on to the next of it."""
    lists = (listed for topic in knowledge.topics.values() for listed in topic.lists.values() if topic_id in listed)
    return min(lists, key=len, default=())
