"""What several threads want written at once is done in one go, and each hears of its own job."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from bot.errors import StorageError
from bot.storage.database import RefusedError
from bot.storage.together import Together

LATER = ("b", "c", "d")


class Desk:
    """Works on jobs; while it does the first, the later ones come and wait. `at_end` is called before the first is done."""

    def __init__(self, at_end: Callable[[], None] = lambda: None, *, refused: str = "") -> None:
        self.refused = refused
        self.done: list[str] = []
        self.batches: list[tuple[str, ...]] = []
        self.together = Together[str](self._work)
        self._at_end = at_end
        self._pool = ThreadPoolExecutor(len(LATER))
        self._came: list[Future[None]] = []

    def run(self) -> list[BaseException | None]:
        """Do a job, and three more meanwhile; returns what became of each."""
        found: list[BaseException | None] = []
        with self._pool:
            try:
                self.together.do("a")
                found.append(None)
            except StorageError as error:
                found.append(error)
        return found + [one.exception() for one in self._came]

    def _work(self, jobs: Sequence[str]) -> None:
        self.batches.append(tuple(sorted(jobs)))
        if "a" in jobs:
            for job in LATER:
                self._came.append(self._pool.submit(self.together.do, job))
            come = threading.Event()
            while self.together.waiting < len(LATER):
                come.wait(0.001)
            self._at_end()
        if self.refused in jobs:
            raise RefusedError("not this one")
        self.done += jobs


def test_what_comes_while_one_works_is_done_in_one_go() -> None:
    desk = Desk()
    assert desk.run() == [None] * 4
    assert desk.batches == [("a",), LATER]
    desk.together.do("e")
    assert desk.batches[2:] == [("e",)]


def test_a_failure_is_told_to_all_that_wait_and_over_with_the_next_job() -> None:
    def fail() -> None:
        raise StorageError("the disk is full")

    desk = Desk(fail)
    assert [str(error) for error in desk.run()] == ["the disk is full"] * 4
    assert desk.batches == [("a",)]
    desk.together.do("e")
    assert desk.batches == [("a",), ("e",)]


def test_a_job_that_is_refused_takes_no_other_with_it() -> None:
    desk = Desk(refused="c")
    first, *later = desk.run()
    assert first is None
    assert [type(error) for error in later] == [type(None), RefusedError, type(None)]
    assert sorted(desk.done) == ["a", "b", "d"]


def test_every_job_is_done_once() -> None:
    done: list[int] = []
    together = Together[int](done.extend)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(together.do, range(400)))
    assert sorted(done) == list(range(400))
