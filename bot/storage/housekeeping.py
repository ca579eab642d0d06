"""Keeps the database small and lawful: what is past its time goes, and a workspace's data when it leaves."""

from __future__ import annotations

import datetime

from sqlalchemy import ColumnElement, Table, delete, or_, select

from bot.errors import StorageError
from bot.storage.database import Database
from bot.storage.tables import assessments, conversations, feedback, metadata, questions, seen_events

_ANY = select(seen_events.c.key).limit(1)


class DatabaseHousekeeping:
    """Pruning and purging (see `bot.advisor.ports.Housekeeping`). `keep` is how long conversations and records stay."""

    def __init__(self, *, database: Database, keep: datetime.timedelta) -> None:
        self._database = database
        self._keep = keep

    def reachable(self) -> bool:
        """Whether the database answers and has this version's tables."""
        try:
            with self._database.connection() as connection:
                connection.execute(_ANY)
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
        )

    def purge_team(self, *, team: str) -> int:
        """Delete every row of a workspace (`T1`, `E1.T1`) or of an organisation (`E1`). Raises StorageError."""
        return self._delete(*((table, _of_team(table, team)) for table in metadata.sorted_tables))

    def close(self) -> None:
        """Close all connections."""
        self._database.close()

    def _delete(self, *doomed: tuple[Table, ColumnElement[bool]]) -> int:
        with self._database.connection() as connection:
            return sum(connection.execute(delete(table).where(condition)).rowcount for table, condition in doomed)


def _of_team(table: Table, team: str) -> ColumnElement[bool]:
    return or_(table.c.team == team, table.c.team.startswith(f"{team}.", autoescape=True))
