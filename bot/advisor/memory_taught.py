"""What is taught, and what was learnt of it, in memory."""

from __future__ import annotations

import threading

from bot.advisor.ports import KEPT_LEARNT
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


class MemoryLearnt:
    """What was learnt, in memory (see `LearntStore`)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, bytes] = {}

    def find(self, *, stamp: str) -> bytes | None:
        """Return what was learnt, or None."""
        with self._lock:
            content = self._kept.pop(stamp, None)
            if content is not None:
                self._kept[stamp] = content
            return content

    def keep(self, *, stamp: str, content: bytes) -> None:
        """Keep what was learnt."""
        with self._lock:
            self._kept.pop(stamp, None)
            self._kept = {**dict(list(self._kept.items())[1 - KEPT_LEARNT :]), stamp: content}

    def forget(self, *, stamp: str) -> None:
        """Let go of it."""
        with self._lock:
            self._kept.pop(stamp, None)

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._kept.clear()
