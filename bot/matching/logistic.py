"""Fits a gate: a logistic regression on a few named signals, by Newton's method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy

from bot.matching.model import Gate
from bot.matching.softmax import exponential

PENALTY = 2.0
"""Ridge penalty on standardised weights (half of it times their squares): signals overlap, and a few hundred lines are few."""

_ROUNDS = 50
_STILL = 1e-9
"""Largest change of a weight at which the search has arrived; far below the six places that are kept."""


def fit_gate(
    signals: Sequence[Mapping[str, float]], opens: Sequence[bool], weights: Sequence[float], names: Sequence[str]
) -> Gate:
    """Fit a gate that opens with the probability that `opens` holds. weights: how much each message counts, about 1.

    The standardisation is folded into the gate's weights. Each Newton step solves the weighted normal equations (iteratively
    reweighted least squares).
    """
    columns = numpy.array([[signal[name] for name in names] for signal in signals], numpy.float64)
    shares = numpy.array(weights, numpy.float64)
    means = (columns * shares[:, None]).sum(axis=0) / shares.sum()
    spreads = numpy.sqrt(((columns - means) ** 2 * shares[:, None]).sum(axis=0) / shares.sum())
    spreads[spreads < _STILL] = 1.0
    design = numpy.column_stack([(columns - means) / spreads, numpy.ones(len(signals))])
    penalty = numpy.append(numpy.full(len(names), PENALTY), _STILL)  # the bias is free, but for a certain answer
    learnt = numpy.zeros(len(names) + 1)
    wanted = numpy.array(opens, numpy.float64)
    for _ in range(_ROUNDS):
        scores = numpy.clip((design * learnt).sum(axis=1), -30.0, 30.0)
        chances = 1 / (1 + exponential(-scores))
        slope = (design * (shares * (chances - wanted))[:, None]).sum(axis=0) + penalty * learnt
        bend = numpy.einsum("ni,nj,n->ij", design, design, shares * chances * (1 - chances)) + numpy.diag(penalty)
        step = numpy.linalg.solve(bend, slope)
        learnt -= step
        if numpy.abs(step).max() < _STILL:
            break
    folded = learnt[:-1] / spreads
    bias = float(learnt[-1] - (folded * means).sum())
    return Gate(tuple(names), tuple(round(float(one), 6) for one in folded), round(bias, 6))
