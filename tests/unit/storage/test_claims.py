"""Events are claimed once over processes that share nothing but the database."""

from __future__ import annotations

import multiprocessing
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from bot.storage.stores import database_stores, open_stores

CLAIMS = 200
Race = Callable[..., list[list[bool]]]


def claim_as_told(door: Connection) -> None:
    """For every database that is named, claim the same keys as the other process, as soon as both are ready; tell which were won."""
    for url, resilient in iter(door.recv, None):
        stores = open_stores(url) if resilient else database_stores(url)
        stores.housekeeping.reachable()
        door.send("ready")
        door.recv()
        # The two processes name the pair of keys in different orders, as two events about one message may.
        door.send(
            [stores.seen.claim(keys=[f"T1:C1:{number}", f"Ev{number}"][:: 1 - 2 * (number % 2)]) for number in range(CLAIMS)]
        )
        stores.housekeeping.close()


@pytest.fixture(scope="module")
def race() -> Iterator[Race]:
    """Let two processes claim the same keys in a database; returns what each won."""
    spawn = multiprocessing.get_context("spawn")
    doors, processes = [], []
    for _ in range(2):
        here, there = spawn.Pipe()
        process = spawn.Process(target=claim_as_told, args=(there,), daemon=True)
        process.start()
        there.close()
        doors.append(here)
        processes.append(process)

    def tell(what: object) -> None:
        for door in doors:
            door.send(what)

    def run(url: str, *, resilient: bool) -> list[list[bool]]:
        tell((url, resilient))
        for door in doors:
            assert door.poll(30)
            assert door.recv() == "ready"
        tell("go")
        return [door.recv() for door in doors]

    yield run
    tell(None)
    for process in processes:
        process.join(10)
        assert process.exitcode == 0


def test_two_processes_claim_each_event_once(race: Race, database_url: str) -> None:
    first, second = race(database_url, resilient=False)
    assert [one + other for one, other in zip(first, second, strict=True)] == [1] * CLAIMS


def test_two_running_bots_claim_each_event_once(race: Race, database_url: str) -> None:
    first, second = race(database_url, resilient=True)
    assert [one + other for one, other in zip(first, second, strict=True)] == [1] * CLAIMS


def test_claims_on_many_keys_in_opposite_order_do_not_block_each_other(database_url: str) -> None:
    stores = database_stores(database_url)
    rounds = [[f"Ev{number}-{key}" for key in range(500)] for number in range(5)]
    orders = [order for keys in rounds for order in (keys, keys[::-1])]
    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(lambda keys: stores.seen.claim(keys=keys), orders))
    assert sum(won) == len(rounds)
    stores.housekeeping.close()


def test_claims_outlive_a_restart(database_url: str) -> None:
    for expected in (True, False):
        stores = open_stores(database_url)
        assert stores.seen.claim(keys=["Ev1"]) is expected
        stores.housekeeping.close()


def test_two_bots_may_open_a_new_sqlite_file_at_once(race: Race, migrated_sqlite: Path, tmp_path: Path) -> None:
    """The file is not in WAL mode yet where another tool made it: both bots switch it."""
    file = tmp_path / "fresh.db"
    shutil.copy(migrated_sqlite, file)
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    connection.close()
    first, second = race(f"sqlite:///{file}", resilient=False)
    assert sum(first) + sum(second) == CLAIMS
