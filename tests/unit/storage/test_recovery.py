"""A database that was mended works again without a restart, and the log tells of the fault and of its end once each."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.advisor.ports import Stores
from bot.domain.conversation import Conversation
from bot.errors import StorageError
from bot.storage import engine as engine_module
from bot.storage.database import Database, RefusedError
from bot.storage.guard import Guard
from bot.storage.migrator import bring_up_to_date, migrate, schema_state
from bot.storage.stores import database_stores, open_stores, prove_usable

TALK = Conversation(topic="sales-cycle")
NOBODY = 65534


class RunningBot:
    """The stores of a running bot over one file, five seconds and more apart from each use to the next."""

    def __init__(self, file: Path, clock: Any, caplog: pytest.LogCaptureFixture) -> None:
        self.file = file
        self.stores: Stores = open_stores(f"sqlite:///{file}", clock=clock)
        self._clock = clock
        self._caplog = caplog

    def remembers(self, thread: str) -> bool:
        """Keep a conversation and look whether it was kept."""
        self._clock.advance(seconds=6)
        self.stores.conversations.save(thread=thread, conversation=TALK)
        return self.stores.conversations.find(thread=thread) == TALK

    def ready(self) -> bool:
        self._clock.advance(seconds=6)
        return self.stores.housekeeping.reachable()

    @property
    def levels(self) -> list[int]:
        return [record.levelno for record in self._caplog.records]

    @property
    def said(self) -> str:
        return self._caplog.text


@pytest.fixture
def bot(migrated_sqlite: Path, tmp_path: Path, clock: Any, caplog: pytest.LogCaptureFixture) -> Iterator[RunningBot]:
    """A bot over a file that has been written to."""
    shutil.copy(migrated_sqlite, tmp_path / "bot.db")
    running = RunningBot(tmp_path / "bot.db", clock, caplog)
    for number in range(200):
        running.stores.conversations.save(thread=f"T1:C1:{number}", conversation=TALK)
    running.stores.seen.claim(keys=["T1:Ev1"])
    yield running
    running.stores.housekeeping.close()


def empty_log(file: Path) -> None:
    """Bring everything from the write-ahead log into the file, so that the file alone counts."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def spoil(file: Path, table: str) -> None:
    """Overwrite the first page of one table, and leave the others in order."""
    empty_log(file)
    connection = sqlite3.connect(file)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with file.open("r+b") as opened:
        opened.seek((page - 1) * size)
        opened.write(b"\xa5" * size)


def replace(file: Path, good: Path) -> None:
    """Put a sound copy in the file's place, as an operator would."""
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        (file.parent / name).unlink(missing_ok=True)
    shutil.copy(good, file)


def test_a_damaged_file_that_was_replaced_is_written_again(bot: RunningBot, migrated_sqlite: Path) -> None:
    empty_log(bot.file)
    bot.file.write_bytes(b"not a database at all" * 1000)
    bot.stores.housekeeping.close()  # an open connection would go on with what it has read before
    assert not bot.ready()
    assert not bot.remembers("T1:C2:1")
    assert not bot.ready()
    replace(bot.file, migrated_sqlite)
    assert bot.remembers("T1:C2:2")
    assert bot.ready()
    assert bot.levels == [logging.ERROR, logging.WARNING]
    assert "Move it away" in bot.said
    assert "is back" in bot.said


def test_damage_in_one_table_is_said_once_though_the_others_work(bot: RunningBot, migrated_sqlite: Path) -> None:
    spoil(bot.file, "conversations")
    for number in range(10):
        assert not bot.remembers(f"T1:C2:{number}")
        assert bot.stores.seen.claim(keys=[f"T1:Ev-new-{number}"])
        assert not bot.ready()
    assert bot.levels == [logging.ERROR]
    assert "malformed" in bot.said
    replace(bot.file, migrated_sqlite)
    assert bot.remembers("T1:C3:1")
    assert bot.levels == [logging.ERROR, logging.WARNING]


def test_a_file_that_was_put_in_place_of_another_is_used_at_once(bot: RunningBot, migrated_sqlite: Path) -> None:
    """Without a fault: the open connections would go on writing into the file that is gone."""
    assert bot.remembers("T1:C2:1")
    replace(bot.file, migrated_sqlite)
    assert bot.stores.conversations.find(thread="T1:C2:1") is None
    assert bot.remembers("T1:C2:2")
    rows = sqlite3.connect(bot.file)
    assert rows.execute("SELECT thread FROM conversations").fetchall() == [("T1:C2:2",)]
    rows.close()
    assert bot.levels == []


