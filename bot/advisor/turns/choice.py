"""Chooses among what a turn can be: a weighed sum of features for each candidate, turned into probabilities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.advisor.turns.candidates import Act, Candidate
from bot.advisor.turns.feature_names import joined, viewed
from bot.advisor.turns.features import Situation
from bot.domain.intents import VIEWS
from bot.domain.match import Explanation, TurnExplanation
from bot.matching.matcher import Matcher
from bot.matching.model import softmax
from bot.matching.weighing import Weighed

TOLD = 6
"""Features that an explanation names of a candidate."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate with its probability (0 to 1)."""

    candidate: Candidate
    probability: float


def rank(situation: Situation, weights: Mapping[str, float]) -> list[Choice]:
    """Return every candidate of a message, the likeliest first."""
    found = situation.candidates()
    acts = {act: _sum({joined(act, name): value for name, value in situation.shared.items()}, weights) for act in Act}
    words = situation.words_said.items()
    views = {view: _sum({viewed(view, name): value for name, value in words}, weights) for view in VIEWS.values()}
    scores = [acts[one.act] + _sum(situation.own(one), weights) for one in found]
    scores = [score + views[one.view] if one.act is Act.VIEW else score for score, one in zip(scores, found, strict=True)]
    choices = map(Choice, found, softmax(scores))
    return sorted(choices, key=lambda choice: -choice.probability)


def evidence(situation: Situation, candidate: Candidate, weights: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return what counted most for or against a candidate, the strongest first: (feature, points)."""
    points = ((name, round(weights.get(name, 0.0) * value, 2)) for name, value in situation.features(candidate).items())
    return tuple(sorted((one for one in points if one[1]), key=lambda one: (-abs(one[1]), one[0])))[:TOLD]


def explain(weighed: Weighed, matcher: Matcher, situation: Situation | None) -> Explanation:
    """Return why a message was matched as it was; in a conversation also what it was taken for, and what came second."""
    weights = matcher.turn_weights
    likeliest = rank(situation, weights)[:2] if situation is not None else []
    turns = tuple(
        TurnExplanation(_said(one.candidate), round(one.probability, 3), evidence(situation, one.candidate, weights))
        for one in likeliest
        if situation is not None
    )
    return replace(matcher.explain(weighed), turns=turns)


def _said(candidate: Candidate) -> str:
    detail = {Act.VIEW: candidate.view, Act.SIDE: candidate.side, Act.TURN: candidate.subject, Act.STAY: candidate.subject}
    return f"{candidate.act} {detail.get(candidate.act) or ''}".rstrip()


def share_of(choices: Sequence[Choice], act: Act) -> float:
    """The probability of an act, whatever it would lead to."""
    return sum(choice.probability for choice in choices if choice.candidate.act is act)


def _sum(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in features.items())
