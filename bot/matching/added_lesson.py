"""What is learnt when layers add to a model: the classes, what teaches them, and how much each of it counts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy

from bot.matching.aside import Aside
from bot.matching.model import NONE
from bot.matching.rows import Floats
from bot.matching.samples import Sample

ASIDE_WEIGHT = 0.5
"""What a line out of scope counts, against a phrase, that asks for what a team has now written."""


@dataclass(frozen=True, slots=True)
class Classes:
    """What is fitted: new classes first, then known ones that get more phrases, and "none" last, which may have to give way."""

    labels: tuple[str, ...]
    fresh: int

    @classmethod
    def of(cls, new: Sequence[Sample], known: AbstractSet[str]) -> Classes:
        """The classes that new phrases ask for, beside those that a model knows."""
        asked = {sample.label for sample in new}
        fresh = sorted(asked - known)
        return cls((*fresh, *sorted(asked & known), NONE), len(fresh))


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learnt from: new phrases, lines out of scope that ask for new topics, then old phrases.

    held: how many phrases each known class keeps.
    """

    new: Sequence[Sample]
    aside: Sequence[Aside]
    again: Sequence[Sample]
    held: Mapping[str, int]

    @property
    def own(self) -> list[Sample]:
        """What teaches new topics."""
        return [*self.new, *(replace(one.line, label=one.topic) for one in self.aside)]

    @property
    def labels(self) -> list[str]:
        """The class of everything, in the order of the rows."""
        return [one.label for one in (*self.own, *self.again)]


def weights_of(lesson: Lesson, known: int) -> Floats:
    """How much each row counts: a phrase of a small class more than one of a large class, as when all are learnt together."""
    counts = dict(lesson.held)
    for one in lesson.own:
        counts[one.label] = counts.get(one.label, 0) + 1
    mean = sum(lesson.held.values()) / known
    shares = [math.sqrt(mean / counts[one.label]) for one in lesson.new]
    shares += [ASIDE_WEIGHT * math.sqrt(mean / counts[one.topic]) for one in lesson.aside]
    return numpy.array([*shares, *(1.0 for _ in lesson.again)], numpy.float32)
