"""Numbers and figures as each language writes them."""

from __future__ import annotations

import pytest

from bot.domain.knowledge import Figure, KnowledgeBase
from bot.domain.language import Language
from bot.rendering.figures import fill_figures, write_figure, write_number
from tests.toys import toy_knowledge

EN, ID = Language("en"), Language("id")


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return toy_knowledge()


@pytest.mark.parametrize(
    ("value", "decimals", "english", "indonesian"),
    [
        (1234.5, 2, "1,234.5", "1.234,5"),
        (0.125, 2, "0.13", "0,13"),
        (7907.04, 2, "7,907.04", "7.907,04"),
        (1234.5, 0, "1,235", "1.235"),
        (3, 2, "3", "3"),
        (-20.5, 1, "-20.5", "-20,5"),
        (1e15, 2, "1,000,000,000,000,000", "1.000.000.000.000.000"),
        (1e27, 2, f"1{',000' * 9}", f"1{'.000' * 9}"),
        (1e300, 2, f"1{',000' * 100}", f"1{'.000' * 100}"),
    ],
)
def test_number(value: float, decimals: int, english: str, indonesian: str) -> None:
    assert (write_number(value, EN, decimals), write_number(value, ID, decimals)) == (english, indonesian)


def figure(low: float, high: float, unit: str, scale: str | None = None) -> Figure:
    return Figure(id="f", low=low, high=high, unit=unit, scale=scale, source="article.price")


@pytest.mark.parametrize(
    ("made", "english", "indonesian"),
    [
        (figure(27.7, 27.7, "usd", "billion"), "$27.7 billion", "27,7 miliar dolar AS"),
        (figure(2.5, 2.5, "usd", "million"), "$2.5 million", "2,5 juta dolar AS"),
        (figure(100_000, 100_000, "usd"), "$100,000", "100.000 dolar AS"),
        (figure(6, 10, "month"), "6–10 months", "6–10 bulan"),
        (figure(1, 1, "month"), "1 month", "1 bulan"),
        (figure(1, 2, "month"), "1–2 months", "1–2 bulan"),
        (figure(2022, 2022, "year"), "2022", "2022"),
    ],
)
def test_figure(knowledge: KnowledgeBase, made: Figure, english: str, indonesian: str) -> None:
    assert (write_figure(made, knowledge, EN), write_figure(made, knowledge, ID)) == (english, indonesian)


def test_figures_are_filled_into_a_text(knowledge: KnowledgeBase) -> None:
    assert fill_figures("At $deal, or $deal.", knowledge, EN) == "At $1,000, or $1,000."
    assert fill_figures("At $deal.", knowledge, ID) == "At 1.000 dolar AS."
    assert fill_figures("No figure here.", knowledge, EN) == "No figure here."
