"""Which of the questions in the database were asked in vain, and what curators decided about them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Update, and_, false, func, select, update

from bot.advisor.ports import GO_ON_WITHIN
from bot.domain.gaps import AskedInVain, GapState, Mark, Vain
from bot.domain.keys import team_of
from bot.domain.reply import Outcome
from bot.storage.database import Database
from bot.storage.questions import question_of
from bot.storage.tables import feedback, questions

_AT_ONCE = 500
"""Questions named in one statement: SQLite takes 999 values in some builds."""


class DatabaseGaps:
    """What was asked in vain (see `bot.advisor.ports.GapStore`).

    Decisions are columns of the question, so that they are pruned and purged with it.
    """

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def in_vain(
        self, *, team: str | None, since: datetime.datetime, now: datetime.datetime, limit: int
    ) -> tuple[AskedInVain, ...]:
        """Return the questions asked in vain since a moment, those asked last first."""
        found: dict[tuple[str, str], AskedInVain] = {}
        with self._database.connection() as connection:
            for why, statement in _statements(now):
                wanted = statement.where(questions.c.asked_at >= since)
                if team is not None:
                    wanted = wanted.where(questions.c.team == team)
                rows = connection.execute(wanted.order_by(questions.c.asked_at.desc()).limit(limit))
                for one in _readable(rows, why):
                    found.setdefault((one.question.person.team, one.question.id), one)
        return tuple(sorted(found.values(), key=lambda one: one.question.asked_at, reverse=True)[:limit])

    def went_on(self, *, thread: str, at: datetime.datetime) -> None:
        """Note that people went on in a thread."""
        asked = questions.c.asked_at.between(at - GO_ON_WITHIN, at)
        here = (questions.c.team == team_of(thread), questions.c.thread == thread)
        with self._database.connection() as connection:
            connection.execute(update(questions).where(*here, asked, questions.c.went_on == false()).values(went_on=True))

    def mark(self, *, questions: Sequence[tuple[str, str]], decision: Mark) -> bool:
        """Keep a decision with questions. Raises StorageError."""
        teams: dict[str, list[str]] = defaultdict(list)
        for team, question in questions:
            teams[team].append(question)
        with self._database.connection() as connection:
            for team, ids in teams.items():
                for first in range(0, len(ids), _AT_ONCE):
                    connection.execute(_marking(team, ids[first : first + _AT_ONCE], decision))
        return True


def _statements(now: datetime.datetime) -> Iterator[tuple[Vain, Select[Any]]]:
    """The questions in vain, for each reason."""
    asked_back = and_(questions.c.outcome == Outcome.CHOICES.value, questions.c.went_on == false())
    in_person = and_(_LATER.c.person == questions.c.person, questions.c.person != "")
    yield Vain.UNANSWERED, select(questions).where(questions.c.outcome == Outcome.UNKNOWN.value)
    yield (
        Vain.ABANDONED,
        select(questions, _next(in_person, "by_person"), _next(_LATER.c.thread == questions.c.thread, "in_thread")).where(
            asked_back, questions.c.asked_at <= now - GO_ON_WITHIN
        ),
    )
    down = and_(feedback.c.team == questions.c.team, feedback.c.question == questions.c.id, feedback.c.helpful == false())
    yield Vain.DISLIKED, select(questions).where(select(feedback.c.question).where(down).exists())


_LATER = questions.alias("later")


def _next(same: ColumnElement[bool], name: str) -> ColumnElement[Any]:
    """When the next question was asked by the same person, or in the same thread."""
    later = and_(_LATER.c.team == questions.c.team, same, _LATER.c.asked_at > questions.c.asked_at)
    return select(func.min(_LATER.c.asked_at)).where(later).correlate(questions).scalar_subquery().label(name)


def _readable(rows: Iterable[Row[Any]], why: Vain) -> Iterator[AskedInVain]:
    """What this release can read: a newer one, running beside it, may write outcomes and states it does not know."""
    for row in rows:
        if why is Vain.ABANDONED and any(at and at <= row.asked_at + GO_ON_WITHIN for at in (row.by_person, row.in_thread)):
            continue
        with suppress(ValueError):
            yield AskedInVain(question=question_of(row), why=why, mark=_mark(row))


def _mark(row: Row[Any]) -> Mark | None:
    if row.gap_state is None:
        return None
    return Mark(state=GapState(row.gap_state), by=row.gap_decided_by or "", at=row.gap_decided_at)


def _marking(team: str, ids: Sequence[str], decision: Mark) -> Update:
    values = {"gap_state": decision.state.value, "gap_decided_by": decision.by, "gap_decided_at": decision.at}
    return update(questions).where(questions.c.team == team, questions.c.id.in_(ids)).values(values)
