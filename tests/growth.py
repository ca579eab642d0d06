"""How the work for a text grows with its length: a machine that is slow or busy is so for both lengths."""

from __future__ import annotations

import time
from collections.abc import Callable

SHORT, LONG = 25_000, 100_000
"""Characters. What grows with the square of the length takes sixteen times as long for the second, what grows with it four."""
MOST = 10.0
TRIES = 5
NEGLIGIBLE = 0.05
"""Seconds of processor time that are no trouble whatever they are compared with."""


def grows_with_the_length(work: Callable[[str], object], piece: str, *, before: str = "") -> bool:
    """Whether the work for four times as much of the same text stays within ten times: linear, with room for noise.

    What counts is this thread's own processor time, at its least over a few tries: nothing adds to the tries of one length alone.
    """
    short, long = (before + piece * (length // len(piece) + 1) for length in (SHORT, LONG))
    least_short, least_long = float("inf"), float("inf")
    for _ in range(TRIES):
        least_short, least_long = min(least_short, seconds(work, short)), min(least_long, seconds(work, long))
        if least_long <= max(NEGLIGIBLE, MOST * least_short):
            return True
    return False


def seconds(work: Callable[[str], object], text: str) -> float:
    """Processor time of this thread."""
    begun = time.thread_time()
    work(text)
    return time.thread_time() - begun
