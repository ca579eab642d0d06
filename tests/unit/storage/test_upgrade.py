"""A database of the first release is taken over with all it holds, while that release is still at work on it."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, Inspector, inspect

from bot.advisor.ports import Stores
from bot.domain.gaps import Vain
from bot.domain.language import Language, Segment
from bot.domain.records import Person
from bot.domain.reply import Outcome
from bot.storage.migrator import SchemaState, bring_up_to_date, migrate, schema_state
from bot.storage.stores import database_stores
from bot.storage.tables import SCHEMA, metadata
from tests.first_schema import ASSESSING, FOUND_BEFORE, OldCopy, build

ANA = Person(team="T1", user="U1")
NOON = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def old_url(empty_url: str) -> str:
    """A database as the first release left it, with rows in every table; once for each kind of database."""
    build(empty_url)
    return empty_url


@pytest.fixture
def old_copy(old_url: str) -> Iterator[OldCopy]:
    copy = OldCopy(old_url)
    yield copy
    copy.close()


@pytest.fixture
def new_stores(clock: Any) -> Iterator[Callable[[str], Stores]]:
    """Open stores of this release half an hour after noon; they are closed after the test."""
    opened: list[Stores] = []
    clock.now = NOON + datetime.timedelta(minutes=30)

    def open_one(url: str) -> Stores:
        opened.append(database_stores(url, clock=clock))
        return opened[-1]

    yield open_one
    for stores in opened:
        stores.housekeeping.close()


def test_what_the_first_release_kept_is_understood(old_url: str, new_stores: Callable[[str], Stores]) -> None:
    assert migrate(old_url).found == "0001"
    stores = new_stores(old_url)
    talk = stores.conversations.find(thread=FOUND_BEFORE)
    assert talk
    assert (talk.topic, talk.segment, talk.language) == ("sales-cycle", Segment.ENTERPRISE, Language("en"))
    assert len(talk.offered) == 7
    assert stores.conversations.find(thread="T1:C1:1700000002.000100")
    assert stores.conversations.find(thread=ASSESSING)
    newest, first = stores.questions.recent(person=ANA)
    assert (newest.outcome, first.outcome) == (Outcome.UNKNOWN, Outcome.ANSWER)
    assert (first.topics, first.segment, first.asked_at) == (("sales-cycle",), Segment.ENTERPRISE, NOON)
    disliked, unanswered = sorted(
        stores.gaps.in_vain(team="T1", since=NOON, now=NOON + datetime.timedelta(days=1), limit=9), key=lambda one: one.why
    )
    assert unanswered.question.text == "do you sell to ministries"
    assert (disliked.question, disliked.why, disliked.mark) == (first, Vain.DISLIKED, None)
    (opinion,) = stores.feedback.latest()
    assert (opinion.helpful, opinion.reason, opinion.given_at) == (False, "too long", NOON)
    (assessment,) = stores.assessments.history(person=ANA)
    assert assessment.answers == {"employees": 2000, "stakeholders": None}
    assert stores.preferences.find(person=ANA) == Language("id")
    assert not stores.seen.claim(keys=["T1:Ev1"])
    assert stores.housekeeping.reachable()


def test_it_is_pruned_and_purged_like_what_this_release_kept(old_url: str, new_stores: Callable[[str], Stores]) -> None:
    migrate(old_url)
    keeping = new_stores(old_url).housekeeping
    assert keeping.prune(now=NOON + datetime.timedelta(days=91)) == 9
    assert keeping.purge_team(team="T1") == 1, "the preference"


def test_the_old_copy_works_before_during_and_after_the_migration(
    old_url: str, old_copy: OldCopy, new_stores: Callable[[str], Stores]
) -> None:
    migrated, outcomes = threading.Event(), [old_copy.work(0)]

    def work() -> None:
        while not migrated.is_set():
            outcomes.append(old_copy.work(len(outcomes)))

    worker = threading.Thread(target=work)
    worker.start()
    try:
        bring_up_to_date(old_url)
    finally:
        migrated.set()
        worker.join()
    outcomes.append(old_copy.work(len(outcomes)))
    assert all(outcomes)
    stores = new_stores(old_url)
    assert all(stores.conversations.find(thread=f"T1:C9:{number}") for number in range(len(outcomes)))
    assert len(stores.assessments.history(person=ANA, limit=1000)) == len(outcomes) + 1


def test_old_and_new_copies_share_conversations_and_claims(
    old_url: str, old_copy: OldCopy, new_stores: Callable[[str], Stores]
) -> None:
    migrate(old_url)
    stores = new_stores(old_url)
    assert old_copy.claim("T1:Ev7")
    assert not stores.seen.claim(keys=["T1:Ev7"])
    assert stores.seen.claim(keys=["T1:Ev8"])
    assert not old_copy.claim("T1:Ev8")
    talk = stores.conversations.find(thread=FOUND_BEFORE)
    assert talk
    stores.conversations.save(thread="T1:C9:new", conversation=talk)
    body = old_copy.body("T1:C9:new")
    assert body
    old_copy.remember("T1:C9:old", body)
    assert stores.conversations.find(thread="T1:C9:old") == talk


def described(inspector: Inspector) -> dict[str, dict[str, tuple[str, bool]]]:
    """Type and emptiness of every column, by table."""
    return {
        table: {column["name"]: (str(column["type"]), bool(column["nullable"])) for column in inspector.get_columns(table)}
        for table in inspector.get_table_names()
    }


def test_every_step_since_the_first_only_adds(old_url: str, engine_of: Callable[[str], Engine]) -> None:
    before = described(inspect(engine_of(old_url)))
    migrate(old_url)
    inspector = inspect(engine_of(old_url))
    after = described(inspector)
    for table, columns in before.items():
        assert columns.items() <= after[table].items(), f"older copies go on using {table} as it was"
        added = [column for column in inspector.get_columns(table) if column["name"] not in columns]
        needed = [column["name"] for column in added if not column["nullable"] and column["default"] is None]
        assert needed == [], f"an older copy leaves these of {table} empty"
    assert set(after) >= {*metadata.tables}


def test_this_release_goes_on_with_the_tables_of_a_newer_one(
    database_url: str, engine_of: Callable[[str], Engine], new_stores: Callable[[str], Stores]
) -> None:
    newer = f"{int(SCHEMA) + 1:04}"
    engine = engine_of(database_url)
    with engine.connect() as connection:
        for statement in (
            "ALTER TABLE questions ADD COLUMN channel TEXT",
            "CREATE TABLE brand_new (id TEXT PRIMARY KEY)",
            f"UPDATE alembic_version SET version_num = '{newer}'",
        ):
            connection.exec_driver_sql(statement)
    try:
        assert schema_state(database_url) == SchemaState(found=newer)
        assert schema_state(database_url).is_current
        assert migrate(database_url).found == newer
        bring_up_to_date(database_url)
        stores = new_stores(database_url)
        assert stores.housekeeping.reachable()
        assert stores.seen.claim(keys=["T1:Ev1"])
        assert stores.questions.recent(person=ANA) == ()
        assert stores.housekeeping.purge_team(team="T1") == 1
    finally:
        with engine.connect() as connection:
            for statement in (
                "ALTER TABLE questions DROP COLUMN channel",
                "DROP TABLE brand_new",
                f"UPDATE alembic_version SET version_num = '{SCHEMA}'",
            ):
                connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("found", "current", "known"),
    [(None, False, True), ("0001", False, True), ("0002", True, True), ("0003", True, True), ("0102", False, False),
     ("ae1027a6acf", False, False)],
)  # fmt: skip
def test_a_version_is_known_by_its_generation(found: str | None, current: bool, known: bool) -> None:
    state = SchemaState(found=found, wanted="0002")
    assert (state.is_current, state.is_known) == (current, known)


def test_the_tables_of_an_earlier_generation_are_brought_up() -> None:
    state = SchemaState(found="0007", wanted="0101")
    assert (state.is_current, state.is_known) == (False, True)
