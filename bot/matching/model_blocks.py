"""The body of a model file: blocks of names and of plain numbers, one after the other."""

from __future__ import annotations

import sys
from array import array

from bot.matching.feature_index import FeatureIndex


def add(blocks: list[bytes], block: bytes) -> int:
    """Add a block and return its size."""
    blocks.append(block)
    return len(block)


def bytes_of(numbers: array[int]) -> bytes:
    """Numbers as plain bytes, the least significant first."""
    kept = array(numbers.typecode, numbers)
    if sys.byteorder == "big":
        kept.byteswap()
    return kept.tobytes()


def narrowed(numbers: array[int]) -> array[int]:
    """Unsigned shorts as bytes, where each fits into one: half the memory of the largest block, made without a look at each."""
    low, high = (bytes_of(numbers)[half::2] for half in (0, 1))
    return array("B", low) if high.count(0) == len(high) else numbers


class Blocks:
    """Cuts the body into the blocks whose sizes the header gives, in their order."""

    def __init__(self, body: bytes) -> None:
        self._body = memoryview(body)
        self._at = 0

    def take(self, size: int) -> bytes:
        """The next block. Raises ValueError where the body is too short."""
        if size < 0 or self._at + size > len(self._body):
            raise ValueError("sizes differ")
        self._at += size
        return bytes(self._body[self._at - size : self._at])

    def text(self, size: int) -> list[str]:
        """The next block as names."""
        names = self.take(size).decode()
        return names.split("\n") if names else []

    def index(self, size: int) -> FeatureIndex:
        """The next block as names and their places."""
        return FeatureIndex(self.take(size))

    def numbers(self, code: str, size: int) -> array[int]:
        """The next block as numbers of a type of `array`."""
        found = array(code)
        found.frombytes(self.take(size))
        if sys.byteorder == "big":
            found.byteswap()
        return found
