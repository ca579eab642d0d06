"""The trained model: linear weights over the features of a reading, gates over what they come to, and where decisions fall."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.matching.field import Field
from bot.matching.scoring import REMEMBERED, WHILE_LEARNING, Scorer, Scores

if TYPE_CHECKING:
    from bot.matching.added_topics import AddedTopics

NONE = "none"
"""The class of what the knowledge does not hold."""

INTENT = "@"
"""Marks a class that is a turn of conversation, as `@thanks`."""

NO_SIDE = "none"
"""The class of messages that name no side of the market."""

NO_WANT = "nothing"
"""The class of messages that want nothing in particular of their subject."""


@dataclass(frozen=True)
class LinearModel:
    """A multinomial linear model over the fields of a reading."""

    classes: tuple[str, ...]
    bias: Sequence[float]
    fields: Mapping[str, Field]

    def __getstate__(self) -> dict[str, Any]:
        return _without_scorer(self)

    def scores(self, features: Mapping[str, frozenset[str]]) -> Scores:
        """Return the score (logit) of every class, with what each field adds to it."""
        return self._scorer.scores(features)[0]

    @cached_property
    def _scorer(self) -> Scorer:
        return Scorer([(self.bias, self.fields)], WHILE_LEARNING)  # what answers asks all three models at once

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {label: place for place, label in enumerate(self.classes)}

    def share(self, name: str, feature: str, label: str) -> float:
        """The unnormalised points of a feature of one field towards one class, against those towards most classes."""
        return self.fields[name].share(feature, self._places[label]) if name in self.fields else 0.0

    def evidence(self, features: Mapping[str, frozenset[str]], label: str) -> list[tuple[str, float]]:
        """Return (feature, points) towards one class, the strongest first; character pieces are left out."""
        position = self._places[label]
        shares = [
            (feature, field.share(feature, position))
            for name, field in self.fields.items()
            if name != "gram"
            for feature in features[name]
        ]
        return sorted(shares, key=lambda share: (-abs(share[1]), share[0]))


class Curve(NamedTuple):
    """What a signal adds to the log odds: `values[i]` from `edges[i - 1]` up to, but not at, `edges[i]`."""

    edges: tuple[float, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """A logistic function of the sum of what a few named signals add."""

    curves: Mapping[str, Curve]
    bias: float

    def probability(self, signals: Mapping[str, float], lift: float = 0.0) -> float:
        """Return the probability, 0 to 1, that the gate should open for these signals; `lift` is added to its log odds."""
        total = self.bias + lift
        for name, curve in self.curves.items():
            total += curve.values[bisect_right(curve.edges, signals[name])]
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))


HELD = 0.65
"""How likely the knowledge must hold a message for it to be answered directly; below, what looks like the right topic is only
offered. A line that the other gate is sure of may still be out of scope: that one has seen fewer of those. Of some 3,000 lines of
eight hands and of the calibration, those that this alone keeps from being answered are all in scope from 0.63 on (nine), below
it a third is not."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the decisions fall, on probabilities of 0 to 1; calibrated by `sales-advisor train`, never written by hand."""

    answer: float
    unknown: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How an added topic is found by phrases of its own as if they had not been learnt: their share, 0 to 1, and some missed."""

    share: float
    missed: tuple[str, ...]


@dataclass(frozen=True)
class TrainedModel:
    """All that training learnt: from the phrases, and what counts in a conversation (`turns`) from labelled conversations.

    `taught` are the words of small talk and follow-ups, word for word, by what they mean: few and short, and no sum of weights
    may make anything else of "next" or "side by side please".

    `added` is what layers add to it, None where there is nothing. `begun` is the gate that tells whether an added topic is the
    right one where it is first: it has fewer phrases to be sure by than those `sure` was fitted on. `left_out` tells of each
    added topic how it is found.

    `fingerprint` names the knowledge it was made from. `most`: what is kept of so many features of each field, for who asks.
    """

    fingerprint: str
    vocabulary: Mapping[str, tuple[int, ...]]
    topics: LinearModel
    sides: LinearModel
    wants: LinearModel
    scope: Gate
    sure: Gate
    thresholds: Thresholds
    turns: Mapping[str, float] = field(default_factory=dict)
    taught: Mapping[str, str] = field(default_factory=dict)
    begun: Gate | None = None
    added: AddedTopics | None = None
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    most: int = REMEMBERED

    def __getstate__(self) -> dict[str, Any]:
        return _without_scorer(self)

    def scores(self, features: Mapping[str, frozenset[str]]) -> tuple[Scores, Scores, Scores]:
        """Return the scores of the topics, the sides and the wants for one message, whose features are looked up once."""
        topics, sides, wants = self._scorer.scores(features)
        return topics, sides, wants

    @cached_property
    def _scorer(self) -> Scorer:
        return Scorer([(one.bias, one.fields) for one in (self.topics, self.sides, self.wants)], self.most)


def _without_scorer(model: LinearModel | TrainedModel) -> dict[str, Any]:
    """What is kept of a model: all but what it remembers of messages."""
    return {name: value for name, value in vars(model).items() if name != "_scorer"}


def softmax(scores: Sequence[float]) -> list[float]:
    """Turn scores into probabilities that sum to one."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
