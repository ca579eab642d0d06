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
from collections.abc import Sequence
from dataclasses import replace

import numpy

from bot.language.lexicon import Lexicon
from bot.matching.added_bayes import Begun, begin
from bot.matching.added_fit import Pairs, Task, fit_added, said_of
from bot.matching.added_lesson import Classes, Lesson, weights_of
from bot.matching.added_model import Own, packed
from bot.matching.added_phrases import HeardPhrases
from bot.matching.added_rows import Scored, Table, expanded, known_part, rows_of, scores_of, table_of
from bot.matching.added_topics import AddedTopics
from bot.matching.aside import Aside
from bot.matching.incidence import Incidence
from bot.matching.known_phrases import KnownPhrases
from bot.matching.model import INTENT, NONE, LeftOut, LinearModel, TrainedModel
from bot.matching.reading import Reader
from bot.matching.replay import Overlap
from bot.matching.rows import Floats, Integers, Rows
from bot.matching.samples import Sample, vocabulary_of
from bot.matching.softmax import exponential

RAREST = {"pair": 2, "gram": 2}
"""In how many new phrases a feature must stand that the model does not know yet."""

HIDDEN = -1000.0
"""The bias of a class that a layer hides: its share is nothing beside any other."""

SEEN = 3.0
"""Points of score that a replayed phrase is too sure of its own class, for the model has learnt that very phrase."""

TAKEN, FEW = 0.005, 16
"""Share of the replayed phrases of known topics that a new one may take for itself: it is raised as far as that allows, for
unseen questions share less with its few phrases than these with one another. One of FEW phrases, the title and the answer
counted, may take twice as many. Of four teams' questions on topics of 23 phrases 86, 84 and 83 in 100 are found with 0.006, 0.005
and 0.0045, on topics of three 67, 65 and 64; of old questions 1.0, 0.7 and 0.6 in 100 fewer are."""

RAISED_MOST = 20.0
"""The most a new topic is raised by, in points of score."""

SHOWN = 3
"""Missed phrases that are kept of each topic, to be shown to whoever wrote it."""


def with_added(
    model: TrainedModel,
    lexicons: Sequence[Lexicon],
    known: KnownPhrases | None,
    new: Sequence[Sample],
    *,
    hidden: Sequence[str] = (),
    fingerprint: str = "",
) -> TrainedModel:
    """Return a model that also knows new phrases, of classes it has or of new ones, and no longer what is hidden.

    known: the phrases that the model was learnt from, needed where anything is new. The same phrases give the same model on
    every run and machine.
    """
    vocabulary = vocabulary_with(model, lexicons, new)
    topics = model.topics
    if hidden:
        bias = [HIDDEN if label in hidden else one for label, one in zip(topics.classes, topics.bias, strict=True)]
        topics = replace(topics, bias=bias)
    added, left_out = None, dict[str, LeftOut]()
    if new and known is not None:
        added, left_out = learn_added(topics, Reader(lexicons, vocabulary), known, new, overlap_of(model, lexicons, known))
    return replace(model, fingerprint=fingerprint, vocabulary=vocabulary, topics=topics, added=added, left_out=left_out)


def lines_set_aside(model: TrainedModel, lexicons: Sequence[Lexicon], known: KnownPhrases, new: Sequence[Sample]) -> list[Aside]:
    """Return the lines out of scope that ask for what new phrases ask for, and are no longer learnt as out of scope."""
    return list(overlap_of(model, lexicons, known).set_aside(new).values())


def overlap_of(model: TrainedModel, lexicons: Sequence[Lexicon], known: KnownPhrases) -> Overlap:
    """Return who compares new phrases with those that a model was learnt from."""
    return Overlap(known, model.vocabulary, frozenset().union(*(one.stop | one.polite for one in lexicons)))


