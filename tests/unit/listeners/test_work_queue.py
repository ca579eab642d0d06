"""The queue gives everybody a turn, keeps threads in order, and lets limited channels rest, on a clock the test moves."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.domain.inbox import InboxItem
from bot.domain.records import Person
from bot.listeners.work_queue import GRACE, PACE, WorkQueue

NOON = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)
PATIENCE = 30


def item(key: str, *, user: str = "U1", channel: str = "C1", lane: str = "") -> InboxItem:
    return InboxItem(
        key=key,
        kind="question",
        person=Person(team="T1", user=user),
        channel=channel,
        lane=lane or key,
        details={},
        received_at=NOON,
    )


class Room:
    """A queue with one thread, whose work a test can hold up and postpone."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.done: list[str] = []
        self.answers: dict[str, list[float | None]] = {}
        self.hold = threading.Event()
        self.hold.set()
        self.entered = threading.Semaphore(0)
        self.executor = ThreadPoolExecutor(1)
        self.queue = WorkQueue(self.executor, now=lambda: self.seconds)
        self.queue.attach(self.work)

    def work(self, one: InboxItem) -> float | None:
        self.entered.release()
        assert self.hold.wait(PATIENCE)
        answer = self.answers.get(one.key)
        seconds = answer.pop(0) if answer else None
        if seconds is None:
            self.done.append(one.key)
        return seconds

    def submit_behind_a_held_one(self, *items: InboxItem) -> None:
        """Queue items while the only thread is busy, then let it go."""
        self.hold.clear()
        self.queue.submit(item("first", user="U0", channel="C0"))
        assert self.entered.acquire(timeout=PATIENCE)
        for one in items:
            assert self.queue.submit(one)
        self.hold.set()

    def settle(self) -> None:
        assert self.queue.wait_until_idle(PATIENCE)

    def quiet(self) -> None:
        """Wait until the thread has nothing more to do at this moment."""
        self.executor.submit(lambda: None).result(PATIENCE)


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room()
    yield made
    made.hold.set()
    made.executor.shutdown()


def test_people_take_turns(room: Room) -> None:
    room.submit_behind_a_held_one(*(item(f"a{number}") for number in range(60)), item("b", user="U2"))
    room.settle()
    assert room.done.index("b") <= 2


def test_a_thread_is_worked_on_in_order_whoever_writes_in_it(room: Room) -> None:
    room.submit_behind_a_held_one(
        item("a1"), item("a2", lane="thread"), item("b1", user="U2", lane="thread"), item("c1", user="U3", lane="thread")
    )
    room.settle()
    order = [key for key in room.done if key in ("a2", "b1", "c1")]
    assert order == ["a2", "b1", "c1"]


def test_the_same_item_is_taken_once(room: Room) -> None:
    room.submit_behind_a_held_one(item("a"))
    room.settle()
    room.hold.clear()
    assert room.queue.submit(item("b"))
    assert not room.queue.submit(item("b"))
    room.hold.set()
    room.settle()
    assert room.done == ["first", "a", "b"]


def test_a_limited_channel_rests_and_then_goes_on_at_its_pace(room: Room) -> None:
    room.answers["a"] = [30.0]
    room.submit_behind_a_held_one(item("a"), item("b", user="U2"), item("c", user="U3"), item("d", user="U4", channel="C2"))
    room.quiet()
    room.quiet()
    assert room.done == ["first", "d"]
    assert 0 < (room.queue.open_gates() or 0) <= 33.0
    for seconds, done in ((33.1, "a"), (PACE, "b"), (PACE, "c")):
        room.seconds += seconds
        room.queue.open_gates()
        room.quiet()
        assert room.done[-1] == done
    room.settle()
    room.seconds += PACE
    assert room.queue.open_gates() is None, "nobody waits there any more"
    room.queue.submit(item("e"))
    room.settle()


