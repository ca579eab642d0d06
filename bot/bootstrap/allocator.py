"""How much memory the C library's allocator holds back; of use with glibc, of no effect elsewhere."""

from __future__ import annotations

import ctypes
from contextlib import suppress

ARENAS = 2
"""Pools of memory that threads share. By default each of some fifty threads may open one and keep what it once held: ten
megabytes of a process, for threads that Python lets run one at a time anyway."""

LARGE = 128 * 1024
"""Bytes from which a block gets pages of its own, which go back when it is freed. glibc begins with the same, but goes up to the
largest block that was ever freed, such as the whole model while it is read: from then on large blocks lie among small ones."""

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
"""The parameters' numbers in glibc's malloc.h."""

_MISSING = (AttributeError, OSError, TypeError)
"""What ctypes raises where there is no such library, or no such function in it."""


def share_arenas() -> None:
    """Let all threads share a few pools, with large blocks apart; to be called before there are many threads."""
    with suppress(*_MISSING):
        library = ctypes.CDLL(None)
        library.mallopt(_M_ARENA_MAX, ARENAS)
        library.mallopt(_M_MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Give memory that is free back to the system: what reading the knowledge took, and what answers leave among what is kept.

    Takes a fifth of a millisecond, twenty where there is much; other threads go on meanwhile. Without it the pools of a process
    that answers for days go on growing, a megabyte in some thousand questions, though no more of them is in use.
    """
    with suppress(*_MISSING):
        ctypes.CDLL(None).malloc_trim(0)
