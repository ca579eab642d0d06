"""Every message about the database says what is wrong, where, and what to do, and nothing secret."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, make_url

from bot.errors import StorageError
from bot.storage.engine import make_engine
from bot.storage.migrator import migrate, schema_state
from bot.storage.remedies import remedy_for
from bot.storage.stores import database_stores

SERVER = make_url("postgresql+psycopg://ana:hunter2@db/sales")
FILE = make_url("sqlite:///bot.db")


def failure(url: str) -> str:
    """What is said where a question meets this database."""
    stores = database_stores(url)
    with pytest.raises(StorageError) as caught:
        stores.conversations.find(thread="T1:C1:1")
    stores.housekeeping.close()
    return str(caught.value)


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    for ask in (schema_state, migrate):
        with pytest.raises(StorageError, match=f"{tmp_path}.* That is a folder: name a file in it"):
            ask(f"sqlite:///{tmp_path}")
    assert "That is a folder: name a file in it" in failure(f"sqlite:///{tmp_path}")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"There is no folder .*/no/such: make it"):
        migrate(f"sqlite:///{tmp_path}/no/such/bot.db")
    assert "There is no folder" in failure(f"sqlite:///{tmp_path}/no/such/bot.db")


def test_a_file_without_tables_is_told(tmp_path: Path) -> None:
    (tmp_path / "bot.db").touch()
    assert "run `sales-advisor migrate`" in failure(f"sqlite:///{tmp_path}/bot.db")


def test_another_program_s_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("name,amount\n" * 200, encoding="utf-8")
    assert "damaged, or no database" in failure(f"sqlite:///{tmp_path}/bot.db")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda url: url.replace("/stores", "/nothing"), "The server has no database of this name"),
        (lambda url: url.replace("advisor@", "stranger:hunter2@"), "does not know this user or password"),
        (lambda url: url.replace("127.0.0.1", "no-such-host.invalid"), "No machine of this name"),
        (
            lambda url: url.replace("advisor@127.0.0.1", "ana:hunter2@127.0.0.1").rpartition(":")[0] + ":1/stores",
            "Nothing answers there",
        ),
        (lambda url: f"{url}?sslmode=require", "offers no encryption"),
    ],
)
def test_a_server_that_cannot_be_used_is_told(migrated_postgresql: str, change: Callable[[str], str], words: str) -> None:
    said = failure(change(migrated_postgresql))
    assert words in said
    assert "hunter2" not in said


def test_a_table_that_may_not_be_read_is_told(migrated_postgresql: str, engine_of: Callable[[str], Engine]) -> None:
    with engine_of(migrated_postgresql).connect() as connection:
        connection.exec_driver_sql("CREATE ROLE guest LOGIN")
    said = failure(migrated_postgresql.replace("advisor@", "guest@"))
    assert "permission denied" in said
    assert "GRANT ALL" in said


def test_a_row_that_another_holds_is_waited_for_no_longer_than_a_statement_may_take(
    migrated_postgresql: str, engine_of: Callable[[str], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.engine.STATEMENT_SECONDS", 0.05)
    with engine_of(migrated_postgresql).connect() as holder:
        holder.exec_driver_sql("BEGIN")
        holder.exec_driver_sql("LOCK TABLE conversations")
        assert "It answers too slowly" in failure(migrated_postgresql)
        holder.exec_driver_sql("ROLLBACK")


@pytest.mark.parametrize(
    ("url", "why", "words"),
    [
        (FILE, "database or disk is full", "make room"),
        (SERVER, 'could not extend file "base/1/2": No space left on device', "make room"),
        (FILE, "database is locked", "Another program holds it"),
        (FILE, "attempt to write a readonly database", "write to the file and to its folder"),
        (FILE, "disk I/O error", "The disk fails"),
        (SERVER, "cannot execute INSERT in a read-only transaction", "only reads"),
        (SERVER, "FATAL: sorry, too many clients already", "up to 8"),
        (SERVER, "FATAL: remaining connection slots are reserved", "up to 8"),
        (SERVER, "QueuePool limit of size 8 overflow 0 reached, connection timed out", "up to 8"),
        (SERVER, 'FATAL: no pg_hba.conf entry for host "10.0.0.1", user "ana", no encryption', "sslmode=require"),
        (SERVER, 'FATAL: no pg_hba.conf entry for host "10.0.0.1", user "ana", SSL on', "pg_hba.conf"),
        (SERVER, "connection timeout expired", "no firewall"),
        (SERVER, "server closed the connection unexpectedly", "Check DATABASE_URL and that the database runs."),
    ],
)
def test_what_a_driver_says_has_its_remedy(url: Any, why: str, words: str) -> None:
    assert words in remedy_for(why, url=url)


def test_a_driver_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(StorageError, match=r"sales-advisor\[postgres\]"):
        make_engine("postgres://ana:hunter2@db/sales")
