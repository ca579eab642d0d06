"""Stability, flips and the next question, worked by hand over the toy model."""

from __future__ import annotations

import pytest

from bot.advisor.fit.scoring.assessor import assess
from bot.advisor.fit.scoring.axes import OUTCOMES, Evidence, between, join, leaning, outcome_of
from bot.advisor.fit.scoring.scale import fits, leans_of
from bot.advisor.fit.scoring.sensitivity import flips_of, next_question, stability_of
from bot.domain.fit import Answers, Verdict
from bot.domain.fit_model import FitModel


@pytest.mark.parametrize(("number", "lean"), [(1.0, -1.0), (10.0, -1.0), (100.0, 0.0), (1000.0, 1.0), (9e4, 1.0)])
def test_a_number_leans_by_its_ratio(toy: FitModel, number: float, lean: float) -> None:
    assert leans_of(toy.criteria["size"], number) == pytest.approx((lean, lean))


def test_a_value_of_another_kind_is_refused(toy: FitModel) -> None:
    size, custom = toy.criteria["size"], toy.criteria["custom"]
    assert not fits(size, True) and not fits(size, "many") and not fits(size, float("nan")) and not fits(size, 1e9)
    assert fits(custom, True) and not fits(custom, 1.0) and not fits(custom, "true")
    with pytest.raises(ValueError, match="number"):
        leans_of(size, "many")
    with pytest.raises(ValueError, match="no option"):
        leans_of(custom, "maybe")


@pytest.mark.parametrize(
    ("enterprise", "smb", "expected"),
    [(0.4, 0, "unknown"), (0.5, 0, "enterprise"), (2, 1, "enterprise"), (1.8, 1, "mixed"), (1, 1.8, "mixed"), (1, 2, "smb")],
)
def test_one_side_must_clearly_outweigh_the_other(toy: FitModel, enterprise: float, smb: float, expected: str) -> None:
    # (2 - 1) / 3 = 0.33 >= 0.3, (1.8 - 1) / 2.8 = 0.29 < 0.3
    assert leaning(Evidence(enterprise, smb), toy.thresholds) == expected


def test_axes_are_joined_without_being_blended() -> None:
    assert join(Verdict.ENTERPRISE, Verdict.UNKNOWN) is Verdict.ENTERPRISE
    assert join(Verdict.UNKNOWN, Verdict.SMB) is Verdict.SMB
    assert join(Verdict.ENTERPRISE, Verdict.SMB) is Verdict.MIXED
    assert join(Verdict.SMB, Verdict.MIXED) is Verdict.MIXED
    assert between(Verdict.SMB, Verdict.ENTERPRISE) == (Verdict.SMB, Verdict.MIXED, Verdict.ENTERPRISE)
    assert between(Verdict.UNKNOWN, Verdict.UNKNOWN) == (Verdict.UNKNOWN,)
    assert set(between(Verdict.UNKNOWN, Verdict.SMB)) == set(Verdict)
    assert outcome_of(Verdict.SMB, Verdict.MIXED, both=False) == "mixed-deals-smb"
    assert len(OUTCOMES) == 8


def test_stability_is_the_share_of_weight_corners_that_keep_the_verdict(toy: FitModel) -> None:
    # Size 4 for, style 3 against: mixed while |4a - 3b| / (4a + 3b) < 0.3 with a, b of 0.8 and 1.2.
    # (3.2 - 2.4) / 5.6 = 0.14, (4.8 - 3.6) / 8.4 = 0.14, (3.2 - 3.6) / 6.8 = -0.06, (4.8 - 2.4) / 7.2 = 0.33: 3 of 4 keep it.
    answers = Answers(values={"size": 1000.0, "style": "quick"})
    assert stability_of(toy, answers, Verdict.MIXED) == 0.75
    assert stability_of(toy, Answers(values={"size": 1000.0}), Verdict.ENTERPRISE) == 1.0
    assert stability_of(toy, Answers(both=True), Verdict.MIXED) == 1.0


def test_a_single_answer_that_flips_is_named_with_its_nearest_number(toy: FitModel) -> None:
    # Size 1,000 against nothing else: at 50 it leans -0.3 and weighs 1.2, enough to turn; 100 weighs nothing.
    flips = flips_of(toy, Answers(values={"size": 1000.0}), Verdict.ENTERPRISE)
    assert [(flip.changes[0].value, flip.verdict) for flip in flips] == [(50, "smb")]


def test_where_no_single_answer_flips_the_fewest_together_are_named(toy: FitModel) -> None:
    answers = Answers(values={"size": 1000.0, "style": "formal", "custom": True, "team": "senior", "funds": "ample"})
    singles = flips_of(toy, answers, Verdict.ENTERPRISE)
    # size to 10: (4 - 4) / 8 = 0, mixed; team to digital: (1 - 3) / 4 = -0.5, SMB against enterprise, mixed;
    # style to quick: (5 - 3) / 8 = 0.25, mixed; funds to tight: (3 - 2) / 5 = 0.2, mixed; custom alone does nothing.
    assert {flip.changes[0].criterion for flip in singles} <= {"size", "style", "team", "funds"}
    assert all(flip.verdict is Verdict.MIXED and len(flip.changes) == 1 for flip in singles)
    apart = Answers(values={"size": 1000.0, "style": "formal", "team": "digital", "funds": "tight"})
    pairs = flips_of(toy, apart, Verdict.MIXED)
    assert {tuple(sorted(change.criterion for change in flip.changes)) for flip in pairs} == {
        ("size", "style"),
        ("funds", "team"),
    }


def test_every_flip_named_does_flip(toy: FitModel) -> None:
    answers = Answers(values={"size": 1000.0, "style": "formal", "team": "digital", "funds": "tight"})
    result = assess(toy, answers)
    assert result.flips
    for flip in result.flips:
        values = {**answers.values, **{change.criterion: change.value for change in flip.changes}}
        assert assess(toy, Answers(values=values)).verdict is flip.verdict is not result.verdict


def test_the_next_question_narrows_most(toy: FitModel) -> None:
    assert next_question(toy, Answers()) == "size"  # both axes are wholly open: the market first, its largest weight
    assert next_question(toy, Answers(values={"size": 500.0})) == "team"  # readiness is wholly open, the market by half
    assert next_question(toy, Answers(values={"size": None, "team": None})) == "style"  # "don't know" is not asked again


def test_it_stops_asking_when_nothing_left_can_change_the_verdict(toy: FitModel) -> None:
    # Market: for 7, custom may add 1 against: (7 - 1) / 8 stays enterprise. Readiness is complete.
    done = Answers(values={"size": 1000.0, "style": "formal", "team": "senior", "funds": "ample"})
    assert next_question(toy, done) is None
    assert next_question(toy, Answers(both=True)) is None
    # Market and readiness pull apart for certain: whatever custom is, the verdict stays mixed.
    apart = Answers(values={"size": 1000.0, "style": "formal", "team": "digital", "funds": "tight"})
    assert next_question(toy, apart) is None
