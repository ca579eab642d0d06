"""Each small learner finds what can be reckoned by hand, and gives the same numbers every time."""

from __future__ import annotations

import math

import numpy
import pytest

from bot.matching import naive_bayes, softmax
from bot.matching.boosting import fit_gate
from bot.matching.design_matrix import Design
from bot.matching.rows import MANY, Integers, Rows
from bot.matching.softmax import exponential


def design_of(rows: list[list[int]], features: int) -> Design:
    """Rows of features that count 1, each with the bias."""
    columns = [column for row in rows for column in [*row, features]]
    starts = numpy.cumsum([0, *(len(row) + 1 for row in rows)])
    fields = numpy.array([0] * features + [1])
    return Design(
        rows=Rows(starts, numpy.array(columns), numpy.ones(len(columns), numpy.float32)),
        fields=fields,
        features=[f"f{i}" for i in range(features)],
        idf=numpy.full(features, 64),
        weights={"word": 1.0},
    )


def test_the_exponential_is_exact_to_nine_places() -> None:
    values = numpy.linspace(-700, 700, 4001)
    expected = numpy.array([math.exp(value) for value in values])
    assert numpy.abs(exponential(values) / expected - 1).max() < 1e-9


def test_softmax_learns_which_feature_means_which_class() -> None:
    design = design_of([[0], [1], [2], [0, 3], [1, 3], [2, 3]] * 60, 4)
    labels = numpy.array([0, 1, 2] * 120)
    learnt, _ = softmax.fit(design, labels, numpy.ones(360, numpy.float32), 3)
    assert learnt[:3].argmax(axis=1).tolist() == [0, 1, 2]
    own = learnt[[0, 1, 2], [0, 1, 2]]
    assert (own > 2 * numpy.abs(learnt[3])).all()  # what stands in every class says little


def test_softmax_gives_the_same_bits_twice() -> None:
    design = design_of([[0], [1], [0, 1]] * 30, 2)
    labels = numpy.array([0, 1, 1] * 30)
    first, second = (softmax.fit(design, labels, numpy.ones(90, numpy.float32), 2).learnt.tobytes() for _ in range(2))
    assert first == second


def test_what_is_settled_rests_for_two_passes_and_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[int]] = []

    def dropped(design: Design, picked: Integers, chance: numpy.random.RandomState) -> Rows:
        seen.append(set(picked.tolist()))
        return design.take(picked)

    monkeypatch.setattr(softmax, "_dropped", dropped)
    design = design_of([[0], [1]] * 900 + [[2]] * 200, 3)
    labels = numpy.array([0, 1] * 1000)  # the last 200 can mean either: they are never settled
    learnt = numpy.array([[9, -9], [-9, 9], [0, 0], [0, 0]], numpy.float32)
    begun = softmax.Fitted(learnt, numpy.ones_like(learnt))
    softmax.fit(design, labels, numpy.ones(2000, numpy.float32), 2, passes=5, begun=begun)
    assert [len(looked) for looked in seen] == [2000, 200, 200, 2000, 200]


def test_heavier_phrases_count_for_more() -> None:
    design = design_of([[0], [0]] * 40, 1)
    labels = numpy.array([0, 1] * 40)
    weights = numpy.array([3.0, 1.0] * 40, numpy.float32)
    learnt, _ = softmax.fit(design, labels, weights, 2)
    assert learnt.sum(axis=0).argmax() == 0


def test_naive_bayes_is_the_logarithm_of_the_smoothed_proportion() -> None:
    design = design_of([[0], [0], [1], [0, 1]], 2)
    own, base = naive_bayes.log_odds(design, numpy.array([0, 0, 1, 1]), 2)
    prior = naive_bayes.PRIOR
    share = 3 / 5
    expected = math.log((2 + prior * share) / ((2 + prior) * share))
    assert own[0, 0] + base[0] == pytest.approx(expected, abs=1e-6)
    assert own[1, 0] == 0.0
    assert own[2].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("columns", [1, MANY, 2 * MANY + 1])
def test_what_naive_bayes_makes_of_many_columns_stays_apart_when_it_is_narrowed(columns: int) -> None:
    design = design_of([[column] for column in range(columns)], columns)
    own, _ = naive_bayes.log_odds(design, numpy.arange(columns) % 2, 2)
    assert own.shape == (columns + 1, 2)
    assert [place.tolist() for place in own.nonzero()] == [list(range(columns)), [column % 2 for column in range(columns)]]


def test_a_gate_learns_to_open_on_its_signal() -> None:
    found = [{"lead": float(value), "flat": 1.0} for value in range(-20, 20)]
    gate = fit_gate(found, [signal["lead"] >= 0 for signal in found], [1.0] * 40, ["lead", "flat"])
    assert list(gate.curves) == ["lead"], "a signal that never changes says nothing"
    assert gate.probability({"lead": 9.0, "flat": 1.0}) > 0.8 > 0.2 > gate.probability({"lead": -10.0, "flat": 1.0})


def test_a_gate_learns_a_signal_that_speaks_for_it_in_the_middle_only() -> None:
    found = [{"lead": float(value)} for value in range(-30, 30)] * 5
    gate = fit_gate(found, [abs(signal["lead"]) < 10 for signal in found], [1.0] * 300, ["lead"])
    assert gate.probability({"lead": 0.0}) > 0.8 > 0.2 > gate.probability({"lead": -25.0})
    assert gate.probability({"lead": 25.0}) < 0.2


def test_a_gate_gives_the_odds_of_its_examples_by_weight() -> None:
    found = [{"flat": 0.0}, {"flat": 0.0}]
    gate = fit_gate(found, [True, False], [3.0, 1.0], ["flat"])
    assert gate.probability({"flat": 0.0}) == pytest.approx(0.75, abs=1e-4)


def test_examples_that_all_agree_end_in_a_finite_gate() -> None:
    gate = fit_gate([{"lead": 1.0}, {"lead": 2.0}], [True, True], [1.0, 1.0], ["lead"])
    assert gate.probability({"lead": 1.5}) > 0.9
    assert all(math.isfinite(one) for curve in gate.curves.values() for one in (*curve.values, gate.bias))


def test_what_a_gate_learns_does_not_depend_on_the_order_of_the_signals() -> None:
    found = [{"a": float(value % 7), "b": float(value % 11)} for value in range(200)]
    opens = [signal["a"] + signal["b"] > 8 for signal in found]
    first, second = (fit_gate(found, opens, [1.0] * 200, names) for names in (["a", "b"], ["b", "a"]))
    assert first.curves == second.curves
