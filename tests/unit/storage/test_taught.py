"""What is taught is kept in versions, in memory and in both kinds of database."""

from __future__ import annotations

import dataclasses
import datetime
import threading
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bot.advisor.ports import Stores
from bot.advisor.teaching import Origin, Teacher
from bot.bootstrap.following import Follower
from bot.domain.current import Current
from bot.domain.language import Language
from bot.domain.lesson import Lesson
from bot.domain.records import AskedQuestion, Person
from bot.domain.reply import Outcome
from bot.domain.taught import Taught, TaughtState
from bot.storage.stores import database_stores

NOON = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)
ANA = Person(team="T1", user="U1")
FIRST = Taught(
    id="partner-discount",
    version=1,
    state=TaughtState.PROPOSED,
    body={"title": "Diskon — 20 %", "answer": "Twenty.", "phrases": {"en": ["discount?"]}},
    changed_by=ANA,
    changed_at=NOON,
    owner="U1",
    review_on=datetime.date(2026, 9, 1),
    proposer="U1",
    place="C1:1700000000.1",
)
LESSON = Lesson(language=Language("en"), questions=("discount?",), answer="Twenty.", title="Discounts", source="Ana")


def later(taught: Taught, **changes: Any) -> Taught:
    moment = taught.changed_at + datetime.timedelta(minutes=1)
    return dataclasses.replace(taught, version=taught.version + 1, changed_at=moment, **changes)


def test_what_is_taught_comes_back_as_it_was(stores: Stores) -> None:
    assert stores.taught.find(topic=FIRST.id) is None
    assert stores.taught.add(taught=FIRST)
    assert stores.taught.find(topic=FIRST.id) == FIRST
    assert stores.taught.current() == (FIRST,)


def test_the_newest_version_holds_and_every_one_is_kept(stores: Stores) -> None:
    second = later(FIRST, state=TaughtState.PUBLISHED)
    other = dataclasses.replace(FIRST, id="other", changed_at=NOON + datetime.timedelta(seconds=1))
    for taught in (FIRST, second, other):
        assert stores.taught.add(taught=taught)
    assert stores.taught.current() == (second, other)
    assert stores.taught.history(topic=FIRST.id) == (second, FIRST)


def test_of_two_who_change_one_version_the_second_is_refused(stores: Stores) -> None:
    stores.taught.add(taught=FIRST)
    kept = later(FIRST, owner="U2")
    assert stores.taught.add(taught=kept)
    assert not stores.taught.add(taught=later(FIRST, owner="U3"))
    assert stores.taught.find(topic=FIRST.id) == kept


def test_of_many_at_once_one_gets_through(database_url: str) -> None:
    stores = database_stores(database_url)
    barrier, added = threading.Barrier(8), list[bool]()

    def add() -> None:
        barrier.wait()
        added.append(stores.taught.add(taught=FIRST))

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stores.housekeeping.close()
    assert sorted(added) == [False] * 7 + [True]


def test_the_revision_tells_every_change(stores: Stores) -> None:
    seen = [stores.taught.revision()]
    for taught in (FIRST, later(FIRST), dataclasses.replace(FIRST, id="other")):
        stores.taught.add(taught=taught)
        seen.append(stores.taught.revision())
    assert stores.taught.revision() == seen[-1]
    stores.housekeeping.purge_team(team="T1")
    assert len({*seen, stores.taught.revision()}) == len(seen)
    assert stores.taught.revision() == seen[0]


def test_what_is_taught_outlasts_records_but_not_the_workspace(stores: Stores) -> None:
    stores.taught.add(taught=FIRST)
    stores.housekeeping.prune(now=NOON + datetime.timedelta(days=3650))
    assert stores.taught.current() == (FIRST,)
    assert stores.housekeeping.purge_team(team="T1") == 1
    assert stores.taught.current() == ()


def test_another_process_on_the_database_takes_it_in_at_its_next_look(database_url: str) -> None:
    here, there = database_stores(database_url), database_stores(database_url)
    built: list[list[str]] = []

    def make(layers: Sequence[Path]) -> Any:
        built.append([path.name for layer in layers for path in sorted(layer.rglob("*.yml"))])
        return SimpleNamespace(number=len(built), knowledge=SimpleNamespace(topics={}))

    current = Current[Any](SimpleNamespace(number=0))
    follower = Follower(current, make, there.taught)
    assert follower.look()
    assert built == []
    taught = Teacher(here.taught, lambda: NOON).teach(LESSON, Origin(by=ANA, publishes=True))
    assert follower.look()
    assert follower.look()
    assert built == [["layer.yml", f"{taught.id}.yml"]]
    assert current.get().number == 1
    Teacher(here.taught, lambda: NOON).undo(taught.id, 1, ANA)
    assert follower.look()
    assert built[1:] == [[]]
    for stores in (here, there):
        stores.housekeeping.close()


def test_a_thread_s_last_question_is_found(stores: Stores) -> None:
    def asked(number: int, thread: str) -> AskedQuestion:
        moment = NOON + datetime.timedelta(minutes=number)
        person, language = Person(team="T1", user=f"U{number}"), Language("en")
        return AskedQuestion(
            id=f"q{number}", person=person, text=f"{number}?", language=language, outcome=Outcome.UNKNOWN, asked_at=moment,
            thread=thread,
        )  # fmt: skip

    for number, thread in enumerate(("T1:C1:1", "T1:C1:1", "T1:C1:2")):
        stores.questions.record(question=asked(number, thread))
    found = stores.questions.asked_in(thread="T1:C1:1")
    assert found is not None
    assert found.id == "q1"
    assert stores.questions.asked_in(thread="T1:C1:3") is None


def test_an_undo_goes_back_one_version_and_an_undo_of_it_one_further() -> None:
    third = later(later(FIRST))
    assert (FIRST.before, third.before) == (0, 2)
    assert later(third, restores=2).before == 1
