"""The inbox in the database: rows of `seen_events` that are leased, worked on and marked done, each by one statement."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.sql.dml import ReturningInsert

from bot.advisor.ports import LEASE, NOTHING, SEEN_FOR, UNANSWERED_FOR, Changes
from bot.domain.clock import Clock, utc_now
from bot.domain.inbox import InboxItem
from bot.domain.keys import team_of
from bot.domain.records import Person
from bot.storage.conversations import DatabaseConversations
from bot.storage.database import Database
from bot.storage.questions import DatabaseQuestions
from bot.storage.tables import seen_events
from bot.storage.together import Together

VERSION = 1
"""Of the JSON text in `body`; a release leaves alone what it cannot read, for one that can."""

_SIZES = (1, 8, 64, 512)
"""How many keys one statement may have; both databases allow more. A driver keeps its last statements, of one size each: were
there one for every number of keys, those of eight connections would come to many megabytes."""

_KEYS = seen_events.c.key.in_(bindparam("keys", expanding=True))
_UNDONE = seen_events.c.leased_until.is_not(None)
_FINISH = (
    update(seen_events)
    .where(seen_events.c.key == bindparam("done"))
    .values(free_at=bindparam("until"), body=None, leased_until=None, received_at=None, takes=None)
)
_FORGET = delete(seen_events).where(seen_events.c.key == bindparam("gone"))
_RENEW = update(seen_events).where(_KEYS, _UNDONE).values(leased_until=bindparam("until"))
_RELEASE = _RENEW.values(takes=seen_events.c.takes - 1)
"""The next take counts it up again, so that an item nobody began counts as new."""

_LAPSED = (
    select(seen_events.c.key)
    .where(seen_events.c.leased_until <= bindparam("now"))
    .order_by(seen_events.c.received_at, seen_events.c.key)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("lapsed")
)
"""Named apart, so that it runs once: as a subquery, PostgreSQL may run it anew for each row and take more than wanted."""

_TAKE = (
    update(seen_events)
    .where(seen_events.c.key.in_(select(_LAPSED.c.key)))
    .values(leased_until=bindparam("until"), takes=seen_events.c.takes + 1)
    .returning(seen_events.c.key, seen_events.c.body, seen_events.c.received_at, seen_events.c.takes)
)


@dataclass(slots=True, eq=False)
class _Put:
    """An item's row to be kept; afterwards, whether it was."""

    row: Mapping[str, Any]
    is_new: bool = False


@dataclass(slots=True, eq=False)
class _Done:
    """An item to be marked done, with what its answer changes."""

    row: Mapping[str, Any]
    changes: Changes


class DatabaseInbox:
    """Items over all processes (see `bot.advisor.ports.Inbox`).

    Leases are compared between processes by their own clocks: these must agree within a few seconds, as NTP keeps them.
    """

    def __init__(
        self,
        *,
        database: Database,
        conversations: DatabaseConversations,
        questions: DatabaseQuestions,
        clock: Clock = utc_now,
    ) -> None:
        self._database = database
        self._conversations = conversations
        self._questions = questions
        self._clock = clock
        self._put = database.prepare(_putting(database))
        self._finish = database.prepare(_FINISH)
        # A server has many writers; several rows locked by each of them might have them wait for one another.
        self._do = Together(self._write).do if database.is_file else lambda job: self._write([job])

    def put(self, *, item: InboxItem) -> bool:
        """Keep an item and lease it; False where its key was claimed before."""
        now = self._clock()
        row = {
            "key": item.key,
            "team": team_of(item.key),
            "body": _dump(item),
            "free_at": now + UNANSWERED_FOR,
            "leased_until": now + LEASE,
            "received_at": item.received_at,
            "takes": item.takes,
            "now": now,
        }
        put = _Put(row)
        self._do(put)
        return put.is_new

    def finish(self, *, key: str, changes: Changes = NOTHING) -> bool:
        """Write the changes and mark the item done in one transaction. Raises StorageError where that fails."""
        self._do(_Done({"done": key, "until": self._clock() + SEEN_FOR}, changes))
        return True

    def _write(self, jobs: Sequence[_Put | _Done]) -> None:
        """Do all of them or none."""
        puts, dones = [job for job in jobs if isinstance(job, _Put)], [job for job in jobs if isinstance(job, _Done)]
        is_one = len(jobs) == 1 and all(job.changes is NOTHING for job in dones)
        with self._database.cursor() if is_one else self._database.transaction() as cursor:
            for put in puts:
                self._put.run(cursor, put.row)
                put.is_new = bool(cursor.fetchall())
            self._finish_all(cursor, dones)

    def _finish_all(self, cursor: DBAPICursor, dones: Sequence[_Done]) -> None:
        self._conversations.write(cursor, {key: one for job in dones for key, one in job.changes.conversations.items()})
        self._questions.write(cursor, [question for job in dones for question in job.changes.questions])
        self._finish.run_all(cursor, [job.row for job in dones])

    def forget(self, *, key: str) -> None:
        """Delete an item with its key."""
        with self._database.connection() as connection:
            connection.execute(_FORGET, {"gone": key})

    def renew(self, *, keys: Collection[str]) -> None:
        """Lease these items anew."""
        until = self._clock() + LEASE
        with self._database.connection() as connection:
            for some in _portions(keys):
                connection.execute(_RENEW, {"keys": some, "until": until})

    def release(self, *, keys: Collection[str]) -> None:
        """Give up the lease of items that were not begun."""
        now = self._clock()
        with self._database.connection() as connection:
            for some in _portions(keys):
                connection.execute(_RELEASE, {"keys": some, "until": now})

    def take(self, *, most: int) -> tuple[InboxItem, ...]:
        """Lease items whose lease has run out, and return those this release can read, oldest first."""
        now = self._clock()
        with self._database.connection() as connection:
            rows = connection.execute(_TAKE, {"now": now, "until": now + LEASE, "most": most}).all()
        return tuple(sorted(_readable(rows), key=lambda item: (item.received_at, item.key)))


def _putting(database: Database) -> ReturningInsert[Any]:
    insert = database.insert(seen_events)
    new = insert.excluded
    columns = ("free_at", "body", "leased_until", "received_at", "takes")
    taken = insert.on_conflict_do_update(
        index_elements=["key"],
        set_={name: new[name] for name in columns},
        where=seen_events.c.free_at <= bindparam("now"),
    )
    return taken.returning(seen_events.c.key)


def _dump(item: InboxItem) -> str:
    data = {
        "version": VERSION,
        "kind": item.kind,
        "team": item.person.team,
        "user": item.person.user,
        "channel": item.channel,
        "lane": item.lane,
        "details": item.details,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _readable(rows: Sequence[Row[Any]]) -> Iterator[InboxItem]:
    for row in rows:
        with suppress(ValueError, KeyError, TypeError):
            yield _item(row)


def _item(row: Row[Any]) -> InboxItem:
    data = json.loads(row.body)
    if data["version"] != VERSION:
        raise ValueError(data["version"])
    return InboxItem(
        key=row.key,
        kind=data["kind"],
        person=Person(team=data["team"], user=data["user"]),
        channel=data["channel"],
        lane=data["lane"],
        details=data["details"],
        received_at=row.received_at,
        takes=row.takes,
    )


def _portions(keys: Collection[str]) -> Iterator[list[str]]:
    """The keys in lists of few sizes: what lacks to the next size is the last key again."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), _SIZES[-1]):
        some = ordered[start : start + _SIZES[-1]]
        size = next(size for size in _SIZES if size >= len(some))
        yield some + some[-1:] * (size - len(some))
