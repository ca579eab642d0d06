"""Keeps a running bot at what is taught: a new snapshot is built aside, tried, and put in place of the one before."""

from __future__ import annotations

import logging
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from bot.advisor.ports import TaughtStore
from bot.domain.current import Current
from bot.domain.taught import Taught, TaughtState
from bot.errors import BotError
from bot.listeners.edition import Edition
from bot.listeners.handling import Contained

logger = logging.getLogger(__name__)

EVERY = 3.0
"""Seconds between two looks at the database and the folders: a change is learnt in two more, and known within ten."""
NAME = "Team"
"""What the layer of the database is called: an owner where a topic names none, and the title of its shelf."""
FOLDER = "taught"
"""The folder that problems of what is taught name."""

MOST_TRIALS = 3
"""Topics that are tried at one time."""

Make: TypeAlias = Callable[[Sequence[Path]], Edition]
"""Builds and tries what answers with layers on top. Raises where it cannot be used."""
_Basis: TypeAlias = tuple[tuple[tuple[str, int], ...], tuple[object, ...]]


@contextmanager
def layers_with(folders: Sequence[Path], taught: Sequence[Taught]) -> Iterator[tuple[Path, ...]]:
    """Lend the folders of all layers, with one on top that holds what is taught."""
    if not taught:
        yield tuple(folders)
        return
    from bot.knowledge.team_export import write_layer

    with tempfile.TemporaryDirectory(prefix="sales-advisor-") as room:
        write_layer(Path(room) / FOLDER, taught, name=NAME)
        yield (*folders, Path(room) / FOLDER)


def published(store: TaughtStore) -> tuple[Taught, ...]:
    """Return what of the taught topics answers questions."""
    return tuple(one for one in store.current() if one.state is TaughtState.PUBLISHED)


class Follower:
    """Looks every few seconds whether what is taught, or a team's folder, has changed; and at once where it is told to.

    Where a new snapshot cannot be used the old one stays, and the log tells once why; `told` does so until it is mended.
    """

    def __init__(
        self, current: Current[Edition], make: Make, store: TaughtStore, folders: Sequence[Path] = (), *, every: float = EVERY
    ) -> None:
        self._current = current
        self._make = make
        self._store = store
        self._folders = tuple(folders)
        self._every = every
        self._lock = threading.Lock()
        self._seen: object = None
        self._taught: tuple[Taught, ...] = ()
        self._trying = threading.Lock()
        self._basis: _Basis = self._basis_now()
        self._fault = ""
        self._trials: dict[tuple[str, int, _Basis], Edition] = {}
        self._anew = False
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._go, name="follower", daemon=True)

    def start(self) -> None:
        """Take in what is taught already, then follow in a thread."""
        self.look()
        self._thread.start()

    def stop(self) -> None:
        """End the thread, after what it is at."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def heed(self, number: int = getattr(signal, "SIGHUP", 0)) -> None:
        """Build anew soon after a signal, by default SIGHUP; where there is none, as on Windows, nothing. For the main thread."""
        if number:
            signal.signal(number, self._note)

    def _note(self, *_: object) -> None:
        """The next round sees it: a handler may interrupt whoever holds a lock, so it takes none."""
        self._anew = True

    def look(self, *, anew: bool = False) -> bool:
        """Follow what has changed, or build anew whatever has; returns whether all that is published now answers.

        What changes while it builds is found by the next look.
        """
        with self._lock:
            revision = self._store.revision()
            seen = (revision, self._stamps())
            if seen == self._seen and not anew:
                return not self._fault
            taught = published(self._store)
            if revision is not None and self._store.revision() is not None:
                self._taught = taught
            self._seen = seen
            basis = self._basis_now()
            if basis != self._basis or anew:
                self._basis = basis
                self._renew()
            return not self._fault and revision is not None

    def trial(self, taught: Taught) -> Edition:
        """Return what would answer with a topic that is not published, besides what is; the last ones are kept.

        Raises BotError or OSError where that cannot be built.
        """
        if taught.target and not taught.adds_phrases_only:
            taught = replace(taught, id=taught.target)
        with self._trying:
            key = (taught.id, taught.version, self._basis)
            if key not in self._trials:
                others = tuple(one for one in self._taught if one.id != taught.id)
                with layers_with(self._folders, (*others, taught)) as layers:
                    self._trials = {**dict(list(self._trials.items())[1 - MOST_TRIALS :]), key: self._make(layers)}
            return self._trials[key]

    def told(self) -> str | None:
        """Return why the newest knowledge does not answer, in a line; None where it does."""
        return self._fault or None

    def _renew(self) -> None:
        failure = Contained()
        with failure, layers_with(self._folders, self._taught) as layers:
            edition = self._make(layers)
        if failure.error is None:
            self._current.replace(edition)
            self._fault = ""
            logger.info("Snapshot %d answers, with %d topics.", edition.number, len(edition.knowledge.topics))
            return
        number = self._current.get().number
        self._fault = f"changed knowledge cannot be used, snapshot {number} answers on: {failure.error}"
        unexpected = None if isinstance(failure.error, BotError | OSError) else failure.error
        logger.error("Changed knowledge cannot be used; snapshot %d answers on. %s", number, failure.error, exc_info=unexpected)

    def _basis_now(self) -> _Basis:
        return tuple((one.id, one.version) for one in self._taught), self._stamps()

    def _stamps(self) -> tuple[object, ...]:
        """What changes where a file of a folder does."""
        return tuple(sorted(stamp for folder in self._folders for stamp in _stamps_in(folder)))

    def _go(self) -> None:
        while not self._stopping.wait(self._every):
            anew, self._anew = self._anew, False
            failure = Contained()
            with failure:
                self.look(anew=anew)
            if failure.error is not None:
                logger.error("A look at what is taught failed; the next one is due in %s s.", self._every, exc_info=failure.error)


def _stamps_in(folder: Path) -> Iterator[tuple[str, int, int]]:
    for path in folder.rglob("*"):
        try:
            found = path.stat()
        except OSError:  # taken away at this moment
            continue
        yield str(path), found.st_mtime_ns, found.st_size
