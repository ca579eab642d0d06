"""How stable a verdict is: the share of weight variations that keep it.

Tried are all corners: every weight is either raised or lowered by `thresholds.variation` (20 %), in every combination, 2^7
for the market and 2^5 for readiness. The axes are never blended, so their shares are counted apart and multiplied.
"""

from __future__ import annotations

from collections import Counter

from bot.advisor.fit.scoring.axes import leaning, sign_evidence, unit_evidence
from bot.advisor.fit.scoring.verdicts import join
from bot.domain.fit import Answers, Verdict
from bot.domain.fit_model import Axis, FitModel


def stability_of(model: FitModel, answers: Answers, verdict: Verdict) -> float:
    """Return the share, 0 to 1, of all corners of the weights that lead to the same verdict."""
    market = _leanings(model, Axis.MARKET, answers)
    readiness = _leanings(model, Axis.READINESS, answers)
    kept = sum(
        times * often for leans, times in market.items() for other, often in readiness.items() if join(leans, other) is verdict
    )
    return kept / (market.total() * readiness.total())


def _leanings(model: FitModel, axis: Axis, answers: Answers) -> Counter[Verdict]:
    """How often an axis leans each way over all corners of its known criteria; an unknown one changes nothing."""
    if axis is Axis.MARKET and answers.both:
        return Counter([Verdict.MIXED])
    variation = model.thresholds.variation
    corners = [sign_evidence(model, axis, answers)]
    for criterion in model.on(axis):
        evidence = unit_evidence(criterion, answers)
        if evidence is not None:
            weights = (criterion.weight * (1 - variation), criterion.weight * (1 + variation))
            corners = [corner.plus(evidence, weight) for corner in corners for weight in weights]
    return Counter(leaning(corner, model.thresholds) for corner in corners)