def vocabulary_with(model: TrainedModel, lexicons: Sequence[Lexicon], new: Sequence[Sample]) -> dict[str, tuple[int, ...]]:
    """Return the words of a model and of new phrases, with the counts of both."""
    found = dict(model.vocabulary)
    for word, counts in vocabulary_of(new, lexicons).items():
        found[word] = tuple(map(sum, zip(counts, found[word], strict=True))) if word in found else counts
    return dict(sorted(found.items()))


def learn_added(
    topics: LinearModel, reader: Reader, known: KnownPhrases, new: Sequence[Sample], overlap: Overlap
) -> tuple[AddedTopics, dict[str, LeftOut]]:
    """Return what the new phrases add to the model of topics, and how each new topic is found.

    reader: who knows the words of all (`vocabulary_with`). overlap: who compares with the known phrases (`overlap_of`).
    """
    aside = overlap.set_aside(new)
    places = overlap.replayed(new, aside.keys())
    held = numpy.bincount(numpy.delete(known.label_of, list(aside)), minlength=len(known.labels))
    again = [known.sample(place) for place in places.tolist()]
    lesson = Lesson(new, list(aside.values()), again, dict(zip(known.labels, held.tolist(), strict=True)))
    heard = HeardPhrases(reader, lesson.own)
    own = Incidence.of(heard)
    table = table_of(topics, own, RAREST, len(known.texts) + len(new))
    mine = rows_of(own, table, topics)
    rows = rows_of(known.read(places), table, topics).behind(mine)
    classes = Classes.of(lesson.own, frozenset(topics.classes))
    place = {label: at for at, label in enumerate(classes.labels)}
    labels = numpy.array([place.get(label, -1) for label in lesson.labels])
    pairs, mass = _pairs(mine, labels[: mine.count], len(classes.labels), table)
    begun = begin(topics, table, pairs, mass, held[held > 0], fresh=classes.fresh)
    scores = scores_of(known_part(rows, table), table, topics)
    given, others = _given(topics, scores, classes, lesson)
    _add_said(given, begun, pairs, rows, labels[: mine.count])
    task = Task(rows, table.fields, labels, given, others, weights_of(lesson, len(topics.classes)), classes.fresh)
    learnt, moved = fit_added(task, pairs)
    said = said_of(task, mine.count, pairs, learnt, moved)
    counts = numpy.bincount(labels[: mine.count], minlength=classes.fresh)[: classes.fresh]
    raised = _raised(topics, scores[mine.count :], said, lesson, counts)
    added = Own(classes.labels, begun.weights + learnt, begun.base, begun.bias + moved + raised, begun.shift)
    given += moved + raised.astype(numpy.float32)  # in its place: a thousand topics make fifty megabytes of it
    found = _left_out(topics, scores, given[: len(new)], classes, lesson)
    phrases = heard.words_of(classes.labels[: classes.fresh])
    return AddedTopics(topics, packed(topics, table, pairs, added, rows), classes.fresh, phrases), found


