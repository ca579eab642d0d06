"""The words of a text alone, without their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from bot.language.contractions import Contractions
from bot.language.tokens import MOST_WORDS, cut

_BARE = re.compile(r"[a-z' \n.,?!;()-]*")
_LETTERS_ALONE = re.compile(r"[A-Za-z' ]*[ .?!]*")
_LETTERS = re.compile(r"[a-z]+(?:'[a-z]+)*")


def words_of(text: str, contractions: Contractions) -> Iterator[str]:
    """Yield the words of a phrase as they are compared; marks and signs are left out."""
    bare = bare_words(text, contractions)
    if bare is not None:
        return iter(bare)
    return (word.low for word in cut(text, contractions, frozenset())[1] if word.low != ":" or ":" in text)


def bare_words(text: str, contractions: Contractions) -> list[str] | None:
    """Return the words of a text of plain letters and marks, as nearly all are, in a fifth of the time that their places take.

    None where there is anything else, and where a text may have more words than are read.
    """
    low = text.lower()
    if not text.isascii() or len(text) > MOST_WORDS or not _BARE.fullmatch(low):
        return None
    words = _LETTERS.findall(low)
    if "'" not in low and contractions.words.keys().isdisjoint(words):
        return words
    return [part for word in words for part in contractions.parts(word)]


def is_plain(text: str, words: Iterable[str], telling: AbstractSet[str]) -> bool:
    """Whether a text is nothing but letters, with marks at its end alone, and none of its words is a telling one."""
    return _LETTERS_ALONE.fullmatch(text) is not None and telling.isdisjoint(words)
