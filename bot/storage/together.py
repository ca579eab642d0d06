"""What several threads want written at the same moment, written in one go by the first of them."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Generic, TypeVar

from bot.storage.database import RefusedError

JobT = TypeVar("JobT")


def _taken() -> threading.Lock:
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass(slots=True, eq=False)
class _Ticket(Generic[JobT]):
    """A job that waits; `turn` opens when it is done, or when it falls to its thread to do what waits."""

    job: JobT
    turn: threading.Lock = field(default_factory=_taken)
    is_done: bool = False
    error: Exception | None = None


class _Failure(AbstractContextManager["_Failure"]):
    """Keeps whatever goes wrong for those who wait to hear of it."""

    error: Exception | None = None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> bool:
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None


class Together(Generic[JobT]):
    """Lets one thread at a time do its job and all that wait behind it; nobody waits for others to come. Thread-safe.

    A file has one writer at a time anyway, and a transaction costs as much as several statements in it: while one thread
    writes, the jobs of others gather, and the next of them takes all along.
    """

    def __init__(self, work: Callable[[Sequence[JobT]], None]) -> None:
        """`work` does jobs, all of them or none; it raises RefusedError where one of them is at fault."""
        self._work = work
        self._lock = threading.Lock()
        self._waiting: list[_Ticket[JobT]] = []
        self._is_busy = False

    @property
    def waiting(self) -> int:
        """How many jobs wait behind the one that is being done."""
        with self._lock:
            return len(self._waiting)

    def do(self, job: JobT) -> None:
        """Return when the job is done. Raises what the work raises."""
        ticket = _Ticket(job)
        with self._lock:
            self._waiting.append(ticket)
            waits, self._is_busy = self._is_busy, True
        if waits:
            ticket.turn.acquire()
        if not ticket.is_done:
            self._lead()
        if ticket.error is not None:
            raise ticket.error

    def _lead(self) -> None:
        """Do all that waits, and pass the lead on."""
        with self._lock:
            batch, self._waiting = self._waiting, []
        failure = _Failure()
        with failure:
            self._work([ticket.job for ticket in batch])
        if isinstance(failure.error, RefusedError):
            self._one_by_one(batch)
        elif failure.error is not None:
            with self._lock:
                # Whoever came meanwhile need not wait for the same failure once more.
                batch += self._waiting
                self._waiting = []
            for ticket in batch:
                ticket.error = copy.copy(failure.error)
        with self._lock:
            heir = self._waiting[0] if self._waiting else None
            self._is_busy = heir is not None
        for ticket in batch:
            ticket.is_done = True
            ticket.turn.release()
        if heir is not None:
            heir.turn.release()

    def _one_by_one(self, batch: Sequence[_Ticket[JobT]]) -> None:
        for ticket in batch:
            failure = _Failure()
            with failure:
                self._work([ticket.job])
            ticket.error = failure.error
