"""Learns the two linear models from the phrases; only `sales-advisor train` imports it, for it needs NumPy."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy

from bot.domain.want import Want
from bot.language.lexicon import Lexicon
from bot.matching import naive_bayes, softmax
from bot.matching.design_matrix import Design, design_of, evened
from bot.matching.incidence import Incidence
from bot.matching.known_phrases import KnownPhrases
from bot.matching.model import INTENT, NO_WANT, NONE, LinearModel
from bot.matching.packing import packed
from bot.matching.reading import Reader
from bot.matching.recipes import SHARPNESS, SIDES, TOPICS, WANTS, Recipe
from bot.matching.rows import Floats, Integers
from bot.matching.samples import Sample
from bot.matching.softmax import Fitted
from bot.matching.spoken import Spoken
from bot.matching.weighing import ALONE, as_said

OTHERS = 20
"""One in so many phrases of the labels that nothing is wanted of teaches what wanting nothing looks like."""

PLAIN = 4
"""The same for the labels that people ask a usual figure of: those few phrases name their subject, and so do all others."""

SHORT = 3
"""Words up to which all phrases that want nothing teach it: whoever types "budget?" asks for no usual figure."""

FOLLOW_UP_LIFT = 2.0
"""What follow-ups ("why?", "and for SMBs?") are raised by. They have half as many phrases as topics, and naive Bayes sharpens the
topics; without it fewer turns of the conversations in tests/dialogues are right, for the rules that decide them weigh shares."""


HEARD = 1
"""Passes over all phrases by which what was said in threads is learnt, by a model that has learnt all others."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What one fit gives. `unheard` is the model of topics that has not learnt what was said in threads."""

    vocabulary: Mapping[str, tuple[int, ...]]
    topics: LinearModel
    sides: LinearModel
    wants: LinearModel
    taught: Mapping[str, str]
    unheard: LinearModel


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
        topics, unheard = self._topics_twice()
        return Learnt(self.vocabulary, topics, sides, wants, self._taught(), unheard)

    def _taught(self) -> dict[str, str]:
        """Small talk and follow-ups word for word; a line that stands under two meanings is none."""
        reader = self.reader({})
        found: dict[str, str] = {}
        for sample in self.samples:
            if sample.label.startswith(INTENT):
                said, meant = as_said(reader.read(sample.text)), sample.label.removeprefix(INTENT)
                found[said] = meant if found.get(said, meant) == meant else ""
        return {said: meant for said, meant in sorted(found.items()) if said and meant}

    def topics(self, places: Sequence[int]) -> LinearModel:
        """Learn the model of topics, turns and "none" from the samples at these places."""
        return self._fit(places, [self.samples[place].label for place in places], TOPICS)

    def _fit(self, places: Sequence[int], labels: Sequence[str], recipe: Recipe) -> LinearModel:
        if not labels:
            return LinearModel((), [], {})
        task = self._task(places, labels, recipe)
        learnt = task.fitted().learnt
        return self._model(task, task.log_odds(), learnt)

    def _topics_twice(self) -> tuple[LinearModel, LinearModel]:
        """Learn the model of topics from all phrases; and before that, as one of its steps, without what was said in threads.

        The second is what a turn is to be learnt from, as if never heard.
        """
        task = self._task(range(len(self.samples)), [sample.label for sample in self.samples], TOPICS)
        alone = numpy.flatnonzero([not sample.in_thread for sample in self.samples])
        heard = task.of(alone)
        fitted = heard.fitted()
        unheard = self._model(heard, heard.log_odds(), fitted.learnt)
        if len(alone) == len(self.samples):
            return unheard, unheard
        learnt = task.heard(fitted).learnt
        del fitted  # a model takes as much again, for a moment
        return self._model(task, task.log_odds(), learnt), unheard

    def _task(self, places: Sequence[int], labels: Sequence[str], recipe: Recipe) -> _Task:
        classes = tuple(sorted(set(labels)))
        index = {label: position for position, label in enumerate(classes)}
        design = design_of(self._incidence, numpy.array(places), recipe.weights, recipe.rarest)
        rightly = numpy.array([index[label] for label in labels])
        return _Task(evened(design) if recipe.even else design, rightly, classes, recipe)

    def _model(self, task: _Task, odds: tuple[Floats, Floats], learnt: Floats) -> LinearModel:
        """Make a model of what naive Bayes and the softmax have learnt; the odds are changed in their place."""
        design, classes, recipe = task.design, task.classes, task.recipe
        rows, base = odds
        rows *= numpy.float32(recipe.naive_bayes)
        rows += learnt
        rows *= numpy.float32(SHARPNESS)
        lifts = _lifts(classes, task.counts, self._standing) if recipe.naive_bayes else 0.0
        bias = rows[design.bias].astype(float) + lifts
        shares_of_classes = SHARPNESS * recipe.naive_bayes * base
        return LinearModel(classes, [round(float(one), 4) for one in bias], packed(design, rows, shares_of_classes, recipe))


@dataclass(frozen=True, slots=True)
class _Task:
    """What one model is learnt from: the rows, the class of each as its place among the classes, and how."""

    design: Design
    rightly: Integers
    classes: tuple[str, ...]
    recipe: Recipe

    @property
    def counts(self) -> Integers:
        """How many rows each class has."""
        return numpy.bincount(self.rightly, minlength=len(self.classes))

    def of(self, picked: Integers) -> _Task:
        """The same for some of the rows; columns and classes stay all."""
        return replace(self, design=replace(self.design, picked=picked), rightly=self.rightly[picked])

    def log_odds(self) -> tuple[Floats, Floats]:
        """What naive Bayes makes of it; when the softmax has learnt, for both at once take much memory."""
        return naive_bayes.log_odds(self.design, self.rightly, len(self.classes))

    def fitted(self) -> Fitted:
        """Learn the weights."""
        shares, recipe = self._shares, self.recipe
        return softmax.fit(self.design, self.rightly, shares, len(self.classes), recipe.rate, passes=recipe.passes)

    def heard(self, begun: Fitted) -> Fitted:
        """Go on from what was learnt of some of the rows; it is changed in its place."""
        shares, rate = self._shares, self.recipe.rate
        return softmax.fit(self.design, self.rightly, shares, len(self.classes), rate, passes=HEARD, begun=begun)

    @property
    def _shares(self) -> Floats:
        """How much each row counts."""
        counts = self.counts
        shares: Floats = ((counts.mean() / numpy.maximum(counts, 1)) ** self.recipe.balance)[self.rightly].astype(numpy.float32)
        return shares


def _wanting(samples: Sequence[Sample]) -> Iterator[int]:
    """Yield the places that teach what is wanted: all phrases that want something or are short, a share of all others.

    Only those can be asked for a part, and thousands of phrases that want nothing would drown the few hundred that do.
    """
    every = _one_in(samples)
    for place, sample in enumerate(samples):
        told = sample.want != NO_WANT or len(sample.text.split()) <= SHORT
        if sample.want and (told or place % every.get(sample.label, OTHERS) == 0):
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
        math.log(mean / max(1, int(count))) if topic else FOLLOW_UP_LIFT if _is_follow_up(label, standing) else 0.0
        for label, count, topic in zip(classes, counts, is_topic, strict=True)
    ]


def _is_follow_up(label: str, standing: AbstractSet[str]) -> bool:
    return label.startswith(INTENT) and label.removeprefix(INTENT) not in standing
