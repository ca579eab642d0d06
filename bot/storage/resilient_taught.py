"""What is taught, as a running bot uses it: reading goes on without the database, writing tells that it failed."""

from __future__ import annotations

from bot.advisor.ports import TaughtStore
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
