"""The file of a SQLite database: readable by its owner alone, opened only where it exists, and noticed when it was replaced."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

_PRAGMAS = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON", "cache_size = -128")
"""NORMAL with WAL survives a crash of the process. What is deleted is overwritten: purged words must not stay in free pages.
An eighth of a megabyte of pages for each connection: what one of them writes empties the caches of all others, rows are asked for
by their keys, and the system keeps the file in memory anyway."""


def files_of(path: Path) -> tuple[Path, Path, Path]:
    """Return the database's file and the two that SQLite keeps beside it."""
    return path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def attend(engine: Engine, path: Path, *, create: bool) -> None:
    """Prepare every connection of an engine over the file at `path`.

    Only with `create` is a missing file made: a running bot that made a new one, while somebody puts back a copy of the old,
    would spoil both.
    """

    def open_privately(*_: Any) -> None:
        _make_private(path, create=create)

    def prepare(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        _set_up(connection)
        record.info["file"] = _identity(path)

    def compare(_: DBAPIConnection, record: ConnectionPoolEntry, __: Any) -> None:
        # An open connection goes on writing into a file that was moved away or deleted, and nobody would ever read it.
        if record.info.get("file") != _identity(path):
            raise DisconnectionError("the file was replaced")

    for name, listener in (("do_connect", open_privately), ("connect", prepare), ("checkout", compare)):
        event.listen(engine, name, listener)


def _make_private(path: Path, *, create: bool) -> None:
    """Take the file from everybody but its owner: what people ask is nobody else's business.

    SQLite gives the files beside it the same permissions when it makes them.
    """
    if create:
        # Never an existing file: its closing would end the locks that this process has on it, and with them the safety of
        # what it writes (https://sqlite.org/howtocorrupt.html, 2.2).
        with suppress(OSError):  # SQLite itself will say, when it opens the file, what stands in the way
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    elif not path.exists():
        raise sqlite3.OperationalError(f"unable to open database file: there is no {path}")
    with suppress(OSError):  # gone meanwhile, or another owner's file: who may read it is that owner's choice
        mode = path.stat().st_mode & 0o700
        for file in files_of(path):
            # Those made beside a read-only file are read-only too, and would stay so after the file was made writable.
            if file.is_file() and file.stat().st_mode & 0o777 != mode:
                file.chmod(mode)


def _set_up(connection: DBAPIConnection) -> None:
    # The driver's `timeout` has set busy_timeout before this runs.
    run: Callable[[str], object] = connection.cursor().execute
    try:
        for pragma in _PRAGMAS:
            run(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()  # the pool forgets a connection that could not be prepared
        raise


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
