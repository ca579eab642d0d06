"""The words of a message set right: chat words written out, typos repaired, stems, and the language they are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import fsum
from operator import add
from typing import NamedTuple, TypeAlias

from bot.domain.language import Language
from bot.language.lexicon import Lexicon
from bot.language.made import maker
from bot.language.remembered import MOST, Remembered
from bot.language.spelling import SHORTEST, Speller
from bot.language.stemming import stemmer_of

UNDECIDED = 0.8
"""Votes below which the words do not tell a language: a word that only one of them uses is one vote."""

LOANED = 3
"""Times a chat word must be commoner in its own language: "smb" and "budget" are at home in several."""

OWN_GRAMMAR = 2.0
FOREIGN_GRAMMAR = 4.0
"""Votes of a grammar word: people mix words of the first language into the others far more than the other way round."""


class Term(NamedTuple):
    """A word as it is meant: `low` after repair, its `stem`, and the index of the word it comes from."""

    low: str
    stem: str
    word: int


_term = maker(Term)


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms of a message. `corrections` pairs (as typed, as repaired), `unknown` words like nothing known."""

    terms: tuple[Term, ...]
    corrections: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    language: Language | None


_Change: TypeAlias = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]
"""What a word becomes: one word or several, and the repairs (as typed, as repaired)."""


class Vocabulary:
    """How often words stand in the phrases of each language, and which language a word belongs to."""

    def __init__(self, counts: Mapping[str, Sequence[int]], lexicons: Sequence[Lexicon], most: int = MOST) -> None:
        """`counts`: word -> how often it stands in the phrases of each language, in the order of `lexicons`; `most`: words
        remembered.
        """
        self._counts = counts
        self._lexicons = tuple(lexicons)
        self._none = (0,) * len(self._lexicons)
        stop = [lexicon.stop for lexicon in lexicons]
        everywhere = frozenset.intersection(*stop) if stop else frozenset()
        self._grammar = frozenset().union(*stop) - everywhere if len(stop) > 1 else frozenset().union(*stop)
        self._votes = Remembered(self._cast, most=most)

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def seen(self, word: str) -> Sequence[int]:
        """How often a word stands in the phrases of each language."""
        return self._counts.get(word, self._none)

    def is_grammar(self, word: str) -> bool:
        """Whether a word of grammar belongs to some languages but not to all."""
        return word in self._grammar

    def language_of_word(self, word: str, default: Language) -> Language:
        """The language in whose phrases a word is commonest; the default on a tie."""
        seen = self.seen(word)
        most = max(seen, default=0)
        if not most or list(seen).count(most) > 1:
            return default
        return self._lexicons[list(seen).index(most)].language

    def language(self, words: Iterable[str]) -> Language | None:
        """Vote by the words that only one language uses; grammar words count double. None where the vote is close."""
        return self._elected(list(map(fsum, zip(*map(self._votes.__getitem__, words), strict=True))) or self._none)

    def _cast(self, word: str) -> tuple[float, ...]:
        """A word's votes: for each language, its share of what the word stands in, and more where the word is of its grammar."""
        if not word.isalpha():
            return self._none
        seen = self.seen(word)
        total = sum(seen)
        telling = self._telling(word, seen)
        shares = (count / total if total else 0.0 for count in seen)
        grammar = ((FOREIGN_GRAMMAR if at else OWN_GRAMMAR) if at in telling else 0.0 for at in range(len(seen)))
        return tuple(map(add, shares, grammar))

    def _telling(self, word: str, seen: Sequence[int]) -> Sequence[int]:
        """The languages that have the word in their grammar; none where all have it, for then it tells nothing."""
        owners = [at for at, lexicon in enumerate(self._lexicons) if self._uses(word, lexicon, seen, at)]
        return owners if len(owners) < len(self._lexicons) else ()

    def _uses(self, word: str, lexicon: Lexicon, seen: Sequence[int], at: int) -> bool:
        """Whether a language has the word in its grammar, or as a chat word that is no plain word elsewhere."""
        if word in lexicon.stop:
            return True
        others = max((count for other, count in enumerate(seen) if other != at), default=0)
        return word in lexicon.slang and seen[at] >= LOANED * others

    def _elected(self, votes: Sequence[float]) -> Language | None:
        if len(votes) == 1:
            return self._lexicons[0].language
        first, second, *_ = sorted(votes, reverse=True)
        return None if first - second < UNDECIDED else self._lexicons[votes.index(first)].language


