"""Quotations stay short."""

from __future__ import annotations

from bot.knowledge.quoting import short


def test_a_short_text_is_quoted_whole() -> None:
    assert short("x" * 60) == "x" * 60


def test_a_long_text_is_cut_with_a_mark() -> None:
    assert short("x" * 61) == "x" * 59 + "…"
