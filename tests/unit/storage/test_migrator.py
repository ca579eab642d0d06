"""Tables are made from nothing, left alone when in order, and made once when two releases start together."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from bot.errors import StorageError
from bot.storage.migrator import SchemaState, check_writable, migrate, schema_state
from bot.storage.stores import database_stores
from bot.storage.tables import SCHEMA, metadata


def test_tables_are_made_from_nothing(empty_url: str, engine_of: Callable[[str], Engine]) -> None:
    assert schema_state(empty_url) == SchemaState(found=None)
    assert not schema_state(empty_url).is_current
    assert migrate(empty_url) == SchemaState(found=None)
    assert schema_state(empty_url).is_current
    assert set(inspect(engine_of(empty_url)).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_a_second_migration_changes_nothing(empty_url: str) -> None:
    migrate(empty_url)
    assert migrate(empty_url) == SchemaState(found=SCHEMA)


def test_the_steps_build_the_tables_the_code_uses(database_url: str, engine_of: Callable[[str], Engine]) -> None:
    with engine_of(database_url).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_asking_for_the_state_makes_no_file(tmp_path: object) -> None:
    file = f"{tmp_path}/none.db"
    assert schema_state(f"sqlite:///{file}").found is None
    with pytest.raises(FileNotFoundError):
        open(file, encoding="utf-8").close()


def test_two_migrations_at_once_make_the_tables_once(empty_url: str) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        found = [state.found for state in pool.map(migrate, [empty_url] * 2, chunksize=1)]
    assert sorted(found, key=str) == [SCHEMA, None]
    assert schema_state(empty_url).is_current


def test_a_step_that_fails_leaves_nothing_behind(empty_url: str, tmp_path: Path, engine_of: Callable[[str], Engine]) -> None:
    (tmp_path / "empty.db").touch()
    engine = engine_of(empty_url)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE seen_events (wrong INTEGER)")
    with pytest.raises(StorageError, match="seen_events"):
        migrate(empty_url)
    assert inspect(engine).get_table_names() == ["seen_events"]
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP TABLE seen_events")
    assert migrate(empty_url).found is None


def test_tables_of_a_newer_release_are_left_alone(database_url: str, engine_of: Callable[[str], Engine]) -> None:
    engine = engine_of(database_url)
    with engine.connect() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    try:
        assert schema_state(database_url) == SchemaState(found="9999")
        with pytest.raises(StorageError, match=r"9999.*Start the newer release"):
            migrate(database_url)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{SCHEMA}'")


def test_rows_outlive_a_migration(database_url: str) -> None:
    stores = database_stores(database_url)
    stores.seen.claim(keys=["Ev1"])
    migrate(database_url)
    assert not stores.seen.claim(keys=["Ev1"])
    stores.housekeeping.close()


@pytest.mark.parametrize("ask", [migrate, schema_state])
def test_a_database_that_is_not_there_is_named_without_its_password(ask: Callable[[str], SchemaState]) -> None:
    with pytest.raises(StorageError) as caught:
        ask("postgres://ana:hunter2@127.0.0.1:1/sales")
    assert "PostgreSQL 127.0.0.1:1/sales" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_trying_to_write_leaves_everything_as_it_was(empty_url: str, engine_of: Callable[[str], Engine]) -> None:
    check_writable(empty_url)
    assert schema_state(empty_url).found is None
    migrate(empty_url)
    check_writable(empty_url)
    assert set(inspect(engine_of(empty_url)).get_table_names()) == {*metadata.tables, "alembic_version"}
