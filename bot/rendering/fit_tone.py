"""How sure an assessment may sound: plain, leaning one way so far, or of one axis alone. The verdict itself is untouched."""

from __future__ import annotations

from bot.domain.fit import Assessment, AxisResult, Verdict

WIDE = 30.0
"""Points beyond zero, on both sides, to which an axis may still move before its verdict is called open; judgement."""
_FEW = 2
"""Answers up to which a mixed verdict, which needs both axes, rests on one each."""


def tone_of(assessment: Assessment) -> str:
    """Return how the verdict may be said.

    "market" or "readiness": only this axis was told anything about, so that it leans and the other is not known; "leans": both
    were, on thin evidence; "so-far": mixed on thin evidence; else "sure".
    """
    told = [axis for axis in (assessment.market, assessment.readiness) if axis.contributions]
    if len(told) == 1 and assessment.verdict in (Verdict.ENTERPRISE, Verdict.SMB):
        return told[0].axis.value
    if assessment.verdict is Verdict.UNKNOWN or assessment.answers.both:
        return "sure"
    if assessment.verdict is Verdict.MIXED:
        return "so-far" if len(assessment.contributions) <= _FEW else "sure"
    return "leans" if _is_open(assessment, told) else "sure"


def _is_open(assessment: Assessment, told: list[AxisResult]) -> bool:
    return all(is_wide(axis) for axis in told if axis.leaning is assessment.verdict)


def is_wide(axis: AxisResult) -> bool:
    """Whether what is still unknown could carry the axis well to either side."""
    return axis.low <= -WIDE and axis.high >= WIDE
