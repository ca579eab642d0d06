"""The cue phrases of the fit assessment, and the few words in which slips of the finger are mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.advisor.fit.spelling import repairs_of
from bot.advisor.fit.words import Word
from bot.language.grammar import LIST
from bot.language.phrases import Hit
from bot.language.phrases import PhraseBook as Book

__all__ = ["LIST", "Hit", "PhraseBook"]

BOOK = "fit"
"""The name of the book among those of the reader of messages."""
MENDED = "mended"
"""The list of the words in which slips of the finger are mended."""


class PhraseBook:
    """All cues, ready to be looked for."""

    def __init__(self, cues: Mapping[str, Iterable[str]]) -> None:
        self._book = Book(cues, str.split)
        listed = tuple(cues.get(f"{LIST}{MENDED}", ()))
        self._repairs = {slip: word for slip, word in repairs_of(listed).items() if slip not in self._book.vocabulary}

    def mended(self, words: list[Word]) -> list[Word]:
        """The words with slips of the finger mended in the few of the list `list.mended`; no known word is touched."""
        return [replace(word, low=self._repairs.get(word.low, word.low)) for word in words]

    def find(self, words: list[Word]) -> list[Hit]:
        """Return every cue of a text in order of appearance; of the phrases of one key that begin together the longest."""
        return self._book.find([word.low for word in words], [word.clause for word in words])
