"""The order to stop, as a signal brings it."""

from __future__ import annotations

import time

POLL = 0.5
"""Seconds until an order is noticed at the latest."""


class Stop:
    """Set by a signal handler, waited for by the main thread.

    `threading.Event` will not do. Python runs a handler in the main thread alone; where the system gives the signal to another
    thread, or a moment before the main thread falls asleep on a lock, nothing wakes it, and the process goes on until it is
    killed. And the lock of an event cannot be taken twice, as a second signal within the handler of the first would.
    """

    def __init__(self, *, poll: float = POLL) -> None:
        """`poll` is how long to sleep between two looks, in seconds."""
        self._is_set = False
        self._poll = poll

    def set(self, *_: object) -> None:
        """Order to stop; takes the arguments of a signal handler, and may be called again at any moment."""
        self._is_set = True

    def wait(self) -> None:
        """Wait until somebody has ordered to stop."""
        while not self._is_set:
            time.sleep(self._poll)
