"""Repair of misspelt words, against the words the knowledge itself uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language.remembered import Remembered

SHORTEST = 4
"""Words below this many letters are never repaired: too many real words lie one letter away."""

TWO_EDITS_FROM = 8
"""Words of at least this many letters may be two edits off: 80 % of errors are one edit (Damerau 1964)."""

REPAIRED = 2_000
"""Unknown words of which it is kept whether they can be repaired: few are met again."""


class Speller:
    """Repairs unknown words to the likeliest known one: fewest edits, same first letter preferred, then the commoner word."""

    def __init__(self, frequencies: Mapping[str, int], known: frozenset[str] = frozenset()) -> None:
        """`frequencies`: words that may be a repair, with how often they stand in the phrases; `known`: further right words."""
        self._frequencies = frequencies
        self._known = known
        by_length: dict[int, list[str]] = {}
        self._by_end: dict[tuple[int, int, str], list[str]] = {}
        for word in sorted(frequencies):
            if len(word) >= SHORTEST and word.isalpha():
                by_length.setdefault(len(word), []).append(word)
                for end in (0, -1):
                    self._by_end.setdefault((len(word), end, word[end]), []).append(word)
        self._by_length = {length: "\n".join(words) for length, words in by_length.items()}
        self._repair = Remembered(self._search, most=REPAIRED)

    def knows(self, word: str) -> bool:
        """Whether the word is right as it stands."""
        return word in self._frequencies or word in self._known

    def unknown(self, words: Iterable[str]) -> list[str]:
        """The words that are not right as they stand."""
        frequencies, known = self._frequencies, self._known
        return [word for word in words if word not in frequencies and word not in known]

    def is_common(self, word: str) -> bool:
        """Whether the word is right, and not just a slip that stands in one phrase."""
        return word in self._known or self._frequencies.get(word, 0) > 1

    def repair(self, word: str) -> str | None:
        """Return the known word this one was meant to be, or None where it is right, too short, or like nothing known."""
        if self.knows(word) or len(word) < SHORTEST or not word.isalpha():
            return None
        return self._repair[word]

    def _search(self, word: str) -> str | None:
        edits = 2 if len(word) >= TWO_EDITS_FROM else 1
        best: tuple[int, bool, int, str] | None = None
        for length in range(len(word) - edits, len(word) + edits + 1):
            # All at once: half as long again would take them one by one (`extract_iter`).
            for candidate, distance, _ in process.extract(
                word, self._candidates(word, length, edits), scorer=OSA.distance, score_cutoff=edits, limit=None
            ):
                rank = (distance, candidate[0] != word[0], -self._frequencies[candidate], candidate)
                best = rank if best is None else min(best, rank)
        return best[3] if best else None

    def _candidates(self, word: str, length: int, edits: int) -> Sequence[str]:
        """Words of a length that may be so many edits away. One edit touches two letters side by side at most: an end stays, or
        of two edits there is one at each end, and what is between stays.
        """
        found = [candidate for end in (0, -1) for candidate in self._by_end.get((length, end, word[end]), ())]
        if edits > 1:
            found += self._holding(word[2:-2], length)
        return found

    def _holding(self, letters: str, length: int) -> Iterator[str]:
        """Yield the words of a length that hold some letters; they stand in one line each."""
        words = self._by_length.get(length, "")
        at = words.find(letters)
        while at >= 0:
            first = at - at % (length + 1)
            yield words[first : first + length]
            at = words.find(letters, first + length)
