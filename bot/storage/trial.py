"""Tries whether the database truly works: it takes a row, has every table, and is sound."""

from __future__ import annotations

from sqlalchemy import Connection, Insert, Table, delete, false, insert, select

from bot.domain.clock import Clock, utc_now
from bot.storage.database import Database
from bot.storage.tables import conversations, metadata, seen_events

_KEY = "trial"
"""The key of the row that is written, time and again the same; it is free at once, so pruning takes it."""
_ROOM = 64_000
"""Characters a database that failed must find room for: on a full disk a row that fits into a page in use still succeeds."""


class Trial:
    """Raises what a question would meet, without a question."""

    def __init__(self, *, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._write = database.replacement(seen_events)
        self._fill = database.replacement(conversations)
        self._clear = delete(conversations).where(conversations.c.thread == _KEY)
        self._touch = [_touching(table) for table in metadata.sorted_tables]

    def run(self, *, thorough: bool = False) -> None:
        """Write a row and touch every table; `thorough` looks for room and reads a SQLite file to its end too.

        Raises StorageError, as a store would.
        """
        with self._database.connection() as connection:
            connection.execute(self._write, {"key": _KEY, "team": "", "free_at": self._clock()})
            for statement in self._touch:
                connection.execute(statement)
            if thorough:
                self._examine(connection)

    def _examine(self, connection: Connection) -> None:
        row = {"thread": _KEY, "team": "", "body": " " * _ROOM, "updated_at": self._clock()}
        connection.execute(self._fill, row)
        connection.execute(self._clear)
        if self._database.is_file and connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
            raise self._database.explain("database disk image is malformed")


def _touching(table: Table) -> Insert:
    """An INSERT of no row: it fails where the table, a column or a permission is missing, and changes nothing."""
    return insert(table).from_select([column.name for column in table.columns], select(table).where(false()))
