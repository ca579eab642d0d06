"""Chooses which phrases of the built-in knowledge are learnt again beside new ones, and which give way to them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

import numpy
from numpy.typing import NDArray

from bot.matching.aside import Aside
from bot.matching.known_phrases import KnownPhrases, words_in
from bot.matching.model import NONE
from bot.matching.rows import Integers
from bot.matching.samples import Sample

NEAR = 700
"""Phrases replayed for sharing rare words with the new ones."""

EVEN = 1400
"""Phrases replayed to stand for all others, taken evenly: always the same ones, so that what was read of them can be kept. Half
as many that count double made new topics less sure of their own questions."""

ASIDE_FROM = 0.5
"""Likeness to a new phrase (0 to 1) from which a line out of scope is set aside: it asks for what a team has now written."""

SHORTEST = 3
"""Letters from which a word tells what is asked for: what a contraction leaves behind ('s, 't) does not."""


class Overlap:
    """Compares new phrases with known ones by the words they share: the rarer the more."""

    def __init__(self, known: KnownPhrases, counts: Mapping[str, Sequence[int]], stop: AbstractSet[str]) -> None:
        """counts: in how many of the known phrases each word stands, by language; stop: words that say nothing."""
        self._known = known
        self._counts = counts
        self._stop = stop
        self._owners = known.owners
        self._rarities: dict[str, float] = {}

    def _weights(self, text: str) -> dict[str, float]:
        """The words of a text with their squared rarity."""
        return {word: self._rarity(word) for word in sorted(words_in(text) - self._stop)}

    def _telling(self, text: str) -> dict[str, float]:
        return {word: weight for word, weight in self._weights(text).items() if len(word) >= SHORTEST}

    def _rarity(self, word: str) -> float:
        found = self._rarities.get(word)
        if found is None:
            found = math.log((1 + len(self._known.texts)) / (1 + sum(self._counts.get(word, ())))) ** 2
            self._rarities[word] = found
        return found

    def _sums(self, weights: Mapping[str, float]) -> NDArray[numpy.float64]:
        """The weight of the words among these that each known phrase has."""
        each = numpy.zeros(len(self._known.words))
        for word in weights.keys() & self._places.keys():
            each[self._places[word]] = weights[word]
        found = numpy.bincount(self._owners, weights=each[self._known.members], minlength=len(self._known.texts))
        return found.astype(numpy.float64)

    def set_aside(self, new: Sequence[Sample]) -> dict[int, Aside]:
        """Return the lines that ask for a new topic, by place: of all the weight of words in two texts, enough is shared."""
        asked = [self._telling(sample.text) for sample in new]
        norms = [math.sqrt(sum(weights.values())) or 1.0 for weights in asked]
        holding: dict[str, list[int]] = defaultdict(list)
        for place, weights in enumerate(asked):
            for word in weights:
                holding[word].append(place)
        found = {}
        for line in self._likely({word: weight for weights in asked for word, weight in weights.items()}):
            likeness, place = _likest(self._telling(self._known.texts[line]), holding, norms)
            if likeness >= ASIDE_FROM:
                found[line] = Aside(self._known.sample(line), new[place].label, round(likeness, 3))
        return found

    @cached_property
    def _places(self) -> dict[str, int]:
        """The place of each known word."""
        return {word: place for place, word in enumerate(self._known.words)}

    @cached_property
    def _all_telling(self) -> NDArray[numpy.float64]:
        """The weight of all telling words that each known phrase has."""
        telling = (word for word in self._known.words if len(word) >= SHORTEST and word not in self._stop)
        return self._sums({word: self._rarity(word) for word in telling})

    def _likely(self, asked: Mapping[str, float]) -> Iterator[int]:
        """Yield the lines out of scope that may be set aside: none is liker to one phrase than to all of them."""
        if NONE not in self._known.labels:
            return
        shares = self._sums(asked) / numpy.maximum(self._all_telling, 1e-9)
        outside = self._known.label_of == self._known.labels.index(NONE)
        yield from numpy.flatnonzero(outside & (shares >= ASIDE_FROM**2 - 1e-6)).tolist()

    def replayed(self, new: Sequence[Sample], gone: AbstractSet[int]) -> Integers:
        """Return the places of the phrases to replay beside new ones, rising, without those that are gone."""
        asked = {word: weight for sample in new for word, weight in self._weights(sample.text).items()}
        shares = self._sums(asked) / numpy.sqrt(1 + numpy.diff(self._known.starts))
        shares[list(gone)] = 0.0
        near = numpy.argsort(-shares, kind="stable")[:NEAR]
        count = len(self._known.texts)
        even = numpy.setdiff1d(numpy.arange(0, count, max(1, count // EVEN)), numpy.array(sorted(gone), numpy.int64))
        return numpy.union1d(even, near[shares[near] > 0])


def _likest(own: Mapping[str, float], holding: Mapping[str, Sequence[int]], norms: Sequence[float]) -> tuple[float, int]:
    """Return how like a text is to the one of some phrases that it is likest to, and which one that is.

    own: the text's words with their weights; holding: by word, the phrases that have it.
    """
    shared: dict[int, float] = defaultdict(float)
    for word, weight in own.items():
        for place in holding.get(word, ()):
            shared[place] += weight
    best = max(
        (place for place in shared if shared[place] > 0), key=lambda place: (shared[place] / norms[place], -place), default=-1
    )
    return (shared[best] / (norms[best] * math.sqrt(sum(own.values()))), best) if best >= 0 else (0.0, best)
