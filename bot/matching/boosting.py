"""Fits a gate: an additive logistic model of a few named signals, each with a curve of steps, by gradient boosting.

Friedman, Hastie and Tibshirani 2000, "Additive logistic regression", with trees of one split; what comes out is the generalised
additive model of Lou, Caruana and Gehrke 2012, "Intelligible models for classification and regression": each signal's part can
be read off by itself. A straight line for each signal, as before, answered 7 in 100 fewer messages of other hands at the same
share of right answers and of messages declined. Sums run in a fixed order, so that the same sentences give the same gate
on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy
from numpy.typing import NDArray

from bot.matching.model import Curve, Gate
from bot.matching.softmax import exponential

ROUNDS = 150
RATE = 0.07
"""Steps taken, and the share of the best step that each takes."""

BINS = 32
"""The most intervals a signal is cut into, each with about as many examples."""

PENALTY = 5.0
"""What an example counts in the middle of its doubt is a quarter; a step that rests on few is made smaller by so much weight."""

_SURE = 15.0
"""Log odds beyond which an example is as sure as can be."""


def fit_gate(
    signals: Sequence[Mapping[str, float]],
    opens: Sequence[bool],
    weights: Sequence[float],
    names: Sequence[str],
    *,
    rounds: int = ROUNDS,
) -> Gate:
    """Fit a gate that opens with the probability that `opens` holds. weights: how much each message counts, about 1."""
    columns = [numpy.array([signal[name] for signal in signals], numpy.float64) for name in names]
    edges = [_edges(column) for column in columns]
    places = [numpy.searchsorted(cuts, column, side="right") for cuts, column in zip(edges, columns, strict=True)]
    shares, wanted = numpy.array(weights, numpy.float64), numpy.array(opens, numpy.float64)
    odds = numpy.full(len(wanted), _log_odds(wanted, shares))
    bias, curves = float(odds[0]), [numpy.zeros(len(cuts) + 1) for cuts in edges]
    for _ in range(rounds):
        chances = 1 / (1 + exponential(-numpy.clip(odds, -_SURE, _SURE)))
        slopes, bends = shares * (wanted - chances), shares * chances * (1 - chances)
        splits = [_split(place, len(cuts) + 1, slopes, bends) for place, cuts in zip(places, edges, strict=True)]
        best = max(range(len(names)), key=lambda number: splits[number][0])
        _, step = splits[best]
        curves[best] += step
        odds += step[places[best]]
    return Gate(
        {name: _curve(cuts, curve) for name, cuts, curve in zip(names, edges, curves, strict=True) if curve.any()},
        round(bias, 6),
    )


def _log_odds(wanted: NDArray[numpy.float64], shares: NDArray[numpy.float64]) -> float:
    """The log odds that a message opens the gate, all signals aside."""
    share = min(max(float((wanted * shares).sum() / shares.sum()), 1e-4), 1 - 1e-4)
    return float(numpy.log(share / (1 - share)))


def _edges(column: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
    """Where a signal is cut: midway between neighbouring values, at about equal counts."""
    ordered = numpy.sort(column)
    picked = numpy.unique(ordered[numpy.arange(1, BINS) * len(ordered) // BINS])
    lower = ordered[numpy.searchsorted(ordered, picked) - 1]
    cuts: NDArray[numpy.float64] = numpy.unique(numpy.round((lower + picked)[picked > ordered[0]] / 2, 6))
    return cuts


def _split(
    places: NDArray[numpy.int64], bins: int, slopes: NDArray[numpy.float64], bends: NDArray[numpy.float64]
) -> tuple[float, NDArray[numpy.float64]]:
    """Return what the best cut of one signal gains, and the step it takes in each of its intervals."""
    rises = numpy.cumsum(numpy.bincount(places, slopes, bins))
    turns = numpy.cumsum(numpy.bincount(places, bends, bins))
    left, right = rises[:-1] / (turns[:-1] + PENALTY), (rises[-1] - rises[:-1]) / (turns[-1] - turns[:-1] + PENALTY)
    gains = rises[:-1] * left + (rises[-1] - rises[:-1]) * right
    if not len(gains):
        return 0.0, numpy.zeros(bins)
    cut = int(numpy.argmax(gains))
    step = numpy.where(numpy.arange(bins) <= cut, left[cut], right[cut])
    return float(gains[cut]), RATE * step


def _curve(edges: NDArray[numpy.float64], values: NDArray[numpy.float64]) -> Curve:
    """The curve without the edges at which it does not step."""
    rounded = numpy.round(values, 5)
    kept = numpy.flatnonzero(rounded[1:] != rounded[:-1])
    return Curve(tuple(edges[kept].tolist()), tuple(rounded[[*kept.tolist(), len(rounded) - 1]].tolist()))
