"""Scores each axis - what every answer adds, the interval still open, which way it leans - and makes one verdict of two leanings.

Every criterion has a weight w and every answer a lean v in [-1, 1]. With W the sum of the axis' weights,
    score = sum(w * v) / W            over what is known
    low, high = score -/+ sum(w) / W  over what is not
so one more answer moves the score by its own w * v alone, and an unknown widens the interval and does nothing else.
Signs have a weight and a lean too; together they count at most `thresholds.signs`, which is part of the market's W.
Which way the axis leans rests on the evidence for and against, not on the score: two answers can be enough.
The axes are never blended; the verdict names the sentence that says it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.advisor.fit.scoring.scale import leans_of
from bot.domain.fit import Answers, AxisResult, Contribution, Verdict
from bot.domain.fit_model import Axis, Criterion, FitModel, Sign, Thresholds
from bot.domain.language import Segment


@dataclass(frozen=True, slots=True)
class Evidence:
    """Weight of evidence that speaks for enterprise and for SMB; neither is negative."""

    enterprise: float = 0.0
    smb: float = 0.0

    def plus(self, other: Evidence, weight: float = 1.0) -> Evidence:
        """This evidence and another, the other times `weight`."""
        return Evidence(self.enterprise + weight * other.enterprise, self.smb + weight * other.smb)

    @property
    def net(self) -> float:
        """Enterprise less SMB."""
        return self.enterprise - self.smb


def leaning(evidence: Evidence, thresholds: Thresholds) -> Verdict:
    """Return which way the evidence leans. Enough must be there, and one side must clearly outweigh the other."""
    total = evidence.enterprise + evidence.smb
    if total < thresholds.least:
        return Verdict.UNKNOWN
    balance = evidence.net / total
    if balance >= thresholds.majority:
        return Verdict.ENTERPRISE
    return Verdict.SMB if balance <= -thresholds.majority else Verdict.MIXED


def unit_evidence(criterion: Criterion, answers: Answers) -> Evidence | None:
    """The evidence of one criterion at weight 1, None where it is not known. A range counts half for each end."""
    value = answers.values.get(criterion.id)
    if value is None:
        return None
    ends = leans_of(criterion, value)
    return Evidence(sum(max(end, 0.0) for end in ends) / 2, sum(max(-end, 0.0) for end in ends) / 2)


def sign_evidence(model: FitModel, axis: Axis, answers: Answers) -> Evidence:
    """The evidence of all signs, scaled down to the most that signs may weigh. Signs speak about the market alone."""
    if axis is not Axis.MARKET:
        return Evidence()
    total = Evidence()
    for sign in _signs(model, answers):
        total = total.plus(Evidence(max(sign.lean, 0.0), max(-sign.lean, 0.0)), sign.weight)
    return Evidence(min(total.enterprise, model.thresholds.signs), min(total.smb, model.thresholds.signs))


def axis_evidence(model: FitModel, axis: Axis, answers: Answers) -> Evidence:
    """All the evidence of an axis."""
    total = sign_evidence(model, axis, answers)
    for criterion in model.on(axis):
        evidence = unit_evidence(criterion, answers)
        if evidence is not None:
            total = total.plus(evidence, criterion.weight)
    return total


def score_axis(model: FitModel, axis: Axis, answers: Answers) -> AxisResult:
    """Score one axis by the formula of this module's docstring, times 100."""
    criteria = model.on(axis)
    unknown = [criterion for criterion in criteria if answers.values.get(criterion.id) is None]
    whole = full_weight(model, axis)
    evidence = axis_evidence(model, axis, answers)
    score = 100 * evidence.net / whole
    reach = 100 * sum(criterion.weight for criterion in unknown) / whole
    leans = Verdict.MIXED if axis is Axis.MARKET and answers.both else leaning(evidence, model.thresholds)
    return AxisResult(
        axis=axis,
        leaning=leans,
        score=score,
        low=score - reach,
        high=score + reach,
        contributions=_contributions(model, axis, answers, whole),
        unanswered=tuple(criterion.id for criterion in unknown),
        enterprise=evidence.enterprise,
        smb=evidence.smb,
    )


