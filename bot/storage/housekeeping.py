"""Keeps the database small and lawful: what is past its time goes, and a workspace's data when it leaves."""

from __future__ import annotations

import datetime
import logging

from sqlalchemy import ColumnElement, Connection, Table, delete, or_, true

from bot.errors import StorageError
from bot.storage.database import Database
from bot.storage.guard import Guard
from bot.storage.tables import assessments, conversations, feedback, learnt, metadata, questions, seen_events
from bot.storage.trial import Trial

logger = logging.getLogger(__name__)


class DatabaseHousekeeping:
    """Pruning and purging (see `bot.advisor.ports.Housekeeping`). `keep` is how long conversations and records stay."""

    def __init__(self, *, database: Database, keep: datetime.timedelta) -> None:
        self._database = database
        self._keep = keep
        self.trial = Trial(database=database)

    def reachable(self) -> bool:
        """Whether the database takes a row and has this version's tables."""
        try:
            self.trial.run()
        except StorageError:
            return False
        return True

    def prune(self, *, now: datetime.datetime) -> int:
        """Delete what is past its time and return the number of rows. Raises StorageError."""
        before = now - self._keep
        return self._delete(
            (conversations, conversations.c.updated_at < before),
            (questions, questions.c.asked_at < before),
            (feedback, feedback.c.given_at < before),
            (assessments, assessments.c.made_at < before),
            (seen_events, seen_events.c.free_at < now),
            (learnt, learnt.c.used_at < before),
        )

    def purge_team(self, *, team: str) -> int:
        """Delete every row of a workspace (`T1`, `E1.T1`) or of an organisation (`E1`). Raises StorageError.

        What was learnt holds words of every workspace: it goes too, and is learnt again of what stays.
        """
        deleted = self._delete(*((table, _of_team(table, team)) for table in metadata.sorted_tables if "team" in table.c))
        self._delete((learnt, true()))
        return deleted

    def close(self) -> None:
        """Close all connections."""
        self._database.close()

    def _delete(self, *doomed: tuple[Table, ColumnElement[bool]]) -> int:
        with self._database.connection() as connection:
            deleted = sum(connection.execute(delete(table).where(condition)).rowcount for table, condition in doomed)
            if self._database.is_file:
                self._empty_log(connection)
            return deleted

    def _empty_log(self, connection: Connection) -> None:
        """Cut SQLite's write-ahead log to nothing: the pages written before still stand in it, with what was deleted."""
        (busy, *_) = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        if busy:
            logger.info("The write-ahead log could not be emptied while others read; the next upkeep tries again.")


class GuardedHousekeeping:
    """Housekeeping of a running bot: whether the database can be used is also what its guard knows."""

    def __init__(self, housekeeping: DatabaseHousekeeping, guard: Guard) -> None:
        self._housekeeping = housekeeping
        self._guard = guard

    def reachable(self) -> bool:
        """Whether the database takes a row now, and has failed at nothing since; a failure found here is logged once too."""
        return self._guard.run(self._try, otherwise=False) and not self._guard.failing

    def _try(self) -> bool:
        self._housekeeping.trial.run()
        return True

    def prune(self, *, now: datetime.datetime) -> int:
        """Delete what is past its time and return the number of rows. Raises StorageError."""
        return self._housekeeping.prune(now=now)

    def purge_team(self, *, team: str) -> int:
        """Delete every row of a workspace or of an organisation. Raises StorageError."""
        return self._housekeeping.purge_team(team=team)

    def close(self) -> None:
        """Close all connections."""
        self._housekeeping.close()


def _of_team(table: Table, team: str) -> ColumnElement[bool]:
    return or_(table.c.team == team, table.c.team.startswith(f"{team}.", autoescape=True))
