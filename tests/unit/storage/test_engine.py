"""Database addresses, and what connections are set to."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_mock_engine, text
from sqlalchemy.exc import OperationalError

from bot.domain.conversation import Conversation
from bot.errors import StorageError
from bot.storage.conversation_data import dump_conversation, load_conversation
from bot.storage.engine import describe, make_engine, parse_url, reason
from bot.storage.tables import UtcTime


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_gets_the_one_driver(scheme: str) -> None:
    url = parse_url(f"{scheme}://ana:p%40ss@db.example.com:5433/sales?sslmode=require")
    assert url.drivername == "postgresql+psycopg"
    assert url.password == "p@ss"
    assert url.query == {"sslmode": "require"}
    assert describe(url) == "PostgreSQL db.example.com:5433/sales"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "not a database address"),
        ("sales", "not a database address"),
        ("postgres://u:hunter2@host:port/x", "not a database address"),
        ("mysql://u:hunter2@host/x", "only sqlite and postgresql"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("sqlite:///file::memory:?cache=shared&uri=true", "needs a file"),
        ("sqlite:///file:a.db?uri=true", "no file: before its name"),
        ("postgres://u:p@sSwhunter2@host/db", "write @ as %40"),
        ("postgres://u:p@hunter2/x@host:5432/db", "write @ as %40"),
        ("postgres://u:p@hunter2?x@host/db", "write @ as %40"),
        ("postgresql+psycopg://u:@hunter2:5@host/db?user=a@b", "write @ as %40"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_with_what_to_write(url: str, words: str) -> None:
    with pytest.raises(StorageError, match=words) as caught:
        make_engine(url)
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_sqlite_connections_wait_write_ahead_and_overwrite_what_is_deleted(
    tmp_path: Path, engine_of: Callable[[str], Engine]
) -> None:
    (tmp_path / "a.db").touch()
    with engine_of(f"sqlite:///{tmp_path / 'a.db'}").connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "busy_timeout", "foreign_keys", "secure_delete")
        }
    assert pragmas == {"journal_mode": "wal", "busy_timeout": 5000, "foreign_keys": 1, "secure_delete": 1}


def test_what_people_wrote_is_not_in_a_database_error(tmp_path: Path, engine_of: Callable[[str], Engine]) -> None:
    (tmp_path / "a.db").touch()
    with engine_of(f"sqlite:///{tmp_path / 'a.db'}").connect() as connection, pytest.raises(OperationalError) as caught:
        connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "secret plans"})
    assert "secret plans" not in str(caught.value)


def test_the_address_s_own_options_win() -> None:
    engine = make_engine("postgresql://host/x?connect_timeout=9")
    _, options = engine.dialect.create_connect_args(engine.url)
    assert options["connect_timeout"] == "9"
    engine.dispose()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("cannot open postgres://ana:hunter2@host/x\nDETAIL: hunter2", "cannot open postgres://…@host/x"),
        ("cannot open postgres://ana:p@hunter2@host/x", "cannot open postgres://…@host/x"),
        ("cannot open postgres://ana:p w@ hunter2@host/x", "cannot open postgres://…@host/x"),
        ('invalid: "user=ana password=hunter2 host=x"', 'invalid: "user=ana password=… host=x"'),
        ("invalid: {password: hunter2}", "invalid: {password=…"),
    ],
)
def test_a_failure_shows_its_first_line_without_passwords(said: str, shown: str) -> None:
    assert reason(OSError(said)) == shown


def test_a_moment_without_a_zone_is_refused() -> None:
    dialect = create_mock_engine("sqlite://", lambda *_: None).dialect
    with pytest.raises(ValueError, match="time zone"):
        UtcTime().process_bind_param(datetime.datetime(2026, 1, 1), dialect)


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "{}", '{"version": 99}', dump_conversation(Conversation()).replace("short", "later")]
)
def test_a_conversation_of_another_release_is_forgotten(text: str) -> None:
    assert load_conversation(text) is None
