"""What was learnt of what is taught, in the database: one process learns, all others and every start find it."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select, update

from bot.advisor.ports import KEPT_LEARNT
from bot.domain.clock import Clock
from bot.storage.database import Database
from bot.storage.tables import learnt

_FIND = select(learnt.c.content).where(learnt.c.stamp == bindparam("stamp"))
_USE = update(learnt).where(learnt.c.stamp == bindparam("of")).values(used_at=bindparam("now"))
_FORGET = delete(learnt).where(learnt.c.stamp == bindparam("stamp"))
_NEWEST = select(learnt.c.stamp).order_by(learnt.c.used_at.desc(), learnt.c.stamp).limit(KEPT_LEARNT)
_MAKE_ROOM = delete(learnt).where(learnt.c.stamp.not_in(_NEWEST))


class DatabaseLearnt:
    """Models by the stamp of what they were learnt from (see `bot.advisor.ports.LearntStore`)."""

    def __init__(self, *, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._keep = database.replacement(learnt)

    def find(self, *, stamp: str) -> bytes | None:
        """Return what was learnt, and note that it is in use; None where it is not kept."""
        with self._database.connection() as connection:
            content = connection.execute(_FIND, {"stamp": stamp}).scalar()
            if content is None:
                return None
            connection.execute(_USE, {"of": stamp, "now": self._clock()})
            return bytes(content)

    def keep(self, *, stamp: str, content: bytes) -> None:
        """Keep what was learnt, and the few that were used last."""
        with self._database.connection() as connection:
            connection.execute(self._keep, {"stamp": stamp, "content": content, "used_at": self._clock()})
            connection.execute(_MAKE_ROOM)

    def forget(self, *, stamp: str) -> None:
        """Delete what cannot be used."""
        with self._database.connection() as connection:
            connection.execute(_FORGET, {"stamp": stamp})
