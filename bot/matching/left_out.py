"""A model that has not learnt some phrases and topics: what the gates need to see is what was left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.language import Language
from bot.matching.known_phrases import KnownPhrases
from bot.matching.model import INTENT, NONE, LinearModel
from bot.matching.reading import Reader
from bot.matching.samples import Sample
from bot.matching.signals import signals
from bot.matching.training import Learner
from bot.matching.weighing import ranking_of

ONE_LEFT_OUT_IN = 4
"""One phrase in so many is left out of the model, and one topic in so many unknown to it. Gates fitted on two such models, with
other phrases and topics, let through as many questions as rightly, and as much out of scope, for nine seconds more."""

ONE_IN = 8
ONE_OUTSIDE_IN = 2
"""One in so many phrases of known topics, and of lines out of scope, that a model has not learnt is judged: a
sample is enough. Of 345 questions and 99 lines out of scope that nothing was learnt from, gates fitted on twice as many let
through as many, and as rightly (94.2 of 100 and 97.8, against 94.2 and 97.5; 1.0 out of scope by both)."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A message with its signals; whether the knowledge holds it, and whether the first topic is right."""

    signals: Mapping[str, float]
    inside: bool
    right: bool


def judge(text: str, topics: Sequence[str], reader: Reader, model: LinearModel) -> Judged:
    """Ask a model one question whose right topics are known (none: out of scope)."""
    reading = reader.read(text)
    ranked = ranking_of(reading, model, model.scores(reading.by_words))
    return Judged(signals(reading, model, ranked), bool(topics), ranked.topics[0][0] in topics)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A model that has not learnt the phrases at some places (`out`), and nothing of some topics (`new`); the phrases it has
    learnt, and who reads with their words.
    """

    model: LinearModel
    vocabulary: Mapping[str, tuple[int, ...]]
    reader: Reader
    out: frozenset[int]
    new: frozenset[str]
    known: KnownPhrases


def hold_out(learner: Learner) -> HeldOut:
    """Learn the model: every fourth topic is unknown to it, so that it can be begun, and a quarter of all else."""
    out, new = _left_out_of(learner.samples)
    kept = [place for place in range(len(learner.samples)) if place not in out]
    vocabulary = learner.vocabulary_of(kept)
    return HeldOut(learner.topics(kept), vocabulary, learner.reader(vocabulary), out, new, learner.known(kept))


def outside_of(learner: Learner, held: HeldOut) -> Iterator[Judged]:
    """Yield a share of the lines out of scope that the model has not learnt, as it judges them.

    What was said in a thread says too little by itself.
    """
    left = [learner.samples[place] for place in sorted(held.out)]
    asked = [each for each in left if each.label == NONE and not each.in_thread]
    yield from (judge(each.text, (), held.reader, held.model) for each in asked[::ONE_OUTSIDE_IN])


def inside_of(learner: Learner, held: HeldOut) -> Iterator[Judged]:
    """Yield a share of the phrases that the model has not learnt, of topics that it knows, as it judges them.

    What was said in a thread says too little by itself.
    """
    left = [learner.samples[place] for place in sorted(held.out)]
    asked = [each for each in left if each.label not in held.new and is_topic(each.label) and not each.in_thread]
    yield from (judge(each.text, (each.label,), held.reader, held.model) for each in asked[::ONE_IN])


def is_topic(label: str) -> bool:
    """Whether a class is a topic: not "none of these", nor a turn of conversation."""
    return label != NONE and not label.startswith(INTENT)


def _left_out_of(samples: Sequence[Sample]) -> tuple[frozenset[int], frozenset[str]]:
    """Return the places left out, and the topics that are left out whole."""
    topics = sorted({sample.label for sample in samples if is_topic(sample.label)})
    new = frozenset(topics[::ONE_LEFT_OUT_IN])
    groups: dict[tuple[str, Language], list[int]] = defaultdict(list)
    for place, sample in enumerate(samples):
        groups[sample.label, sample.language].append(place)
    out: set[int] = set()
    for (label, _), places in groups.items():
        out.update(places if label in new else places[::ONE_LEFT_OUT_IN])
    return frozenset(out), new
