"""The telling words of the phrases that added topics were learnt from: how near a message comes to the nearest of them.

Weights say that words are the topic's own, each for itself; a phrase says that they are asked for together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.matching.field import IDF_STEPS, Field
from bot.matching.reading import Reader, Reading
from bot.matching.samples import Sample

RAREST = 10.0
"""The inverse document frequency of words that the trained model does not know: about that of one met a few times."""

PhraseWords = Mapping[str, tuple[tuple[str, ...], ...]]
"""By topic, the stems of the content words of each phrase."""


def telling(reading: Reading) -> tuple[str, ...]:
    """Return the stems of the words with a subject of their own, once each, in order."""
    content = frozenset(reading.content)
    return tuple(sorted({term.stem for term in reading.message.terms.terms if term.low in content}))


class HeardPhrases:
    """Reads phrases one by one for whoever learns them, and keeps their telling words."""

    def __init__(self, reader: Reader, samples: Sequence[Sample]) -> None:
        self._reader = reader
        self._samples = samples
        self._heard: list[tuple[str, ...]] = []

    def __iter__(self) -> Iterator[Reading]:
        """Yield the readings of all phrases; as objects, all together would take hundreds of megabytes."""
        self._heard = []
        for sample in self._samples:
            reading = self._reader.read(sample.text)
            self._heard.append(telling(reading))
            yield reading

    def words_of(self, topics: Iterable[str]) -> PhraseWords:
        """Return the telling words of each phrase of some topics, after all were read; a phrase without any tells nothing."""
        found: dict[str, list[tuple[str, ...]]] = {topic: [] for topic in topics}
        for sample, words in zip(self._samples, self._heard, strict=True):
            if words and sample.label in found:
                found[sample.label].append(words)
        return {topic: tuple(phrases) for topic, phrases in found.items()}


def nearness(words: Sequence[str], phrases: Iterable[Sequence[str]], known: Field) -> float:
    """Return how like some words are to the nearest phrase, 0 to 1: the cosine of their inverse document frequencies."""
    weights = {word: _weight(word, known) for word in words}
    length = sum(weights.values())
    best = 0.0
    for phrase in phrases:
        shared = sum(weights[word] for word in phrase if word in weights)
        if shared:
            best = max(best, shared / math.sqrt(length * sum(_weight(word, known) for word in phrase)))
    return best


def rarest_missing(words: Sequence[str], phrases: Iterable[Sequence[str]], known: Field) -> float:
    """Return the inverse document frequency of the rarest word that stands in none of the phrases, 0 where there is none."""
    missing = set(words).difference(*phrases)
    return math.sqrt(max((_weight(word, known) for word in missing), default=0.0))


def _weight(word: str, known: Field) -> float:
    """The squared inverse document frequency of a word."""
    place = known.index.get(word)
    return (RAREST if place is None else known.idf[place] / IDF_STEPS) ** 2
