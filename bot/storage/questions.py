"""The log of questions in the database, and the gaps it shows."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select
from sqlalchemy.engine.interfaces import DBAPICursor

from bot.domain.language import Language, Segment
from bot.domain.records import AskedQuestion, Gap, Person
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
        for question in asked:
            self._record.run(cursor, _row(question))

    def find(self, *, team: str, question_id: str) -> AskedQuestion | None:
        """Return a workspace's question by its id, or None."""
        with self._database.connection() as connection:
            return next(iter(_readable(connection.execute(_FIND, {"team": team, "id": question_id}))), None)

    def recent(self, *, person: Person, limit: int = 5) -> tuple[AskedQuestion, ...]:
        """Return a person's last questions, newest first."""
        wanted = {"team": person.team, "person": person.user, "most": limit}
        with self._database.connection() as connection:
            return _readable(connection.execute(_RECENT, wanted))

    def gaps(self, *, team: str | None = None, since: datetime.datetime | None = None, limit: int = 50) -> tuple[Gap, ...]:
        """Return unanswered questions, grouped, newest first."""
        statement = _gaps(team=team, since=since).limit(limit)
        with self._database.connection() as connection:
            return tuple(_gap(row) for row in connection.execute(statement))


def _gaps(*, team: str | None, since: datetime.datetime | None) -> Select[Any]:
    """Two views of the unanswered questions: totals by gist, and the newest wording of each gist."""
    asked: list[ColumnElement[bool]] = [questions.c.outcome == Outcome.UNKNOWN.value]
    if team is not None:
        asked.append(questions.c.team == team)
    if since is not None:
        asked.append(questions.c.asked_at >= since)
    totals = (
        select(
            questions.c.gist,
            func.count().label("times"),
            func.count((questions.c.team + "/" + questions.c.person).distinct()).label("people"),
            func.min(questions.c.asked_at).label("first_asked_at"),
            func.max(questions.c.asked_at).label("last_asked_at"),
        )
        .where(*asked)
        .group_by(questions.c.gist)
        .subquery()
    )
    place = func.row_number().over(partition_by=questions.c.gist, order_by=questions.c.asked_at.desc())
    wordings = select(questions.c.gist, questions.c.text, questions.c.language, place.label("place")).where(*asked).subquery()
    return (
        select(wordings.c.text, wordings.c.language, *(c for c in totals.c if c.name != "gist"))
        .join(totals, totals.c.gist == wordings.c.gist)
        .where(wordings.c.place == 1)
        .order_by(totals.c.last_asked_at.desc(), totals.c.gist)
    )


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
    }


def _readable(rows: Iterable[Row[Any]]) -> tuple[AskedQuestion, ...]:
    """Return the questions this release can read: a newer one, running beside it, may write outcomes it does not know."""
    readable = []
    for row in rows:
        with suppress(ValueError):
            readable.append(_question(row))
    return tuple(readable)


def _question(row: Row[Any]) -> AskedQuestion:
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


def _gap(row: Row[Any]) -> Gap:
    return Gap(
        text=row.text,
        language=Language(row.language),
        times=row.times,
        people=row.people,
        first_asked_at=row.first_asked_at,
        last_asked_at=row.last_asked_at,
    )