def test_a_file_that_is_gone_is_not_made_anew_behind_the_operators_back(bot: RunningBot, migrated_sqlite: Path) -> None:
    for name in ("bot.db", "bot.db-wal", "bot.db-shm"):
        (bot.file.parent / name).unlink(missing_ok=True)
    assert not bot.remembers("T1:C2:1")
    assert not bot.ready()
    assert not bot.file.exists()
    assert "put it back, or run `sales-advisor migrate`" in bot.said
    shutil.copy(migrated_sqlite, bot.file)
    assert bot.remembers("T1:C2:2")
    assert bot.levels == [logging.ERROR, logging.WARNING]


def test_a_full_disk_is_told_and_its_end_too(bot: RunningBot) -> None:
    def limit(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite takes the pages there are for the most

    event.listen(Engine, "connect", limit)
    bot.stores.housekeeping.close()
    bot.stores.conversations.save(thread="T1:C2:1", conversation=Conversation(topic="x" * 100_000))
    assert not bot.ready(), "a row that finds room in a page in use proves nothing"
    event.remove(Engine, "connect", limit)
    assert "The disk is full: make room" in bot.said
    assert bot.remembers("T1:C2:2")
    assert bot.levels == [logging.ERROR, logging.WARNING]


def test_a_locked_file_is_told_and_its_end_too(bot: RunningBot, monkeypatch: pytest.MonkeyPatch, clock: Any) -> None:
    monkeypatch.setattr(engine_module, "STATEMENT_SECONDS", 0)
    hurried = open_stores(f"sqlite:///{bot.file}", clock=clock)
    assert hurried.housekeeping.reachable()
    other = sqlite3.connect(bot.file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert not hurried.housekeeping.reachable()
    assert "Another program holds it" in bot.said
    other.execute("COMMIT")
    other.close()
    clock.advance(seconds=6)
    assert hurried.housekeeping.reachable()
    assert bot.levels == [logging.ERROR, logging.WARNING]
    hurried.housekeeping.close()


@pytest.fixture
def folder_of_nobody(migrated_sqlite: Path) -> Iterator[Path]:
    """A folder with a database, and this process as somebody whom file permissions bind: they do not bind root."""
    folder = Path(tempfile.mkdtemp(prefix="advisor-"))
    shutil.copy(migrated_sqlite, folder / "bot.db")
    as_root = os.geteuid() == 0
    if as_root:
        for path in (folder, folder / "bot.db"):
            os.chown(path, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    yield folder
    if as_root:
        os.seteuid(0)
    folder.chmod(0o700)
    shutil.rmtree(folder)


def test_a_read_only_file_that_was_made_writable_is_written_again(
    folder_of_nobody: Path, clock: Any, caplog: pytest.LogCaptureFixture
) -> None:
    file = folder_of_nobody / "bot.db"
    bot = RunningBot(file, clock, caplog)
    assert bot.remembers("T1:C1:1")
    bot.stores.housekeeping.close()
    file.chmod(0o400)
    assert not bot.remembers("T1:C1:2")
    assert bot.stores.conversations.find(thread="T1:C1:1") is None
    assert not bot.ready(), "what can be read proves nothing"
    assert "Let the user that runs the bot write to the file" in bot.said
    file.chmod(0o600)
    assert bot.remembers("T1:C1:3")
    assert bot.ready()
    assert bot.levels == [logging.ERROR, logging.WARNING]
    bot.stores.housekeeping.close()


def test_a_read_only_file_is_not_taken_for_usable(folder_of_nobody: Path) -> None:
    url = f"sqlite:///{folder_of_nobody}/bot.db"
    prove_usable(url)
    (folder_of_nobody / "bot.db").chmod(0o400)
    assert schema_state(url).is_current
    with pytest.raises(StorageError, match="attempt to write a readonly database"):
        prove_usable(url)


def test_a_folder_that_may_not_be_entered_is_told(folder_of_nobody: Path) -> None:
    folder_of_nobody.chmod(0o500)
    stores = database_stores(f"sqlite:///{folder_of_nobody}/new.db")
    with pytest.raises(StorageError, match="Let the user that runs the bot read and write the file and its folder"):
        stores.conversations.find(thread="T1:C1:1")
    stores.housekeeping.close()


def test_a_postgresql_that_only_read_and_was_switched_back_is_written_again(
    migrated_postgresql: str, clock: Any, engine_of: Callable[[str], Engine], caplog: pytest.LogCaptureFixture
) -> None:
    def switch(to: str) -> None:
        with engine_of(migrated_postgresql).connect() as connection:
            connection.exec_driver_sql("SET default_transaction_read_only = off")
            connection.exec_driver_sql(f"ALTER DATABASE stores SET {to}")

    stores = open_stores(migrated_postgresql, clock=clock)
    switch("default_transaction_read_only = on")
    try:
        assert stores.conversations.find(thread="T8:C1:1") is None, "the connection now in the pool only reads"
        stores.conversations.save(thread="T8:C1:1", conversation=TALK)
        assert not stores.housekeeping.reachable()
    finally:
        switch("default_transaction_read_only = off")
    assert "This server only reads" in caplog.text
    clock.advance(seconds=6)
    stores.conversations.save(thread="T8:C1:1", conversation=TALK)
    assert stores.conversations.find(thread="T8:C1:1") == TALK
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.WARNING]
    stores.housekeeping.close()


def fails() -> None:
    raise StorageError("gone")


def test_a_read_that_succeeds_is_no_proof_that_the_database_is_back(clock: Any, caplog: pytest.LogCaptureFixture) -> None:
    writes: list[bool] = []
    guard = Guard(clock=clock, trial=lambda: None if writes else fails())
    guard.run(fails, otherwise=None)
    clock.advance(seconds=6)
    assert guard.run(lambda: "read", otherwise="none") == "read", "what works is used"
    assert guard.failing
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    writes.append(True)
    clock.advance(seconds=6)
    assert guard.run(lambda: "read", otherwise="none") == "read"
    assert not guard.failing
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.WARNING]


def test_a_database_that_comes_and_goes_does_not_fill_the_log(clock: Any, caplog: pytest.LogCaptureFixture) -> None:
    guard = Guard(clock=clock)
    for _ in range(50):
        guard.run(fails, otherwise=None)
        clock.advance(seconds=6)
        guard.run(lambda: "works", otherwise="none")
    assert [record.getMessage()[:22] for record in caplog.records] == [
        "gone Answers go on wit",
        "The database is back a",
        "The database comes and",
    ]
    clock.advance(minutes=2)
    guard.run(lambda: "works", otherwise="none")
    assert "has been steady" in caplog.text
    guard.run(fails, otherwise=None)
    assert caplog.records[-1].levelno == logging.ERROR


def test_a_transaction_counts_whole_or_not_at_all_and_a_failure_in_it_keeps_its_own_words(
    database_url: str, engine_of: Callable[[str], Engine]
) -> None:
    database = Database(engine_of(database_url))
    keep = "INSERT INTO preferences (team, person, language, updated_at) VALUES ('T1', 'U1', 'id', '2026-03-01 12:00:00')"
    with database.transaction() as cursor:
        cursor.execute(keep)
    with pytest.raises(RefusedError), database.transaction() as cursor:
        cursor.execute(keep.replace("U1", "U2"))
        cursor.execute(keep)
    with pytest.raises(StorageError, match=r"nowhere.*run `sales-advisor migrate`"), database.transaction() as cursor:
        cursor.execute(keep.replace("U1", "U3"))
        cursor.execute("DELETE FROM nowhere")
    with database.connection() as connection:
        assert connection.exec_driver_sql("SELECT person FROM preferences").scalars().all() == ["U1"]


COME_AND_GO = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM questions').fetchone()"


@pytest.mark.parametrize("look", [schema_state, migrate, bring_up_to_date, prove_usable])
def test_a_look_at_the_file_keeps_the_locks_of_a_running_bot(bot: RunningBot, look: Callable[[str], object]) -> None:
    # The system drops all of a process's locks on a file when it closes any handle of it. Without its lock, whoever comes and
    # goes takes itself for the last user of the database, and deletes the log this bot still writes to.
    assert bot.remembers("T1:C1:1")
    look(f"sqlite:///{bot.file}")
    subprocess.run([sys.executable, "-c", COME_AND_GO, str(bot.file)], check=True)
    assert bot.file.with_name("bot.db-wal").exists()
    assert bot.remembers("T1:C1:1")
