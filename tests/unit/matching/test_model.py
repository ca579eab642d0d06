"""The scores of a linear model can be reckoned by hand."""

from __future__ import annotations

import dataclasses
import math

import pytest

from bot.matching.field import IDF_STEPS, Field
from bot.matching.model import Curve, Gate, LinearModel, TrainedModel, softmax
from tests.toys import SIDE_CLASSES, linear_model


def test_scores_are_the_mean_direction_of_known_features() -> None:
    model = linear_model("word", {"price": "smb", "speed": "both"}, SIDE_CLASSES, strength=2.0)
    scores, known, *_ = model.scores({"word": frozenset({"price", "speed", "other", "more"})})
    assert scores == pytest.approx([0.0, 2 / math.sqrt(2), 2 / math.sqrt(2), 0.0], rel=0.01)
    assert known == {"word": 0.5}


def test_nothing_known_leaves_the_bias() -> None:
    model = dataclasses.replace(linear_model("word", {"price": "smb"}, SIDE_CLASSES), bias=[0.5, 1.0, 0.0, 0.0])
    nothing = model.scores({"word": frozenset({"other"})})
    assert nothing == ([0.5, 1.0, 0.0, 0.0], {"word": 0.0}, {"word": [0.0] * 4}, {"word": (0, 0, 0)})


def test_evidence_is_sorted_by_strength_and_leaves_character_pieces_out(toy_model: TrainedModel) -> None:
    features = {"word": frozenset({"price", "weather", "churn"}), "gram": frozenset({"^pr"})}
    (feature, points), *_ = toy_model.topics.evidence(features, "price")
    assert feature == "price"
    assert points == pytest.approx(8.0, rel=0.01)
    assert [feature for feature, _ in toy_model.topics.evidence(features, "none")] == ["weather", "churn", "price"]


def test_softmax_sums_to_one_however_large_the_scores() -> None:
    shares = softmax([1000.0, 999.0, -1000.0])
    assert sum(shares) == pytest.approx(1.0)
    assert shares[0] > shares[1] > shares[2]


def test_a_gate_is_a_logistic_function_of_what_the_curves_add() -> None:
    gate = Gate({"lead": Curve((-1.0, 2.0), (-1.0, 0.0, 800.0))}, 1.0)
    assert gate.probability({"lead": -1.5, "unused": 9.0}) == 0.5
    assert gate.probability({"lead": -1.0}) == gate.probability({"lead": 1.9}) == pytest.approx(1 / (1 + math.exp(-1)))
    assert gate.probability({"lead": 1e9}) == pytest.approx(1.0)
    assert Gate({"lead": Curve((), (-800.0,))}, 0.0).probability({"lead": 0.0}) == pytest.approx(0.0)


def test_a_known_feature_gives_each_class_its_base_by_its_rarity() -> None:
    field = Field({"a": 0, "b": 1}, [3 * IDF_STEPS, 4 * IDF_STEPS], [0, 1, 2], [1, 0], [10, -20], [0.5, -1.0], 0.1, 2.0)
    model = LinearModel(("x", "y"), [0.0, 1.0], {"word": field})
    scores, *_ = model.scores({"word": frozenset({"a", "b"})})
    norm = 5.0  # of 3 and 4
    assert scores == pytest.approx([2 / norm * (-20 * 0.1 + 0.5 * 7), 1.0 + 2 / norm * (10 * 0.1 - 1.0 * 7)])
    assert field.share("a", 1) == pytest.approx(2.0)
    assert field.share("a", 0) == 0.0
    assert field.share("unheard of", 0) == 0.0
