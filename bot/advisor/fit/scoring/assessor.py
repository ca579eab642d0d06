"""Turns answers into the whole assessment: two axes, one verdict, its reasons, and what to ask next."""

from __future__ import annotations

from dataclasses import replace

from bot.advisor.fit.scoring.axes import join, outcome_of, score_axis
from bot.advisor.fit.scoring.scale import fits
from bot.advisor.fit.scoring.sensitivity import flips_of, next_question, stability_of
from bot.domain.fit import Answers, Assessment, AxisResult, Gap, Understood, Verdict
from bot.domain.fit_model import Axis, FitModel
from bot.domain.language import Segment


def assess(model: FitModel, answers: Answers, understood: tuple[Understood, ...] = ()) -> Assessment:
    """Return the assessment of the answers. Answers the model does not know any more are left out, never guessed at."""
    answers = _sound(model, answers)
    market = score_axis(model, Axis.MARKET, answers)
    readiness = score_axis(model, Axis.READINESS, answers)
    verdict = join(market.leaning, readiness.leaning)
    return Assessment(
        verdict=verdict,
        outcome=outcome_of(market.leaning, readiness.leaning, both=answers.both),
        market=market,
        readiness=readiness,
        answers=answers,
        flips=flips_of(model, answers, verdict),
        stability=stability_of(model, answers, verdict),
        gaps=gaps_of(model, market, readiness),
        next_question=next_question(model, answers),
        rules=model,
        understood=understood,
    )


def _sound(model: FitModel, answers: Answers) -> Answers:
    """Stored answers may be older than the model: keep what it still knows."""
    values = {
        criterion: value
        for criterion, value in answers.values.items()
        if criterion in model.criteria and (value is None or fits(model.criteria[criterion], value))
    }
    given = {criterion: words for criterion, words in answers.given.items() if values.get(criterion) is not None}
    signs = tuple(dict.fromkeys(sign for sign in answers.signs if sign in model.signs))
    return replace(answers, values=values, given=given, signs=signs)


def gaps_of(model: FitModel, market: AxisResult, readiness: AxisResult) -> tuple[Gap, ...]:
    """Return one gap for every answer on readiness that leans against a market which leans clearly; the heaviest first."""
    if market.leaning not in (Verdict.ENTERPRISE, Verdict.SMB) or readiness.leaning in (market.leaning, Verdict.UNKNOWN):
        return ()
    wanted = Segment(market.leaning.value)
    against = [part for part in readiness.contributions if part.side is wanted.other and part.points and part.value is not None]
    return tuple(
        Gap(criterion=part.id, value=part.value, claim=claim, topic=claim.partition(".")[0])
        for part in sorted(against, key=lambda part: -abs(part.points))
        if part.value is not None and (claim := model.criteria[part.id].claims.get(wanted))
    )
