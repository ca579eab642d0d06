"""The pieces of a message that are questions of their own."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from itertools import pairwise

from bot.language.message import Message
from bot.language.tokens import Token

SHORTEST_QUESTION = 2
"""Words a part of a message must have to be a question of its own."""

_ENDS = frozenset("?!;")
"""Marks that end a question; a full stop does where a blank follows it."""


def parts_that_ask(message: Message) -> list[Message]:
    """Return the pieces of a message that are questions of their own; none where it is all one piece."""
    edges = _edges(message)
    if len(edges) < 3:
        return []
    pieces = (message.part(first, last) for first, last in pairwise(edges))
    return [part for part in pieces if len(part.words) >= SHORTEST_QUESTION and _is_question(part)]


def _edges(message: Message) -> list[int]:
    """Where the pieces of a message begin and end: at its marks, and before an "and" with a question behind it."""
    asking = {hit.first for hit in message.cues("clauses.asking")}
    edges = [0, len(message.words), *(token.word for token in message.tokens if _ends(message, token, asking))]
    also = {hit.first for hit in message.cues("clauses.also")}
    edges += [
        hit.first
        for hit in message.cues("clauses.joining")
        if (hit.last + (hit.last in also)) in asking and hit.first not in also
    ]
    return sorted(set(edges))


def _ends(message: Message, token: Token, asking: AbstractSet[int]) -> bool:
    """Whether a mark ends a question or a sentence here; a line may break in the midst of one, unless the next one asks."""
    if token.low == "\n":
        return token.word in asking
    return token.low in _ENDS or (token.low == "." and message.text[token.end : token.end + 1] in ("", " "))


def _is_question(part: Message) -> bool:
    """Whether a piece ends in a question mark, or begins with a word that asks, an "and" before it or not."""
    if part.tokens and part.tokens[-1].low == "?":
        return True
    begins = {hit.first for hit in part.cues("clauses.asking")}
    joins = {hit.first for hit in (*part.cues("clauses.joining"), *part.cues("clauses.also"))}
    at = 0
    while at in joins:
        at += 1
    return at in begins
