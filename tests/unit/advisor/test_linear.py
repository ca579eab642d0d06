"""One person cannot keep the others waiting: what a message may set off takes steps in proportion to its length."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.bootstrap import Answering
from tests.steps import PIECES, grows_too_fast, steps

LENGTHS = (500, 1000, 2000)
"""Characters; 4,000 are read at most."""
TOLD = "our clients are banks with 900 staff, "


@pytest.mark.parametrize("piece", [*PIECES, TOLD, "12 people decide, ", "$5k a year, ", "3 months, "])
def test_the_fit_check_and_the_sums_take_about_twice_the_steps_for_twice_the_length(answering: Answering, piece: str) -> None:
    def work(text: str) -> None:
        answering.fit.read(answering.reader.read(text))
        answering.calculators.read(answering.reader.read(f"churn? {text}"), hint="metric-churn-rate")

    counts = [steps(lambda text=text: work(text), "/bot/advisor/") for text in ((piece * n)[:n] for n in LENGTHS)]  # type: ignore[misc]
    assert not any(grows_too_fast(before, after) for before, after in pairwise(counts)), list(zip(LENGTHS, counts, strict=True))
