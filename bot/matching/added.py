"""Learns what layers add to a trained model: the new classes alone, in seconds, the old ones as they are.

What the trained model says of a message is taken as given. A new class begins with the weights that naive Bayes gives it from
counts; a softmax over the new phrases and a replay of old ones refines them. Each new phrase is looked at as if it had not
been counted: what a class says of words that it has in one phrase alone says nothing of how it finds the next question.

Chosen on six built-in topics taken out of the model and added again, and on topics and questions written for the purpose
(`tests/benchmarks/team`): of 90 questions on topics of 23 phrases a language 86 % are found first, where learning everything
anew finds 72 %; phrases left out of the count make the difference.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy

from bot.language.lexicon import Lexicon
from bot.matching.added_bayes import Begun, begin
from bot.matching.added_fit import Pairs, Task, fit_added, said_of
from bot.matching.added_model import Own, packed
from bot.matching.added_rows import Scored, Table, blocks, expanded, known_part, rows_of, scores_of, table_of
from bot.matching.added_topics import AddedTopics
from bot.matching.design_matrix import Floats, Integers, Rows
from bot.matching.model import INTENT, NONE, LeftOut, LinearModel, TrainedModel
from bot.matching.reading import Reader
from bot.matching.replay import Aside, Overlap, Replayed, split_off
from bot.matching.samples import Sample, vocabulary_of

RAREST = {"pair": 2, "gram": 2}
"""In how many new phrases a feature must stand that the model does not know yet."""

HIDDEN = -1000.0
"""The bias of a class that a layer hides: its share is nothing beside any other."""

ASIDE_WEIGHT = 0.5
"""What a line out of scope counts, against a phrase, that asks for what a team has now written."""

SEEN = 3.0
SURELY_SEEN = 4.0
"""Points of score that a replayed phrase is too sure of its own class, for the model has learnt that very phrase; where a new
topic is raised, one more."""

TAKEN = 0.005
"""Share of the replayed phrases of known topics that a new one may take for itself: it is raised as far as that allows, for
unseen questions share less with its few phrases than these with one another."""

RAISED_MOST = 9.0
"""The most a new topic is raised by, in points of score."""

SHOWN = 3
"""Missed phrases that are kept of each topic, to be shown to whoever wrote it."""


@dataclass(frozen=True, slots=True)
class _Classes:
    """What is fitted: new classes first, then known ones that get more phrases, and "none" last, which may have to give way."""

    labels: tuple[str, ...]
    fresh: int

    @classmethod
    def of(cls, new: Sequence[Sample], known: AbstractSet[str]) -> _Classes:
        asked = {sample.label for sample in new}
        fresh = sorted(asked - known)
        return cls((*fresh, *sorted(asked & known), NONE), len(fresh))


@dataclass(frozen=True, slots=True)
class _Lesson:
    """What is learnt from: new phrases, lines out of scope that ask for new topics, then old phrases."""

    new: Sequence[Sample]
    aside: Sequence[Aside]
    again: Sequence[Replayed]

    @property
    def own(self) -> list[Sample]:
        """What teaches new topics."""
        return [*self.new, *(replace(one.line, label=one.topic) for one in self.aside)]

    @property
    def samples(self) -> list[Sample]:
        """Everything, in the order of the rows."""
        return [*self.own, *(one.sample for one in self.again)]


def with_added(
    model: TrainedModel,
    lexicons: Sequence[Lexicon],
    old: Sequence[Sample],
    new: Sequence[Sample],
    *,
    hidden: Sequence[str] = (),
    fingerprint: str = "",
) -> TrainedModel:
    """Return a model that also knows new phrases, of classes it has or of new ones, and no longer what is hidden.

    old: the phrases that the model was learnt from. The same phrases give the same model on every run and machine.
    """
    vocabulary = _joined(model.vocabulary, vocabulary_of(new, lexicons))
    bias = [HIDDEN if label in hidden else one for label, one in zip(model.topics.classes, model.topics.bias, strict=True)]
    topics = replace(model.topics, bias=bias)
    added, left_out = _learnt(replace(model, topics=topics), lexicons, vocabulary, old, new) if new else (None, {})
    return replace(model, fingerprint=fingerprint, vocabulary=vocabulary, topics=topics, added=added, left_out=left_out)


def lines_set_aside(
    model: TrainedModel, lexicons: Sequence[Lexicon], old: Sequence[Sample], new: Sequence[Sample]
) -> list[Aside]:
    """Return the lines out of scope that ask for what new phrases ask for, and are no longer learnt as out of scope."""
    return split_off(old, new, _overlap(model, lexicons, old))[1]


def _overlap(model: TrainedModel, lexicons: Sequence[Lexicon], old: Sequence[Sample]) -> Overlap:
    return Overlap(model.vocabulary, len(old), frozenset().union(*(one.stop | one.polite for one in lexicons)))


def _joined(one: Mapping[str, tuple[int, ...]], other: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    found = dict(one)
    for word, counts in other.items():
        found[word] = tuple(map(sum, zip(counts, found[word], strict=True))) if word in found else counts
    return dict(sorted(found.items()))


def _learnt(
    model: TrainedModel,
    lexicons: Sequence[Lexicon],
    vocabulary: Mapping[str, tuple[int, ...]],
    old: Sequence[Sample],
    new: Sequence[Sample],
) -> tuple[AddedTopics, dict[str, LeftOut]]:
    """Return what the new phrases add to the model of topics, and how each new topic is found."""
    topics, reader, overlap = model.topics, Reader(lexicons, vocabulary), _overlap(model, lexicons, old)
    kept, aside = split_off(old, new, overlap)
    lesson = _Lesson(new, aside, overlap.replayed(kept, new))
    readings = [reader.read(sample.text) for sample in lesson.samples]
    own = len(lesson.own)
    table = table_of(topics, readings[:own], RAREST, len(old) + len(new))
    rows = rows_of(readings, table, topics)
    classes = _Classes.of(lesson.own, frozenset(topics.classes))
    place = {label: at for at, label in enumerate(classes.labels)}
    labels = numpy.array([place.get(sample.label, -1) for sample in lesson.samples])
    pairs, mass = _pairs(rows.take(numpy.arange(own)), labels[:own], len(classes.labels), table)
    begun = begin(topics, table, pairs, mass, numpy.array(list(Counter(one.label for one in kept).values())), fresh=classes.fresh)
    scores = scores_of(known_part(rows, table), table, topics)
    given, others = _given(topics, scores, classes, lesson)
    given += _said_by(begun, pairs, rows, labels, own)
    task = Task(rows, table.fields, labels, given, others, _weights(kept, lesson, len(topics.classes)), classes.fresh)
    learnt, moved = fit_added(task, pairs)
    said = said_of(task, pairs, learnt, moved)
    raised = _raised(topics, scores[own:], said[own:], lesson, classes.fresh)
    added = Own(classes.labels, begun.weights + learnt, begun.base, begun.bias + moved + raised, begun.shift)
    found = _left_out(topics, scores, given + moved + raised, classes, lesson)
    return AddedTopics(topics, packed(topics, table, pairs, added, rows), classes.fresh), found


def _pairs(rows: Rows, labels: Integers, classes: int, table: Table) -> tuple[Pairs, Floats]:
    """Pair every feature of new phrases with their class and with "none"; and tell how much of it each class has."""
    owners = rows.owners
    keys = numpy.concatenate([rows.columns * classes + labels[owners], rows.columns * classes + classes - 1])
    found, places = numpy.unique(keys, return_inverse=True)
    mass = numpy.bincount(places[: len(owners)], weights=rows.values, minlength=len(found))
    starts = numpy.searchsorted(found // classes, numpy.arange(table.size + 1))
    return Pairs(starts, found % classes), mass.astype(numpy.float32)


def _given(topics: LinearModel, found: Scored, classes: _Classes, lesson: _Lesson) -> tuple[Scored, Scored]:
    """Return what the model says of each row: the scores of the fitted classes, and that of all others together."""
    scores = found.copy()
    place = {label: at for at, label in enumerate(topics.classes)}
    seen = len(lesson.own) + numpy.arange(len(lesson.again))
    scores[seen, [place[one.sample.label] for one in lesson.again]] -= SEEN
    known = [place[label] for label in classes.labels[classes.fresh :]]
    given = numpy.zeros((len(scores), len(classes.labels)))
    given[:, classes.fresh :] = scores[:, known]
    others = numpy.delete(scores, known, axis=1)
    top = others.max(axis=1)
    return given, top + numpy.log(numpy.exp(others - top[:, None]).sum(axis=1))


def _said_by(begun: Begun, pairs: Pairs, rows: Rows, labels: Integers, own: int) -> Scored:
    """Return what the first weights say of each row; of a new phrase's own class as if it had not been counted."""
    mass = numpy.bincount(rows.owners, weights=rows.values, minlength=rows.count)
    shared = numpy.bincount(rows.owners, weights=rows.values * begun.shift[rows.columns], minlength=rows.count)
    found: Scored = mass[:, None] * begun.base + begun.bias - shared[:, None] * begun.begins
    for first, some in blocks(rows):
        entries, cells = expanded(some.columns, pairs.starts)
        owners, values = some.owners[entries], some.values[entries]
        weights = begun.weights[cells].astype(numpy.float64)
        counted = numpy.flatnonzero((first + owners < own) & (pairs.classes[cells] == labels[first + owners]))
        weights[counted] = begun.without(cells[counted], values[counted])
        keys = owners * found.shape[1] + pairs.classes[cells]
        said = numpy.bincount(keys, weights=weights * values, minlength=some.count * found.shape[1])
        found[first : first + some.count] += said.reshape(some.count, -1)
    return found


