"""Statements that run with every question, compiled once and handed to the driver itself.

SQLAlchemy writes them, types and all; what it does for each execution takes five times as long as SQLite takes to carry one out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import ClauseElement, Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from bot.storage.tables import StoredText, UtcTime


class Prepared:
    """One statement of a database. Thread-safe."""

    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        """An INSERT is one of a whole row: a value is given for every column."""
        compiled = statement.compile(dialect=dialect)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError("only statements of data can be prepared")
        self._sql = compiled.string
        self._order: Sequence[str] | None = compiled.positiontup
        self._defaults = dict(compiled.params)
        kinds = {name: bound.type for bound, name in compiled.bind_names.items()}
        self._binders = {name: binder for name, kind in kinds.items() if (binder := _binder_of(kind, dialect)) is not None}

    def run(self, cursor: DBAPICursor, values: Mapping[str, Any]) -> None:
        """Execute the statement with values by the names of its parameters."""
        cursor.execute(self._sql, self._bound(values))

    def run_all(self, cursor: DBAPICursor, rows: Sequence[Mapping[str, Any]]) -> None:
        """Execute the statement once for each row of values, one after the other."""
        if len(rows) == 1:
            self.run(cursor, rows[0])
        elif rows:
            cursor.executemany(self._sql, [self._bound(row) for row in rows])

    def _bound(self, values: Mapping[str, Any]) -> Any:
        given = {**self._defaults, **values}
        for name, binder in self._binders.items():
            given[name] = binder(given[name])
        return given if self._order is None else [given[name] for name in self._order]


def _binder_of(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What makes of a value what the driver takes: the columns' own types know a shorter way to it."""
    if isinstance(kind, StoredText | UtcTime):
        return kind.binder(dialect)
    return kind.dialect_impl(dialect).bind_processor(dialect)