def test_what_is_postponed_and_goes_to_no_channel_holds_nobody_else_up(room: Room) -> None:
    room.answers["a"] = [30.0]
    room.submit_behind_a_held_one(item("a", channel=""), item("b", channel=""), item("c", user="U2", channel=""))
    room.quiet()
    room.quiet()
    assert room.done == ["first", "c"]
    for seconds, done in ((33.1, "a"), (PACE, "b")):
        room.seconds += seconds
        room.queue.open_gates()
        room.quiet()
        assert room.done[-1] == done
    room.settle()


def test_nobody_waits_for_a_gate_that_was_shut_a_moment_before(room: Room) -> None:
    room.queue.wake()
    room.queue.wait_for_gate(3600)
    room.answers["a"] = [5.0]
    room.submit_behind_a_held_one(item("a"))
    room.quiet()
    room.quiet()
    room.queue.wait_for_gate(3600)
    room.seconds += 6
    room.queue.open_gates()
    room.settle()


def test_what_is_postponed_keeps_its_place_in_its_thread(room: Room) -> None:
    room.answers["a"] = [5.0, 5.0]
    room.submit_behind_a_held_one(item("a", lane="thread"), item("b", user="U2", lane="thread"))
    for _ in range(4):
        room.quiet()
        room.seconds += 6
        room.queue.open_gates()
    room.settle()
    assert room.done == ["first", "a", "b"]


def test_a_channel_is_known_to_be_worked_in(room: Room) -> None:
    room.submit_behind_a_held_one()
    room.settle()
    assert not room.queue.works_in("thread")
    room.hold.clear()
    room.queue.submit(item("a", lane="thread"))
    assert room.queue.works_in("thread")
    room.hold.set()


def test_at_the_end_what_is_ready_is_finished_and_the_rest_can_be_given_away(room: Room) -> None:
    room.answers["late"] = [60.0]
    room.submit_behind_a_held_one(
        item("late", user="U9", channel="C9"), item("behind", user="U8", channel="C9"), item("a"), item("a2")
    )
    room.queue.end()
    room.executor.shutdown(wait=True)
    assert {"first", "a", "a2"} <= set(room.done)
    assert room.queue.untouched == ["behind"]
    assert sorted(room.queue.keys) == ["behind", "late"]


def test_long_after_the_order_to_stop_nothing_is_begun(room: Room) -> None:
    room.hold.clear()
    room.queue.submit(item("first"))
    assert room.entered.acquire(timeout=PATIENCE)
    room.queue.submit(item("second"))
    room.queue.end()
    room.seconds += GRACE + 1
    assert not room.queue.submit(item("third"))
    room.hold.set()
    room.executor.shutdown(wait=True)
    assert room.done == ["first"]
    assert room.queue.untouched == ["second"]


def test_many_threads_lose_and_double_nothing() -> None:
    done: list[str] = []
    with ThreadPoolExecutor(8) as executor:
        queue = WorkQueue(executor)
        tries: dict[str, int] = {}

        def work(one: InboxItem) -> float | None:
            tries[one.key] = tries.get(one.key, 0) + 1
            if tries[one.key] == 1 and one.key.endswith("7"):
                return 0.0
            done.append(one.key)
            return None

        queue.attach(work)
        with ThreadPoolExecutor(4) as senders:
            list(
                senders.map(
                    lambda at: queue.submit(item(f"k{at}", user=f"U{at % 7}", channel=f"C{at % 5}", lane=f"l{at % 11}")),
                    range(600),
                )
            )
        until_idle(queue)
    assert sorted(done) == sorted(f"k{at}" for at in range(600))


def until_idle(queue: WorkQueue) -> None:
    """Open gates until nothing is left, without waiting for the pace of limited channels."""
    queue._now = _Running()
    for _ in range(10_000):
        queue.open_gates()
        if queue.wait_until_idle(0.005):
            return
    pytest.fail("items were left")


class _Running:
    """A clock that runs far ahead with every look at it."""

    def __init__(self) -> None:
        self.seconds = 10.0**9

    def __call__(self) -> float:
        self.seconds += 10
        return self.seconds
