"""Counts the lines of the package that run, so that growth is measured without a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

MOST_GROWTH = 2.4
"""Twice the length may take twice the steps, and a little more for what a short text never meets; four times is quadratic."""
FEW_STEPS = 1000
"""What a text of any length may take on top."""
PIECES = (
    "1 200 ", "$1 ", "1:", "1/", "1/2 ", "(", ",", "1,", "1.", "1'", "1-", "-", "a ", "a month ", "half a ", "two ", "hundred ", "5 of 9 ", "1 in ",
    "between 1 and ", "Rp ", "Rp 5 juta ", "no wait ", "5 no wait ", "not ", "not only ", "is not ", "isn't a bank ", "we don't sell to banks, ",
    "a committee? no, ", "must have to need ", "the owner who decides ", "sales cycle ", "churn lost customers ", "custmers ", "May 2024 ", "Q3 ",
    "setengah ", "sebulan ", "dua puluh ", "tidak ada ", "gmn ", "<@U1> ", ":a:", "<http", "&amp;", "ab? how ", "per month ", "more than ",
)  # fmt: skip
"""What a message may repeat without end."""


def steps(call: Callable[[], object], room: str) -> int:
    """How many lines of the files under `room` run in a call, such as "/bot/language/"."""
    count = 0

    def enter(frame: FrameType, event: str, _: Any) -> Any:
        return inside if room in frame.f_code.co_filename else None

    def inside(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return inside

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def grows_too_fast(before: int, after: int) -> bool:
    """Whether the steps of twice the length are more than about twice as many."""
    return after > MOST_GROWTH * before + FEW_STEPS