def _pairs(rows: Rows, labels: Integers, classes: int, table: Table) -> tuple[Pairs, Floats]:
    """Pair every feature of new phrases with their class and with "none"; and tell how much of it each class has."""
    owners = rows.owners
    keys = numpy.concatenate([rows.columns * classes + labels[owners], rows.columns * classes + classes - 1])
    found, places = numpy.unique(keys, return_inverse=True)
    mass = numpy.bincount(places[: len(owners)], weights=rows.values, minlength=len(found))
    starts = numpy.searchsorted(found // classes, numpy.arange(table.size + 1))
    return Pairs(starts, found % classes), mass.astype(numpy.float32)


def _given(topics: LinearModel, found: Scored, classes: Classes, lesson: Lesson) -> tuple[Floats, Scored]:
    """Return what the model says of each row: the scores of the fitted classes, and that of all others together."""
    scores = found.copy()
    place = {label: at for at, label in enumerate(topics.classes)}
    seen = len(lesson.own) + numpy.arange(len(lesson.again))
    scores[seen, [place[one.label] for one in lesson.again]] -= SEEN
    known = [place[label] for label in classes.labels[classes.fresh :]]
    given = numpy.zeros((len(scores), len(classes.labels)), numpy.float32)  # a thousand topics make twelve million of them
    given[:, classes.fresh :] = scores[:, known]
    others = numpy.delete(scores, known, axis=1)
    top = others.max(axis=1)
    powers = exponential(numpy.maximum(others - top[:, None], -700.0))
    return given, top + numpy.log(numpy.add.accumulate(powers, axis=1)[:, -1])


def _add_said(given: Floats, begun: Begun, pairs: Pairs, rows: Rows, own: Integers) -> None:
    """Add what the first weights say of each row; of a new phrase's own class as if it had not been counted.

    own: the classes of the new phrases, which come first.
    """
    labels = numpy.append(own, numpy.full(rows.count - len(own), -1))
    classes = given.shape[1]
    for first, some in rows.blocks():
        entries, cells = expanded(some.columns, pairs.starts)
        owners, values = some.owners[entries], some.values[entries]
        weights = begun.weights[cells].astype(numpy.float64)
        counted = numpy.flatnonzero(pairs.classes[cells] == labels[first + owners])
        weights[counted] = begun.without(cells[counted], values[counted])
        keys = owners * classes + pairs.classes[cells]
        said = (
            numpy.bincount(keys, weights=weights * values, minlength=some.count * classes)
            .astype(numpy.float64)
            .reshape(-1, classes)
        )
        mass = numpy.bincount(some.owners, weights=some.values, minlength=some.count)
        shared = numpy.bincount(some.owners, weights=some.values * begun.shift[some.columns], minlength=some.count)
        said += mass[:, None] * begun.base + begun.bias - shared[:, None] * begun.begins
        given[first : first + some.count] += said


def _raised(topics: LinearModel, scores: Scored, said: Floats, lesson: Lesson, counts: Integers) -> Scored:
    """What each class is raised by: a new one as far as it takes few of the replayed phrases from the topics they belong to.

    counts: how many phrases each new class has; they come first.
    """
    fresh = len(counts)
    place = {label: at for at, label in enumerate(topics.classes)}
    labels = [one.label for one in lesson.again]
    held = [row for row, label in enumerate(labels) if label != NONE and not label.startswith(INTENT)]
    raised = numpy.zeros(said.shape[1])
    if held:
        own = scores[held, [place[labels[row]] for row in held]] - SEEN
        leads = numpy.sort(own[:, None] - said[held, :fresh], axis=0)
        taken = (TAKEN * (1 + FEW / counts) * len(held)).astype(int).clip(0, len(held) - 1)
        raised[:fresh] = leads[taken, numpy.arange(fresh)].clip(0.0, RAISED_MOST)
    return raised


def _left_out(topics: LinearModel, scores: Scored, said: Floats, classes: Classes, lesson: Lesson) -> dict[str, LeftOut]:
    """Tell of each new topic which of its phrases are found first, looked at as if they had not been counted."""
    subjects = [at for at, label in enumerate(topics.classes) if label != NONE and not label.startswith(INTENT)]
    rivals = scores[: len(lesson.new), subjects].max(axis=1, initial=-math.inf)
    fresh = said[:, : classes.fresh]
    found: dict[str, LeftOut] = {}
    for at, label in enumerate(classes.labels[: classes.fresh]):
        rows = [row for row, sample in enumerate(lesson.new) if sample.label == label]
        own = fresh[rows, at]
        missed = [
            row for row, lead in zip(rows, own >= numpy.maximum(fresh[rows].max(axis=1), rivals[rows]), strict=True) if not lead
        ]
        found[label] = LeftOut(round(1 - len(missed) / len(rows), 3), tuple(lesson.new[row].text for row in missed[:SHOWN]))
    return found
