"""Which of all that counted is shown as the reasons of a verdict."""

from __future__ import annotations

from bot.advisor.fit.scoring.axes import apart
from bot.domain.fit import Assessment, AxisResult, Contribution, Verdict
from bot.domain.language import Segment

MOST = 3
"""Reasons that are read; the rest stands in the whole result."""


def reasons_of(assessment: Assessment) -> tuple[Contribution, ...]:
    """Return the three that weigh most for the verdict. A mixed one has its reasons on both sides, and on both axes."""
    return _of_both(assessment) if assessment.answers.both else _of_one(assessment)


def all_reasons(assessment: Assessment) -> tuple[Contribution, ...]:
    """Return everything that counted on either axis, the heaviest first."""
    axes = (assessment.market, assessment.readiness)
    return tuple(sorted((part for axis in axes for part in axis.contributions if round(part.points)), key=_weight))


def _of_one(assessment: Assessment) -> tuple[Contribution, ...]:
    groups = [_supporting(axis, assessment) for axis in (assessment.market, assessment.readiness)]
    best = [group[0] for group in groups if group]
    if assessment.verdict is Verdict.MIXED and len(best) == 1:
        best += _against(groups[0] or groups[1], best[0])[:1]
    others = sorted((part for group in groups for part in group if part not in best), key=_weight)
    return tuple(sorted([*best, *others][:MOST], key=_weight))


def _of_both(assessment: Assessment) -> tuple[Contribution, ...]:
    """What speaks most for each of the two markets that are served, and what weighs most on the seller's own side."""
    market = sorted((end for part in assessment.market.contributions for end in apart(assessment.rules, part)), key=_weight)
    sides = [next((part for part in market if part.side is side), None) for side in Segment]
    own = min(assessment.readiness.contributions, key=_weight, default=None)
    best = [part for part in (*sides, own) if part is not None]
    return tuple((*best, *(part for part in market if part not in best))[:MOST])


def _supporting(axis: AxisResult, assessment: Assessment) -> list[Contribution]:
    """What speaks for the way an axis leans, the heaviest first; all that counted where it leans no way, or another one."""
    counted = sorted((part for part in axis.contributions if round(part.points)), key=_weight)
    agreeing = [part for part in counted if part.side.value == axis.leaning.value]
    return agreeing if assessment.verdict is not Verdict.UNKNOWN and agreeing else counted


def _against(parts: list[Contribution], first: Contribution) -> list[Contribution]:
    return [part for part in parts if part.side is not first.side]


def _weight(part: Contribution) -> float:
    return -abs(part.points)
