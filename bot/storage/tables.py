"""The tables of the database, and the two column types that keep texts storable and times in UTC."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Dialect, Float, Index, Integer, LargeBinary, MetaData, Table, Text, text
from sqlalchemy.types import TypeDecorator

SCHEMA = "0005"
"""The schema version this code needs: the newest revision in `bot/storage/migrations/versions`."""

metadata = MetaData()

NO_ZONE = "a stored moment needs a time zone"


class StoredText(TypeDecorator[str]):
    """Text of at most `limit` characters, without what a database refuses: NUL characters and halves of surrogate pairs."""

    impl = Text
    cache_ok = True

    def __init__(self, limit: int = 255) -> None:
        super().__init__()
        self.limit = limit

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text as it can be stored."""
        return self.storable(value)

    def binder(self, _: Dialect) -> Callable[[Any], Any]:
        """Return what makes of a text what the driver takes."""
        return self.storable

    def storable(self, value: str | None) -> str | None:
        """Return the text as it can be stored."""
        if value is None:
            return None
        kept = value[: self.limit].replace("\x00", "")
        return kept if kept.isascii() else kept.encode("utf-8", "replace").decode("utf-8")


class UtcTime(TypeDecorator[datetime.datetime]):
    """A moment with a time zone. SQLite has no zones: there it is written as UTC and read as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:
        """Return the moment in UTC; ValueError for one without a zone, which could mean any hour."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(NO_ZONE)
        moment = value.astimezone(datetime.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def binder(self, dialect: Dialect) -> Callable[[Any], Any]:
        """Return what makes of a moment what the driver takes."""
        return _as_text if dialect.name == "sqlite" else partial(self.process_bind_param, dialect=dialect)

    def process_result_value(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=datetime.UTC) if value.tzinfo is None else value.astimezone(datetime.UTC)


def _as_text(value: datetime.datetime | None) -> str | None:
    """Write a moment as SQLAlchemy does in SQLite, in a quarter of its time."""
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(NO_ZONE)
    return value.astimezone(datetime.UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


TEXT = 4_000
"""Characters kept of what people write; see `bot.domain.records.TEXT_LIMIT`."""
DATA = 1_000_000
"""Characters of JSON data in one row; more than any conversation or assessment comes near."""

conversations = Table(
    "conversations",
    metadata,
    Column("thread", StoredText(), primary_key=True),
    Column("team", StoredText(), nullable=False, index=True),
    Column("body", StoredText(DATA), nullable=False),
    Column("updated_at", UtcTime(), nullable=False, index=True),
)

questions = Table(
    "questions",
    metadata,
    Column("team", StoredText(), primary_key=True),
    Column("id", StoredText(), primary_key=True),
    Column("person", StoredText(), nullable=False),
    Column("thread", StoredText()),
    Column("text", StoredText(TEXT), nullable=False),
    Column("gist", StoredText(TEXT), nullable=False),
    Column("language", StoredText(), nullable=False),
    Column("segment", StoredText()),
    Column("outcome", StoredText(), nullable=False),
    Column("topics", StoredText(DATA), nullable=False),
    Column("confidence", Float(), nullable=False),
    Column("asked_at", UtcTime(), nullable=False, index=True),
    # False where the bot asked back, until people go on in the thread. Earlier releases leave it empty: nobody knows then.
    Column("went_on", Boolean()),
    # The last decision of a curator. It stands here so that it goes with the question.
    Column("gap_state", StoredText()),
    Column("gap_decided_by", StoredText()),
    Column("gap_decided_at", UtcTime()),
    Index("ix_questions_of_person", "team", "person", "asked_at"),
    Index("ix_questions_of_outcome", "outcome", "asked_at"),
    Index("ix_questions_of_thread", "team", "thread", "asked_at"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("team", StoredText(), primary_key=True),
    Column("question", StoredText(), primary_key=True),
    Column("person", StoredText(), primary_key=True),
    Column("helpful", Boolean(), nullable=False),
    Column("reason", StoredText(TEXT), nullable=False),
    Column("given_at", UtcTime(), nullable=False, index=True),
)

assessments = Table(
    "assessments",
    metadata,
    Column("team", StoredText(), primary_key=True),
    Column("person", StoredText(), primary_key=True),
    Column("id", StoredText(), primary_key=True),
    Column("answers", StoredText(DATA), nullable=False),
    Column("model", StoredText(), nullable=False),
    Column("made_at", UtcTime(), nullable=False, index=True),
)

preferences = Table(
    "preferences",
    metadata,
    Column("team", StoredText(), primary_key=True),
    Column("person", StoredText(), primary_key=True),
    Column("language", StoredText(), nullable=False),
    Column("updated_at", UtcTime(), nullable=False),
)

taught = Table(
    "taught",
    metadata,
    Column("topic", StoredText(), primary_key=True),
    Column("version", Integer(), primary_key=True),
    Column("team", StoredText(), nullable=False, index=True),
    Column("state", StoredText(), nullable=False),
    Column("body", StoredText(DATA), nullable=False),
    Column("changed_by", StoredText(), nullable=False),
    Column("changed_at", UtcTime(), nullable=False),
    Column("owner", StoredText(), nullable=False),
    Column("review_on", Date()),
    Column("proposer", StoredText(), nullable=False),
    Column("place", StoredText(), nullable=False),
    Column("restores", Integer()),
    Column("target", StoredText(), nullable=False),
    Column("sheet", StoredText(), nullable=False),
)
"""Every version of what is taught in Slack. Versions are only added: two who change one topic at once want the same number, and
the second is refused."""

learnt = Table(
    "learnt",
    metadata,
    Column("stamp", StoredText(), primary_key=True),
    Column("content", LargeBinary(), nullable=False),
    Column("used_at", UtcTime(), nullable=False),
)
"""What was learnt of what is taught, a few models; of all workspaces together, so it goes when any of them leaves."""

UNDONE = text("leased_until IS NOT NULL")
"""The few rows of the inbox among the many that are done: the only ones its index holds."""

seen_events = Table(
    "seen_events",
    metadata,
    Column("key", StoredText(), primary_key=True),
    Column("team", StoredText(), nullable=False, index=True),
    Column("free_at", UtcTime(), nullable=False, index=True),
    # What is still to be answered has all of these; an event that was only claimed, or is done, has none.
    Column("body", StoredText(DATA)),
    Column("leased_until", UtcTime()),
    Column("received_at", UtcTime()),
    Column("takes", Integer()),
    # So does the one on PostgreSQL, which migrations make: to name it here would load a dialect that few use.
    Index("ix_seen_events_leased", "leased_until", sqlite_where=UNDONE),
)
"""Events taken on, and among them the inbox: one table, so that a claim and an item are one statement, and releases that know
the inbox and releases that do not never both answer one event."""
