"""A database as the first release left it, and that release still at work on it: what upgrades are tried on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from bot.storage.engine import make_engine

DUMP = Path(__file__).with_name("first_schema.sql")

MOMENT = "2026-03-01 12:30:00.000000"
LATER = "2026-03-01 13:30:00.000000"
FOUND_BEFORE = "T1:C1:1700000001.000100"
"""A thread in the dump: an answer on the enterprise sales cycle."""
ASSESSING = "T1:D1:1700000003.000100"
"""A thread in the dump: a fit check that waits for the answer on the team."""

# What the first release sends, statement for statement. Frozen like the dump.
SAVE = (
    "INSERT INTO conversations (thread, team, body, updated_at) VALUES (:thread, 'T1', :body, :now) "
    "ON CONFLICT (thread) DO UPDATE SET team = excluded.team, body = excluded.body, updated_at = excluded.updated_at"
)
FIND = "SELECT conversations.body FROM conversations WHERE conversations.thread = :thread"
RECORD = (
    "INSERT INTO questions (team, id, person, thread, text, gist, language, segment, outcome, topics, confidence, asked_at) "
    "VALUES ('T1', :id, 'U1', :thread, 'what is churn', 'what is churn', 'en', NULL, 'unknown', '[]', 0.5, :now) "
    "ON CONFLICT (team, id) DO NOTHING"
)
RECENT = "SELECT * FROM questions WHERE team = 'T1' AND person = 'U1' ORDER BY asked_at DESC LIMIT 5"
RATE = (
    "INSERT INTO feedback (team, question, person, helpful, reason, given_at) VALUES ('T1', :id, 'U1', TRUE, '', :now) "
    "ON CONFLICT (team, question, person) DO UPDATE SET helpful = excluded.helpful, given_at = excluded.given_at, "
    "reason = CASE WHEN (excluded.reason = '' AND excluded.helpful = feedback.helpful) THEN feedback.reason ELSE excluded.reason END"
)
ASSESS = (
    "INSERT INTO assessments (team, person, id, answers, model, made_at) VALUES ('T1', 'U1', :id, '{}', '1', :now) "
    "ON CONFLICT (team, person, id) DO UPDATE SET answers = excluded.answers, model = excluded.model, made_at = excluded.made_at"
)
PREFER = (
    "INSERT INTO preferences (team, person, language, updated_at) VALUES ('T1', :id, 'id', :now) "
    "ON CONFLICT (team, person) DO UPDATE SET language = excluded.language, updated_at = excluded.updated_at"
)
CLAIM = (
    "INSERT INTO seen_events (key, team, free_at) VALUES (:key, 'T1', :later) ON CONFLICT (key) DO UPDATE "
    "SET free_at = excluded.free_at WHERE seen_events.free_at <= :now RETURNING seen_events.key"
)
PRUNE = "DELETE FROM seen_events WHERE seen_events.free_at < '2026-01-01 00:00:00.000000'"
SCHEMA = "SELECT version_num FROM alembic_version"


def build(url: str) -> None:
    """Make the database at the address what the first release left."""
    engine = make_engine(url, migrating=True)
    dump = "".join(line for line in DUMP.read_text(encoding="utf-8").splitlines(keepends=True) if not line.startswith("--"))
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET TIME ZONE 'UTC'")
            dump = dump.replace("DATETIME", "TIMESTAMP WITH TIME ZONE")
        for statement in dump.split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement.replace("%", "%%") if engine.dialect.name == "postgresql" else statement)
        connection.commit()
    engine.dispose()


class OldCopy:
    """The first release on a database: the statements it sends, and nothing it could not know."""

    def __init__(self, url: str) -> None:
        self._engine: Engine = make_engine(url)

    def _send(self, statement: str, **values: Any) -> list[Mapping[str, Any]]:
        with self._engine.connect() as connection:
            if self._engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SET TIME ZONE 'UTC'")
            wanted = {"now": MOMENT, "later": LATER, **values}
            bound = {name: value for name, value in wanted.items() if f":{name}" in statement}
            result = connection.execute(text(statement), bound)
            return [dict(row) for row in result.mappings()] if result.returns_rows else []

    def claim(self, key: str) -> bool:
        """Claim an event."""
        return len(self._send(CLAIM, key=key)) == 1

    def remember(self, thread: str, body: str) -> None:
        """Keep a conversation."""
        self._send(SAVE, thread=thread, body=body)

    def body(self, thread: str) -> str | None:
        """Find a conversation."""
        rows = self._send(FIND, thread=thread)
        return rows[0]["body"] if rows else None

    def work(self, number: int) -> bool:
        """Do everything a bot does, once; True where all of it was kept."""
        body = self.body(FOUND_BEFORE) or ""
        self.remember(f"T1:C9:{number}", body)
        self._send(RECORD, id=f"old{number}", thread=f"T1:C9:{number}")
        for statement in (RATE, ASSESS, PREFER):
            self._send(statement, id=f"old{number}")
        self._send(PRUNE)
        kept = self.body(f"T1:C9:{number}") == body and bool(self._send(RECENT)) and bool(self._send(SCHEMA))
        return kept and self.claim(f"T1:old{number}") and not self.claim(f"T1:old{number}")

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
