"""The database goes away in the middle of work and comes back: the bot answers on, and says so once."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.advisor.ports import Stores
from bot.domain.conversation import Conversation
from bot.domain.gaps import GapState, Mark
from bot.domain.language import Language
from bot.domain.records import AskedQuestion, AssessmentRecord, Feedback, Person
from bot.domain.reply import Outcome
from bot.domain.taught import Taught, TaughtState
from bot.errors import StorageError
from bot.storage.engine import make_engine
from bot.storage.guard import Guard
from bot.storage.stores import database_stores, open_stores

ANA = Person(team="T1", user="U1")
TALK = Conversation(topic="sales-cycle")
NOON = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)
QUESTION = AskedQuestion(
    id="q1", person=ANA, text="secret plans", language=Language("en"), outcome=Outcome.UNKNOWN, asked_at=NOON
)
RECORD = AssessmentRecord(id="a1", person=ANA, answers={}, model="1", made_at=NOON)
DECISION = Mark(state=GapState.DISMISSED, by="U9", at=NOON)
LESSON = Taught(id="x", version=1, state=TaughtState.PUBLISHED, body={}, changed_by=ANA, changed_at=NOON)
OPINION = Feedback(question="q1", person=ANA, helpful=True, given_at=NOON)


@contextmanager
def without_table(engine: Engine, table: str) -> Iterator[None]:
    """Take a table away for a while: the surest way to make both kinds of database fail in mid-work."""
    with engine.connect() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO taken_away")
    yield
    with engine.connect() as connection:
        connection.exec_driver_sql(f"ALTER TABLE taken_away RENAME TO {table}")


@pytest.fixture
def open_bot(clock: Any) -> Iterator[Callable[[str], Stores]]:
    """Open the stores of a running bot; they are closed after the test."""
    with ExitStack() as stack:

        def open_one(url: str) -> Stores:
            stores = open_stores(url, clock=clock)
            stack.callback(stores.housekeeping.close)
            return stores

        yield open_one


@pytest.fixture
def bot_stores(database_url: str, open_bot: Callable[[str], Stores]) -> Stores:
    return open_bot(database_url)


def use_everything(stores: Stores) -> None:
    """Call every method a bot calls while it answers; each must come back."""
    assert stores.conversations.find(thread="T1:C1:1") is None
    stores.conversations.save(thread="T1:C1:1", conversation=TALK)
    stores.questions.record(question=QUESTION)
    assert stores.questions.find(team="T1", question_id="q1") is None
    assert stores.questions.recent(person=ANA) == ()
    assert stores.gaps.in_vain(team=None, since=QUESTION.asked_at, now=QUESTION.asked_at, limit=9) == ()
    stores.gaps.went_on(thread="T1:C1:1", at=QUESTION.asked_at)
    assert not stores.gaps.mark(questions=[("T1", "q1")], decision=DECISION)
    assert stores.questions.asked_in(thread="T1:C1:1") is None
    assert stores.questions.latest(limit=9) == ()
    assert stores.taught.current() == ()
    assert stores.taught.find(topic="x") is None
    assert stores.taught.history(topic="x") == ()
    assert stores.taught.revision() is None
    with pytest.raises(StorageError):
        stores.taught.add(taught=LESSON)
    stores.learnt.keep(stamp="x", content=b"x")
    assert stores.learnt.find(stamp="x") is None
    stores.learnt.forget(stamp="x")
    stores.feedback.record(feedback=OPINION)
    assert stores.feedback.latest() == ()
    stores.assessments.save(record=RECORD)
    assert stores.assessments.find(person=ANA, assessment_id="a1") is None
    assert stores.assessments.history(person=ANA) == ()
    stores.preferences.save(person=ANA, language=Language("id"))
    assert stores.preferences.find(person=ANA) is None


def test_an_outage_and_its_end_are_each_logged_once(
    bot_stores: Stores, database_url: str, clock: Any, engine_of: Callable[[str], Engine], caplog: pytest.LogCaptureFixture
) -> None:
    bot_stores.conversations.save(thread="T1:C1:1", conversation=TALK)
    with without_table(engine_of(database_url), "conversations"):
        for _ in range(5):
            assert bot_stores.conversations.find(thread="T1:C1:1") is None
            bot_stores.conversations.save(thread="T1:C1:2", conversation=TALK)
            clock.advance(seconds=6)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "without memory" in caplog.text
    assert "sales-advisor migrate" in caplog.text
    assert bot_stores.conversations.find(thread="T1:C1:1") == TALK
    assert bot_stores.conversations.find(thread="T1:C1:2") is None
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.WARNING]
    assert "back after 30 seconds" in caplog.text


def test_events_are_claimed_once_while_the_database_fails_and_after(
    bot_stores: Stores, database_url: str, clock: Any, engine_of: Callable[[str], Engine]
) -> None:
    assert bot_stores.seen.claim(keys=["before"])
    with without_table(engine_of(database_url), "seen_events"):
        assert not bot_stores.seen.claim(keys=["before"])
        assert [bot_stores.seen.claim(keys=["Ev1", "T1:C1:1"]) for _ in range(3)] == [True, False, False]
    clock.advance(seconds=6)
    assert not bot_stores.seen.claim(keys=["Ev1"])
    assert bot_stores.seen.claim(keys=["Ev2"])


def test_a_failing_database_is_left_alone_for_a_while(clock: Any) -> None:
    calls = []

    def fail() -> str:
        calls.append(clock.now)
        raise StorageError("gone")

    guard = Guard(clock=clock)
    outcomes = [guard.run(fail, otherwise="none") for _ in range(100)]
    assert (len(calls), set(outcomes)) == (1, {"none"})
    clock.advance(seconds=5)
    assert guard.run(lambda: "works", otherwise="none") == "works"
    assert guard.run(lambda: "at once", otherwise="none") == "at once"


def test_one_record_refused_is_no_outage(
    bot_stores: Stores, database_url: str, engine_of: Callable[[str], Engine], caplog: pytest.LogCaptureFixture
) -> None:
    with engine_of(database_url).connect() as connection:
        connection.exec_driver_sql("CREATE UNIQUE INDEX refuse ON questions (text)")
    try:
        bot_stores.questions.record(question=QUESTION)
        bot_stores.feedback.record(feedback=OPINION)
        bot_stores.questions.record(question=replace(QUESTION, id="q2"))
        assert bot_stores.feedback.latest() == (OPINION,), "the next statement is not held back"
    finally:
        with engine_of(database_url).connect() as connection:
            connection.exec_driver_sql("DROP INDEX refuse")
    assert "this record is lost" in caplog.text
    assert QUESTION.text not in caplog.text, "what people wrote stays out of the log"


def test_commands_are_told_that_the_database_fails(database_url: str, engine_of: Callable[[str], Engine]) -> None:
    stores = database_stores(database_url)
    with without_table(engine_of(database_url), "questions"):
        with pytest.raises(StorageError, match="sales-advisor migrate"):
            stores.gaps.in_vain(team=None, since=QUESTION.asked_at, now=QUESTION.asked_at, limit=9)
        with pytest.raises(StorageError, match="sales-advisor migrate"):
            stores.housekeeping.purge_team(team="T1")
    stores.housekeeping.close()


@pytest.mark.parametrize("url", ["postgresql://ana:hunter2@127.0.0.1:1/sales", "sqlite:////nowhere/at/all.db"])
def test_a_bot_starts_and_answers_without_its_database(
    url: str, open_bot: Callable[[str], Stores], caplog: pytest.LogCaptureFixture
) -> None:
    stores = open_bot(url)
    use_everything(stores)
    assert stores.seen.claim(keys=["Ev1"])
    assert not stores.seen.claim(keys=["Ev1"])
    assert not stores.housekeeping.reachable()
    assert len(caplog.records) == 1
    assert "hunter2" not in caplog.text


def test_postgresql_stops_and_starts_again_under_a_running_bot(
    cluster: Any,
    migrated_postgresql: str,
    clock: Any,
    open_bot: Callable[[str], Stores],
    caplog: pytest.LogCaptureFixture,
) -> None:
    stores = open_bot(migrated_postgresql)
    stores.conversations.save(thread="T9:C1:1", conversation=TALK)
    cluster.stop()
    try:
        assert stores.conversations.find(thread="T9:C1:1") is None
        assert stores.seen.claim(keys=["T9:Ev1"])
        assert not stores.seen.claim(keys=["T9:Ev1"])
        assert not stores.housekeeping.reachable()
    finally:
        cluster.start()
    clock.advance(seconds=6)
    assert stores.conversations.find(thread="T9:C1:1") == TALK, "rows outlive a crash of the server"
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.WARNING]


def test_a_statement_that_hangs_is_given_up(migrated_postgresql: str) -> None:
    engine = make_engine(migrated_postgresql)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar_one() == "5s"
    engine.dispose()
