"""What was taken on is leased, answered once, and taken up again where the one who worked on it is gone."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.advisor.drafts import drafting, with_drafts
from bot.advisor.ports import LEASE, SEEN_FOR, UNANSWERED_FOR, Changes, Stores
from bot.domain.conversation import Conversation
from bot.domain.inbox import InboxItem
from bot.domain.language import Language
from bot.domain.records import AskedQuestion, Person
from bot.domain.reply import Outcome
from bot.storage.stores import database_stores, open_stores

ANA = Person(team="T1", user="U1")
TALK = Conversation(topic="sales-cycle")
NOON = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)
QUESTION = AskedQuestion(id="q1", person=ANA, text="why?", language=Language("en"), outcome=Outcome.ANSWER, asked_at=NOON)
A_MOMENT = datetime.timedelta(seconds=1)


def item(number: int = 1, **changes: Any) -> InboxItem:
    """A question in a thread of its own."""
    basis = InboxItem(
        key=f"T1:C1:{number}",
        kind="question",
        person=ANA,
        channel="C1",
        lane=f"T1:C1:{number}",
        details={"text": f"Wörter {number} \U0001f600", "thread_ts": None},
        received_at=NOON + number * A_MOMENT,
    )
    return dataclasses.replace(basis, **changes)


def test_an_item_is_put_in_once(stores: Stores) -> None:
    assert [stores.inbox.put(item=item()) for _ in range(4)] == [True, False, False, False]


def test_an_item_and_a_claim_on_its_key_exclude_each_other(stores: Stores) -> None:
    """A copy of the release before claims the same keys."""
    assert stores.inbox.put(item=item(1))
    assert not stores.seen.claim(keys=["T1:C1:1", "T1:event:Ev1"])
    assert stores.seen.claim(keys=["T1:C1:2", "T1:event:Ev2"])
    assert not stores.inbox.put(item=item(2))


def test_what_is_leased_is_not_taken_and_what_is_not_comes_back_whole(stores: Stores, clock: Any) -> None:
    stores.inbox.put(item=item())
    clock.now += LEASE - A_MOMENT
    assert stores.inbox.take(most=9) == ()
    clock.now += A_MOMENT
    assert stores.inbox.take(most=9) == (item(takes=1),)
    assert stores.inbox.take(most=9) == (), "whoever took it holds the lease"
    clock.now += LEASE
    assert stores.inbox.take(most=9) == (item(takes=2),)


def test_renewing_keeps_items_and_many_at_once(stores: Stores, clock: Any) -> None:
    for number in range(1203):
        stores.inbox.put(item=item(number))
    clock.now += LEASE - A_MOMENT
    stores.inbox.renew(keys=[f"T1:C1:{number}" for number in range(1, 1203)])
    clock.now += A_MOMENT
    assert [one.key for one in stores.inbox.take(most=9)] == ["T1:C1:0"]


def test_however_many_are_renewed_the_driver_has_few_statements_to_keep(stores: Stores) -> None:
    executed: set[str] = set()

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        executed.add(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        for count in range(1, 80):
            stores.inbox.renew(keys=[f"T1:C1:{number}" for number in range(count)])
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(executed) <= 4


def test_the_oldest_are_taken_first_and_no_more_than_wanted(stores: Stores, clock: Any) -> None:
    for number in (3, 1, 2):
        stores.inbox.put(item=item(number))
    clock.now += LEASE
    assert [one.key for one in stores.inbox.take(most=2)] == ["T1:C1:1", "T1:C1:2"]
    assert [one.key for one in stores.inbox.take(most=2)] == ["T1:C1:3"]


def test_what_is_released_is_taken_at_once_and_counts_as_new(stores: Stores) -> None:
    stores.inbox.put(item=item())
    stores.inbox.release(keys=["T1:C1:1"])
    assert stores.inbox.take(most=9) == (item(takes=0),)


def test_finishing_writes_the_answer_s_traces_and_its_key_is_known_for_an_hour(stores: Stores, clock: Any) -> None:
    stores.inbox.put(item=item())
    clock.now += SEEN_FOR / 2
    assert stores.inbox.finish(key="T1:C1:1", changes=Changes(conversations={"T1:C1:1": TALK}, questions=(QUESTION,)))
    assert stores.conversations.find(thread="T1:C1:1") == TALK
    assert stores.questions.find(team="T1", question_id="q1") == QUESTION
    clock.now += SEEN_FOR / 2
    assert stores.inbox.take(most=9) == ()
    assert not stores.inbox.put(item=item())


def test_finishing_twice_changes_nothing(stores: Stores, clock: Any) -> None:
    stores.inbox.put(item=item())
    for _ in range(2):
        assert stores.inbox.finish(key="T1:C1:1", changes=Changes(questions=(QUESTION,)))
    stores.inbox.renew(keys=["T1:C1:1"])
    stores.inbox.release(keys=["T1:C1:1"])
    clock.now += LEASE
    assert stores.inbox.take(most=9) == (), "a renewal that comes late wakes nothing up"
    assert stores.questions.recent(person=ANA) == (QUESTION,)


def test_what_is_forgotten_was_never_there(stores: Stores) -> None:
    stores.inbox.put(item=item())
    stores.inbox.forget(key="T1:C1:1")
    assert stores.inbox.put(item=item())


def test_no_two_takers_get_the_same_item(stores: Stores, clock: Any) -> None:
    for number in range(60):
        stores.inbox.put(item=item(number))
    clock.now += LEASE
    with ThreadPoolExecutor(8) as pool:
        taken = [one.key for some in pool.map(lambda _: stores.inbox.take(most=5), range(16)) for one in some]
    assert len(taken) == len(set(taken))
    assert len(taken) == 60


def test_the_text_is_deleted_when_it_is_done_and_after_a_day_at_the_latest(
    database_url: str, clock: Any, engine_of: Callable[[str], Engine]
) -> None:
    stores = database_stores(database_url, clock=clock)
    for number in (1, 2):
        stores.inbox.put(item=item(number))
    stores.inbox.finish(key="T1:C1:1")

    def bodies() -> list[tuple[Any, ...]]:
        with engine_of(database_url).connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql("SELECT key, body IS NULL FROM seen_events ORDER BY key")]

    assert bodies() == [("T1:C1:1", True), ("T1:C1:2", False)]
    stores.housekeeping.prune(now=clock.now + SEEN_FOR + A_MOMENT)
    assert bodies() == [("T1:C1:2", False)]
    stores.housekeeping.prune(now=clock.now + UNANSWERED_FOR + A_MOMENT)
    assert bodies() == []
    stores.housekeeping.close()


@pytest.mark.parametrize("body", ["no JSON", '{"version": 99}', "[]", "null"])
def test_what_another_release_wrote_is_left_to_it(
    database_url: str, clock: Any, engine_of: Callable[[str], Engine], body: str
) -> None:
    stores = database_stores(database_url, clock=clock)
    stores.inbox.put(item=item())
    with engine_of(database_url).connect() as connection:
        connection.exec_driver_sql(f"UPDATE seen_events SET body = '{body}'")
    clock.now += LEASE
    assert stores.inbox.take(most=9) == ()
    assert not stores.inbox.put(item=item())
    stores.housekeeping.close()


def test_a_failed_write_leaves_nothing_of_itself_behind(
    database_url: str, clock: Any, engine_of: Callable[[str], Engine], caplog: pytest.LogCaptureFixture
) -> None:
    stores = open_stores(database_url, clock=clock)
    stores.inbox.put(item=item())
    with engine_of(database_url).connect() as connection:
        connection.exec_driver_sql("ALTER TABLE questions RENAME TO taken_away")
    changes = Changes(conversations={"T1:C1:1": TALK}, questions=(QUESTION,))
    assert not stores.inbox.finish(key="T1:C1:1", changes=changes)
    with engine_of(database_url).connect() as connection:
        connection.exec_driver_sql("ALTER TABLE taken_away RENAME TO questions")
    clock.advance(seconds=6)
    assert stores.conversations.find(thread="T1:C1:1") is None, "nothing of the answer was written"
    assert stores.inbox.finish(key="T1:C1:1", changes=changes)
    assert stores.conversations.find(thread="T1:C1:1") == TALK
    stores.housekeeping.close()


def test_a_record_no_database_takes_does_not_bring_its_item_back(
    database_url: str, clock: Any, engine_of: Callable[[str], Engine], caplog: pytest.LogCaptureFixture
) -> None:
    stores = open_stores(database_url, clock=clock)
    with engine_of(database_url).connect() as connection:
        connection.exec_driver_sql("CREATE UNIQUE INDEX refuse ON questions (text)")
    try:
        stores.questions.record(question=QUESTION)
        stores.inbox.put(item=item())
        assert stores.inbox.finish(key="T1:C1:1", changes=Changes(questions=(dataclasses.replace(QUESTION, id="q2"),)))
    finally:
        with engine_of(database_url).connect() as connection:
            connection.exec_driver_sql("DROP INDEX refuse")
    clock.now += LEASE
    assert stores.inbox.take(most=9) == ()
    assert "this record is lost" in caplog.text
    stores.housekeeping.close()


def test_a_draft_is_seen_by_its_own_work_and_written_by_nobody_else(stores: Stores) -> None:
    drafted = with_drafts(stores)
    with drafting() as draft:
        drafted.conversations.save(thread="T1:C1:1", conversation=TALK)
        drafted.questions.record(question=QUESTION)
        assert drafted.conversations.find(thread="T1:C1:1") == TALK
        assert stores.conversations.find(thread="T1:C1:1") is None
        assert stores.questions.recent(person=ANA) == ()
    assert drafted.conversations.find(thread="T1:C1:1") is None
    assert draft.changes == Changes(conversations={"T1:C1:1": TALK}, questions=(QUESTION,))
    drafted.conversations.save(thread="T1:C1:1", conversation=TALK)
    assert stores.conversations.find(thread="T1:C1:1") == TALK
