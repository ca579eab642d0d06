"""What is taught, and learnt of it, as a running bot uses it: without the database reading goes on, and teaching tells."""

from __future__ import annotations

from bot.advisor.ports import LearntStore, TaughtStore
from bot.domain.taught import Taught
from bot.errors import StorageError
from bot.storage.guard import Guard


class ResilientTaught:
    """What is taught; nothing is found while the database fails. Writing raises: whoever taught has to know."""

    def __init__(self, store: TaughtStore, guard: Guard) -> None:
        self._store = store
        self._guard = guard

    def add(self, *, taught: Taught) -> bool:
        """Keep a version; False where there is one of its number. Raises StorageError where it cannot be written."""
        added = self._guard.run(lambda: self._store.add(taught=taught), otherwise=None)
        if added is None:
            raise StorageError("The database does not take what is taught.")
        return added

    def current(self) -> tuple[Taught, ...]:
        """Return the newest version of every topic, if they can be read."""
        return self._guard.run(self._store.current, otherwise=())

    def find(self, *, topic: str) -> Taught | None:
        """Return the newest version of a topic, if it can be read."""
        return self._guard.run(lambda: self._store.find(topic=topic), otherwise=None)

    def history(self, *, topic: str) -> tuple[Taught, ...]:
        """Return every version of a topic, if they can be read."""
        return self._guard.run(lambda: self._store.history(topic=topic), otherwise=())

    def revision(self) -> str | None:
        """Return what changes with every change; None while the database fails."""
        return self._guard.run(self._store.revision, otherwise=None)


class ResilientLearnt:
    """What was learnt; nothing is found or kept while the database fails: whoever needs it learns it."""

    def __init__(self, store: LearntStore, guard: Guard) -> None:
        self._store = store
        self._guard = guard

    def find(self, *, stamp: str) -> bytes | None:
        """Return what was learnt, if it can be read."""
        return self._guard.run(lambda: self._store.find(stamp=stamp), otherwise=None)

    def keep(self, *, stamp: str, content: bytes) -> None:
        """Keep what was learnt, if that can be written."""
        self._guard.run(lambda: self._store.keep(stamp=stamp, content=content), otherwise=None)

    def forget(self, *, stamp: str) -> None:
        """Delete what cannot be used, if that can be written."""
        self._guard.run(lambda: self._store.forget(stamp=stamp), otherwise=None)
