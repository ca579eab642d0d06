"""Learns the two linear models from the phrases; only `sales-advisor train` imports it, for it needs NumPy."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy

from bot.domain.want import Want
from bot.language.lexicon import Lexicon
from bot.matching import naive_bayes, softmax
from bot.matching.design_matrix import Design, design_of, evened, ordinary_norm
from bot.matching.field import IDF_STEPS, POINT_STEPS, Field
from bot.matching.incidence import Incidence
from bot.matching.known_phrases import KnownPhrases
from bot.matching.model import INTENT, NO_WANT, NONE, LinearModel
from bot.matching.reading import Reader
from bot.matching.rows import Floats, Integers
from bot.matching.samples import Sample
from bot.matching.spoken import Spoken
from bot.matching.weighing import ALONE, as_said


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one model is made.

    weights: the length of each field. rarest: features standing in fewer phrases are left out, they would be learnt by heart.
    smallest_effect: weights that move the score of a message of ordinary length by less, against what the feature means to
    most classes, are dropped: most of them. naive_bayes: the share of naive Bayes added to the softmax, and the sign that
    classes are raised for having few phrases. balance: the power of (mean count / class count) that a phrase counts by.
    rate: the length of a step of learning.
    even: whether a feature counts alike in short and long messages.
    """

    weights: Mapping[str, float]
    rarest: Mapping[str, int]
    smallest_effect: float
    naive_bayes: float = 0.0
    balance: float = 0.5
    rate: float = softmax.RATE
    even: bool = False


TOPICS = Recipe(
    {"word": 1.0, "pair": 0.6, "concept": 0.5, "gram": 0.5, "side": 0.3}, {"pair": 2, "gram": 3}, 0.2, naive_bayes=0.5
)
SIDES = Recipe({"word": 0.5, "pair": 0.5, "concept": 0.3, "side": 2.0}, {"pair": 3}, 0.4)
WANTS = Recipe(
    {"word": 1.0, "pair": 0.8, "concept": 0.3, "edge": 0.6, "cue": 0.7},
    {"pair": 2, "edge": 2},
    0.2,
    balance=0.8,
    rate=0.3,
    even=True,
)
"""Chosen on sentences of other hands; those that are matched as well with fewer features have fewer, for memory's sake.
Pieces of words tell topics apart in spite of spelling, but a side has names of its own: with them the wrong side was shown for 4
of 100 sentences that name one, without them for none.
A part of a play is asked for in a few words, often at the end of a long story: without `even`, the frame and its short steps of
learning three in a hundred more were not heard (85.4 and 88.5 of 100 lines in English and Indonesian that six authors left out of
the learning asked for a part with, against 89.0 and 92.1), and of 100 who asked for none 15 and 14 saw a part (14 and 13).
Naive Bayes is for topics, which may have few phrases: with it, topics cut to 23 phrases a language were found first for 72 of
100 questions instead of 47. Sides and wants have thousands, and most messages name none; there it only makes "none" too sure.
"""


OTHERS = 20
"""One in so many phrases of the labels that nothing is wanted of teaches what wanting nothing looks like."""

PLAIN = 4
"""The same for the labels that people ask a usual figure of: those few phrases name their subject, and so do all others."""

SHARPNESS = 4 / 3
"""What all weights are multiplied by: dropout leaves the softmax unsure, and the rules for conversations want clear shares."""

FOLLOW_UP_LIFT = 2.0
"""What follow-ups ("why?", "and for SMBs?") are raised by. They have half as many phrases as topics, and naive Bayes sharpens the
topics; without it fewer turns of the conversations in tests/dialogues are right, for the rules that decide them weigh shares."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What one fit gives."""

    vocabulary: Mapping[str, tuple[int, ...]]
    topics: LinearModel
    sides: LinearModel
    wants: LinearModel
    taught: Mapping[str, str]


