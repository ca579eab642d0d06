"""Chooses which phrases of the built-in knowledge are learnt again beside new ones: those that could be taken for them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.matching.samples import Sample

NEAR = 700
"""Phrases replayed for sharing rare words with the new ones."""

EVEN = 700
"""Phrases replayed to stand for all others, taken evenly."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Replayed:
    """A phrase to replay, and how many it stands for."""

    sample: Sample
    weight: float


def replayed(samples: Sequence[Sample], new: Sequence[Sample], counts: Mapping[str, Sequence[int]]) -> list[Replayed]:
    """Return the phrases to replay beside new ones, in the order of the samples; the same for the same phrases.

    counts: how often each word stands in the samples.
    """
    asked = {word: _rarity(word, counts, len(samples)) for sample in new for word in words_of(sample.text)}
    shared = [(_shared(sample.text, asked), place) for place, sample in enumerate(samples)]
    near = {place for weight, place in sorted(shared, key=lambda pair: (-pair[0], pair[1]))[:NEAR] if weight > 0}
    rest = [place for place in range(len(samples)) if place not in near]
    even = rest[:: max(1, len(rest) // EVEN)]
    # An even one stands for all that it was taken from, but for no more than a few: most of those say nothing of the new classes.
    weights = {**dict.fromkeys(even, EVEN_WEIGHT), **dict.fromkeys(near, 1.0)}
    return [Replayed(samples[place], weights[place]) for place in sorted(weights)]


EVEN_WEIGHT = 2.0
"""What an even one counts."""


def words_of(text: str) -> AbstractSet[str]:
    """The words of a text as they stand there: enough to tell what looks alike, and much quicker than a reading."""
    return frozenset(_WORD.findall(text.lower()))


def _rarity(word: str, counts: Mapping[str, Sequence[int]], total: int) -> float:
    return math.log((1 + total) / (1 + sum(counts.get(word, ()))))


def _shared(text: str, asked: Mapping[str, float]) -> float:
    """How much of a text's words new phrases have too: the rarer the more, and the less the longer it is."""
    words = words_of(text)
    return sum(asked[word] ** 2 for word in words if word in asked) / math.sqrt(1 + len(words))
