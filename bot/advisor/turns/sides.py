"""Which side of the market a message names, alone and inside a conversation."""

from __future__ import annotations

from bot.advisor.turns.listed import meant_of
from bot.domain.conversation import Conversation
from bot.domain.language import Segment
from bot.matching.sided import named_side
from bot.matching.weighing import Weighed

BOTH_CONCEPTS = frozenset({"both-sides", "difference"})
"""Concepts of the lexicon that mean both sides without naming either."""


def side_instead(weighed: Weighed) -> Segment | None:
    """The side a message means that says nothing else than which one it does not mean, as in "not SMB, enterprise"; else None."""
    turned_down = any(weighed.message.is_turned_down(hit) for hit in weighed.message.sides)
    return named_side(weighed.message) if turned_down and not content_beside_sides(weighed) else None


def content_beside_sides(weighed: Weighed) -> tuple[str, ...]:
    """The content words that name no side: none where a head count is all there is, as in "and 300 people?"."""
    if weighed.reading.sized is not None and not weighed.reading.sides and len(weighed.reading.content) <= 1:
        return ()
    sided = {word for words, _ in weighed.reading.sides for word in words.split()}
    return tuple(word for word in weighed.reading.content if word not in sided)


def stated_side(weighed: Weighed, conversation: Conversation) -> Segment | None:
    """The side the message names. Inside a conversation, "both" must be said in words; else the thread's side goes on."""
    if conversation.segment is None:
        return weighed.segment
    if weighed.segment is not Segment.BOTH:
        return weighed.segment if weighed.reading.names_side else None
    said = BOTH_CONCEPTS & {concept for _, concept in weighed.reading.concepts}
    return Segment.BOTH if said else named_side(weighed.message)


def side_beside_title(weighed: Weighed, conversation: Conversation) -> Segment | None:
    """The side of a message that holds nothing but titles beside it: the one it names, however often such a topic is asked for
    both.
    """
    said = BOTH_CONCEPTS & {concept for _, concept in weighed.reading.concepts}
    named = None if said else named_side(weighed.message)
    return stated_side(weighed, conversation) if named is None else named


def counted_side(weighed: Weighed, conversation: Conversation) -> Segment | None:
    """The side meant by its place where both are on screen, as in "the second lot": enterprise stands first."""
    sides = (Segment.ENTERPRISE, Segment.SMB)
    meant = meant_of(weighed.message, sides) if conversation.segment is Segment.BOTH else None
    return Segment(meant) if meant is not None else None


def side_asked(weighed: Weighed, conversation: Conversation, *, stays: bool) -> Segment | None:
    """The side that a question on a subject names; or, on the one on screen, counts out: "the second lot sound chaotic"."""
    counted = counted_side(weighed, conversation) if stays and not weighed.reading.names_side else None
    return counted or stated_side(weighed, conversation)


def concepts_of(weighed: Weighed) -> tuple[str, ...]:
    """The concepts of the lexicon that the message holds."""
    return tuple(concept for _, concept in weighed.reading.concepts)
