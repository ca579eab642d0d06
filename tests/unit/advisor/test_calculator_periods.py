"""Periods convert by the calendar's round numbers, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advisor.calculators.numbers import coarse, convert, convert_rate
from bot.language.quantity import Period


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        (12, Period.WEEK, Period.DAY, 84),
        (2, Period.QUARTER, Period.MONTH, 6),
        (1.5, Period.YEAR, Period.MONTH, 18),
        (73, Period.DAY, Period.MONTH, 73 * 12 / 365),
        (26, Period.WEEK, Period.YEAR, 0.5),
    ],
)
def test_durations_convert(value: float, source: Period, target: Period, expected: float) -> None:
    assert convert(value, source, target) == pytest.approx(expected)


def test_a_rate_converts_the_other_way_round() -> None:
    assert convert_rate(100, Period.MONTH, Period.YEAR) == pytest.approx(1200)
    assert convert_rate(1200, Period.YEAR, Period.QUARTER) == pytest.approx(300)


def test_short_durations_are_told_per_day_and_longer_ones_per_month() -> None:
    assert {coarse(period) for period in (Period.DAY, Period.WEEK)} == {Period.DAY}
    assert {coarse(period) for period in (Period.MONTH, Period.QUARTER, Period.YEAR)} == {Period.MONTH}


@given(st.floats(0.01, 1e6), st.sampled_from(Period), st.sampled_from(Period))
def test_there_and_back_is_the_same(value: float, source: Period, target: Period) -> None:
    assert convert(convert(value, source, target), target, source) == pytest.approx(value)
