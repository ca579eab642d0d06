"""Multinomial naive Bayes from counts alone: what a class's phrases use more often than all phrases do.

It needs no passes, so a class of twenty phrases gets its full say; the softmax, which refines the boundaries, starts such a
class from next to nothing. Added together they find new topics better, and old ones too.
"""

from __future__ import annotations

import numpy

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
    found = numpy.zeros((design.bias + 1, classes), numpy.float32)  # wider ones would take a hundred megabytes
    for first, rows in design.blocks():
        numpy.add.at(found, (rows.columns, labels[first + rows.owners]), rows.values)
    found[design.bias] = 0
    overall, totals = found.sum(axis=1, dtype=float), found.sum(axis=0, dtype=float)
    share = numpy.where(overall > 0, overall, 1) / overall.sum()
    for first in range(0, len(found), MANY):
        some = slice(first, first + MANY)
        found[some] = numpy.log1p(found[some] / (PRIOR * share[some, None]))
    return found, numpy.log(PRIOR / (totals + PRIOR)).astype(numpy.float32)
