"""Stores over memory, SQLite and a temporary PostgreSQL, behind the same fixture, so that one test body serves all three."""

from __future__ import annotations

import datetime
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.advisor.memory import memory_stores
from bot.advisor.ports import Stores
from bot.domain.keys import new_id
from bot.storage.engine import make_engine
from bot.storage.migrator import migrate
from bot.storage.stores import database_stores
from bot.storage.tables import metadata

BACKENDS = ("memory", "sqlite", "postgresql")
DATABASES = ("sqlite", "postgresql")

# Runs until it is told to stop or its standard input closes: a test run that is killed takes the cluster and its data with it.
_KEEPER = """
set -e
trap '"$PG_BIN/pg_ctl" -D "$PG_ROOT/data" -m immediate -w stop >/dev/null; [ -z "$KILLED" ] || rm -rf "$PG_ROOT"' EXIT
[ -d "$PG_ROOT/data" ] || "$PG_BIN/initdb" -D "$PG_ROOT/data" -U advisor --auth=trust --no-sync -E UTF8 --locale=C >/dev/null
"$PG_BIN/pg_ctl" -D "$PG_ROOT/data" -l "$PG_ROOT/log" -w -o \
  "-h 127.0.0.1 -p $PG_PORT -k $PG_ROOT -F" start >/dev/null
echo ready
read -r order || KILLED=yes
"""


class Clock:
    """A clock that stands still until it is told to move."""

    def __init__(self) -> None:
        self.now = datetime.datetime(2026, 3, 1, 9, 0, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        return self.now

    def advance(self, **amount: float) -> datetime.datetime:
        self.now += datetime.timedelta(**amount)
        return self.now


class Cluster:
    """A PostgreSQL of its own on loopback, run as a user who is not root, with nothing flushed to disk."""

    def __init__(self, binaries: Path) -> None:
        self._root = Path(tempfile.mkdtemp(prefix="advisor-pg-"))
        self._prefix: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(self._root, "postgres", "postgres")
            self._prefix = ["runuser", "-u", "postgres", "--"]
        self._port = _free_port()
        self._environ = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "LC_ALL": "C",
            "PG_BIN": str(binaries),
            "PG_ROOT": str(self._root),
            "PG_PORT": str(self._port),
        }
        self._keeper: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        self._keeper = subprocess.Popen(
            [*self._prefix, "sh", "-c", _KEEPER],
            cwd="/",
            env=self._environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # an interrupt from the keyboard must not reach it before the end of the tests
        )
        if self._keeper.stdout is None or self._keeper.stdout.readline().strip() != "ready":
            log = self._root / "log"
            pytest.fail(f"the temporary PostgreSQL did not start: {log.read_text() if log.exists() else 'no log'}")

    def stop(self) -> None:
        """Stop the server, keeping its data."""
        if self._keeper is not None:
            self._keeper.communicate("stop\n")
            self._keeper = None

    def remove(self) -> None:
        """Stop the server and delete its data."""
        self.stop()
        shutil.rmtree(self._root)

    def url(self, database: str) -> str:
        """The address of a database, in the form Heroku gives."""
        return f"postgres://advisor@127.0.0.1:{self._port}/{database}"

    def create(self, database: str) -> str:
        """Make an empty database and return its address."""
        engine = make_engine(self.url("postgres"))
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {database}")
        engine.dispose()
        return self.url(database)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _binaries() -> Path | None:
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name.partition(".")[0]))
    candidates = [*reversed(folders), *([Path(found).resolve().parent] if found else [])]
    return next((path for path in candidates if (path / "initdb").exists() and (path / "pg_ctl").exists()), None)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One cluster for the tests of this process; it is up in about a second, so workers of pytest-xdist share nothing."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL's programs (initdb, pg_ctl) are not installed here; on Debian: apt install postgresql")
    if os.geteuid() == 0 and (shutil.which("runuser") is None or not _has_user("postgres")):
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres to run it as")
    running = Cluster(binaries)
    try:
        running.start()
        yield running
    finally:
        running.remove()


def _has_user(name: str) -> bool:
    return any(line.startswith(f"{name}:") for line in Path("/etc/passwd").read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="session")
def migrated_postgresql(cluster: Cluster) -> str:
    url = cluster.create("stores")
    migrate(url)
    return url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "stores.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "stores.db")
        return f"sqlite:///{tmp_path / 'stores.db'}"
    url: str = request.getfixturevalue("migrated_postgresql")
    engine = make_engine(url)
    with engine.connect() as connection:
        connection.exec_driver_sql("; ".join(f"DELETE FROM {table}" for table in metadata.tables))  # faster than TRUNCATE
    engine.dispose()
    return url


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated, empty database; the test runs once for each kind."""
    return _empty_database(request, tmp_path)


@pytest.fixture(params=DATABASES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables; the test runs once for each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.create(f"empty_{new_id()}")


@pytest.fixture
def engine_of() -> Iterator[Callable[[str], Engine]]:
    """Make engines that are closed after the test."""
    engines: list[Engine] = []

    def open_engine(url: str) -> Engine:
        engines.append(make_engine(url))
        return engines[-1]

    yield open_engine
    for engine in engines:
        engine.dispose()


@pytest.fixture(params=BACKENDS)
def stores(request: pytest.FixtureRequest, clock: Clock, tmp_path: Path) -> Iterator[Stores]:
    """Empty stores on a clock that stands still; the test runs once for each kind."""
    if request.param == "memory":
        yield memory_stores(clock=clock)
        return
    opened = database_stores(_empty_database(request, tmp_path), clock=clock)
    yield opened
    opened.housekeeping.close()
