"""Notices that the database fails, says so in the log once, spares everybody the waiting, and notices when it is back."""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from bot.domain.clock import Clock, utc_now
from bot.errors import StorageError
from bot.storage.database import RefusedError

ResultT = TypeVar("ResultT")

PAUSE = datetime.timedelta(seconds=5)
"""After a failure the database is left alone for this long, so that only one question in five seconds waits for it in vain."""

STEADY = datetime.timedelta(minutes=1)
"""A database that fails again sooner than this after it came back comes and goes; the log says so once, not every time."""

_log = logging.getLogger(__name__)


class Guard:
    """Runs what needs the database. Shared by all stores of a process; thread-safe.

    `trial` raises StorageError unless the database takes a row and is sound. It is asked before a failing database counts
    as back: a read that succeeds proves nothing while the file is read-only, full or damaged elsewhere.
    """

    def __init__(
        self, *, clock: Clock = utc_now, pause: datetime.timedelta = PAUSE, trial: Callable[[], None] = lambda: None
    ) -> None:
        self._clock = clock
        self._pause = pause
        self._trial = trial
        self._lock = threading.Lock()
        self._failed_at: datetime.datetime | None = None
        self._try_at: datetime.datetime | None = None
        self._back_at: datetime.datetime | None = None
        self._unsteady = False

    def run(self, action: Callable[[], ResultT], *, otherwise: ResultT) -> ResultT:
        """Return what the action returns, or `otherwise` where the database fails or failed a moment ago."""
        if not self._may_try():
            return otherwise
        try:
            result = action()
        except RefusedError as error:
            _log.warning("%s The answer is not affected; this record is lost.", error)
            return otherwise
        except StorageError as error:
            self._note_failure(error)
            return otherwise
        self._note_success()
        return result

    @property
    def failing(self) -> bool:
        """Whether the database failed and is not proved to be back."""
        return self._failed_at is not None

    def _may_try(self) -> bool:
        with self._lock:
            if self._try_at is None:
                return True
            now = self._clock()
            if now < self._try_at:
                return False
            # One thread tries; the others go on without until it knows.
            self._try_at = now + self._pause
            return True

    def _note_failure(self, error: StorageError) -> None:
        with self._lock:
            now = self._clock()
            first = self._failed_at is None
            known = self._unsteady
            if first:
                self._failed_at = now
                self._unsteady = self._back_at is not None and now - self._back_at < STEADY
            self._try_at = now + self._pause
        if first and not self._unsteady:
            _log.error("%s Answers go on without memory until it is back.", error)
        elif first and not known:
            _log.warning("The database comes and goes: %s", error)

    def _note_success(self) -> None:
        if self.failing and not self._is_proved():
            return
        with self._lock:
            now, failed_at, unsteady = self._clock(), self._failed_at, self._unsteady
            self._failed_at = self._try_at = None
            if failed_at is not None:
                self._back_at = now
            settled = unsteady and self._back_at is not None and now - self._back_at >= STEADY
            self._unsteady = unsteady and not settled
        if settled:
            _log.warning("The database has been steady for %d seconds; memory works again.", STEADY.total_seconds())
        elif failed_at is not None and not unsteady:
            _log.warning("The database is back after %d seconds; memory works again.", (now - failed_at).total_seconds())

    def _is_proved(self) -> bool:
        """Whether the database is back: what worked just now counts, but proves nothing for the rest."""
        try:
            self._trial()
        except StorageError as error:
            self._note_failure(error)
            return False
        return True
