"""A prepared statement does what SQLAlchemy does with it, types and defaults included."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, bindparam, select, text, update

from bot.errors import StorageError
from bot.storage.database import Database, RefusedError
from bot.storage.tables import preferences

ROW = {"team": "T1", "person": "U1", "language": "id"}
MOMENT = datetime.datetime(2026, 3, 1, 19, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))


@pytest.fixture
def database(database_url: str, engine_of: Callable[[str], Engine]) -> Database:
    """Both databases, with tables."""
    return Database(engine_of(database_url))


def test_values_are_stored_as_their_columns_want_them(database: Database) -> None:
    keep = database.prepare(database.replacement(preferences))
    with database.cursor() as cursor:
        keep.run(cursor, {**ROW, "language": "i\x00d" + "x" * 300, "updated_at": MOMENT})
    with database.connection() as connection:
        found = connection.execute(select(preferences)).one()
    assert found.language == "id" + "x" * 252
    assert found.updated_at == MOMENT


def test_values_written_into_the_statement_need_not_be_given(database: Database) -> None:
    keep = database.prepare(database.insert(preferences))
    change = update(preferences).where(preferences.c.person == bindparam("who")).values(language="en", updated_at=bindparam("at"))
    with database.transaction() as cursor:
        keep.run(cursor, {**ROW, "updated_at": MOMENT})
        database.prepare(change).run(cursor, {"who": "U1", "at": MOMENT + datetime.timedelta(hours=1)})
    with database.connection() as connection:
        assert connection.execute(select(preferences.c.language)).scalar_one() == "en"


def test_a_refused_record_and_any_other_failure_are_told_apart_and_neither_stops_what_comes_after(database: Database) -> None:
    keep = database.prepare(database.insert(preferences))
    with database.cursor() as cursor:
        keep.run(cursor, {**ROW, "updated_at": MOMENT})
    with pytest.raises(RefusedError), database.cursor() as cursor:
        keep.run(cursor, {**ROW, "updated_at": MOMENT})
    with pytest.raises(StorageError), database.cursor() as cursor:
        database.prepare(text("SELECT nothing FROM nowhere")).run(cursor, {})
    with database.cursor() as cursor:
        cursor.execute("SELECT person FROM preferences")
        assert cursor.fetchall() == [("U1",)]


def test_moments_are_written_as_sqlalchemy_writes_them(database: Database) -> None:
    keep, plain = database.prepare(database.insert(preferences)), database.insert(preferences)
    exact = MOMENT.replace(microsecond=70)
    with database.cursor() as cursor:
        keep.run(cursor, {**ROW, "updated_at": MOMENT})
        keep.run(cursor, {**ROW, "person": "U2", "updated_at": exact})
    with database.connection() as connection:
        connection.execute(plain, {**ROW, "person": "U3", "updated_at": MOMENT})
        connection.execute(plain, {**ROW, "person": "U4", "updated_at": exact})
        written = connection.execute(text("SELECT updated_at FROM preferences ORDER BY person")).scalars().all()
    assert written[:2] == written[2:]


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    keep = database.prepare(database.insert(preferences))
    with pytest.raises(ValueError, match="time zone"), database.cursor() as cursor:
        keep.run(cursor, {**ROW, "updated_at": MOMENT.replace(tzinfo=None)})
