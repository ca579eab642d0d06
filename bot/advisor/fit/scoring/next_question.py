"""Chooses the question that narrows the picture most, and knows when no question is left that could change the verdict."""

from __future__ import annotations

from collections.abc import Mapping

from bot.advisor.fit.scoring.axes import Evidence, axis_evidence, leaning
from bot.advisor.fit.scoring.scale import leans_of
from bot.advisor.fit.scoring.verdicts import between, join
from bot.domain.fit import Answers, Verdict
from bot.domain.fit_model import Axis, Criterion, FitModel


def next_question(model: FitModel, answers: Answers) -> str | None:
    """Return the criterion to ask next, None where no answer still missing can change the verdict.

    Of the axes that can still change it the one with the wider open interval goes first (market on a tie), and on it the
    criterion with the largest weight, for an answer narrows the interval by twice its weight. "Don't know" is not asked again.
    """
    reach = {axis: _reachable(model, axis, answers) for axis in Axis}
    open_axes = [axis for axis in Axis if _askable(model, axis, answers) and _matters(axis, reach)]
    if not open_axes:
        return None
    axis = max(open_axes, key=lambda candidate: _open_share(model, candidate, answers))
    return max(_askable(model, axis, answers), key=lambda criterion: criterion.weight).id


def _askable(model: FitModel, axis: Axis, answers: Answers) -> list[Criterion]:
    return [criterion for criterion in model.on(axis) if criterion.id not in answers.values and criterion.id in model.questions]


def _open_share(model: FitModel, axis: Axis, answers: Answers) -> float:
    asked = sum(criterion.weight for criterion in _askable(model, axis, answers))
    return asked / sum(criterion.weight for criterion in model.on(axis))


def _reachable(model: FitModel, axis: Axis, answers: Answers) -> tuple[Verdict, ...]:
    """The leanings this axis can end with: between all open answers for SMB and all for enterprise."""
    if axis is Axis.MARKET and answers.both:
        return (Verdict.MIXED,)
    known = axis_evidence(model, axis, answers)
    lowest = highest = known
    for criterion in _askable(model, axis, answers):
        smallest, largest = _extremes(criterion)
        lowest = lowest.plus(smallest, criterion.weight)
        highest = highest.plus(largest, criterion.weight)
    return between(leaning(lowest, model.thresholds), leaning(highest, model.thresholds))


def _extremes(criterion: Criterion) -> tuple[Evidence, Evidence]:
    leans = [lean for value in candidates(criterion) for lean in leans_of(criterion, value)]
    return Evidence(smb=max(-min(leans), 0.0)), Evidence(enterprise=max([*leans, 0.0]))


def candidates(criterion: Criterion) -> list[bool | str | float]:
    """The values tried when asking what would change the verdict: every option, or the scale's round numbers."""
    if criterion.scale is not None:
        return [*criterion.scale.steps]
    return [option.value for option in criterion.options]


def _matters(axis: Axis, reach: Mapping[Axis, tuple[Verdict, ...]]) -> bool:
    """Whether the leaning this axis ends with can still make a difference to the verdict."""
    other = Axis.READINESS if axis is Axis.MARKET else Axis.MARKET
    return any(len({join(mine, theirs) for mine in reach[axis]}) > 1 for theirs in reach[other])
