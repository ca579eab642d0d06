"""Turns answers into the whole assessment: two axes, one verdict, its reasons, and what to ask next."""

from __future__ import annotations

from dataclasses import replace

from bot.advisor.fit.axes import score_axis
from bot.advisor.fit.flips import flips_of
from bot.advisor.fit.gaps import gaps_of
from bot.advisor.fit.next_question import next_question
from bot.advisor.fit.scale import fits
from bot.advisor.fit.stability import stability_of
from bot.advisor.fit.verdicts import join, outcome_of
from bot.domain.fit import Answers, Assessment, Understood
from bot.domain.fit_model import Axis, FitModel


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
