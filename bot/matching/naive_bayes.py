"""Multinomial naive Bayes from counts alone: what a class's phrases use more often than all phrases do.

It needs no passes, so a class of twenty phrases gets its full say; the softmax, which refines the boundaries, starts such a
class from next to nothing. Added together they find new topics better, and old ones too.
"""

from __future__ import annotations

import numpy
from numpy.typing import NDArray

from bot.matching.design_matrix import Design
from bot.matching.rows import MANY, Floats, Integers

PRIOR = 500.0
"""Weight of all phrases' frequencies mixed into each class's own (Dirichlet smoothing), in units of summed feature weights; a
class of 300 phrases has about 4,500. Chosen among 2 to 1,500 on sentences of other hands."""


def log_odds(design: Design, labels: Integers, classes: int) -> tuple[Floats, Floats]:
    """Return ln of (frequency in the class / frequency overall) in two parts that add up.

    The first holds a row a column of the design and is zero wherever a class never uses the feature; the second is what each
    class gets for any feature, so that the first can be kept sparse.
    """
    mass = numpy.zeros((design.bias + 1, classes))
    for first, rows in design.blocks():
        numpy.add.at(mass, (rows.columns, labels[first + rows.owners]), rows.values.astype(numpy.float64))
    mass[design.bias] = 0
    overall = mass.sum(axis=1, keepdims=True)
    share = numpy.where(overall > 0, overall, 1) / overall.sum()
    base = numpy.log(PRIOR / (mass.sum(axis=0) + PRIOR)).astype(numpy.float32)
    mass /= PRIOR * share  # in its place, for it takes eighty megabytes
    numpy.log1p(mass, out=mass)
    return _narrowed(mass), base


def _narrowed(values: NDArray[numpy.float64]) -> Floats:
    """Return the same in half of the bytes, made in the place of the values and the rest given back: both take too much."""
    height, width = values.shape
    found = values.view(numpy.float32).reshape(-1, width)
    for first in range(0, height, MANY):
        some = values[first : first + MANY].astype(numpy.float32)
        found[first : first + len(some)] = some
    del found
    values.resize(((height + 1) // 2, width), refcheck=False)  # whoever called has no more use for them
    return values.view(numpy.float32).reshape(-1, width)[:height]
