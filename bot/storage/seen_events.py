"""Which events were taken on, in the database: once over all processes."""

from __future__ import annotations

from collections.abc import Sequence

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

    def claim(self, *, keys: Sequence[str]) -> bool:
        """Return True where no key was taken; take them all.

        One statement: a row comes back for each key that is new or whose time is over, none for a key still taken.
        Keys go in sorted, so that two claims wait for one another instead of blocking each other for good.
        """
        wanted = sorted(set(keys))
        if not wanted:
            return True
        now = self._clock()
        rows = [{"key": key, "team": team_of(key), "free_at": now + SEEN_FOR} for key in wanted]
        insert = self._database.insert(seen_events).values(rows)
        statement = insert.on_conflict_do_update(
            index_elements=["key"],
            set_={"free_at": insert.excluded.free_at},
            where=seen_events.c.free_at <= now,
        ).returning(seen_events.c.key)
        with self._database.connection() as connection:
            claimed = connection.execute(statement).all()
        return len(claimed) == len(wanted)
