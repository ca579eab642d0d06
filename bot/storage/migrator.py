"""Brings the database's tables to the version this code needs, safely even if two releases start at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy import URL, Connection, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StorageError
from bot.storage.database import explain
from bot.storage.engine import LOCK_SECONDS, describe, make_engine, parse_url
from bot.storage.tables import SCHEMA

_ADVISORY_LOCK = 7_225_336
"""Any number that no other program on the same database uses for its own lock."""

_VERSION = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaState:
    """Which version the tables have (None: there are none) and which one this code needs."""

    found: str | None
    wanted: str = SCHEMA

    @property
    def is_current(self) -> bool:
        """Whether the bot can start on these tables: they have what it needs, and perhaps more that a newer release added."""
        return self.found is not None and self.is_known and self.found >= self.wanted

    @property
    def is_known(self) -> bool:
        """Whether the version is of this generation (see `bot.storage.migrations`) or of one before."""
        found = self.found or self.wanted
        return bool(_VERSION.fullmatch(found)) and found[:2] <= self.wanted[:2]


def schema_state(url: str) -> SchemaState:
    """Return the state of the tables without changing them. Raises StorageError where the database cannot be reached."""
    parsed = parse_url(url)
    if _is_missing(parsed):
        return SchemaState(found=None)
    engine = make_engine(url, migrating=True)
    try:
        with engine.connect() as connection:
            return SchemaState(found=_found(connection))
    except (SQLAlchemyError, OSError) as error:
        raise StorageError(explain(error, engine=engine)) from error
    finally:
        engine.dispose()


def check_writable(url: str) -> None:
    """Try to write, and leave everything as it was. Raises StorageError where nothing can be written."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        _check_folder(Path(parsed.database or ""))
        return
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            trial = _WRITE if SchemaState(found=_found(connection)).is_current else _MAKE
            connection.exec_driver_sql("BEGIN")
            connection.exec_driver_sql(trial)
            connection.exec_driver_sql("ROLLBACK")
    except (SQLAlchemyError, OSError) as error:
        raise StorageError(explain(error, engine=engine)) from error
    finally:
        engine.dispose()


_MAKE = "CREATE TABLE sales_advisor_trial (one INTEGER)"
"""Needs the same of a disk, a server and a user as the tables that the bot would make."""
_WRITE = "DELETE FROM seen_events WHERE 1 = 0"
"""Where the tables are made, a user need not be allowed to make others."""


def _check_folder(file: Path) -> None:
    try:
        with TemporaryFile(dir=file.absolute().parent):
            return
    except OSError as error:
        raise StorageError(
            f"The database (SQLite file {file}) cannot be made: {error.strerror}. Make its folder, let the bot's user "
            "write there, or name another file in DATABASE_URL."
        ) from error


def migrate(url: str) -> SchemaState:
    """Bring the tables to the wanted version and return the state they were found in.

    All steps happen in one transaction under a lock: whoever comes second waits and finds nothing left to do.
    Tables to which a newer release only added are left alone. Raises StorageError where the database cannot be reached, or
    was changed by a newer release so that this one cannot use it.
    """
    engine = make_engine(url, migrating=True)
    try:
        with engine.connect() as connection:
            _lock(connection)
            found = SchemaState(found=_found(connection))
            if not found.is_known:
                raise StorageError(_unknown(found, describe(engine.url)))
            if not found.is_current:
                _upgrade(connection, found, describe(engine.url))
            connection.commit()
            return found
    except (SQLAlchemyError, OSError) as error:
        raise StorageError(explain(error, engine=engine)) from error
    finally:
        engine.dispose()


def bring_up_to_date(url: str, *, create: bool = True) -> None:
    """Make or migrate the tables where they lack anything; with `create` False, a SQLite file that is missing is let be.

    Raises StorageError as `migrate` does.
    """
    state = schema_state(url)
    if not state.is_current and (create or not _is_missing(parse_url(url))):
        migrate(url)


def _is_missing(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


def _found(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _lock(connection: Connection) -> None:
    """Hold off every other migration until the transaction ends."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")


def _upgrade(connection: Connection, state: SchemaState, where: str) -> None:
    # Alembic takes a fifth of a second to import, which a bot that finds its tables in order need not spend.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StorageError(_unknown(state, where)) from error


def _unknown(state: SchemaState, where: str) -> str:
    if _VERSION.fullmatch(state.found or ""):
        return (
            f"The database's tables ({where}) have version {state.found}, which this release (version {state.wanted}) cannot "
            "use. Start the newer release, or name another database in DATABASE_URL."
        )
    return f"The database ({where}) belongs to another program (version {state.found}). Name another one in DATABASE_URL."
