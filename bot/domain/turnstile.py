"""Lets threads through one at a time where they would only hinder one another, and never holds anybody up for long."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 0.25
"""Seconds that a thread waits for its turn at most; then it goes on beside whoever is held up inside, by a slow disk."""


class Turnstile:
    """A courtesy, no lock: what lies behind it has to be safe without.

    Python runs one thread at a time. Thirty that work at once take turns at every read and write instead, some fifty times a
    question, and those changes cost a fifth of the processor's time.
    """

    def __init__(self, patience: float | None = None) -> None:
        """`patience` in seconds; None: PATIENCE."""
        self._patience = PATIENCE if patience is None else patience
        self._lock = threading.Lock()
        self._inside: int | None = None

    @contextmanager
    def passage(self) -> Iterator[None]:
        """Wait for one's turn, but not for long, and give it to the next at the end."""
        self._enter()
        try:
            yield
        finally:
            self._leave()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let others pass while this thread waits for something; of no effect where it has no turn."""
        had_turn = self._leave()
        try:
            yield
        finally:
            if had_turn:
                self._enter()

    def _enter(self) -> None:
        if self._lock.acquire(timeout=self._patience):
            self._inside = threading.get_ident()

    def _leave(self) -> bool:
        if self._inside != threading.get_ident():
            return False
        self._inside = None
        self._lock.release()
        return True
