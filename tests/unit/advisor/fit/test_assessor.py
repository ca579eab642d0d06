"""Every verdict from a case worked by hand over the toy model: market W = 4 + 3 + 1 + 2 (signs) = 10, readiness W = 3 + 2 = 5."""

from __future__ import annotations

import pytest

from bot.advisor.fit.scoring.assessor import assess
from bot.domain.fit import Answers, Given, Verdict
from bot.domain.fit_model import FitModel


def test_enterprise(toy: FitModel) -> None:
    # Market: size 1,000 leans 1: 4 * 1 = 4; style 3 * 1 = 3. For 7, against 0: (7 - 0) / 7 = 1 >= 0.3.
    result = assess(toy, Answers(values={"size": 1000.0, "style": "formal"}))
    assert (result.verdict, result.market.leaning, result.readiness.leaning) == ("enterprise", "enterprise", "unknown")
    # Score: 100 * 7 / 10. Open: custom with weight 1, so 70 - 10 and 70 + 10.
    assert (result.market.score, result.market.low, result.market.high) == (70.0, 60.0, 80.0)
    assert (result.readiness.score, result.readiness.low, result.readiness.high) == (0.0, -100.0, 100.0)


def test_smb(toy: FitModel) -> None:
    # Readiness: team 3 * -1, funds 2 * -1: against 5, score 100 * -5 / 5, nothing open.
    result = assess(toy, Answers(values={"team": "digital", "funds": "tight"}))
    assert (result.verdict, result.outcome) == ("smb", "smb")
    assert (result.readiness.score, result.readiness.low, result.readiness.high) == (-100.0, -100.0, -100.0)


def test_enterprise_deals_without_the_equipment(toy: FitModel) -> None:
    # Market: 4 * 1 for enterprise. Readiness: 3 * -1 for SMB. They pull apart.
    result = assess(toy, Answers(values={"size": 5000.0, "team": "digital"}))
    assert (result.verdict, result.outcome) == ("mixed", "mixed-deals-enterprise")
    assert [gap.criterion for gap in result.gaps] == ["team"]
    assert (result.market.score, result.readiness.score) == (40.0, -60.0)


def test_smb_deals_with_a_heavy_team(toy: FitModel) -> None:
    result = assess(toy, Answers(values={"size": 10.0, "team": "senior", "funds": "ample"}))
    # Readiness: 3 * 1 + 2 * 0.5 = 4 of 5.
    assert (result.verdict, result.outcome, result.readiness.score) == ("mixed", "mixed-deals-smb", 80.0)


def test_a_market_of_both_kinds(toy: FitModel) -> None:
    # For: 4. Against: style 3 * 1. (4 - 3) / 7 = 0.14 < 0.3.
    result = assess(toy, Answers(values={"size": 1000.0, "style": "quick"}))
    assert (result.verdict, result.outcome, result.market.score) == ("mixed", "mixed-market", 10.0)


def test_a_majority_of_two_to_one_is_enough(toy: FitModel) -> None:
    # For: 4 + 3. Against: custom 1. (7 - 1) / 8 = 0.75 >= 0.3.
    result = assess(toy, Answers(values={"size": 1000.0, "style": "formal", "custom": False}))
    assert (result.verdict, result.market.score) == ("enterprise", 60.0)


def test_a_readiness_of_both_kinds(toy: FitModel) -> None:
    # For: team 3. Against: funds 2. (3 - 2) / 5 = 0.2 < 0.3.
    result = assess(toy, Answers(values={"team": "senior", "funds": "tight"}))
    assert (result.verdict, result.outcome) == ("mixed", "mixed-readiness")


def test_both_markets_served(toy: FitModel) -> None:
    result = assess(toy, Answers(both=True))
    assert (result.verdict, result.outcome, result.next_question) == ("mixed", "mixed-both-served", None)


@pytest.mark.parametrize("answers", [Answers(), Answers(values={"size": None}), Answers(values={"size": 100.0})])
def test_not_enough_said(toy: FitModel, answers: Answers) -> None:
    # 100 lies in the middle of the scale: its evidence is 4 * 0 = 0 < 0.5, as if nothing had been said.
    assert assess(toy, answers).verdict is Verdict.UNKNOWN


def test_signs_count_without_being_answers(toy: FitModel) -> None:
    # giant: 2 * 1 of W = 10; the interval stays as wide as if nothing were known: 20 -/+ 80.
    market = assess(toy, Answers(signs=("giant",))).market
    assert (market.leaning, market.score, market.low, market.high) == ("enterprise", 20.0, -60.0, 100.0)


def test_a_range_counts_half_for_each_end(toy: FitModel) -> None:
    # 10 leans -1, 1,000 leans 1: half of 4 each way, so for 2, against 2, score 0.
    market = assess(toy, Answers(values={"size": (10.0, 1000.0)})).market
    assert (market.leaning, market.score) == ("mixed", 0.0)


def test_contributions_are_what_each_answer_adds(toy: FitModel) -> None:
    result = assess(toy, Answers(values={"size": 1000.0, "custom": False}, signs=("shop",)))
    # 100 * 4 / 10, 100 * -1 / 10, and the sign's 100 * -1 / 10.
    assert {part.id: part.points for part in result.contributions} == {"size": 40.0, "custom": -10.0, "shop": -10.0}
    assert {part.id: part.claim for part in result.contributions} == {
        "size": "size.large",
        "custom": "size.small",
        "shop": "size.small",
    }


def test_answers_the_model_does_not_know_are_left_out(toy: FitModel) -> None:
    old = Answers(
        values={"gone": 5.0, "style": "unheard", "size": 0.5, "team": "senior"}, signs=("lost",), given={"gone": Given(words="x")}
    )
    result = assess(toy, old)
    assert result.answers == Answers(values={"team": "senior"})
    assert result.model == "toy"
