"""The phrases that a model was learnt from, as arrays: their words, to find those near to new ones, and the features of some."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy

from bot.domain.language import Language
from bot.matching.incidence import Incidence
from bot.matching.reading import Reader
from bot.matching.rows import Integers
from bot.matching.samples import Sample

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, eq=False)
class KnownPhrases:
    """Phrases with their labels and languages (places in lists of names), and the words of each.

    The words of phrase i are `members[starts[i]:starts[i + 1]]`, places in `words`. `read` gives the features of phrases at some
    places.
    """

    texts: Sequence[str]
    labels: Sequence[str]
    label_of: Integers
    languages: Sequence[str]
    language_of: Integers
    words: Sequence[str]
    starts: Integers
    members: Integers
    read: Callable[[Integers], Incidence]

    @classmethod
    def of(cls, samples: Sequence[Sample], read: Callable[[Integers], Incidence]) -> KnownPhrases:
        """Take the phrases of samples."""
        labels, label_of = _numbered([sample.label for sample in samples])
        languages, language_of = _numbered([str(sample.language) for sample in samples])
        spoken = [sorted(words_in(sample.text)) for sample in samples]
        words, members = _numbered(list(chain.from_iterable(spoken)))
        return cls(
            texts=[sample.text for sample in samples],
            labels=labels,
            label_of=label_of,
            languages=languages,
            language_of=language_of,
            words=words,
            starts=numpy.concatenate([[0], numpy.cumsum([len(one) for one in spoken], dtype=numpy.int64)]),
            members=members,
            read=read,
        )

    @property
    def owners(self) -> Integers:
        """The phrase of each word."""
        return numpy.repeat(numpy.arange(len(self.texts)), numpy.diff(self.starts))

    def sample(self, place: int) -> Sample:
        """The phrase at a place."""
        language = Language(self.languages[int(self.language_of[place])])
        return Sample(language, self.labels[int(self.label_of[place])], "", self.texts[place])

    def taken(self, picked: Integers) -> KnownPhrases:
        """Some of the phrases, in the order given."""
        lengths = numpy.diff(self.starts)[picked]
        starts = numpy.concatenate([[0], numpy.cumsum(lengths)])
        entries = numpy.repeat(self.starts[picked] - starts[:-1], lengths) + numpy.arange(starts[-1])
        return KnownPhrases(
            texts=[self.texts[place] for place in picked.tolist()],
            labels=self.labels,
            label_of=self.label_of[picked],
            languages=self.languages,
            language_of=self.language_of[picked],
            words=self.words,
            starts=starts,
            members=self.members[entries],
            read=lambda places: self.read(picked[places]),
        )


class ReadPhrases:
    """Reads phrases when their features are asked for, and keeps what it has read."""

    def __init__(self, texts: Sequence[str], reader: Callable[[], Reader], so_far: SoFar | None = None) -> None:
        self._texts = texts
        self._reader = reader
        self.so_far = so_far or SoFar(numpy.zeros(0, numpy.int64), Incidence.of(()))

    def __call__(self, places: Integers) -> Incidence:
        """The features of the phrases at some places, in the order given."""
        so_far = self.so_far
        missing = numpy.setdiff1d(places, so_far.places)
        if len(missing):
            reader = self._reader()
            found = Incidence.of(reader.read(self._texts[place]) for place in missing.tolist())
            so_far = SoFar(numpy.concatenate([so_far.places, missing]), so_far.kept.joined(found))
            self.so_far = so_far
        order = numpy.argsort(so_far.places, kind="stable")
        return so_far.kept.taken(order[numpy.searchsorted(so_far.places[order], places)])


class SoFar(NamedTuple):
    """The phrases that were read, by their places, and the features of each."""

    places: Integers
    kept: Incidence


def words_in(text: str) -> frozenset[str]:
    """The words of a text, by which texts are compared: much quicker than reading it."""
    return frozenset(_WORD.findall(text.lower()))


def _numbered(values: Sequence[str]) -> tuple[list[str], Integers]:
    """Return the different values in their order, and the place of each value among them."""
    names = sorted(set(values))
    places = {name: place for place, name in enumerate(names)}
    return names, numpy.array([places[value] for value in values], numpy.int64)
