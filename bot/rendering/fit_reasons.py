"""Which of all that counted is shown as the reasons of a verdict."""

from __future__ import annotations

from bot.domain.fit import Assessment, AxisResult, Contribution, Verdict

MOST = 3
"""Reasons that are read; the rest stands in the whole result."""


def reasons_of(assessment: Assessment) -> tuple[Contribution, ...]:
    """Return the three that weigh most for the verdict. A mixed one has its reasons on both sides, and on both axes."""
    groups = [_supporting(axis, assessment) for axis in (assessment.market, assessment.readiness)]
    best = [group[0] for group in groups if group]
    if assessment.verdict is Verdict.MIXED and len(best) == 1:
        best += _against(groups[0] or groups[1], best[0])[:1]
    others = sorted((part for group in groups for part in group if part not in best), key=_weight)
    return tuple(sorted([*best, *others][:MOST], key=_weight))


def _supporting(axis: AxisResult, assessment: Assessment) -> list[Contribution]:
    """What speaks for the way an axis leans, the heaviest first; all that counted where it leans no way, or another one."""
    counted = sorted((part for part in axis.contributions if round(part.points)), key=_weight)
    agreeing = [part for part in counted if part.side.value == axis.leaning.value]
    return agreeing if assessment.verdict is not Verdict.UNKNOWN and agreeing else counted


def _against(parts: list[Contribution], first: Contribution) -> list[Contribution]:
    return [part for part in parts if part.side is not first.side]


def _weight(part: Contribution) -> float:
    return -abs(part.points)
