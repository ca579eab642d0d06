"""Checks that no day is still to come: a text cannot have been read, nor a source published, then."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from statistics import median_low

from bot.domain.clock import utc_now
from bot.errors import Problem
from bot.knowledge.content import Content, walk

_DAYS = ("reviewed_on", "published")
GRACE = datetime.timedelta(days=1)
"""East of Greenwich it is tomorrow already."""


def check_days(content: Content, today: datetime.date | None = None) -> Iterator[Problem]:
    """Yield days that are still to come: later than today, and than the usual day of the folder, for a clock may be wrong."""
    found = [
        (file, path, value)
        for file in sorted(content.raw)
        for path, value in walk(content.raw[file])
        if path.rpartition(".")[2] in _DAYS and isinstance(value, datetime.date)
    ]
    if not found:
        return
    usual = median_low(value for _, path, value in found)
    latest = max((today or utc_now().date()) + GRACE, usual)
    for file, path, value in found:
        if value > latest:
            yield content.problem(file, path, f"The day {value} is still to come.", "Correct the year, the month or the day.")
