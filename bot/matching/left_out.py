"""Asks models about phrases they have not learnt: what the gates need to see, of topics well known and of topics just begun."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.language import Language
from bot.matching.model import INTENT, NONE, LinearModel
from bot.matching.reading import Reader
from bot.matching.samples import Sample
from bot.matching.signals import signals
from bot.matching.training import Learner
from bot.matching.weighing import rank

FOLDS = 4
"""Each phrase is left out of one of so many models, and each topic cut to a beginning for one."""

BEGINNING = 23
"""Phrases a language that a topic has when it is written as the guide says."""

ASKED = 3
"""Of the phrases left out of a topic that was cut to a beginning, one in so many is asked: there are thousands, and each takes a
millisecond."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A message with its signals; whether the knowledge holds it, and whether the first topic is right."""

    signals: Mapping[str, float]
    inside: bool
    right: bool


def judge(text: str, topics: Sequence[str], reader: Reader, model: LinearModel) -> Judged:
    """Ask a model one question whose right topics are known (none: out of scope)."""
    reading = reader.read(text)
    ranked = rank(reading, model)
    return Judged(signals(reading, model, ranked), bool(topics), ranked.topics[0][0] in topics)


def left_out(learner: Learner) -> Iterator[Judged]:
    """Yield phrases of topics just begun and those out of scope, each asked of a model that has not learnt it.

    In each round every fourth topic is cut to a beginning, so that the gates also see how a topic looks that is new: less sure
    of itself than those with hundreds of phrases, and no less right to be answered.
    """
    samples = learner.samples
    for fold in range(FOLDS):
        out, new = _left_out_of(samples, fold)
        kept = [place for place in range(len(samples)) if place not in out]
        model = learner.topics(kept)
        reader = learner.reader(learner.vocabulary_of(kept))
        for sample in _asked([samples[place] for place in sorted(out)], new):
            yield judge(sample.text, () if sample.label == NONE else (sample.label,), reader, model)


def _asked(out: Sequence[Sample], new: frozenset[str]) -> Iterator[Sample]:
    """Yield what a round is asked of all that it left out; what was said in a thread says too little by itself."""
    alone = [sample for sample in out if not sample.in_thread]
    yield from [sample for sample in alone if sample.label in new][::ASKED]
    yield from (sample for sample in alone if sample.label == NONE)


def _left_out_of(samples: Sequence[Sample], fold: int) -> tuple[frozenset[int], frozenset[str]]:
    """Return the places left out in one round, and the topics that are cut to a beginning."""
    groups: dict[tuple[str, Language], list[int]] = defaultdict(list)
    for place, sample in enumerate(samples):
        groups[sample.label, sample.language].append(place)
    topics = sorted({label for label, _ in groups if label != NONE and not label.startswith(INTENT)})
    new = frozenset(topics[fold::FOLDS])
    out: set[int] = set()
    for (label, _), places in groups.items():
        out.update(places[fold::FOLDS])
        if label in new:
            # Taken evenly from the file: its hands follow one another.
            kept = {places[number * len(places) // BEGINNING] for number in range(BEGINNING)}
            out.update(set(places) - kept)
    return frozenset(out), new
