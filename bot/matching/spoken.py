"""Which words stand in which phrases, so that the words of any part of the phrases are counted without cutting them again."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy

from bot.language.lexicon import Lexicon
from bot.language.reader import contractions_of
from bot.matching.samples import Sample, words_of_vocabulary


class Spoken:
    """The words of phrases, each cut once."""

    def __init__(self, samples: Sequence[Sample], lexicons: Sequence[Lexicon]) -> None:
        contractions = contractions_of(lexicons)
        order = {lexicon.language: place for place, lexicon in enumerate(lexicons)}
        met: dict[str, int] = {}
        said, sizes = array("i"), array("i")
        for sample in samples:
            words = words_of_vocabulary(sample.text, contractions)
            said.extend([met.setdefault(word, len(met)) for word in words])
            sizes.append(len(words))
        self._words = sorted(met)
        places = numpy.zeros(len(met), numpy.int32)
        places[[met[word] for word in self._words]] = numpy.arange(len(met))
        self._languages = len(order)
        # A word of a phrase is one number: the word, and the language of the phrase.
        self._cells = places[numpy.asarray(said)] * self._languages
        self._cells += numpy.repeat(numpy.array([order[sample.language] for sample in samples], numpy.int32), sizes)
        self._owners = numpy.repeat(numpy.arange(len(samples), dtype=numpy.int32), sizes)
        self._count = len(samples)

    def vocabulary_of(self, places: Sequence[int]) -> dict[str, tuple[int, ...]]:
        """Count in how many of the phrases at these places, by language, each word stands; by word."""
        picked = numpy.zeros(self._count, bool)
        picked[numpy.array(places, numpy.int64)] = True
        counts = numpy.bincount(self._cells[picked[self._owners]], minlength=len(self._words) * self._languages)
        table = counts.reshape(-1, self._languages)
        return {self._words[place]: tuple(table[place].tolist()) for place in numpy.flatnonzero(table.any(axis=1)).tolist()}
