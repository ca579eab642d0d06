"""Chooses among what a turn can be: a weighed sum of features for each candidate, turned into probabilities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.advisor.turns.candidates import Act, Candidate, candidates
from bot.advisor.turns.features import Situation
from bot.matching.model import softmax


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate with its probability (0 to 1), and the features that counted, the strongest first."""

    candidate: Candidate
    probability: float
    evidence: tuple[tuple[str, float], ...] = ()


def rank(situation: Situation, weights: Mapping[str, float]) -> list[Choice]:
    """Return every candidate of a message, the likeliest first."""
    found = list(candidates(situation.weighed, situation.conversation, situation.knowledge))
    features = [situation.features(candidate) for candidate in found]
    scores = [sum(weights.get(name, 0.0) * value for name, value in one.items()) for one in features]
    choices = [
        Choice(candidate, share, evidence(one, weights))
        for candidate, share, one in zip(found, softmax(scores), features, strict=True)
    ]
    return sorted(choices, key=lambda choice: -choice.probability)


def evidence(features: Mapping[str, float], weights: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return what each feature adds to a candidate's score, the strongest first."""
    points = ((name, round(weights.get(name, 0.0) * value, 2)) for name, value in features.items())
    return tuple(sorted((one for one in points if one[1]), key=lambda one: (-abs(one[1]), one[0])))


def share_of(choices: Sequence[Choice], act: Act) -> float:
    """The probability of an act, whatever it would lead to."""
    return sum(choice.probability for choice in choices if choice.candidate.act is act)
