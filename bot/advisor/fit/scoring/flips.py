"""Finds the smallest changes of answers that would turn the verdict into another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.advisor.fit.scoring.axes import axis_evidence, leaning, unit_evidence
from bot.advisor.fit.scoring.next_question import candidates
from bot.advisor.fit.scoring.scale import leans_of
from bot.advisor.fit.scoring.verdicts import join
from bot.domain.fit import Answers, Change, Flip, Verdict
from bot.domain.fit_model import Axis, Criterion, FitModel

MOST_FLIPS = 3


def flips_of(model: FitModel, answers: Answers, verdict: Verdict) -> tuple[Flip, ...]:
    """Return up to three smallest flips: single changed answers, mildest first; where none is enough, the fewest together."""
    if answers.both or verdict is Verdict.UNKNOWN:
        return ()
    singles = sorted(_singles(model, answers, verdict), key=lambda pair: pair[0])
    if singles:
        return _one_for_each_criterion([flip for _, flip in singles])[:MOST_FLIPS]
    return _fewest([flip for axis in Axis for way in (False, True) for flip in _together(model, answers, verdict, axis, way)])


def _fewest(flips: list[Flip]) -> tuple[Flip, ...]:
    fewest = min((len(flip.changes) for flip in flips), default=0)
    return tuple(flip for flip in flips if len(flip.changes) == fewest)[:MOST_FLIPS]


def verdict_of(model: FitModel, answers: Answers) -> Verdict:
    """The verdict alone, without the reasons."""
    market = Verdict.MIXED if answers.both else leaning(axis_evidence(model, Axis.MARKET, answers), model.thresholds)
    return join(market, leaning(axis_evidence(model, Axis.READINESS, answers), model.thresholds))


def changed(answers: Answers, change: Change) -> Answers:
    """The answers with one of them changed; words given for the old value go."""
    given = {criterion: words for criterion, words in answers.given.items() if criterion != change.criterion}
    return replace(answers, values={**answers.values, change.criterion: change.value}, given=given)


def _singles(model: FitModel, answers: Answers, verdict: Verdict) -> Iterator[tuple[float, Flip]]:
    """Every single change of a known answer that flips, with how far it moves the evidence."""
    for criterion in _known(model, answers):
        for change, size in _changes(criterion, answers):
            turned = verdict_of(model, changed(answers, change))
            if turned not in (verdict, Verdict.UNKNOWN):
                yield abs(size), Flip(changes=(change,), verdict=turned)


def _one_for_each_criterion(flips: list[Flip]) -> tuple[Flip, ...]:
    """Keep the first, which is the mildest, flip of every criterion towards every verdict."""
    return tuple({(flip.changes[0].criterion, flip.verdict): flip for flip in reversed(flips)}.values())[::-1]


def _together(model: FitModel, answers: Answers, verdict: Verdict, axis: Axis, rising: bool) -> list[Flip]:
    """Change answers of one axis in one direction, the strongest first, until the verdict turns; none if it never does.

    Evidence adds up, so taking the strongest changes first needs the fewest of them.
    """
    strongest = [_strongest(criterion, answers, rising) for criterion in _known(model, answers) if criterion.axis is axis]
    ordered = sorted((pair for pair in strongest if pair is not None), key=lambda pair: -pair[1])
    trial = answers
    changes: list[Change] = []
    for change, _ in ordered:
        trial, changes = changed(trial, change), [*changes, change]
        turned = verdict_of(model, trial)
        if turned not in (verdict, Verdict.UNKNOWN):
            return [Flip(changes=_milder(model, answers, changes, turned), verdict=turned)]
    return []


def _milder(model: FitModel, answers: Answers, changes: list[Change], turned: Verdict) -> tuple[Change, ...]:
    """Take every change back as far as the turned verdict allows, the last one first."""
    for place in range(len(changes) - 1, -1, -1):
        criterion = model.criteria[changes[place].criterion]
        for change, _ in sorted(_changes(criterion, answers), key=lambda pair: abs(pair[1])):
            trial = [*changes[:place], change, *changes[place + 1 :]]
            if verdict_of(model, _with_all(answers, trial)) is turned:
                changes = trial
                break
    return tuple(changes)


def _with_all(answers: Answers, changes: list[Change]) -> Answers:
    for change in changes:
        answers = changed(answers, change)
    return answers


def _strongest(criterion: Criterion, answers: Answers, rising: bool) -> tuple[Change, float] | None:
    """The change that moves the evidence furthest in a direction, None where none moves it that way."""
    way = 1 if rising else -1
    moves = [(change, way * size) for change, size in _changes(criterion, answers) if way * size > 0]
    return max(moves, key=lambda pair: pair[1], default=None)


def _changes(criterion: Criterion, answers: Answers) -> list[tuple[Change, float]]:
    """Other values of a known criterion, the nearest numbers first, each with the evidence it adds."""
    before = unit_evidence(criterion, answers)
    start = before.net if before else 0.0
    current = answers.values.get(criterion.id)
    low, high = current if isinstance(current, tuple) else (current, current)
    values = candidates(criterion)
    if isinstance(low, int | float) and isinstance(high, int | float):
        values.sort(key=lambda value: abs(float(value) - (low + high) / 2) if isinstance(value, int | float) else 0.0)
    moves = [(value, criterion.weight * (leans_of(criterion, value)[0] - start)) for value in values]
    return [(Change(criterion=criterion.id, value=value), size) for value, size in moves if size]


def _known(model: FitModel, answers: Answers) -> list[Criterion]:
    return [criterion for criterion in model.criteria.values() if answers.values.get(criterion.id) is not None]
