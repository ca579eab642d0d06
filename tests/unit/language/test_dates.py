"""Dates: years, quarters and months as points that can be put in order."""

from __future__ import annotations

import pytest

from bot.language.reader import Reader


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("in March", [3]),
        ("Maret lalu", [3]),
        ("since September 2025", [9 + 12 * 2025]),
        ("2024 and 2025", [12 * 2024, 12 * 2025]),
        ("Q1 vs Q3 2025", [3, 9 + 12 * 2025]),
        ("kuartal 2", [6]),
        ("H1", [6]),
        ("in May we sold", [5]),
        ("we may sell", []),
        ("may 2024", [5 + 12 * 2024]),
        ("q9 or 12 quarters", []),
        ("", []),
    ],
)
def test_dates(reader: Reader, text: str, months: list[float]) -> None:
    assert [date.months for date in reader.read(text).dates] == months


def test_since_is_told(reader: Reader) -> None:
    assert [date.since for date in reader.read("sejak Juni, and in July").dates] == [True, False]
