"""The answers given to fit assessments, in the database."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Row, select

from bot.domain.records import AssessmentRecord, Person
from bot.storage.database import Database
from bot.storage.tables import assessments


class DatabaseAssessments:
    """Assessments by person (see `bot.advisor.ports.AssessmentStore`)."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def save(self, *, record: AssessmentRecord) -> None:
        """Keep an assessment."""
        self._database.replace(
            assessments,
            {
                "team": record.person.team,
                "person": record.person.user,
                "id": record.id,
                "answers": json.dumps(dict(record.answers)),
                "model": record.model,
                "made_at": record.made_at,
            },
        )

    def find(self, *, person: Person, assessment_id: str) -> AssessmentRecord | None:
        """Return one of a person's own assessments, or None."""
        statement = select(assessments).where(_of(person), assessments.c.id == assessment_id)
        with self._database.connection() as connection:
            row = connection.execute(statement).one_or_none()
        return _record(row) if row else None

    def history(self, *, person: Person, limit: int = 10) -> tuple[AssessmentRecord, ...]:
        """Return a person's assessments, newest first."""
        statement = select(assessments).where(_of(person)).order_by(assessments.c.made_at.desc()).limit(limit)
        with self._database.connection() as connection:
            return tuple(_record(row) for row in connection.execute(statement))


def _of(person: Person) -> Any:
    return (assessments.c.team == person.team) & (assessments.c.person == person.user)


def _record(row: Row[Any]) -> AssessmentRecord:
    return AssessmentRecord(
        id=row.id,
        person=Person(team=row.team, user=row.person),
        answers=json.loads(row.answers),
        model=row.model,
        made_at=row.made_at,
    )
