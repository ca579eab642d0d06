"""How sure an assessment may sound: plain, leaning one way so far, or so far of both kinds. The verdict itself is untouched."""

from __future__ import annotations

from bot.domain.fit import Assessment, AxisResult, Verdict

WIDE = 30.0
"""Points beyond zero, on both sides, to which an axis may still move before its verdict is called open; judgement."""
_FEW = 2
"""Answers up to which a mixed verdict, which needs both axes, rests on one each."""


def tone_of(assessment: Assessment) -> str:
    """Return "sure", "leans" (enterprise or SMB on thin evidence) or "so-far" (mixed on thin evidence)."""
    counted = len(assessment.contributions)
    if assessment.verdict is Verdict.MIXED:
        return "so-far" if counted <= _FEW and not assessment.answers.both else "sure"
    if assessment.verdict is Verdict.UNKNOWN:
        return "sure"
    deciding = [axis for axis in (assessment.market, assessment.readiness) if axis.leaning is assessment.verdict]
    return "leans" if counted == 1 or all(is_wide(axis) for axis in deciding) else "sure"


def is_wide(axis: AxisResult) -> bool:
    """Whether what is still unknown could carry the axis well to either side."""
    return axis.low <= -WIDE and axis.high >= WIDE
