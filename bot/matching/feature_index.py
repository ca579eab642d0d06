"""The features of a field and their places, in a quarter of the room that a dictionary of so many names takes."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any
from zlib import crc32

_BETWEEN = b"\n"


class FeatureIndex(Mapping[str, int]):
    """Names, each with its place in the order they were given in. Not to be changed.

    The names lie in one row of bytes, and are found by a sorted list of their checksums. A look takes two microseconds, which
    is a lot beside a dictionary's; but what is asked for often is remembered by whoever asks.
    """

    __slots__ = ("_names", "_places", "_starts", "_sums")

    def __init__(self, names: bytes) -> None:
        """`names` in UTF-8, one a line. Raises ValueError where they are not."""
        names.decode()
        each = names.split(_BETWEEN) if names else []
        self._names = names
        self._starts = array("I", accumulate((len(name) + 1 for name in each), initial=0))
        sums = array("I", map(crc32, each))
        self._places = array("I", sorted(range(len(each)), key=sums.__getitem__))
        self._sums = array("I", map(sums.__getitem__, self._places))

    def __len__(self) -> int:
        return len(self._sums)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names.decode().split(_BETWEEN.decode()) if self._names else [])

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __getitem__(self, name: str) -> int:
        place: int | None = self.get(name)
        if place is None:
            raise KeyError(name)
        return place

    def get(self, name: str, default: Any = None, /) -> Any:
        """Return the place of a name, whatever a person typed; the default where it is none of these."""
        wanted = name.encode("utf-8", "surrogatepass")
        checksum = crc32(wanted)
        sums = self._sums
        at = bisect_left(sums, checksum)
        while at < len(sums) and sums[at] == checksum:
            place = self._places[at]
            if self._names[self._starts[place] : self._starts[place + 1] - 1] == wanted:
                return place
            at += 1
        return default
