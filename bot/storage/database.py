"""The door every store goes through to the database: one place where a driver's failure becomes a StorageError."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import ClauseElement, Connection, Engine, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from bot.domain.turnstile import Turnstile
from bot.errors import StorageError
from bot.storage.engine import describe, reason
from bot.storage.prepared import Prepared
from bot.storage.remedies import remedy_for

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

Insert: TypeAlias = "sqlite.Insert | postgresql.Insert"


class RefusedError(StorageError):
    """The database works but would not take this record."""


class Database:
    """An engine whose failures are named. One for all stores of a process.

    The stores build their statements once: SQLAlchemy takes longer to build and compile one than SQLite to carry it out.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # One file has one writer at a time. Those who wait inside SQLite ask for it again and again, after ever longer pauses.
        self._turnstile = Turnstile()

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
    def cursor(self) -> Iterator[DBAPICursor]:
        """Lend a driver's cursor for prepared statements, each its own transaction. Raises as `connection` does."""
        driver = self._engine.dialect.loaded_dbapi
        try:
            lent = self._engine.raw_connection()
            try:
                yield lent.cursor()
            except driver.Error as error:
                if not isinstance(error, (driver.DataError, driver.IntegrityError)):
                    # As `engine` does for statements that go through SQLAlchemy.
                    lent.invalidate(error)
                    self._engine.dispose()
                raise
            finally:
                lent.close()
        except (driver.DataError, driver.IntegrityError) as error:
            raise RefusedError(f"The database did not take a record: {reason(error)}") from error
        except (driver.Error, SQLAlchemyError, OSError) as error:
            raise StorageError(explain(error, engine=self._engine)) from error

    @contextmanager
    def transaction(self) -> Iterator[DBAPICursor]:
        """Lend a cursor whose statements count together or not at all. Raises as `connection` does."""
        # IMMEDIATE: SQLite refuses to make a writer of a reader that somebody else has written past.
        begin = "BEGIN IMMEDIATE" if self.is_file else "BEGIN"
        with self._turnstile.passage() if self.is_file else nullcontext(), self.cursor() as cursor, ExitStack() as ends:
            cursor.execute(begin)
            ends.callback(self._roll_back, cursor)
            yield cursor
            ends.pop_all()
            cursor.execute("COMMIT")

    def _roll_back(self, cursor: DBAPICursor) -> None:
        # Where the connection failed, the transaction went with it: the failure's own words must come through.
        with suppress(self._engine.dialect.loaded_dbapi.Error):
            cursor.execute("ROLLBACK")

    def prepare(self, statement: ClauseElement) -> Prepared:
        """Return a statement compiled for this database, to be run on its cursors."""
        return Prepared(statement, self._engine.dialect)

    def insert(self, table: Table) -> Insert:
        """Return an INSERT of the database at hand that can deal with a row already there (ON CONFLICT)."""
        if self.is_file:
            return sqlite.insert(table)
        # Whoever keeps a file need not spend the time and the megabytes on a server's dialect.
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)

    def replacement(self, table: Table) -> Insert:
        """Return the statement that writes a row in place of the one with the same primary key; its values come with the call."""
        insert = self.insert(table)
        changes = {column.name: insert.excluded[column.name] for column in table.columns if not column.primary_key}
        return insert.on_conflict_do_update(index_elements=[*table.primary_key], set_=changes)

    def explain(self, why: str) -> StorageError:
        """Return the failure that a statement told of without failing itself."""
        return StorageError(explain(ValueError(why), engine=self._engine))

    @property
    def is_file(self) -> bool:
        """Whether this is a SQLite file, which can be damaged in a part that a statement does not meet."""
        return self._engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def explain(error: BaseException, *, engine: Engine) -> str:
    """Return what failed, where, and what to do, without anything secret."""
    why = reason(error)
    return f"The database ({describe(engine.url)}) cannot be used: {why.rstrip('.')}. {remedy_for(why, url=engine.url)}"
