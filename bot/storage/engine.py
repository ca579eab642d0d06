"""Connections to the database: SQLite by file, PostgreSQL by address, both with limits on how long anybody waits."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, NullPool, QueuePool, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import StorageError
from bot.storage.sqlite_file import attend

POOL = {"pool_size": 8, "max_overflow": 0, "pool_timeout": 5.0, "pool_use_lifo": True}
"""Up to 8 connections a process: a statement takes milliseconds, so 32 threads share them, and two processes
stay within the 20 connections of Heroku's smallest plan. None overflows, for such a one would be opened anew each time.
Seconds to wait for a free one."""

CONNECT_SECONDS = 3
STATEMENT_SECONDS = 5
LOCK_SECONDS = 60
"""How long a migration waits for another one to end."""

_POSTGRESQL = {"postgres", "postgresql", "postgresql+psycopg"}
_SQLITE = {"sqlite", "sqlite+pysqlite"}
_SERVER = re.compile(r"postgres\w*(\+\w+)?://")
_SECRETS = (
    (re.compile(r"://.*@"), "://…@"),
    (re.compile(r"(password|passfile|sslpassword)\s*[=:]\s*\S+", re.IGNORECASE), r"\1=…"),
)
"""What is cut from a driver's message. Up to the last @ of the line: a password may hold others, and spaces."""


def parse_url(url: str) -> URL:
    """Return the database's address with the driver this product uses; accepts Heroku's `postgres://`.

    Raises StorageError for an address that is none, another kind of database, or SQLite without a file.
    """
    if _SERVER.match(url) and url.count("@") > 1:
        # SQLAlchemy would take the end of the password for the beginning of the host, and every message would print it.
        raise StorageError("DATABASE_URL has more than one @. In the user, the password or an option, write @ as %40.")
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StorageError(
            "DATABASE_URL is not a database address. Write sqlite:///file.db or postgresql://user:password@host:5432/name."
        ) from None  # the cause may quote the password
    if parsed.drivername in _POSTGRESQL:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in _SQLITE:
        raise StorageError(f"DATABASE_URL names {parsed.drivername}, but only sqlite and postgresql are supported.")
    if not parsed.database or ":memory:" in parsed.database or parsed.database.startswith("file:"):
        raise StorageError(
            "DATABASE_URL needs a file for SQLite, such as sqlite:///sales-advisor.db, and no file: before its name."
        )
    return parsed.set(drivername="sqlite")


def describe(url: URL) -> str:
    """Return the address without user, password and options, fit for a log."""
    if url.get_backend_name() == "sqlite":
        return f"SQLite file {url.database}"
    return f"PostgreSQL {url.host or 'local socket'}:{url.port or 5432}/{url.database or ''}"


def make_engine(url: str, *, migrating: bool = False) -> Engine:
    """Return an engine for the bot's stores, or for one migration (`migrating`: transactions, one connection, long patience).

    No connection is made yet. Outside migrations every statement is its own transaction: each store needs only one
    statement for each thing it does, which saves two round trips. Raises StorageError for an address that cannot be used.
    """
    parsed = parse_url(url)
    postgresql = parsed.get_backend_name() == "postgresql"
    # Only a server can hang up on a connection that waits in the pool.
    kept: dict[str, Any] = {"poolclass": QueuePool, **POOL, "pool_pre_ping": postgresql}
    pool: dict[str, Any] = {"poolclass": NullPool} if migrating else kept
    isolation: dict[str, Any] = {} if migrating else {"isolation_level": "AUTOCOMMIT"}
    arguments = _postgresql_arguments(parsed) if postgresql else {"timeout": LOCK_SECONDS if migrating else STATEMENT_SECONDS}
    try:
        # Parameters hold what people wrote: they must not reach a log through an error.
        engine = create_engine(parsed, hide_parameters=True, connect_args=arguments, **pool, **isolation)
    except ModuleNotFoundError as error:
        raise StorageError('PostgreSQL needs its driver: pip install "sales-advisor[postgres]".') from error
    if not postgresql:
        attend(engine, Path(parsed.database or ""), create=migrating)
    elif not migrating:
        event.listen(engine, "connect", _prepare_postgresql)
    if not migrating:
        event.listen(engine, "handle_error", _drop_connections)
    return engine


def _drop_connections(context: ExceptionContext) -> None:
    """Let every failure but that of one record end all pooled connections.

    A connection to a damaged or read-only file, or to a server that became a replica, goes on failing after it was mended.
    """
    error = context.sqlalchemy_exception
    if isinstance(error, DBAPIError) and not isinstance(error, (DataError, IntegrityError)):
        context.is_disconnect = True


def _postgresql_arguments(url: URL) -> dict[str, Any]:
    """Return libpq settings, save those the address itself sets. Without them a silent network holds a thread for minutes."""
    wanted: dict[str, Any] = {
        "connect_timeout": CONNECT_SECONDS,
        "tcp_user_timeout": 8_000,
        "keepalives_idle": 30,
        "application_name": "sales-advisor",
        # Prepared statements break behind PgBouncer, and gain nothing for statements this small.
        "prepare_threshold": None,
    }
    return {name: value for name, value in wanted.items() if name not in url.query}


def _prepare_postgresql(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Not as a start-up option: PgBouncer refuses those it does not know.
    cursor = connection.cursor()
    cursor.execute(f"SET statement_timeout = {STATEMENT_SECONDS * 1000}")
    cursor.close()
    connection.commit()


def reason(error: BaseException) -> str:
    """Return the first line of a driver's message: later ones may quote what people wrote. Addresses with passwords are cut."""
    text = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
    first = text.splitlines()[0].partition(" (Background on this error")[0]
    for pattern, mask in _SECRETS:
        first = pattern.sub(mask, first)
    return first[:200]
