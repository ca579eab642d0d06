"""The features of a field and their places, in a quarter of the room that a dictionary of so many names takes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any
from zlib import crc32

_BETWEEN = b"\n"


class FeatureIndex(Mapping[str, int]):
    """Names, each with its place in the order they were given in. Not to be changed.

    The names lie in one row of bytes, and are found by a hash table of their places. A look takes a microsecond, which is a lot
    beside a dictionary's; but what is asked for often is remembered by whoever asks.
    """

    __slots__ = ("_names", "_slots", "_starts", "sieve")

    def __init__(self, names: bytes) -> None:
        """`names` in UTF-8, one a line. Raises ValueError where they are not."""
        names.decode()
        each = names.split(_BETWEEN) if names else []
        self._names = names
        self._starts = array("I", accumulate((len(name) + 1 for name in each), initial=0))
        sums = array("I", map(crc32, each))
        self._slots = _slots_of(sums)
        self.sieve = sieve_of(sums)
        """The names in a few bits (see `sieve_of`)."""

    def __len__(self) -> int:
        return len(self._starts) - 1

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
        names, slots, starts = self._names, self._slots, self._starts
        at = crc32(wanted) % len(slots)
        while place := slots[at]:
            if names[starts[place - 1] : starts[place] - 1] == wanted:
                return place - 1
            at -= 1
        return default


def _slots_of(checksums: Sequence[int]) -> array[int]:
    """Return a hash table of places, each one up for 0 is nothing: from where a checksum tells downwards to the first free slot.

    Half of the slots are free, so that a name is met at the second place looked at, and what is none at the third.
    """
    slots = array("I", [0]) * (2 * len(checksums) + 1)
    for place, checksum in enumerate(checksums, 1):
        at = checksum % len(slots)
        while slots[at]:
            at -= 1  # below the first slot comes the last
        slots[at] = place
    return slots


def sieve_of(checksums: Sequence[int]) -> bytes:
    """Return a row of bits, one of them set for each checksum: a name whose bit is not set is none of these.

    A power of two of bytes, at least one a name, so that nine in ten names that are none of these are told at once.
    """
    sieve = bytearray(1 << max(len(checksums) - 1, 0).bit_length())
    last = len(sieve) - 1
    for checksum in checksums:
        sieve[checksum >> 3 & last] |= 1 << (checksum & 7)
    return bytes(sieve)


def united(sieves: Iterable[bytes]) -> bytes:
    """Return the sieve that lets through what any of some sieves does."""
    found = 0
    several = list(sieves)
    size = max(map(len, several), default=1)
    for sieve in several:
        # A longer one looks at more of a checksum: the shorter, side by side, says the same for each of its bits.
        found |= int.from_bytes(sieve * (size // len(sieve)), "little")
    return found.to_bytes(size, "little")


def checksum_of(name: str) -> int:
    """Return the checksum of a name, whatever a person typed."""
    return crc32(name.encode("utf-8", "surrogatepass"))
