"""The words the matcher knows beforehand: synonyms, slang, stop words, and words that name a side of the market."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.language import Language, Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The lexicon of both languages, as the curator wrote it.

    concepts: concept id -> the phrases that stand for it, by language.
    slang: chat word -> plain words, by language.
    stop, polite: words without a subject of their own, by language.
    segments: phrases that name a side, of both languages together; `names` are companies known to be large.
    """

    concepts: Mapping[Language, Mapping[str, Sequence[str]]]
    slang: Mapping[Language, Mapping[str, str]]
    stop: Mapping[Language, frozenset[str]]
    polite: Mapping[Language, frozenset[str]]
    segments: Mapping[Segment, Sequence[str]]
    names: Sequence[str]
    common: frozenset[str] = frozenset()


@dataclass(slots=True)
class PhraseTable:
    """Finds known phrases of one or more words in a list of words, longest first."""

    _entries: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)

    def add(self, words: Sequence[str], label: str) -> None:
        """Teach the table that `words` in a row mean `label`."""
        entries = self._entries.setdefault(words[0], [])
        entries.append((tuple(words), label))
        entries.sort(key=lambda entry: -len(entry[0]))

    @classmethod
    def of(cls, labelled: Iterable[tuple[Sequence[str], str]]) -> PhraseTable:
        """Build a table from pairs of words and label; empty ones are passed over."""
        table = cls()
        for words, label in labelled:
            if words:
                table.add(words, label)
        return table

    def find(self, words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Yield (label, start, end) for every phrase found; at one start only the longest phrases count."""
        for start, word in enumerate(words):
            longest = 0
            for phrase, label in self._entries.get(word, ()):
                size = len(phrase)
                if size < longest:
                    break
                if tuple(words[start : start + size]) == phrase:
                    longest = size
                    yield label, start, start + size
