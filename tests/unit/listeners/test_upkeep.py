"""Old records go at the start and every hour, and what failed is tried again."""

from __future__ import annotations

import datetime
import logging
import threading

import pytest

from bot.errors import StorageError
from bot.listeners.upkeep import Upkeep

NOON = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)
PATIENT = 30.0


class Keeping:
    """Housekeeping that notes what it is told to do, and fails while it is told to."""

    def __init__(self, *, reachable: bool = True) -> None:
        self._reachable = reachable
        self.done: list[object] = []
        self.pruned = threading.Event()
        self.fails = False

    def _do(self, what: object) -> int:
        if self.fails:
            raise StorageError("gone")
        self.done.append(what)
        return 7

    def reachable(self) -> bool:
        return self._reachable

    def prune(self, *, now: datetime.datetime) -> int:
        number = self._do(now)
        self.pruned.set()
        return number

    def purge_team(self, *, team: str) -> int:
        return self._do(team)

    def close(self) -> None:
        """Nothing to let go of."""


def test_old_records_go_at_the_start_without_anybody_asking_and_the_thread_ends_when_told() -> None:
    keeping = Keeping()
    upkeep = Upkeep(keeping, clock=lambda: NOON)
    upkeep.start()
    assert keeping.pruned.wait(PATIENT)
    upkeep.stop()
    assert keeping.done == [NOON]
    assert "upkeep" not in {thread.name for thread in threading.enumerate()}


def test_they_go_again_every_hour_and_after_a_failure_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    keeping, waits = Keeping(), []
    upkeep = Upkeep(keeping, clock=lambda: NOON)

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        keeping.fails = len(waits) == 2
        return len(waits) == 4

    monkeypatch.setattr(upkeep._stopping, "wait", wait)
    upkeep.start()
    upkeep.stop()
    assert waits == [3600, 3600, 30, 3600]
    assert keeping.done == [NOON] * 3


def test_an_upkeep_that_never_began_can_be_stopped() -> None:
    Upkeep(Keeping()).stop()


def test_a_failure_is_logged_once_until_it_is_over(caplog: pytest.LogCaptureFixture) -> None:
    keeping = Keeping()
    upkeep = Upkeep(keeping)
    keeping.fails = True
    assert [upkeep.run() for _ in range(3)] == [False] * 3
    keeping.fails = False
    assert upkeep.run()
    keeping.fails = True
    upkeep.run()
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 2


def test_a_database_out_of_reach_is_told_by_its_guard_alone(caplog: pytest.LogCaptureFixture) -> None:
    keeping = Keeping(reachable=False)
    keeping.fails = True
    assert not Upkeep(keeping).run()
    assert caplog.records == []


def test_tables_that_could_not_be_prepared_at_the_start_are_prepared_later() -> None:
    keeping, tried = Keeping(), []

    def prepare() -> None:
        tried.append(True)
        if len(tried) == 1:
            raise StorageError("not yet")

    upkeep = Upkeep(keeping, prepare=prepare)
    assert [upkeep.run(), upkeep.run()] == [False, True]
    assert len(keeping.done) == 1
