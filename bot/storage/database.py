"""The door every store goes through to the database: one place where a driver's failure becomes a StorageError."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from bot.errors import StorageError
from bot.storage.engine import describe, reason

Insert: TypeAlias = sqlite.Insert | postgresql.Insert

_OTHER_SCHEMA = re.compile(r"no such (table|column)|no column named|(relation|column) .* does not exist")


class RefusedError(StorageError):
    """The database works but would not take this record."""


class Database:
    """An engine whose failures are named. One for all stores of a process.

    The stores build their statements once: SQLAlchemy takes longer to build and compile one than SQLite to carry it out.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a connection on which every statement is its own transaction.

        Raises StorageError where the database fails, and RefusedError where only this record is at fault.
        """
        try:
            with self._engine.connect() as connection:
                yield connection
        except (DataError, IntegrityError) as error:
            raise RefusedError(f"The database did not take a record: {reason(error)}") from error
        except (SQLAlchemyError, OSError) as error:
            raise StorageError(explain(error, engine=self._engine)) from error

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Lend a connection whose statements count together or not at all. Raises as `connection` does."""
        # IMMEDIATE: SQLite refuses to make a writer of a reader that somebody else has written past.
        begin = "BEGIN IMMEDIATE" if self._engine.dialect.name == "sqlite" else "BEGIN"
        with self.connection() as connection:
            connection.exec_driver_sql(begin)
            end = "ROLLBACK"
            try:
                yield connection
                end = "COMMIT"
            finally:
                connection.exec_driver_sql(end)

    def insert(self, table: Table) -> Insert:
        """Return an INSERT of the database at hand that can deal with a row already there (ON CONFLICT)."""
        return sqlite.insert(table) if self._engine.dialect.name == "sqlite" else postgresql.insert(table)

    def replacement(self, table: Table) -> Insert:
        """Return the statement that writes a row in place of the one with the same primary key; its values come with the call."""
        insert = self.insert(table)
        changes = {column.name: insert.excluded[column.name] for column in table.columns if not column.primary_key}
        return insert.on_conflict_do_update(index_elements=[*table.primary_key], set_=changes)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def explain(error: BaseException, *, engine: Engine) -> str:
    """Return what failed, where, and what to do, without anything secret."""
    why = reason(error)
    remedy = "Check DATABASE_URL and that the database runs."
    if _OTHER_SCHEMA.search(why):
        remedy = "Its tables are not those this version needs: run `sales-advisor migrate`."
    return f"The database ({describe(engine.url)}) cannot be used: {why}. {remedy}"