def _weights(kept: Sequence[Sample], lesson: _Lesson, known: int) -> Floats:
    """How much each row counts: a phrase of a small class more than one of a large class, as when all are learnt together."""
    counts = Counter(sample.label for sample in (*kept, *lesson.own))
    mean = len(kept) / known
    shares = [math.sqrt(mean / counts[one.label]) for one in lesson.new]
    shares += [ASIDE_WEIGHT * math.sqrt(mean / counts[one.topic]) for one in lesson.aside]
    return numpy.array([*shares, *(one.weight for one in lesson.again)], numpy.float32)


def _raised(topics: LinearModel, scores: Scored, said: Scored, lesson: _Lesson, fresh: int) -> Scored:
    """What each class is raised by: a new one as far as it takes few of the replayed phrases from the topics they belong to."""
    place = {label: at for at, label in enumerate(topics.classes)}
    labels = [one.sample.label for one in lesson.again]
    held = [row for row, label in enumerate(labels) if label != NONE and not label.startswith(INTENT)]
    raised = numpy.zeros(said.shape[1])
    if held:
        own = scores[held, [place[labels[row]] for row in held]] - SURELY_SEEN
        leads = numpy.sort(own[:, None] - said[held, :fresh], axis=0)
        raised[:fresh] = leads[int(TAKEN * len(held))].clip(0.0, RAISED_MOST)
    return raised


def _left_out(topics: LinearModel, scores: Scored, said: Scored, classes: _Classes, lesson: _Lesson) -> dict[str, LeftOut]:
    """Tell of each new topic which of its phrases are found first, looked at as if they had not been counted."""
    subjects = [at for at, label in enumerate(topics.classes) if label != NONE and not label.startswith(INTENT)]
    rivals = scores[: len(lesson.new), subjects].max(axis=1, initial=-math.inf)
    fresh = said[: len(lesson.new), : classes.fresh]
    found: dict[str, LeftOut] = {}
    for at, label in enumerate(classes.labels[: classes.fresh]):
        rows = [row for row, sample in enumerate(lesson.new) if sample.label == label]
        own = fresh[rows, at]
        missed = [
            row for row, lead in zip(rows, own >= numpy.maximum(fresh[rows].max(axis=1), rivals[rows]), strict=True) if not lead
        ]
        found[label] = LeftOut(round(1 - len(missed) / len(rows), 3), tuple(lesson.new[row].text for row in missed[:SHOWN]))
    return found
