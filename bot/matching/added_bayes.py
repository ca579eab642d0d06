"""What naive Bayes makes of new classes from counts alone, in the terms of a model that is there already."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from bot.matching.added_fit import Pairs
from bot.matching.added_rows import Places, Scored, Table
from bot.matching.field import IDF_STEPS
from bot.matching.model import INTENT, NONE, LinearModel
from bot.matching.naive_bayes import PRIOR
from bot.matching.recipes import SHARPNESS, TOPICS
from bot.matching.rows import Floats, Integers

SHARE = 2.25 * SHARPNESS * TOPICS.naive_bayes
"""The weight of naive Bayes in a new class: more than in one that all passes of the softmax had to themselves."""

COMMON = 0.5
"""Share of the known classes that use a feature from which the middle one does, and the model leaves its part out of all."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The first weights of pairs, and the base (for any feature) and bias of classes, in points of score.

    mass: how much of a pair's feature its class has; expected: how much it would have by chance. begins: 1 for a new class.
    shift: by column, what the model left out of every class it knows, for they share it; a new class does not have it.
    """

    weights: Floats
    base: Scored
    bias: Scored
    mass: Floats
    expected: Floats
    is_new: NDArray[numpy.bool_]
    begins: Scored
    shift: Floats

    def without(self, cells: Places, values: Floats) -> Floats:
        """The weights of pairs as if one phrase, with these values in them, had not been counted."""
        left = numpy.maximum(0, self.mass[cells] - values)
        found: Floats = numpy.where(self.is_new[cells], SHARE * numpy.log1p(left / self.expected[cells]), 0.0)
        return found


def begin(topics: LinearModel, table: Table, pairs: Pairs, mass: Floats, held: Integers, *, fresh: int) -> Begun:
    """Return what new classes (the first `fresh` of the pairs' classes) begin with; the others begin with no change.

    held: how many phrases each known class has. How often a feature stands in all phrases is told by its inverse document
    frequency. A new class is as likely, before a word is said, as the middle one of those there are.
    """
    columns = numpy.repeat(numpy.arange(table.size), pairs.starts[1:] - pairs.starts[:-1])
    expected = PRIOR * _shares(topics, table)[columns]
    is_new = pairs.classes < fresh
    classes = int(pairs.classes.max(initial=-1)) + 1
    begins = (numpy.arange(classes) < fresh).astype(numpy.float64)
    masses = numpy.bincount(pairs.classes, weights=mass, minlength=classes)
    labelled = zip(topics.bias, topics.classes, strict=True)
    plain = [bias for bias, label in labelled if label != NONE and not label.startswith(INTENT)]
    usual = float(numpy.median([base for field in topics.fields.values() for base in field.base]))
    return Begun(
        weights=numpy.where(is_new, SHARE * numpy.log1p(mass / expected), 0.0).astype(numpy.float32),
        base=begins * SHARE * numpy.log(PRIOR / (masses + PRIOR)),
        bias=begins * float(numpy.median(plain)),
        mass=mass,
        expected=expected,
        is_new=is_new,
        begins=begins,
        shift=numpy.where(_usage(table, held) > COMMON, -usual, 0.0),
    )


def _usage(table: Table, held: Integers) -> Floats:
    """Which share of the known classes has each feature in any phrase, if it were spread evenly over all phrases."""
    steps, places = numpy.unique(table.idf, return_inverse=True)
    shares = 1 / numpy.exp(steps / IDF_STEPS - 1)
    found: Floats = (1 - numpy.exp(-shares[:, None] * held).mean(axis=1))[places]
    return found


def _shares(topics: LinearModel, table: Table) -> Floats:
    """Which share of all the weight of features in all phrases each feature has, by its frequency."""
    fields = table.fields
    counts = 1 / numpy.exp(table.idf / IDF_STEPS - 1)
    own = counts * table.idf
    # Each field of a phrase has a length of its own, whatever the number of its features.
    weights = numpy.array([field.weight for field in topics.fields.values()])
    sizes = numpy.bincount(fields, weights=counts, minlength=len(weights))
    lengths = numpy.sqrt(sizes / sizes.sum() * weights**2)
    totals = numpy.bincount(fields, weights=own, minlength=len(weights))
    found: Floats = own / totals[fields] * (lengths / lengths.sum())[fields]
    return found
