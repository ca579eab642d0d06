"""Chooses which phrases of the built-in knowledge are learnt again beside new ones, and which give way to them."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.matching.model import NONE
from bot.matching.samples import Sample

NEAR = 700
"""Phrases replayed for sharing rare words with the new ones."""

EVEN = 1400
"""Phrases replayed to stand for all others, taken evenly."""

EVEN_WEIGHT = 1.0
"""What one of those counts. Half as many that count double made new topics less sure of their own questions."""

ASIDE_FROM = 0.5
"""Likeness to a new phrase (0 to 1) from which a line out of scope is set aside: it asks for what a team has now written."""

_WORD = re.compile(r"[^\W_]+")

SHORTEST = 3
"""Letters from which a word tells what is asked for: what a contraction leaves behind ('s, 't) does not."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """A phrase to learn from, and how much it counts."""

    sample: Sample
    weight: float


@dataclass(frozen=True, slots=True)
class Aside:
    """A line out of scope that asks for a new topic, and its likeness to a phrase of that, 0 to 1."""

    line: Sample
    topic: str
    likeness: float


class Overlap:
    """Compares texts by the words they share: the rarer the more. Much quicker than reading them."""

    def __init__(self, counts: Mapping[str, Sequence[int]], total: int, stop: AbstractSet[str]) -> None:
        """counts: in how many of `total` phrases each word stands, by language; stop: words that say nothing."""
        self._counts = counts
        self._total = total
        self._stop = stop

    def weights(self, text: str) -> dict[str, float]:
        """The words of a text with their squared rarity."""
        return {word: self._rarity(word) for word in frozenset(_WORD.findall(text.lower())) - self._stop}

    def _rarity(self, word: str) -> float:
        return math.log((1 + self._total) / (1 + sum(self._counts.get(word, ())))) ** 2

    def set_aside(self, lines: Iterable[Sample], new: Sequence[Sample]) -> list[Aside]:
        """Return the lines that ask for a new topic: of all the weight of words in two texts, enough is shared."""
        asked = [_telling(self.weights(sample.text)) for sample in new]
        norms = [math.sqrt(sum(weights.values())) or 1.0 for weights in asked]
        holding: dict[str, list[int]] = defaultdict(list)
        for place, weights in enumerate(asked):
            for word in weights:
                holding[word].append(place)
        found = []
        for line in lines:
            own = _telling(self.weights(line.text))
            shared = _sums(own, holding)
            best = max(shared, key=lambda place: (shared[place] / norms[place], -place), default=None)
            likeness = 0.0 if best is None else shared[best] / (norms[best] * math.sqrt(sum(own.values())))
            if best is not None and likeness >= ASIDE_FROM:
                found.append(Aside(line, new[best].label, round(likeness, 3)))
        return found

    def replayed(self, samples: Sequence[Sample], new: Sequence[Sample]) -> list[Replayed]:
        """Return the phrases to replay beside new ones, in the order of the samples; the same for the same phrases."""
        asked = {word: weight for sample in new for word, weight in self.weights(sample.text).items()}
        shared = [(_shared(sample.text, asked), place) for place, sample in enumerate(samples)]
        near = {place for weight, place in sorted(shared, key=lambda pair: (-pair[0], pair[1]))[:NEAR] if weight > 0}
        rest = [place for place in range(len(samples)) if place not in near]
        even = rest[:: max(1, len(rest) // EVEN)]
        weights = {**dict.fromkeys(even, EVEN_WEIGHT), **dict.fromkeys(near, 1.0)}
        return [Replayed(samples[place], weights[place]) for place in sorted(weights)]


def split_off(old: Sequence[Sample], new: Sequence[Sample], overlap: Overlap) -> tuple[list[Sample], list[Aside]]:
    """Part the phrases of the built-in knowledge into those that still hold and the lines out of scope that are set aside."""
    aside = overlap.set_aside((sample for sample in old if sample.label == NONE), new)
    gone = {id(one.line) for one in aside}
    return [sample for sample in old if id(sample) not in gone], aside


def _sums(weights: Mapping[str, float], holding: Mapping[str, Sequence[int]]) -> dict[int, float]:
    """The weight of the words that each of some phrases shares, by the places that hold a word; none that shares nothing."""
    found: dict[int, float] = defaultdict(float)
    for word, weight in weights.items():
        for place in holding.get(word, ()):
            found[place] += weight
    return {place: weight for place, weight in found.items() if weight > 0}


def _telling(weights: Mapping[str, float]) -> dict[str, float]:
    return {word: weight for word, weight in weights.items() if len(word) >= SHORTEST}


def _shared(text: str, asked: Mapping[str, float]) -> float:
    """How much of a text's words new phrases have too, and the less the longer it is."""
    words = frozenset(_WORD.findall(text.lower()))
    return sum(asked[word] for word in words if word in asked) / math.sqrt(1 + len(words))
