"""Keeps what was read of a folder for as long as none of its files changes, so that building anew reads what is new alone."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

SETTLED = 2.0
"""Seconds for which a folder must have been left alone: of two changes in one tick of the file system's clock, the second might
go unseen."""

_More = ParamSpec("_More")
_Found = TypeVar("_Found")


class Stamp(NamedTuple):
    """What changes where a file does; the second time does so even where a copy keeps the first."""

    path: str
    modified: int
    changed: int
    size: int


class ReadOnce(Generic[_More, _Found]):
    """A function that reads a folder; it returns what it returned last, where folder, arguments and all files are the same.

    What it returns is shared, so nobody may change it. What it raises is not kept.
    """

    def __init__(self, read: Callable[Concatenate[Path, _More], _Found]) -> None:
        self._read = read
        self._kept: list[tuple[object, _Found]] = []

    def __call__(self, folder: Path, /, *more: _More.args, **named: _More.kwargs) -> _Found:
        """Read the folder, or return what is kept of it."""
        stamps = tuple(sorted(stamps_of(folder)))
        asked = (folder, stamps, more, named)
        for before, found in self._kept[-1:]:
            if before == asked:
                return found
        found = self._read(folder, *more, **named)
        if is_settled(stamps):
            self._kept[:] = [(asked, found)]
        return found

    def know(self, found: _Found, folder: Path, /, *more: _More.args, **named: _More.kwargs) -> None:
        """Take what was read of the folder, as it stands, by somebody else."""
        self._kept[:] = [((folder, tuple(sorted(stamps_of(folder))), more, named), found)]


def read_once(read: Callable[Concatenate[Path, _More], _Found]) -> ReadOnce[_More, _Found]:
    """Let a function that reads a folder remember what it read last (see `ReadOnce`)."""
    return ReadOnce(read)


def is_settled(stamps: Sequence[Stamp]) -> bool:
    """Whether there are files, and all were left alone long enough for their stamps to tell every change."""
    return bool(stamps) and max(max(stamp.modified, stamp.changed) for stamp in stamps) < (time.time() - SETTLED) * 1e9


COMPILED = "__pycache__"
"""Where Python leaves what it compiled: no content of a folder."""


def files_in(folder: Path) -> list[str]:
    """Return the paths of all files in a folder, at any depth, but for what Python leaves there."""
    return [stamp.path for stamp in stamps_of(folder) if stamp.changed]


def stamps_of(folder: Path | str) -> Iterator[Stamp]:
    """Yield the stamps of all that is in a folder, at any depth."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name == COMPILED:
                    continue
                if entry.is_dir():
                    # Its own times change with whatever Python leaves in it; what else does shows by the files.
                    yield Stamp(entry.path, 0, 0, 0)
                    yield from stamps_of(entry.path)
                else:
                    state = entry.stat()
                    yield Stamp(entry.path, state.st_mtime_ns, state.st_ctime_ns, state.st_size)
    except OSError:  # no folder, or something was taken away at this moment: reading it tells
        return
