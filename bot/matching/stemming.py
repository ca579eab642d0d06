"""Word stems in both languages, by the Snowball algorithms, remembered."""

from __future__ import annotations

from functools import lru_cache

import snowballstemmer

from bot.domain.language import Language

_STEMMERS = {
    Language.EN: snowballstemmer.EnglishStemmer(),
    Language.ID: snowballstemmer.IndonesianStemmer(),
}


@lru_cache(maxsize=65536)
def stem(word: str, language: Language) -> str:
    """Return the stem of one lower-case word; words with digits stay as they are."""
    if not word.isalpha():
        return word
    return str(_STEMMERS[language].stemWord(word))
