"""Learns what layers add to a trained model: the new classes alone, in about a second, the old ones as they are.

What the trained model says of a message is taken as given. A new class begins with the weights that naive Bayes gives it from
counts; a softmax over the new phrases and a replay of old ones refines them. Each new phrase is looked at as if it had not
been counted: what a class says of words that it has in one phrase alone says nothing of how it finds the next question.
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
from bot.matching.added_fit import Pairs, Task, fit_added
from bot.matching.added_model import Added, joined
from bot.matching.added_rows import Scored, Table, expanded, rows_of, scores_of, table_of
from bot.matching.design_matrix import Floats, Integers, Rows
from bot.matching.model import NONE, LinearModel, TrainedModel
from bot.matching.reading import Reader
from bot.matching.replay import Replayed, replayed
from bot.matching.samples import Sample, vocabulary_of

RAREST = {"pair": 2, "gram": 2}
"""In how many new phrases a feature must stand that the model does not know yet."""

HIDDEN = -1000.0
"""The bias of a class that a layer hides: its share is nothing beside any other."""

SEEN = 3.0
"""Points of score that an old phrase is too sure of its own class, for the model has learnt that very phrase."""

FEW_LIFT = 3.0
FEW = 15.0
"""What a class of hardly any phrases is raised by, and the number of phrases over which that falls to a third."""


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
    topics = _learnt(model, Reader(lexicons, vocabulary), old, new) if new else model.topics
    bias = [HIDDEN if label in hidden else one for label, one in zip(topics.classes, topics.bias, strict=True)]
    return replace(model, fingerprint=fingerprint, vocabulary=vocabulary, topics=replace(topics, bias=bias))


def _joined(one: Mapping[str, tuple[int, ...]], other: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    found = dict(one)
    for word, counts in other.items():
        found[word] = tuple(map(sum, zip(counts, found[word], strict=True))) if word in found else counts
    return dict(sorted(found.items()))


def _learnt(model: TrainedModel, reader: Reader, old: Sequence[Sample], new: Sequence[Sample]) -> LinearModel:
    """Return the model of topics with what the new phrases add to it."""
    topics = model.topics
    again = replayed(old, new, model.vocabulary)
    readings = [reader.read(sample.text) for sample in new]
    table = table_of(topics, readings, RAREST, len(old) + len(new))
    rows = rows_of([*readings, *(reader.read(one.sample.text) for one in again)], table, topics)
    classes = _Classes.of(new, frozenset(topics.classes))
    place = {label: at for at, label in enumerate(classes.labels)}
    labels = numpy.array([place.get(one.label, -1) for one in (*new, *(one.sample for one in again))])
    pairs, mass = _pairs(rows.take(numpy.arange(len(new))), labels[: len(new)], len(classes.labels), table)
    begun = begin(topics, table, pairs, mass, classes.fresh)
    given, others = _given(topics, table, rows, classes, [one.sample.label for one in again])
    task = Task(
        rows,
        table.fields,
        labels,
        given + _said_by(begun, pairs, rows, labels, len(new)),
        others,
        _weights(old, new, again, len(topics.classes)),
    )
    learnt, moved = fit_added(task, pairs)
    few = _lifts(new, classes)
    added = Added(classes.labels, classes.fresh, begun.weights + learnt, begun.base, begun.bias + moved + few)
    return joined(topics, table, pairs, added)


def _pairs(rows: Rows, labels: Integers, classes: int, table: Table) -> tuple[Pairs, Floats]:
    """Pair every feature of new phrases with their class and with "none"; and tell how much of it each class has."""
    owners = rows.owners
    keys = numpy.concatenate([rows.columns * classes + labels[owners], rows.columns * classes + classes - 1])
    found, places = numpy.unique(keys, return_inverse=True)
    mass = numpy.bincount(places[: len(owners)], weights=rows.values, minlength=len(found))
    starts = numpy.searchsorted(found // classes, numpy.arange(table.size + 1))
    return Pairs(starts, found % classes), mass.astype(numpy.float32)


def _given(topics: LinearModel, table: Table, rows: Rows, classes: _Classes, again: Sequence[str]) -> tuple[Scored, Scored]:
    """Return what the model says of each row: the scores of the fitted classes, and that of all others together."""
    scores = scores_of(rows, table, topics)
    place = {label: at for at, label in enumerate(topics.classes)}
    seen = rows.count - len(again) + numpy.arange(len(again))
    scores[seen, [place[label] for label in again]] -= SEEN
    known = [place[label] for label in classes.labels[classes.fresh :]]
    given = numpy.zeros((rows.count, len(classes.labels)))
    given[:, classes.fresh :] = scores[:, known]
    others = numpy.delete(scores, known, axis=1)
    top = others.max(axis=1)
    return given, top + numpy.log(numpy.exp(others - top[:, None]).sum(axis=1))


def _said_by(begun: Begun, pairs: Pairs, rows: Rows, labels: Integers, new: int) -> Scored:
    """Return what the first weights say of each row; of a new phrase's own class as if it had not been counted."""
    classes = len(begun.bias)
    entries, cells = expanded(rows.columns, pairs.starts)
    owners = rows.owners[entries]
    weights = begun.weights[cells].astype(numpy.float64)
    own = numpy.flatnonzero((owners < new) & (pairs.classes[cells] == labels[owners]))
    weights[own] = begun.without(cells[own], rows.values[entries[own]])
    keys = owners * classes + pairs.classes[cells]
    said = numpy.bincount(keys, weights=weights * rows.values[entries], minlength=rows.count * classes)
    mass = numpy.bincount(rows.owners, weights=rows.values, minlength=rows.count)
    return said.reshape(rows.count, classes) + mass[:, None] * begun.base + begun.bias


def _weights(old: Sequence[Sample], new: Sequence[Sample], again: Sequence[Replayed], known: int) -> Floats:
    """How much each row counts: a phrase of a small class more than one of a large class, as when all are learnt together."""
    counts = Counter(sample.label for sample in (*old, *new))
    mean = len(old) / known
    return numpy.array([math.sqrt(mean / counts[one.label]) for one in new] + [one.weight for one in again], numpy.float32)


def _lifts(new: Sequence[Sample], classes: _Classes) -> Floats:
    """What new classes are raised by: few phrases tell too little of how the next question will be worded."""
    counts = Counter(sample.label for sample in new)
    raised = [FEW_LIFT * math.exp(-counts[label] / FEW) for label in classes.labels[: classes.fresh]]
    return numpy.array([*raised, *(0.0 for _ in classes.labels[classes.fresh :])])
