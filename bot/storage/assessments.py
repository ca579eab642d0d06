"""The answers given to fit assessments, in the database."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Row, bindparam, select

from bot.domain.records import AssessmentRecord, Person
from bot.storage.database import Database
from bot.storage.tables import assessments

_OF_PERSON = select(assessments).where(assessments.c.team == bindparam("team"), assessments.c.person == bindparam("person"))
_FIND = _OF_PERSON.where(assessments.c.id == bindparam("id"))
_HISTORY = _OF_PERSON.order_by(assessments.c.made_at.desc()).limit(bindparam("most"))


class DatabaseAssessments:
    """Assessments by person (see `bot.advisor.ports.AssessmentStore`)."""

    def __init__(self, *, database: Database) -> None:
        self._database = database
        self._save = database.replacement(assessments)

    def save(self, *, record: AssessmentRecord) -> None:
        """Keep an assessment."""
        row = {
            "team": record.person.team,
            "person": record.person.user,
            "id": record.id,
            "answers": json.dumps(dict(record.answers)),
            "model": record.model,
            "made_at": record.made_at,
        }
        with self._database.connection() as connection:
            connection.execute(self._save, row)

    def find(self, *, person: Person, assessment_id: str) -> AssessmentRecord | None:
        """Return one of a person's own assessments, or None."""
        with self._database.connection() as connection:
            row = connection.execute(_FIND, {"team": person.team, "person": person.user, "id": assessment_id}).one_or_none()
        return _record(row) if row else None

    def history(self, *, person: Person, limit: int = 10) -> tuple[AssessmentRecord, ...]:
        """Return a person's assessments, newest first."""
        wanted = {"team": person.team, "person": person.user, "most": limit}
        with self._database.connection() as connection:
            return tuple(_record(row) for row in connection.execute(_HISTORY, wanted))


def _record(row: Row[Any]) -> AssessmentRecord:
    return AssessmentRecord(
        id=row.id,
        person=Person(team=row.team, user=row.person),
        answers=json.loads(row.answers),
        model=row.model,
        made_at=row.made_at,
    )
