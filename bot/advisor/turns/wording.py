"""The words of a message, one by one, in pairs and as cues, for the learner to find what each is worth."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from bot.language.reader import CUES
from bot.matching.reading import Reading

_WORD = 0.5
"""What a word or concept counts: half of a signal, for there are many of them."""

_ANY = "*"
"""Stands for a word with a subject of its own."""


def words_said(reading: Reading, stems: Collection[str]) -> dict[str, float]:
    """Return the words: small ones as they stand, the others by their `stems` and what they mean."""
    content = frozenset(reading.content)
    small = [word for word in reading.corrected if word not in content and word.isalpha()]
    first = [f"first {reading.corrected[0]}"] if small and reading.corrected[0] == small[0] else []
    concepts = [f"concept {concept}" for _, concept in reading.concepts]
    return dict.fromkeys(
        [*(f"word {word}" for word in small), *first, *(f"stem {stem}" for stem in sorted(stems)), *concepts], _WORD
    )


def pairs_said(reading: Reading) -> Iterator[tuple[str, float]]:
    """Yield the words two by two, its ends included; a word with a subject of its own may be any.

    So a remark is told from a question, and what is on screen from what is new: "so i", "do you", "what *".
    """
    content = frozenset(reading.content)
    words = ["^", *(_ANY if word in content else word for word in reading.corrected), "$"]
    return ((f"pair {first} {second}", _WORD) for first, second in pairwise(words))


def cues_said(reading: Reading) -> Iterator[tuple[str, float]]:
    """Yield the languages' cues that a message holds: "how often" and "seberapa sering" ask for the same.

    Of 4,600 turns of thirteen authors left out in turn 88.4 in 100 are right with them, 87.9 without.
    """
    return ((f"cue {cue}", _WORD) for cue in reading.message.hits(CUES))