class Learner:
    """Learns models from all phrases or from part of them; reads each phrase once, with the words of all."""

    def __init__(self, samples: Sequence[Sample], lexicons: Sequence[Lexicon]) -> None:
        self.samples = samples
        self.lexicons = lexicons
        self._spoken = Spoken(samples, lexicons)
        self.vocabulary = self._spoken.vocabulary_of(range(len(samples)))
        reader = self.reader(self.vocabulary)
        self._standing = ALONE | reader.languages_asked.keys()
        self._wanting = tuple(_wanting(samples))
        self._incidence = Incidence.of((reader.read(sample.text) for sample in samples), framed=frozenset(self._wanting))
        self._known = KnownPhrases.of(samples, self._incidence.taken)

    def reader(self, vocabulary: Mapping[str, tuple[int, ...]]) -> Reader:
        """Return a reader that knows these words."""
        return Reader(self.lexicons, vocabulary)

    def vocabulary_of(self, places: Sequence[int]) -> dict[str, tuple[int, ...]]:
        """Return the words of the samples at these places."""
        return self._spoken.vocabulary_of(places)

    def known(self, places: Sequence[int]) -> KnownPhrases:
        """Return the samples at these places as phrases that a model was learnt from."""
        return self._known.taken(numpy.array(places))

    def learn(self) -> Learnt:
        """Learn from all phrases."""
        everything = range(len(self.samples))
        sided = [place for place in everything if self.samples[place].side]
        sides = self._fit(sided, [self.samples[place].side for place in sided], SIDES)
        wants = self._fit(self._wanting, [self.samples[place].want for place in self._wanting], WANTS)
        return Learnt(self.vocabulary, self.topics(everything), sides, wants, self._taught())

    def _taught(self) -> dict[str, str]:
        """Small talk and follow-ups word for word; a line that stands under two meanings is none."""
        reader = self.reader({})
        found: dict[str, str] = {}
        for sample in self.samples:
            if sample.label.startswith(INTENT):
                said, meant = as_said(reader.read(sample.text)), sample.label.removeprefix(INTENT)
                found[said] = meant if found.get(said, meant) == meant else ""
        return {said: meant for said, meant in sorted(found.items()) if said and meant}

    def topics_without_threads(self) -> LinearModel:
        """Learn the model of topics without what was said in threads, which a turn is to be learnt from as if never heard."""
        return self.topics([place for place, sample in enumerate(self.samples) if not sample.in_thread])

    def topics(self, places: Sequence[int]) -> LinearModel:
        """Learn the model of topics, turns and "none" from the samples at these places."""
        return self._fit(places, [self.samples[place].label for place in places], TOPICS)

    def _fit(self, places: Sequence[int], labels: Sequence[str], recipe: Recipe) -> LinearModel:
        if not labels:
            return LinearModel((), [], {})
        classes = tuple(sorted(set(labels)))
        index = {label: position for position, label in enumerate(classes)}
        rightly = numpy.array([index[label] for label in labels])
        counts = numpy.bincount(rightly)
        design = design_of(self._incidence, numpy.array(places), recipe.weights, recipe.rarest)
        design = evened(design) if recipe.even else design
        shares = ((counts.mean() / counts) ** recipe.balance)[rightly].astype(numpy.float32)
        learnt = softmax.fit(design, rightly, shares, len(classes), recipe.rate)
        rows, base = naive_bayes.log_odds(design, rightly, len(classes))
        rows *= numpy.float32(recipe.naive_bayes)  # in its place, as what follows: each of these takes forty megabytes
        rows += learnt
        rows *= numpy.float32(SHARPNESS)
        bias = rows[design.bias].astype(float) + (_lifts(classes, counts, self._standing) if recipe.naive_bayes else 0.0)
        shares_of_classes = SHARPNESS * recipe.naive_bayes * base
        return LinearModel(classes, [round(float(one), 4) for one in bias], _packed(design, rows, shares_of_classes, recipe))


def _wanting(samples: Sequence[Sample]) -> Iterator[int]:
    """Yield the places that teach what is wanted: all of the labels that have a want, a share of all others.

    Only those can be asked for a part, and thousands of phrases that want nothing would drown the few hundred that do.
    """
    every = _one_in(samples)
    for place, sample in enumerate(samples):
        if sample.want and (sample.want != NO_WANT or place % every.get(sample.label, OTHERS) == 0):
            yield place


def _one_in(samples: Sequence[Sample]) -> dict[str, int]:
    """One in how many phrases that want nothing teaches that, by the labels that something is wanted of."""
    wants = {(sample.label, sample.want) for sample in samples if sample.want not in ("", NO_WANT)}
    figures = {label: PLAIN for label, want in wants if want == Want.BENCHMARK}
    return figures | {label: 1 for label, want in wants if want != Want.BENCHMARK}


def _lifts(classes: Sequence[str], counts: Integers, standing: AbstractSet[str]) -> list[float]:
    """What each class's score is raised by: follow-ups all alike, a topic for having fewer phrases than the topics on average.

    The logarithm of the proportion, since how often a topic is asked about has nothing to do with how many phrases it has
    (Menon et al. 2021, "Long-tail learning via logit adjustment"). "None" is
    rightly commoner.
    """
    is_topic = [label != NONE and not label.startswith(INTENT) for label in classes]
    topics = [int(count) for count, topic in zip(counts, is_topic, strict=True) if topic]
    mean = sum(topics) / (len(topics) or 1)
    return [
        math.log(mean / int(count)) if topic else FOLLOW_UP_LIFT if _is_follow_up(label, standing) else 0.0
        for label, count, topic in zip(classes, counts, is_topic, strict=True)
    ]


def _is_follow_up(label: str, standing: AbstractSet[str]) -> bool:
    return label.startswith(INTENT) and label.removeprefix(INTENT) not in standing


def _packed(design: Design, rows: Floats, base: Floats, recipe: Recipe) -> dict[str, Field]:
    """Keep the weights that matter, in whole steps, by field."""
    fields = {}
    for place, (name, weight) in enumerate(recipe.weights.items()):
        columns, norm = numpy.flatnonzero(design.fields == place), ordinary_norm(design, place)
        idf = design.idf[columns]
        points = rows[columns] * (idf / IDF_STEPS).astype(numpy.float32)[:, None]
        points -= numpy.sort(points, axis=1)[:, points.shape[1] // 2, None]
        points[numpy.abs(points) < recipe.smallest_effect * norm / weight] = 0
        scale = float(numpy.abs(points).max(initial=0.0)) / POINT_STEPS or 1.0
        steps = numpy.rint(points / scale).astype(numpy.int16)
        kept = numpy.flatnonzero((steps != 0).any(axis=1))
        owners, positions = numpy.nonzero(steps[kept])
        starts = numpy.concatenate([[0], numpy.cumsum(numpy.bincount(owners, minlength=len(kept)))])
        fields[name] = Field(
            index={design.features[columns[i]]: row for row, i in enumerate(kept)},
            idf=array("H", idf[kept].tolist()),
            starts=array("I", starts.tolist()),
            positions=array("H", positions.tolist()),
            points=array("b", steps[kept][owners, positions].tolist()),
            base=[round(float(one), 4) for one in base],
            scale=scale,
            weight=weight,
            norm=round(norm, 6) if recipe.even else 0.0,
        )
    return fields
