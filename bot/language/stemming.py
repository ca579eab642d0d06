"""Word stems by the Snowball algorithm that a language names, remembered."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import snowballstemmer

from bot.language.remembered import MOST, Remembered

NONE = "none"
"""Named by a language that has no such algorithm: its words stay as they are."""


class Stemmer:
    """Stems the words of one language."""

    def __init__(self, algorithm: str, most: int = MOST) -> None:
        """`algorithm`: a name of `algorithms()`, or `none`; `most`: words remembered. Raises KeyError for another one."""
        self._algorithm = algorithm
        stemmer = None if algorithm == NONE else snowballstemmer.stemmer(algorithm)
        self._stems = Remembered(lambda word: _stem(stemmer, word), most=most)

    def __reduce__(self) -> tuple[Callable[[str], Stemmer], tuple[str], dict[str, str]]:
        return stemmer_of, (self._algorithm,), dict(self._stems)

    def __setstate__(self, stems: dict[str, str]) -> None:
        """Know some stems beforehand."""
        self._stems.update(stems)

    def stem(self, word: str) -> str:
        """Return the stem of one lower-case word; words with digits stay as they are."""
        return self._stems[word]


@cache
def stemmer_of(algorithm: str, most: int = MOST) -> Stemmer:
    """The stemmer of an algorithm, one for all readers: a stem is the same for each of them. Raises KeyError for another name."""
    return Stemmer(algorithm, most)


def algorithms() -> tuple[str, ...]:
    """The names a language may choose from."""
    return (NONE, *sorted(snowballstemmer.algorithms()))


def _stem(stemmer: object, word: str) -> str:
    if stemmer is None or not word.isalpha():
        return word
    return str(stemmer.stemWord(word))  # type: ignore[attr-defined]
