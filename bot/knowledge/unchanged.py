"""Keeps what was read of a folder for as long as none of its files changes, so that building anew reads what is new alone."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

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


def read_once(read: Callable[Concatenate[Path, _More], _Found]) -> Callable[Concatenate[Path, _More], _Found]:
    """Let a function that reads a folder return what it returned last, where folder, arguments and all files are the same.

    What it returns is shared, so nobody may change it. What it raises is not kept.
    """
    kept: list[tuple[object, _Found]] = []

    @wraps(read)
    def again(folder: Path, /, *more: _More.args, **named: _More.kwargs) -> _Found:
        stamps = tuple(sorted(_stamps(folder)))
        asked = (folder, stamps, more, named)
        for before, found in kept[-1:]:
            if before == asked:
                return found
        found = read(folder, *more, **named)
        if stamps and max(max(stamp.modified, stamp.changed) for stamp in stamps) < (time.time() - SETTLED) * 1e9:
            kept[:] = [(asked, found)]
        return found

    return again


def _stamps(folder: Path | str) -> Iterator[Stamp]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                state = entry.stat()
                yield Stamp(entry.path, state.st_mtime_ns, state.st_ctime_ns, state.st_size)
                if entry.is_dir():
                    yield from _stamps(entry.path)
    except OSError:  # no folder, or something was taken away at this moment: reading it tells
        return
