"""What is taught in Slack, in the database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, select

from bot.domain.records import Person
from bot.domain.taught import Taught, TaughtState
from bot.storage.database import Database
from bot.storage.tables import taught as versions

_NEWEST = select(versions.c.topic, func.max(versions.c.version).label("version")).group_by(versions.c.topic).subquery()
_CURRENT = (
    select(versions)
    .join(_NEWEST, and_(versions.c.topic == _NEWEST.c.topic, versions.c.version == _NEWEST.c.version))
    .order_by(versions.c.changed_at.desc(), versions.c.topic)
)
_HISTORY = select(versions).where(versions.c.topic == bindparam("topic")).order_by(versions.c.version.desc())
_REVISION = select(func.count(), func.sum(versions.c.version), func.max(versions.c.changed_at)).select_from(versions)


class DatabaseTaught:
    """Every version of every taught topic (see `bot.advisor.ports.TaughtStore`)."""

    def __init__(self, *, database: Database) -> None:
        self._database = database
        self._add = (
            database.insert(versions).on_conflict_do_nothing(index_elements=["topic", "version"]).returning(versions.c.version)
        )

    def add(self, *, taught: Taught) -> bool:
        """Keep a version, unless there is one of its number: in one statement, so that of two the second is refused."""
        with self._database.connection() as connection:
            return connection.execute(self._add, _row(taught)).first() is not None

    def current(self) -> tuple[Taught, ...]:
        """Return the newest version of every topic, those changed last first."""
        with self._database.connection() as connection:
            return _readable(connection.execute(_CURRENT))

    def find(self, *, topic: str) -> Taught | None:
        """Return the newest version of a topic, or None."""
        with self._database.connection() as connection:
            return next(iter(_readable(connection.execute(_HISTORY.limit(1), {"topic": topic}))), None)

    def history(self, *, topic: str) -> tuple[Taught, ...]:
        """Return every version of a topic, newest first."""
        with self._database.connection() as connection:
            return _readable(connection.execute(_HISTORY, {"topic": topic}))

    def revision(self) -> str | None:
        """Return how many versions there are, their numbers' sum and the newest moment: versions are added, or deleted whole."""
        with self._database.connection() as connection:
            return ":".join(map(str, connection.execute(_REVISION).one()))


def _row(taught: Taught) -> dict[str, Any]:
    return {
        "topic": taught.id,
        "version": taught.version,
        "team": taught.changed_by.team,
        "state": taught.state.value,
        "body": json.dumps(taught.body, ensure_ascii=False),
        "changed_by": taught.changed_by.user,
        "changed_at": taught.changed_at,
        "owner": taught.owner,
        "review_on": taught.review_on,
        "proposer": taught.proposer,
        "place": taught.place,
        "restores": taught.restores,
        "target": taught.target,
        "sheet": taught.sheet,
    }


def _readable(rows: Iterable[Row[Any]]) -> tuple[Taught, ...]:
    """Return the versions this release can read: a newer one, running beside it, may write states it does not know."""
    readable = []
    for row in rows:
        with suppress(ValueError):
            readable.append(_taught(row))
    return tuple(readable)


def _taught(row: Row[Any]) -> Taught:
    return Taught(
        id=row.topic,
        version=row.version,
        state=TaughtState(row.state),
        body=json.loads(row.body),
        changed_by=Person(team=row.team, user=row.changed_by),
        changed_at=row.changed_at,
        owner=row.owner,
        review_on=row.review_on,
        proposer=row.proposer,
        place=row.place,
        restores=row.restores,
        target=row.target,
        sheet=row.sheet,
    )
