"""What is taught, in memory."""

from __future__ import annotations

from bot.advisor.shelf import KEPT_RECORDS, Shelf
from bot.domain.taught import Taught


class MemoryTaught:
    """Every version of every taught topic, in memory (see `TaughtStore`)."""

    def __init__(self, *, limit: int = KEPT_RECORDS) -> None:
        self.shelf = Shelf[tuple[str, int], Taught](
            team=lambda _, taught: taught.changed_by.team, moment=lambda _, taught: taught.changed_at, limit=limit
        )

    def add(self, *, taught: Taught) -> bool:
        """Keep a version; False where there is one of its number."""
        key = (taught.id, taught.version)
        with self.shelf.lock:
            if self.shelf.get(key) is not None:
                return False
            self.shelf.put(key, taught)
        return True

    def current(self) -> tuple[Taught, ...]:
        """Return the newest version of every topic, those changed last first."""
        newest: dict[str, Taught] = {}
        for taught in self.shelf.values():
            if taught.id not in newest or newest[taught.id].version < taught.version:
                newest[taught.id] = taught
        return tuple(sorted(sorted(newest.values(), key=lambda one: one.id), key=lambda one: one.changed_at, reverse=True))

    def find(self, *, topic: str) -> Taught | None:
        """Return the newest version of a topic, or None."""
        return next(iter(self.history(topic=topic)), None)

    def history(self, *, topic: str) -> tuple[Taught, ...]:
        """Return every version of a topic, newest first."""
        found = [taught for taught in self.shelf.values() if taught.id == topic]
        return tuple(sorted(found, key=lambda one: one.version, reverse=True))

    def revision(self) -> str | None:
        """Return how many versions there are, their numbers' sum and the newest moment."""
        every = self.shelf.values()
        newest = max((taught.changed_at for taught in every), default=None)
        return f"{len(every)}:{sum(taught.version for taught in every)}:{newest}"
