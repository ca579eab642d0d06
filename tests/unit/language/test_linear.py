"""Reading takes steps in proportion to the length of a message, whatever it repeats; steps are counted, not seconds."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.language.message import Message
from bot.language.reader import Reader
from tests.steps import PIECES, grows_too_fast, steps

LENGTHS = (500, 1000, 2000)
"""Characters; 4,000 are read at most."""


def read(reader: Reader, text: str) -> Message:
    """Read every part of a message."""
    message = reader.read(text)
    for part in (
        message.terms,
        message.content,
        message.concepts,
        message.quantities,
        message.dates,
        message.negations,
        message.asked,
    ):
        assert part is not None
    for book in reader.books:
        message.hits(book)
    assert all(message.denial(at) is None or message.denial(at) for at in range(len(message.words)))
    assert all(message.is_turned_down(side) in (True, False) for side in message.sides)
    return message


def reading_steps(reader: Reader, text: str) -> int:
    return steps(lambda: read(reader, text), "/bot/language/")


@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_length_takes_about_twice_the_steps(full_reader: Reader, piece: str) -> None:
    counts = [reading_steps(full_reader, (piece * length)[:length]) for length in LENGTHS]
    assert not any(grows_too_fast(before, after) for before, after in pairwise(counts)), list(zip(LENGTHS, counts, strict=True))


def test_what_is_longer_than_what_is_read_takes_no_more_steps(full_reader: Reader) -> None:
    assert reading_steps(full_reader, "1/" * 50_000) <= 1.1 * reading_steps(full_reader, "1/" * 2_000)
