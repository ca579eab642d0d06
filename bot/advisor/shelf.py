"""A bounded, thread-safe dictionary whose entries know their workspace and their time: what the memory stores are made of."""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")

KEPT_RECORDS = 10_000
"""How many records each store holds before the one put in first makes room: some megabytes."""


class Shelf(Generic[KeyT, ValueT]):
    """`team` and `moment` read workspace and time from an entry (key, value); `lock` may be held over several steps."""

    def __init__(
        self,
        *,
        team: Callable[[KeyT, ValueT], str],
        moment: Callable[[KeyT, ValueT], datetime.datetime],
        limit: int = KEPT_RECORDS,
    ) -> None:
        self._team = team
        self._moment = moment
        self._limit = limit
        self._entries: OrderedDict[KeyT, ValueT] = OrderedDict()
        self.lock = threading.RLock()

    def get(self, key: KeyT) -> ValueT | None:
        """Return the value under a key, or None."""
        with self.lock:
            return self._entries.get(key)

    def put(self, key: KeyT, value: ValueT) -> None:
        """Put a value in; where the shelf is full, what was put in first falls out."""
        with self.lock:
            self._entries[key] = value
            self._entries.move_to_end(key)
            while len(self._entries) > self._limit:
                self._entries.popitem(last=False)

    def drop(self, key: KeyT) -> None:
        """Take an entry out, if it is there."""
        with self.lock:
            self._entries.pop(key, None)

    def values(self) -> list[ValueT]:
        """Return a copy of all values, the one put in last at the end."""
        with self.lock:
            return list(self._entries.values())

    def newest(self, wanted: Callable[[ValueT], bool]) -> list[ValueT]:
        """Return the wanted values by their time, newest first."""
        with self.lock:
            entries = [(self._moment(key, value), value) for key, value in self._entries.items() if wanted(value)]
        return [value for _, value in sorted(entries, key=lambda entry: entry[0], reverse=True)]

    def prune(self, *, before: datetime.datetime) -> int:
        """Take out all entries of a time before the moment given and return how many."""
        return self._drop_where(lambda key, value: self._moment(key, value) < before)

    def purge_team(self, *, team: str) -> int:
        """Take out all entries of one workspace, or of every workspace of an organisation, and return how many."""
        return self._drop_where(lambda key, value: f"{self._team(key, value)}.".startswith(f"{team}."))

    def _drop_where(self, doomed: Callable[[KeyT, ValueT], bool]) -> int:
        with self.lock:
            keys = [key for key, value in self._entries.items() if doomed(key, value)]
            for key in keys:
                del self._entries[key]
        return len(keys)
