"""The log of questions in the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.engine.interfaces import DBAPICursor

from bot.domain.keys import team_of
from bot.domain.language import Language, Segment
from bot.domain.records import AskedQuestion, Person
from bot.domain.reply import Outcome
from bot.storage.database import Database
from bot.storage.tables import questions

_FIND = select(questions).where(questions.c.team == bindparam("team"), questions.c.id == bindparam("id"))
_RECENT = (
    select(questions)
    .where(questions.c.team == bindparam("team"), questions.c.person == bindparam("person"))
    .order_by(questions.c.asked_at.desc())
    .limit(bindparam("most"))
)
_LATEST = select(questions).order_by(questions.c.asked_at.desc()).limit(bindparam("most"))
_ASKED_IN = (
    select(questions)
    .where(questions.c.team == bindparam("team"), questions.c.thread == bindparam("thread"))
    .order_by(questions.c.asked_at.desc())
    .limit(1)
)


class DatabaseQuestions:
    """Questions and their outcome (see `bot.advisor.ports.QuestionLog`)."""

    def __init__(self, *, database: Database) -> None:
        self._database = database
        self._record = database.prepare(database.insert(questions).on_conflict_do_nothing(index_elements=["team", "id"]))

    def record(self, *, question: AskedQuestion) -> None:
        """Keep a question, once."""
        with self._database.cursor() as cursor:
            self.write(cursor, [question])

    def write(self, cursor: DBAPICursor, asked: Sequence[AskedQuestion]) -> None:
        """Write questions on a cursor, for what has to be written together."""
        self._record.run_all(cursor, [_row(question) for question in asked])

    def find(self, *, team: str, question_id: str) -> AskedQuestion | None:
        """Return a workspace's question by its id, or None."""
        with self._database.connection() as connection:
            return next(iter(_readable(connection.execute(_FIND, {"team": team, "id": question_id}))), None)

    def recent(self, *, person: Person, limit: int = 5) -> tuple[AskedQuestion, ...]:
        """Return a person's last questions, newest first."""
        wanted = {"team": person.team, "person": person.user, "most": limit}
        with self._database.connection() as connection:
            return _readable(connection.execute(_RECENT, wanted))

    def asked_in(self, *, thread: str) -> AskedQuestion | None:
        """Return the last question asked in a thread, or None."""
        wanted = {"team": team_of(thread), "thread": thread}
        with self._database.connection() as connection:
            return next(iter(_readable(connection.execute(_ASKED_IN, wanted))), None)

    def latest(self, *, limit: int) -> tuple[AskedQuestion, ...]:
        """Return the last questions of everybody, newest first."""
        with self._database.connection() as connection:
            return _readable(connection.execute(_LATEST, {"most": limit}))


def _row(question: AskedQuestion) -> dict[str, Any]:
    return {
        "id": question.id,
        "team": question.person.team,
        "person": question.person.user,
        "thread": question.thread,
        "text": question.text,
        "gist": question.gist,
        "language": question.language.value,
        "segment": question.segment and question.segment.value,
        "outcome": question.outcome.value,
        "topics": json.dumps(question.topics),
        "confidence": question.confidence,
        "asked_at": question.asked_at,
        "went_on": False if question.outcome is Outcome.CHOICES else None,
        "gap_state": None,
        "gap_decided_by": None,
        "gap_decided_at": None,
    }


def _readable(rows: Iterable[Row[Any]]) -> tuple[AskedQuestion, ...]:
    """Return the questions this release can read: a newer one, running beside it, may write outcomes it does not know."""
    readable = []
    for row in rows:
        with suppress(ValueError):
            readable.append(question_of(row))
    return tuple(readable)


def question_of(row: Row[Any]) -> AskedQuestion:
    """Return the question in a row. Raises ValueError for one that a newer release wrote."""
    return AskedQuestion(
        id=row.id,
        person=Person(team=row.team, user=row.person),
        thread=row.thread,
        text=row.text,
        language=Language(row.language),
        segment=Segment(row.segment) if row.segment else None,
        outcome=Outcome(row.outcome),
        topics=tuple(json.loads(row.topics)),
        confidence=row.confidence,
        asked_at=row.asked_at,
    )
