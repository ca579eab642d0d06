"""The upkeep of a running bot, in a thread of its own: tables brought up to date, old records deleted, people reminded."""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Callable

from bot.advisor.ports import Housekeeping
from bot.domain.clock import Clock, utc_now
from bot.errors import StorageError

logger = logging.getLogger(__name__)

EVERY = datetime.timedelta(hours=1)
"""How often old records are deleted: often enough that no table grows and nothing outstays its time by much."""

AGAIN = datetime.timedelta(seconds=30)
"""How soon what failed is tried again."""


def _nothing() -> None:
    """Nothing needs to be prepared."""


class Upkeep:
    """One for a process; several processes may do the same work at once, it only finds less to do.

    `prepare` brings the tables up to date where the database was out of reach at the start; it raises StorageError while
    that is so. `remind` sends what is due.
    """

    def __init__(
        self,
        housekeeping: Housekeeping,
        *,
        prepare: Callable[[], object] = _nothing,
        remind: Callable[[], object] = _nothing,
        clock: Clock = utc_now,
    ) -> None:
        self._housekeeping = housekeeping
        self._prepare = prepare
        self._remind = remind
        self._clock = clock
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._failing = False

    def start(self) -> None:
        """Do it now and then hourly, until `stop`."""
        self._thread = threading.Thread(target=self._keep_up, name="upkeep", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread, after what it is at."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _keep_up(self) -> None:
        done = self.run()
        while not self._stopping.wait((EVERY if done else AGAIN).total_seconds()):
            done = self.run()

    def run(self) -> bool:
        """Do everything once; returns whether all of it succeeded. A failure is logged once, until it is over.

        That the database is out of reach altogether is told by its guard, and not here too.
        """
        try:
            self._prepare()
            self._housekeeping.prune(now=self._clock())
            self._remind()
        except StorageError as error:
            if not self._failing and self._housekeeping.reachable():
                logger.warning("Old records could not be deleted; tried again until they are: %s", error)
            self._failing = True
            return False
        self._failing = False
        return True
