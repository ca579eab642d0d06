"""What could still change a verdict: the question that narrows the picture most, the smallest other answers, other weights.

Of the weights all corners are tried: every weight is either raised or lowered by `thresholds.variation` (20 %), in every
combination, 2^7 for the market and 2^5 for readiness; the axes' shares are counted apart and multiplied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.advisor.fit.scoring.axes import Evidence, axis_evidence, between, join, leaning, sign_evidence, unit_evidence
from bot.advisor.fit.scoring.scale import leans_of
from bot.domain.fit import Answers, Change, Flip, Verdict
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
