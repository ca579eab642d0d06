"""Stems by language."""

from __future__ import annotations

import pytest

from bot.domain.language import Language
from bot.matching.stemming import stem


@pytest.mark.parametrize(
    ("word", "language", "root"),
    [
        ("customers", Language.EN, "custom"),
        ("selling", Language.EN, "sell"),
        ("pembelian", Language.ID, "beli"),
        ("customers", Language.ID, "customers"),
        ("17%", Language.EN, "17%"),
        ("q3s", Language.EN, "q3s"),
    ],
)
def test_stem(word: str, language: Language, root: str) -> None:
    assert stem(word, language) == root
