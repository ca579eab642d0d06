"""Fits a gate: an additive logistic model of a few named signals, each with a curve of steps, by gradient boosting.

Friedman, Hastie and Tibshirani 2000, "Additive logistic regression", with trees of one split; what comes out is the generalised
additive model of Lou, Caruana and Gehrke 2012, "Intelligible models for classification and regression": each signal's part can
be read off by itself. A straight line for each signal, as before, answered 7 in 100 fewer messages of other hands at the same
share of right answers and of messages declined. Sums run in a fixed order, so that the same sentences give the same gate
on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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

_WIDEST = BINS + 1
"""Places kept for the intervals of one signal."""

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
    counts = numpy.array([len(cuts) + 1 for cuts in edges])
    laid = numpy.stack([place + number * _WIDEST for number, place in enumerate(places)], axis=1).ravel()
    shares, wanted = numpy.array(weights, numpy.float64), numpy.array(opens, numpy.float64)
    odds = numpy.full(len(wanted), _log_odds(wanted, shares))
    bias, curves = float(odds[0]), [numpy.zeros(len(cuts) + 1) for cuts in edges]
    for _ in range(rounds):
        chances = 1 / (1 + exponential(-numpy.clip(odds, -_SURE, _SURE)))
        slopes, bends = shares * (wanted - chances), shares * chances * (1 - chances)
        best, step = _best_split(laid, counts, slopes, bends)
        curves[best] += step
        odds += step[places[best]]
    kept = zip(names, edges, curves, strict=True)
    return Gate(_stepping(kept), round(bias, 6))


def _stepping(curves: Iterable[tuple[str, NDArray[numpy.float64], NDArray[numpy.float64]]]) -> dict[str, Curve]:
    """The curves that step at all, by signal."""
    return {name: _curve(cuts, curve) for name, cuts, curve in curves if curve.any()}


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


def _best_split(
    laid: NDArray[numpy.int64], counts: NDArray[numpy.int64], slopes: NDArray[numpy.float64], bends: NDArray[numpy.float64]
) -> tuple[int, NDArray[numpy.float64]]:
    """Return the signal whose best cut gains most, the first of several, and the step it takes in each of its intervals.

    laid: the interval of every example in each signal, _WIDEST a signal, one example after the other. counts: their intervals.
    """
    signals = len(counts)
    rises = _summed_up(laid, slopes, signals)
    turns = _summed_up(laid, bends, signals)
    left, right = rises / (turns + PENALTY), (rises[:, -1:] - rises) / (turns[:, -1:] - turns + PENALTY)
    gains = rises * left + (rises[:, -1:] - rises) * right
    gains[numpy.arange(_WIDEST) >= counts[:, None] - 1] = -1.0  # no cut: none gains less than nothing
    cuts = gains.argmax(axis=1)
    best = int(gains[numpy.arange(signals), cuts].argmax())
    cut, count = int(cuts[best]), int(counts[best])
    if count < 2:
        return best, numpy.zeros(count)
    return best, RATE * numpy.where(numpy.arange(count) <= cut, left[best, cut], right[best, cut])


def _summed_up(laid: NDArray[numpy.int64], values: NDArray[numpy.float64], signals: int) -> NDArray[numpy.float64]:
    """By signal and interval, the sum over the examples up to there."""
    sums = numpy.bincount(laid, numpy.repeat(values, signals), signals * _WIDEST)  # by example: each sum waits for none before
    found: NDArray[numpy.float64] = numpy.cumsum(sums.reshape(signals, _WIDEST), axis=1)
    return found


def _curve(edges: NDArray[numpy.float64], values: NDArray[numpy.float64]) -> Curve:
    """The curve without the edges at which it does not step."""
    rounded = numpy.round(values, 5)
    kept = numpy.flatnonzero(rounded[1:] != rounded[:-1])
    return Curve(tuple(edges[kept].tolist()), tuple(rounded[[*kept.tolist(), len(rounded) - 1]].tolist()))
