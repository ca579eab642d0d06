"""One reference to what holds now: replaced whole, while work begun with the one before goes on with that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar

ValueT = TypeVar("ValueT")


class Current(Generic[ValueT]):
    """Holds a value that is never changed, only replaced. Safe to share between threads."""

    def __init__(self, value: ValueT) -> None:
        self._newest = value
        self._at_work: ContextVar[ValueT | None] = ContextVar("at_work", default=None)

    def get(self) -> ValueT:
        """Return what the work at hand began with, else the newest."""
        at_work = self._at_work.get()
        return self._newest if at_work is None else at_work

    def replace(self, value: ValueT) -> None:
        """Put a value in place of the one before, for all work that begins from now on."""
        self._newest = value

    @contextmanager
    def pinned(self, chosen: Callable[[ValueT], ValueT] = lambda value: value) -> Iterator[ValueT]:
        """Let this thread's work see one value from start to end, or what is `chosen` of it.

        Work within work chooses of what the outer one does.
        """
        value = chosen(self.get())
        token = self._at_work.set(value)
        try:
            yield value
        finally:
            self._at_work.reset(token)
