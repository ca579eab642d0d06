"""The rounds: one thread a process that renews leases, takes up what a dead process left, and opens gates when it is time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from bot.advisor.ports import Inbox
from bot.listeners.handling import Contained, Handling
from bot.listeners.work_queue import WorkQueue

logger = logging.getLogger(__name__)

EVERY = 3.0
"""Seconds between two rounds: three of them fit into a lease, so that one may be late, and what is left behind is taken up
within LEASE + EVERY seconds."""

MOST_HELD = 300
"""Items that a process has before it takes up no more: about what it answers between two rounds on a slow machine. The rest is
for the others, or for the next round."""


def _nothing() -> None:
    """Nothing needs to be tidied."""


class Rounds:
    """Begins with `start`, in the process that answers: a fork would not carry its thread along.

    `tidy` ends every round: it takes no more than a moment, and never fails.
    """

    def __init__(
        self,
        queue: WorkQueue,
        handling: Handling,
        inbox: Inbox,
        *,
        every: float = EVERY,
        tidy: Callable[[], object] = _nothing,
    ) -> None:
        self._queue = queue
        self._tidy = tidy
        self._handling = handling
        self._inbox = inbox
        self._every = every
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._go, name="rounds", daemon=True)

    def start(self) -> None:
        """Begin; the first round takes up at once what lies there."""
        self._thread.start()

    def stop(self) -> None:
        """End, and let other processes have at once what was not begun here."""
        self._stopped.set()
        self._queue.wake()
        if self._thread.is_alive():
            self._thread.join()
        self._inbox.release(keys=self._queue.untouched)

    def make(self) -> None:
        """Make one round."""
        held = [*self._queue.keys, *self._handling.owed]
        if held:
            self._inbox.renew(keys=held)
        self._handling.finish_owed()
        room = MOST_HELD - len(held)
        for item in self._inbox.take(most=room) if room > 0 else ():
            self._queue.submit(item)

    def _go(self) -> None:
        due = 0.0
        while not self._stopped.is_set():
            now = time.monotonic()
            if now >= due:
                with Contained() as failure:
                    self.make()
                self._tidy()
                if failure.error is not None:
                    logger.error("A round failed; the next one is due in %s s.", self._every, exc_info=failure.error)
                due = now + self._every
            wait = self._queue.open_gates()
            self._queue.wait_for_gate(min(self._every if wait is None else wait, max(0.0, due - time.monotonic())))
