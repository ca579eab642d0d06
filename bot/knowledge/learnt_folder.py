"""Keeps what was learnt of layers in a folder: in the cache of whoever works with folders alone."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from bot.knowledge.cached_files import keep
from bot.matching.model_file import write_whole

KEPT = 20
"""Models kept, the newest: some hundred kilobytes each."""


class LearntFolder:
    """Models by the stamp of what they were learnt from (see `bot.advisor.ports.LearntStore`); without a folder, none."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find(self, *, stamp: str) -> bytes | None:
        """Return what was learnt; None where it is not kept, or cannot be read."""
        try:
            return None if self._folder is None else self._file(self._folder, stamp).read_bytes()
        except OSError:
            return None

    def keep(self, *, stamp: str, content: bytes) -> None:
        """Keep what was learnt, and let the oldest go. A folder that cannot be written costs seconds at a start, and is told."""
        if self._folder is not None:
            keep(self._file(self._folder, stamp), lambda path: write_whole(path, content), KEPT)

    def forget(self, *, stamp: str) -> None:
        """Delete what cannot be used, where that can be done: it is written anew in any case."""
        if self._folder is not None:
            with suppress(OSError):
                self._file(self._folder, stamp).unlink(missing_ok=True)

    @staticmethod
    def _file(folder: Path, stamp: str) -> Path:
        return folder / f"{stamp}.gz"
