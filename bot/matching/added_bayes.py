"""What naive Bayes makes of new classes from counts alone, in the terms of a model that is there already."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from bot.matching.added_fit import Pairs
from bot.matching.added_rows import Table
from bot.matching.design_matrix import Floats, Integers
from bot.matching.model import IDF_STEPS, INTENT, NONE, LinearModel
from bot.matching.naive_bayes import PRIOR
from bot.matching.training import SHARPNESS, TOPICS

SHARE = 1.5 * SHARPNESS * TOPICS.naive_bayes
"""The weight of naive Bayes in a new class: more than in one that all passes of the softmax had to themselves."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The first weights of pairs, and the base (for any feature) and bias of classes, in points of score.

    mass: how much of a pair's feature its class has; expected: how much it would have by chance.
    """

    weights: Floats
    base: Floats
    bias: Floats
    mass: Floats
    expected: Floats
    is_new: NDArray[numpy.bool_]

    def without(self, cells: Integers, values: Floats) -> Floats:
        """The weights of pairs as if one phrase, with these values in them, had not been counted."""
        left = numpy.maximum(0, self.mass[cells] - values)
        found: Floats = numpy.where(self.is_new[cells], SHARE * numpy.log1p(left / self.expected[cells]), 0.0)
        return found


def begin(topics: LinearModel, table: Table, pairs: Pairs, mass: Floats, fresh: int) -> Begun:
    """Return what new classes (the first `fresh` of the pairs' classes) begin with; the others begin with no change.

    How often a feature stands in all phrases is told by its inverse document frequency. A new class is as likely, before a
    word is said, as the middle one of those there are.
    """
    columns = numpy.repeat(numpy.arange(table.size), numpy.diff(pairs.starts))
    expected = PRIOR * _shares(topics, table)[columns]
    is_new = pairs.classes < fresh
    classes = int(pairs.classes.max(initial=-1)) + 1
    pairs_of = zip(topics.bias, topics.classes, strict=True)
    plain = [bias for bias, label in pairs_of if label != NONE and not label.startswith(INTENT)]
    begins = numpy.arange(classes) < fresh
    bases = [base for field in topics.fields.values() for base in field.base]
    return Begun(
        weights=numpy.where(is_new, SHARE * numpy.log1p(mass / expected), 0.0).astype(numpy.float32),
        base=numpy.where(begins, float(numpy.median(bases)), 0.0),
        bias=numpy.where(begins, float(numpy.median(plain)), 0.0),
        mass=mass,
        expected=expected,
        is_new=is_new,
    )


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
