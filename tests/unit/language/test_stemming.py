"""Stems by language."""

from __future__ import annotations

import pytest

from bot.language.stemming import NONE, Stemmer, algorithms


@pytest.mark.parametrize(
    ("word", "algorithm", "root"),
    [
        ("customers", "english", "custom"),
        ("selling", "english", "sell"),
        ("pembelian", "indonesian", "beli"),
        ("customers", "indonesian", "customers"),
        ("17%", "english", "17%"),
        ("q3s", "english", "q3s"),
        ("customers", NONE, "customers"),
    ],
)
def test_stem(word: str, algorithm: str, root: str) -> None:
    assert Stemmer(algorithm).stem(word) == root


def test_a_language_may_choose_any_snowball_stemmer_or_none() -> None:
    assert {"english", "indonesian", "german", NONE} <= set(algorithms())
