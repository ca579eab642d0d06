"""What words are written out as, so that "don't" and "do not" are the same words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contractions:
    """What is written out: whole words, and what a word may end in (the shortened "not" of "don't")."""

    words: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, tuple[str, ...]]

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the word written out, one word or several."""
        known = self.words.get(word)
        if known is not None:
            return known
        if "'" not in word:
            return (word,)
        for ending, full in self.endings.items():
            if word.endswith(ending) and len(word) > len(ending):
                return (word[: -len(ending)].replace("'", ""), *full)
        return (word.replace("'", ""),)
