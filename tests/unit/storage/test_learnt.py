"""What was learnt is found by every process on the database, and takes little room."""

from __future__ import annotations

from typing import Any

from bot.advisor.ports import KEPT_LEARNT, Stores
from bot.storage.stores import database_stores

CONTENT = bytes(range(256))


def test_what_was_learnt_comes_back_to_the_byte_until_it_is_forgotten(stores: Stores) -> None:
    assert stores.learnt.find(stamp="one") is None
    stores.learnt.keep(stamp="one", content=b"before")
    stores.learnt.keep(stamp="one", content=CONTENT)
    assert stores.learnt.find(stamp="one") == CONTENT
    stores.learnt.forget(stamp="one")
    assert stores.learnt.find(stamp="one") is None


def test_what_nobody_asked_for_longest_makes_room(stores: Stores, clock: Any) -> None:
    stores.learnt.keep(stamp="in use", content=CONTENT)
    for number in range(KEPT_LEARNT + 2):
        clock.advance(seconds=1)
        stores.learnt.keep(stamp=str(number), content=CONTENT)
        clock.advance(seconds=1)
        assert stores.learnt.find(stamp="in use") == CONTENT
    kept = [number for number in range(KEPT_LEARNT + 2) if stores.learnt.find(stamp=str(number))]
    assert kept == list(range(3, KEPT_LEARNT + 2))


def test_another_process_on_the_database_finds_it(database_url: str) -> None:
    here, there = database_stores(database_url), database_stores(database_url)
    here.learnt.keep(stamp="one", content=CONTENT)
    assert there.learnt.find(stamp="one") == CONTENT
    for stores in (here, there):
        stores.housekeeping.close()


def test_it_holds_words_of_every_workspace_and_goes_with_any(stores: Stores, clock: Any) -> None:
    stores.learnt.keep(stamp="one", content=CONTENT)
    assert stores.housekeeping.purge_team(team="T1") == 0, "no record of theirs"
    assert stores.learnt.find(stamp="one") is None


def test_what_nobody_used_for_months_goes_with_the_records_of_that_time(database_url: str, clock: Any) -> None:
    stores = database_stores(database_url, clock=clock)
    stores.learnt.keep(stamp="one", content=CONTENT)
    clock.advance(days=91)
    stores.housekeeping.prune(now=clock())
    assert stores.learnt.find(stamp="one") is None
    stores.housekeeping.close()
