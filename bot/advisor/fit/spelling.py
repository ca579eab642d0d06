"""Mends slips of the finger in the few words a fit check cannot do without, such as "emplyees" and "stakehlders"."""

from __future__ import annotations

from collections.abc import Iterable

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def repairs_of(words: Iterable[str]) -> dict[str, str]:
    """Return, for every way to miss one of the words by one letter (left out, doubled, swapped, wrong), the word meant."""
    known = set(words)
    return {slip: word for word in sorted(known) for slip in _slips(word) if slip not in known}


def _slips(word: str) -> Iterable[str]:
    # A slip in the first letter is rare, and would turn words into others more often than it mends.
    for at in range(1, len(word)):
        head, tail = word[:at], word[at:]
        yield head + tail[1:]
        yield from (head + letter + tail[1:] for letter in _LETTERS)
        yield from (head + letter + tail for letter in _LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
