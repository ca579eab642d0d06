"""Finds the cue phrases of `knowledge/fit/cues/` in a text.

A phrase is words in lower case with blanks between them. `a|b` is either word, `custom*` any word that begins so, `*putuskan`
any that ends so, `<money>` any word of the list `list.money`, and `..` stands for up to three words of the same clause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.advisor.fit.spelling import repairs_of
from bot.advisor.fit.words import Word

GAP = ".."
LIST = "list."
"""Keys of word lists begin so; all others are keys of phrases."""
MENDED = "mended"
"""The list of the words in which slips of the finger are mended."""
LONGEST_GAP = 3


@dataclass(frozen=True, slots=True)
class Place:
    """The words one place of a phrase admits: whole ones, beginnings and endings."""

    whole: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]

    def admits(self, word: str) -> bool:
        """Whether a word may stand here."""
        return word in self.whole or word.startswith(self.starts) or word.endswith(self.ends)


_Phrase: TypeAlias = tuple[Place | None, ...]
"""The places of a phrase in order; None is a gap."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found: its key, and the words it covers from `first` up to but without `last`."""

    key: str
    first: int
    last: int

    def holds(self, other: Hit) -> bool:
        """Whether the other lies inside this one and is shorter."""
        return self.first <= other.first and other.last <= self.last and self.last - self.first > other.last - other.first


class PhraseBook:
    """All cues, ready to be looked for: phrases are kept by the word they begin with."""

    def __init__(self, cues: Mapping[str, Iterable[str]]) -> None:
        self._by_word: dict[str, list[tuple[str, _Phrase]]] = defaultdict(list)
        self._open: list[tuple[str, _Phrase]] = []
        self._open_for: dict[str, list[tuple[str, _Phrase]]] = {}
        self.vocabulary: set[str] = set()
        """Every whole word that stands in a phrase."""
        lists = {key.removeprefix(LIST): tuple(words) for key, words in cues.items() if key.startswith(LIST)}
        for key, phrases in cues.items():
            for phrase in () if key.startswith(LIST) else phrases:
                self._keep(key, parse(phrase, lists))
        self._repairs = {slip: word for slip, word in repairs_of(lists.get(MENDED, ())).items() if slip not in self.vocabulary}

    def mended(self, words: list[Word]) -> list[Word]:
        """The words with slips of the finger mended in the few of the list `list.mended`; no known word is touched."""
        return [replace(word, low=self._repairs.get(word.low, word.low)) for word in words]

    def find(self, words: list[Word]) -> list[Hit]:
        """Return every cue of a text in order of appearance; of the phrases of one key that begin together the longest."""
        hits: dict[tuple[str, int], Hit] = {}
        for first, word in enumerate(words):
            for key, phrase in self._beginning_with(word.low):
                last = _end_of(phrase, words, first)
                known = hits.get((key, first))
                if last is not None and (known is None or known.last < last):
                    hits[key, first] = Hit(key, first, last)
        return list(hits.values())

    def _keep(self, key: str, phrase: _Phrase) -> None:
        self.vocabulary.update(word for place in phrase if place is not None for word in place.whole)
        head = phrase[0]
        if head is None:
            raise ValueError(f"A phrase of {key} begins with a gap.")
        for word in head.whole:
            self._by_word[word].append((key, phrase))
        if head.starts or head.ends:
            self._open.append((key, phrase))

    def _beginning_with(self, word: str) -> list[tuple[str, _Phrase]]:
        # Words recur, so what a wildcard admits is remembered; the limit keeps strange texts from filling the memory.
        wild = self._open_for.get(word)
        if wild is None:
            wild = [(key, phrase) for key, phrase in self._open if phrase[0] is not None and phrase[0].admits(word)]
            if len(self._open_for) < 20_000:
                self._open_for[word] = wild
        return self._by_word.get(word, []) + wild


def parse(phrase: str, lists: Mapping[str, tuple[str, ...]]) -> _Phrase:
    """Return a phrase as places. Raises ValueError where it is empty, begins or ends with a gap, or names no list there is."""
    parts = phrase.split()
    if not parts or GAP in (parts[0], parts[-1]):
        raise ValueError("A phrase begins and ends with a word.")
    return tuple(None if part == GAP else _place(part, lists) for part in parts)


def _place(part: str, lists: Mapping[str, tuple[str, ...]]) -> Place:
    choices: list[str] = []
    for choice in part.split("|"):
        if choice.startswith("<") and choice.endswith(">"):
            if choice[1:-1] not in lists:
                raise ValueError(f"There is no list “{choice[1:-1]}”.")
            choices.extend(lists[choice[1:-1]])
        elif choice:
            choices.append(choice)
    starts = tuple(choice[:-1] for choice in choices if choice.endswith("*"))
    ends = tuple(choice[1:] for choice in choices if choice.startswith("*"))
    return Place(frozenset(choice for choice in choices if "*" not in choice), starts, ends)


def _end_of(phrase: _Phrase, words: list[Word], first: int) -> int | None:
    """The place behind the phrase where it stands at `first`, None where it does not."""
    return _match(phrase, 1, words, first + 1, words[first])


def _match(phrase: _Phrase, step: int, words: list[Word], at: int, head: Word) -> int | None:
    if step == len(phrase):
        return at
    place = phrase[step]
    if place is None:
        for skipped in range(LONGEST_GAP + 1):
            # A colon joins a label to its value ("funds: quite low"), and parts everything else.
            if skipped > 1 and at + skipped <= len(words) and words[at + skipped - 1].low == ":":
                return None
            end = _match(phrase, step + 1, words, at + skipped, head)
            if end is not None:
                return end
        return None
    if at >= len(words) or words[at].clause != head.clause or not place.admits(words[at].low):
        return None
    return _match(phrase, step + 1, words, at + 1, head)
