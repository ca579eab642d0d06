"""What people think of the answers, in the database."""

from __future__ import annotations

from sqlalchemy import and_, case, select

from bot.domain.records import Feedback, Person
from bot.storage.database import Database, Insert
from bot.storage.tables import feedback as opinions


class DatabaseFeedback:
    """One opinion for each person and answer (see `bot.advisor.ports.FeedbackStore`)."""

    def __init__(self, *, database: Database) -> None:
        self._database = database
        self._record = _recording(database)

    def record(self, *, feedback: Feedback) -> None:
        """Keep a person's newest opinion on an answer; a reason given stays under the same vote."""
        row = {
            "team": feedback.person.team,
            "question": feedback.question,
            "person": feedback.person.user,
            "helpful": feedback.helpful,
            "reason": feedback.reason,
            "given_at": feedback.given_at,
        }
        with self._database.connection() as connection:
            connection.execute(self._record, row)

    def latest(self, *, team: str | None = None, helpful: bool | None = None, limit: int = 50) -> tuple[Feedback, ...]:
        """Return opinions, newest first."""
        statement = select(opinions).order_by(opinions.c.given_at.desc()).limit(limit)
        if team is not None:
            statement = statement.where(opinions.c.team == team)
        if helpful is not None:
            statement = statement.where(opinions.c.helpful == helpful)
        with self._database.connection() as connection:
            rows = connection.execute(statement).all()
        return tuple(
            Feedback(
                question=row.question,
                person=Person(team=row.team, user=row.person),
                helpful=row.helpful,
                reason=row.reason,
                given_at=row.given_at,
            )
            for row in rows
        )


def _recording(database: Database) -> Insert:
    insert = database.insert(opinions)
    new = insert.excluded
    same_vote = and_(new.reason == "", new.helpful == opinions.c.helpful)
    return insert.on_conflict_do_update(
        index_elements=["team", "question", "person"],
        set_={
            "helpful": new.helpful,
            "given_at": new.given_at,
            "reason": case((same_vote, opinions.c.reason), else_=new.reason),
        },
    )
