"""The queue between intake and answer: fair to people, in order within a thread, patient with channels that Slack limits.

It runs on the app's executor: one call for each item whose turn it is, so that nothing waits in a thread of its own.
"""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bot.domain.inbox import InboxItem

Run = Callable[[InboxItem], float | None]
"""Works on an item: None where it is done with, else the seconds after which to try again."""

PACE = 1.0
"""Seconds between two posts in a channel that Slack has limited: it allows about one a second there."""

GRACE = 12.0
"""Seconds after the order to stop in which waiting items are still begun; with Slack's ten for a call, it is over in thirty."""


@dataclass(slots=True)
class _Gate:
    """A destination to be left alone until `open_at`; then one owner at a time is let through."""

    open_at: float = 0.0
    parked: deque[str] = field(default_factory=deque)
    passing: str | None = None


class WorkQueue:
    """Holds the items of this process. Thread-safe.

    Every owner (a person in a channel) has one item at work at most, and owners take turns: sixty messages of one person
    delay nobody else. Items of one lane, such as a thread, run one after another in the order they came.
    """

    def __init__(self, executor: ThreadPoolExecutor, *, now: Callable[[], float] = time.monotonic) -> None:
        """`now` tells seconds of a clock that only goes forward."""
        self._executor = executor
        self._now = now
        self._run: Run = lambda _: None
        self._lock = threading.RLock()
        self._emptied = threading.Condition(self._lock)
        self._shut = threading.Condition(self._lock)
        self._items: dict[str, InboxItem] = {}
        self._owners: dict[str, deque[InboxItem]] = {}
        self._lanes: dict[str, deque[InboxItem]] = {}
        self._gates: dict[str, _Gate] = {}
        self._ready: deque[str] = deque()
        self._begun: set[str] = set()
        self._working = 0
        self._ends_at: float | None = None
        self._is_alone = False
        self._is_awake = False

    def attach(self, run: Run) -> None:
        """Set what works on the items; done once, before the first is submitted."""
        self._run = run

    def submit(self, item: InboxItem) -> bool:
        """Queue an item; False where it is here already, or where no more are begun."""
        with self._lock:
            if item.key in self._items or self._is_over():
                return False
            self._items[item.key] = item
            self._owners.setdefault(item.owner, deque()).append(item)
            self._lanes.setdefault(item.lane, deque()).append(item)
            if len(self._owners[item.owner]) == 1:
                self._offer(item.owner)
            return True

    def works_in(self, lane: str) -> bool:
        """Whether anything of a lane waits or is at work."""
        with self._lock:
            return lane in self._lanes

    @property
    def keys(self) -> list[str]:
        """The keys of all items here, waiting and at work."""
        with self._lock:
            return list(self._items)

    @property
    def untouched(self) -> list[str]:
        """The keys of the items nobody has begun."""
        with self._lock:
            return [key for key in self._items if key not in self._begun]

    def end(self) -> None:
        """Begin nothing more once GRACE has passed."""
        with self._lock:
            self._ends_at = self._ends_at or self._now() + GRACE

    def open_gates(self) -> float | None:
        """Let the next through wherever it is time; returns the seconds until the next gate opens, None where none is shut."""
        with self._lock:
            now = self._now()
            for destination, gate in list(self._gates.items()):
                if gate.passing is None and gate.open_at <= now:
                    self._let_through(destination, gate)
            waits = [gate.open_at - now for gate in self._gates.values() if gate.passing is None]
            return max(0.0, min(waits)) if waits else None

    def wait_for_gate(self, seconds: float) -> None:
        """Wait until a gate is shut, also if that was since the last wait, or until the seconds have passed."""
        with self._lock:
            self._shut.wait_for(lambda: self._is_awake, seconds)
            self._is_awake = False

    def wake(self) -> None:
        """End the waiting for a gate at once, or the next one where nobody waits at this moment."""
        with self._lock:
            self._is_awake = True
            self._shut.notify_all()

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until there is nothing left to do; False where the seconds pass before."""
        with self._lock:
            return self._emptied.wait_for(lambda: not self._items, seconds)

    def wait_until_resting(self, seconds: float) -> bool:
        """Wait until whatever is left waits for a gate; False where the seconds pass before."""
        with self._lock:
            return self._emptied.wait_for(lambda: not self._ready and not self._working, seconds)

    def _let_through(self, destination: str, gate: _Gate) -> None:
        if not gate.parked:
            del self._gates[destination]
            return
        gate.passing = gate.parked.popleft()
        self._make_ready(gate.passing)

    def _offer(self, owner: str) -> None:
        """Make an owner ready whose next item nothing stands in the way of; else whatever does offers it again."""
        head = self._owners[owner][0]
        if self._lanes[head.lane][0] is not head:
            return
        gate = self._gates.get(head.destination)
        if gate is not None:
            gate.parked.append(owner)
        else:
            self._make_ready(owner)

    def _make_ready(self, owner: str) -> None:
        self._ready.append(owner)
        try:
            self._executor.submit(self._work)
        except RuntimeError:
            # The process is at its end: its threads finish what they have, and nobody can be sent for any more.
            self._is_alone = True

    def _is_over(self) -> bool:
        return self._ends_at is not None and self._now() > self._ends_at

    def _work(self) -> None:
        """Work on one item; at the end of the process on all that are ready."""
        while (item := self._next()) is not None:
            seconds = self._run(item)
            with self._lock:
                self._settle(item, seconds)
                if not self._is_alone:
                    return

    def _next(self) -> InboxItem | None:
        with self._lock:
            while self._ready and not self._is_over():
                owner = self._ready.popleft()
                item = self._owners[owner][0]
                gate = self._gates.get(item.destination)
                if gate is not None and gate.passing != owner:
                    gate.parked.append(owner)
                    continue
                self._begun.add(item.key)
                self._working += 1
                return item
            return None

    def _settle(self, item: InboxItem, seconds: float | None) -> None:
        self._working -= 1
        if seconds is not None:
            self._postpone(item, seconds)
        else:
            self._take_out(item)
        if not self._working and not self._ready:
            self._emptied.notify_all()

    def _postpone(self, item: InboxItem, seconds: float) -> None:
        gate = self._gates.setdefault(item.destination, _Gate())
        # A little random more, so that channels and processes do not come back all at once.
        gate.open_at = max(gate.open_at, self._now() + seconds * (1 + random.random() / 10))
        gate.passing = None if gate.passing == item.owner else gate.passing
        gate.parked.appendleft(item.owner)
        self.wake()

    def _take_out(self, item: InboxItem) -> None:
        del self._items[item.key]
        self._begun.discard(item.key)
        gate = self._gates.get(item.destination)
        if gate is not None and gate.passing == item.owner:
            gate.passing = None
            gate.open_at = max(gate.open_at, self._now() + PACE)
        waiting, lane = self._owners[item.owner], self._lanes[item.lane]
        waiting.popleft()
        lane.popleft()
        follower = lane[0] if lane else None
        if not lane:
            del self._lanes[item.lane]
        if waiting:
            self._offer(item.owner)
        else:
            del self._owners[item.owner]
        if follower is not None and follower.owner != item.owner and self._owners[follower.owner][0] is follower:
            self._offer(follower.owner)