class TermReader:
    """Sets the words of messages right, with one joint vocabulary for all languages: mixed text is common."""

    def __init__(self, lexicons: Sequence[Lexicon], vocabulary: Vocabulary, speller: Speller, most: int = MOST) -> None:
        """`most`: words remembered."""
        self._lexicons = {lexicon.language: lexicon for lexicon in lexicons}
        self._first = lexicons[0].language
        self._vocabulary = vocabulary
        self._speller = speller
        self._stemmers = {lexicon.language: stemmer_of(lexicon.stemmer, most) for lexicon in lexicons}
        self._stems = {language: Remembered(partial(self._stem, language), most=most) for language in self._lexicons}
        self._changed = {language: Remembered(partial(self._change, language), most=most) for language in self._lexicons}

    def read(self, words: Sequence[str]) -> Terms:
        """Return the terms of a message's words."""
        guessed = self._vocabulary.language(words)
        changes = list(map(self._changed[guessed or self._first].__getitem__, words))
        lows, places, corrections = _set_right(words, changes)
        language = self._vocabulary.language(lows) or guessed if any(changes) else guessed
        stems = map(self._stems[language or self._first].__getitem__, lows)
        return Terms(tuple(map(_term, zip(lows, stems, places, strict=True))), corrections, self._unknown(lows), language)

    def _unknown(self, lows: Sequence[str]) -> tuple[str, ...]:
        """The words like nothing known."""
        unknown = self._speller.unknown(lows)
        return tuple([low for low in unknown if low.isalpha() and not self._is_inflected(low)]) if unknown else ()

    def meet(self, word: str) -> None:
        """Work out beforehand what is remembered of a word, as if it had been said in each language."""
        self._vocabulary.language([word])
        for language, changed in self._changed.items():
            change = changed[word]
            for low in (word,) if change is None else change[0]:
                self._stems[language].__getitem__(low)

    def _change(self, language: Language, word: str) -> _Change | None:
        """What a word becomes; None where it stays as it is."""
        if word == ":":
            return (), ()
        corrections: list[tuple[str, str]] = []
        lows: list[str] = []
        for low in self._written_out(word, language):
            repaired = self._speller.repair(low)
            if repaired is None or self._is_inflected(low):
                lows.append(low)
                continue
            corrections.append((low, repaired))
            lows += self._written_out(repaired, language)
        return None if lows == [word] else (tuple(lows), tuple(corrections))

    def _is_inflected(self, word: str) -> bool:
        """Whether a word that nobody has used is a form of one that is known: "obviously", "mendapatkan". It is no slip."""
        stems = {stemmer.stem(word) for stemmer in self._stemmers.values()} - {word}
        return any(len(stem) >= SHORTEST and self._speller.is_common(stem) for stem in stems)

    def expanded(self, words: Iterable[str], language: Language) -> Iterator[str]:
        """Yield the words with chat words written out, the given language's first."""
        return (one for word in words for one in self._written_out(word, language))

    def _written_out(self, word: str, language: Language) -> Sequence[str]:
        plain = self._lexicons[language].slang.get(word)
        if plain is None and len(word) > 2 and word not in self._vocabulary:
            others = (one.slang.get(word) for code, one in self._lexicons.items() if code != language)
            plain = next((one for one in others if one is not None), None)
        return (word,) if plain is None else plain.split()

    def stems(self, words: Iterable[str], language: Language) -> tuple[str, ...]:
        """The stems of a phrase's words in its language, chat words written out."""
        return tuple(self._stemmers[language].stem(word) for word in self.expanded(words, language))

    def spellings(self, words: Iterable[str], language: Language) -> Iterator[tuple[str, ...]]:
        """Yield a phrase's words as stems of its language, and as messages in each language have them; rows may recur.

        A word is stemmed by the language it is at home in, whatever the language of its phrase: "digital" in "digital marketer".
        """
        lows = tuple(self.expanded(words, language))
        yield tuple(map(self._stemmers[language].stem, lows))
        yield from (tuple(map(self._stems[code].__getitem__, lows)) for code in self._lexicons)

    def _stem(self, default: Language, word: str) -> str:
        return self._stemmers[self._vocabulary.language_of_word(word, default)].stem(word)


def _set_right(
    words: Sequence[str], changes: Sequence[_Change | None]
) -> tuple[Sequence[str], Sequence[int], tuple[tuple[str, str], ...]]:
    """The words written out and repaired, the index of the one that each comes from, and the repairs."""
    if not any(changes):
        return words, range(len(words)), ()
    corrections: list[tuple[str, str]] = []
    lows: list[str] = []
    places: list[int] = []
    for at, (word, change) in enumerate(zip(words, changes, strict=True)):
        if change is None:
            lows.append(word)
            places.append(at)
        else:
            lows += change[0]
            places += [at] * len(change[0])
            corrections += change[1]
    return lows, places, tuple(corrections)
