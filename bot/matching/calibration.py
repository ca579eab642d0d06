"""Fits the gates and thresholds on sentences of another hand than the phrases, and on phrases left out of the learning.

On its own hand's words a model looks surer than it is, so the sentences of another hand set the thresholds. Added topics have
a gate of their own (`bot.matching.beginnings`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.matching.boosting import fit_gate
from bot.matching.left_out import HeldOut, Judged, inside_of, judge, outside_of
from bot.matching.model import HELD, Gate, Thresholds
from bot.matching.samples import CalibrationLine
from bot.matching.signals import SIGNALS
from bot.matching.training import Learner, Learnt

WANTED_PRECISION = 0.985
"""Of the messages answered directly, the share whose answer is the right topic: the goals are 97.5 % in English and 98.5 % in
Indonesian."""

LOWEST_ANSWER = 0.65
"""The answer threshold is never lower: a wrong answer said firmly costs more trust than one question back too many. On the
calibration lines alone it would lie near a half, for they are easier than what strangers ask: of 285 such questions on facts
97 in 100 are answered and 97.8 of those rightly at 0.55, 95 and 98.2 at 0.65."""

HIGHEST_ANSWER = 0.68
"""Nor is it ever higher: topics that are added would make the old ones shyer, and the gate itself tells the odds."""

TOLERATED_DENIALS = 0.005
"""Of the messages the knowledge does hold, the share that may be told "not in my knowledge"."""

HIGHEST_DENIAL = 0.1
"""The threshold below which a message is declined is never higher: nine to one it must be out of scope. A choice of topics costs
the person a glance, a false denial the trust."""

OUTSIDE_SHARE = 4.0
OUTSIDE_SHARE_OF_SURE = 1.0
"""How much lines out of scope that were left out of the learning count against all calibration lines out of scope, for the gate
on whether the knowledge holds a message and for the one on its first topic. Chosen by lines that neither learning nor
calibration has seen."""

INSIDE_SHARE = 1.0
"""How much phrases left out of the learning count against all calibration lines. Without them the gates are shy of whatever is
put unlike the calibration lines: of a hand that none had seen they let 80.3 % through at 95.8 % right, with them 84.7 %
at 95.7 %. The price is paid out of scope: of 179 such lines of two hands 2 were answered without them, 4 with them."""

_PARTS = 5
"""Parts of the calibration lines that are each judged by gates fitted without them, to set the thresholds."""


@dataclass(frozen=True, slots=True)
class Unlearnt:
    """What a model that has not learnt it makes of lines out of scope, and of phrases."""

    outside: Sequence[Judged]
    inside: Sequence[Judged]


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The gates and where the decisions fall."""

    scope: Gate
    sure: Gate
    thresholds: Thresholds


def calibrate(learner: Learner, learnt: Learnt, held: HeldOut, lines: Sequence[CalibrationLine]) -> Calibrated:
    """Return the gates and thresholds for freshly learnt models; `held` is a model that has not learnt some lines."""
    reader = learner.reader(learnt.vocabulary)
    judged = [judge(line.text, line.topics, reader, learnt.topics) for line in lines]
    left = Unlearnt(
        outside=list(outside_of(learner, held)),
        inside=list(inside_of(learner, held)),
    )
    scope, sure = _gates(judged, left)
    tried = list(_tried(judged, left))
    answer = _answer_threshold([(one.sure, one.right) for one in tried if one.scope >= HELD])
    return Calibrated(scope, sure, Thresholds(answer, _unknown_threshold([one.scope for one in tried if one.inside])))


class _Tried(NamedTuple):
    """What gates that were fitted without a line make of it, and what it is."""

    scope: float
    sure: float
    inside: bool
    right: bool


def _tried(judged: Sequence[Judged], left: Unlearnt) -> Iterator[_Tried]:
    for part in range(_PARTS):
        scope, sure = _gates([one for place, one in enumerate(judged) if place % _PARTS != part], left)
        for one in judged[part::_PARTS]:
            yield _Tried(scope.probability(one.signals), sure.probability(one.signals), one.inside, one.right)


def _gates(lines: Sequence[Judged], left: Unlearnt) -> tuple[Gate, Gate]:
    """Fit the gate on whether the knowledge holds a message, and the one on whether its first topic is right."""
    outside = sum(not one.inside for one in lines)
    both = [*((one, 1.0) for one in lines), *_sharing(left.inside, INSIDE_SHARE * len(lines))]
    scope = [*both, *_sharing(left.outside, OUTSIDE_SHARE * outside)]
    sure = [*both, *_sharing(left.outside, OUTSIDE_SHARE_OF_SURE * outside)]
    return _gate(scope, [one.inside for one, _ in scope]), _gate(sure, [one.right for one, _ in sure])


def _gate(weighed: Sequence[tuple[Judged, float]], opens: Sequence[bool]) -> Gate:
    return fit_gate([one.signals for one, _ in weighed], opens, [weight for _, weight in weighed], SIGNALS)


def _sharing(left: Sequence[Judged], total: float) -> list[tuple[Judged, float]]:
    """What was left out with its weight: all together they count so much."""
    return [(one, total / len(left)) for one in left if total]


def _answer_threshold(sureness: Sequence[tuple[float, bool]]) -> float:
    """The lowest threshold, within bounds, that still gives the wanted precision over all sentences above it."""
    best, hits = 1.0, 0
    for count, (sure, hit) in enumerate(sorted(sureness, key=lambda pair: -pair[0]), start=1):
        hits += hit
        if hits / count >= WANTED_PRECISION:
            best = sure
    return round(min(max(best, LOWEST_ANSWER), HIGHEST_ANSWER), 4)


def _unknown_threshold(scopes: Sequence[float]) -> float:
    """The threshold, within its bound, below which only the tolerated share of answerable sentences falls."""
    ordered = sorted(scopes)
    return round(min(ordered[int(len(ordered) * TOLERATED_DENIALS)], HIGHEST_DENIAL), 4) if ordered else HIGHEST_DENIAL