def full_weight(model: FitModel, axis: Axis) -> float:
    """The sum of an axis' weights, the signs' share of the market included."""
    signs = model.thresholds.signs if axis is Axis.MARKET else 0.0
    return signs + sum(criterion.weight for criterion in model.on(axis))


def _signs(model: FitModel, answers: Answers) -> list[Sign]:
    return [model.signs[sign] for sign in dict.fromkeys(answers.signs) if sign in model.signs]


def _contributions(model: FitModel, axis: Axis, answers: Answers, whole: float) -> tuple[Contribution, ...]:
    counted = [_of_criterion(criterion, answers, whole) for criterion in model.on(axis) if criterion.id in answers.known]
    if axis is Axis.MARKET:
        counted += [_of_sign(sign, whole) for sign in _signs(model, answers)]
    return tuple(counted)


def _of_criterion(criterion: Criterion, answers: Answers, whole: float) -> Contribution:
    evidence = unit_evidence(criterion, answers) or Evidence()
    side = Segment.ENTERPRISE if evidence.net >= 0 else Segment.SMB
    return Contribution(
        id=criterion.id,
        value=answers.values[criterion.id],
        given=answers.given.get(criterion.id),
        points=100 * criterion.weight * evidence.net / whole,
        side=side,
        claim=criterion.claims.get(side),
    )


def apart(model: FitModel, part: Contribution) -> tuple[Contribution, ...]:
    """Return the two ends of a range as contributions of their own where they speak for different sides, else it as it is."""
    criterion = model.criteria.get(part.id)
    if criterion is None or not isinstance(part.value, tuple):
        return (part,)
    low, high = leans_of(criterion, part.value)
    if low * high >= 0:
        return (part,)
    ends = zip(part.value, (low, high), strict=True)
    return tuple(_end_of(criterion, part, value, lean, full_weight(model, criterion.axis)) for value, lean in ends)


def _end_of(criterion: Criterion, part: Contribution, value: float, lean: float, whole: float) -> Contribution:
    side = Segment.ENTERPRISE if lean > 0 else Segment.SMB
    points = 100 * criterion.weight * lean / whole
    return replace(part, value=value, points=points, side=side, claim=criterion.claims.get(side))


def _of_sign(sign: Sign, whole: float) -> Contribution:
    side = Segment.ENTERPRISE if sign.lean >= 0 else Segment.SMB
    points = 100 * sign.weight * sign.lean / whole
    return Contribution(id=sign.id, value=None, given=None, points=points, side=side, claim=sign.claim)


_LADDER = (Verdict.SMB, Verdict.MIXED, Verdict.ENTERPRISE)


def join(market: Verdict, readiness: Verdict) -> Verdict:
    """Return the verdict of both axes: the one they share, the known one where the other is unknown, else MIXED."""
    known = {market, readiness} - {Verdict.UNKNOWN}
    if not known:
        return Verdict.UNKNOWN
    return known.pop() if len(known) == 1 else Verdict.MIXED


def outcome_of(market: Verdict, readiness: Verdict, *, both: bool) -> str:
    """Return the id of the sentence in `knowledge/fit/verdicts.yml` for two leanings."""
    verdict = join(market, readiness)
    if verdict is not Verdict.MIXED:
        return verdict.value
    if both:
        return "mixed-both-served"
    if market in (Verdict.ENTERPRISE, Verdict.SMB):
        return f"mixed-deals-{market.value}"
    return "mixed-market" if market is Verdict.MIXED else "mixed-readiness"


def between(lowest: Verdict, highest: Verdict) -> tuple[Verdict, ...]:
    """All leanings from the lowest to the highest on the way from SMB to enterprise; an unknown end bounds nothing."""
    if lowest is Verdict.UNKNOWN or highest is Verdict.UNKNOWN:
        return tuple(dict.fromkeys((lowest, highest))) if lowest is highest else (Verdict.UNKNOWN, *_LADDER)
    return _LADDER[_LADDER.index(lowest) : _LADDER.index(highest) + 1]


OUTCOMES = tuple(
    dict.fromkeys(
        outcome_of(market, readiness, both=both)
        for market in Verdict
        for readiness in Verdict
        for both in (False, True)
        if not both or market is Verdict.MIXED
    )
)
"""Every outcome two leanings can have."""
