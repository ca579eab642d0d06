"""Which events were taken on, in the database: once over all processes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.sql.dml import ReturningInsert

from bot.advisor.ports import SEEN_FOR
from bot.domain.clock import Clock, utc_now
from bot.domain.keys import team_of
from bot.storage.database import Database
from bot.storage.tables import seen_events


class DatabaseSeenEvents:
    """Claims on events (see `bot.advisor.ports.SeenEvents`)."""

    def __init__(self, *, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._claim = _claiming(database)

    def claim(self, *, keys: Sequence[str], at: datetime.datetime | None = None, hold: datetime.timedelta = SEEN_FOR) -> bool:
        """Return True where no key was taken; take them all.

        One statement: a row comes back for each key that is new or whose time is over, none for a key still taken.
        Keys go in sorted, so that two claims wait for one another instead of blocking each other for good.
        """
        wanted = sorted(set(keys))
        if not wanted:
            return True
        now = at or self._clock()
        rows = [{"key": key, "team": team_of(key), "free_at": now + hold, "now": now} for key in wanted]
        with self._database.connection() as connection:
            claimed = connection.execute(self._claim, rows).all()
        return len(claimed) == len(wanted)


def _claiming(database: Database) -> ReturningInsert[Any]:
    """SQLAlchemy sends the rows that come with the call in one statement ("insertmanyvalues")."""
    insert = database.insert(seen_events)
    claim = insert.on_conflict_do_update(
        index_elements=["key"],
        set_={"free_at": insert.excluded.free_at},
        where=seen_events.c.free_at <= bindparam("now"),
    )
    return claim.returning(seen_events.c.key)
