"""Reading takes steps in proportion to the length of a message, whatever it repeats; steps are counted, not seconds."""

from __future__ import annotations

import sys
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest

from bot.language.message import Message
from bot.language.reader import Reader

LENGTHS = (500, 1000, 2000, 4000)
"""Characters; 4,000 are read at most."""
MOST_GROWTH = 2.4
"""Twice the length may take twice the steps, and a little more for what a short text never meets; four times is quadratic."""
FEW_STEPS = 1000
"""What a text of any length may take on top."""
PIECES = (
    "1 200 ", "$1 ", "1:", "1/", "1/2 ", "(", ",", "1,", "1.", "1'", "1-", "-", "a ", "a month ", "half a ", "two ", "hundred ", "5 of 9 ", "1 in ",
    "between 1 and ", "Rp ", "Rp 5 juta ", "no wait ", "5 no wait ", "not ", "not only ", "is not ", "isn't a bank ", "we don't sell to banks, ",
    "a committee? no, ", "must have to need ", "the owner who … decides ", "sales cycle ", "churn lost customers ", "custmers ", "May 2024 ", "Q3 ",
    "setengah ", "sebulan ", "dua puluh ", "tidak ada ", "gmn ", "<@U1> ", ":a:", "<http", "&amp;", "ab? how ", "per month ", "more than ",
)  # fmt: skip


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


def steps(reader: Reader, text: str) -> int:
    """How many lines of the package run while a text is read."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if "/bot/language/" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read(reader, text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_length_takes_about_twice_the_steps(full_reader: Reader, piece: str) -> None:
    counts = [steps(full_reader, (piece * length)[:length]) for length in LENGTHS]
    growing = [after > MOST_GROWTH * before + FEW_STEPS for before, after in pairwise(counts)]
    assert not any(growing), list(zip(LENGTHS, counts, strict=True))


def test_what_is_longer_than_what_is_read_takes_no_more_steps(full_reader: Reader) -> None:
    assert steps(full_reader, "1/" * 50_000) <= 1.1 * steps(full_reader, "1/" * 2_000)
