"""The frame of a message: how it begins and ends and which words for wanting something stand in it, whatever its subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.domain.want import PARTS
from bot.language.message import Message

LONGEST_EDGE = 3
"""Words at either end of a message that are looked at together: "what do i …", "… do i ask"."""

HINTS = (*(part.value for part in PARTS), "what", "how")
"""Cues `wants.<name>`: words that people use when they want a part of a play, and words that ask."""

_NONE = frozenset({"none"})


def edges_of(words: Sequence[str]) -> Iterator[str]:
    """The first one, two and three words, and the last."""
    for size in range(1, min(len(words), LONGEST_EDGE) + 1):
        yield "^ " + " ".join(words[:size])
        yield "$ " + " ".join(words[-size:])


def cues_of(message: Message) -> frozenset[str]:
    """The parts that a message names in so many words, and the words for wanting one: each, two in a row, the first and last."""
    named = {f"named {part}" for part in PARTS if message.cues(f"views.{part}")}
    found = sorted((hit.first, hint) for hint in HINTS for hit in message.cues(f"wants.{hint}"))
    hints = [hint for _, hint in found]
    if not hints:
        return frozenset(named) or _NONE
    rows = (f"{first} {second}" for first, second in pairwise(hints))
    return frozenset({*named, *hints, *rows, f"^ {hints[0]}", f"$ {hints[-1]}", "only " + " ".join(sorted(set(hints)))})
