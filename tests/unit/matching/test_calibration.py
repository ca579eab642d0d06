"""The thresholds give the wanted precision and tolerate few false denials."""

from __future__ import annotations

from bot.matching.calibration import (
    HIGHEST_ANSWER,
    HIGHEST_DENIAL,
    LOWEST_ANSWER,
    TOLERATED_DENIALS,
    WANTED_PRECISION,
    Unlearnt,
    _answer_threshold,
    _gates,
    _unknown_threshold,
)
from bot.matching.left_out import Judged
from bot.matching.signals import SIGNALS


def test_the_answer_threshold_is_the_lowest_with_the_wanted_precision() -> None:
    right = [(0.679 - index / 5000, True) for index in range(96)]
    wrong = [(0.654 - index / 5000, False) for index in range(50)]
    threshold = _answer_threshold(right + wrong)
    above = [hit for sure, hit in right + wrong if sure >= threshold]
    assert sum(above) / len(above) >= WANTED_PRECISION
    assert len(above) == int(96 / WANTED_PRECISION)


def test_what_is_likelier_wrong_than_right_is_never_answered() -> None:
    assert _answer_threshold([(0.3, True)] * 100) == LOWEST_ANSWER


def test_topics_that_spoil_the_precision_do_not_make_the_others_shy() -> None:
    assert _answer_threshold([(0.9, False), (0.8, True)]) == HIGHEST_ANSWER


def judged(best: float, *, right: bool, inside: bool = True) -> Judged:
    return Judged(dict.fromkeys(SIGNALS, 0.0) | {"best": best}, inside, right)


def test_phrases_left_out_of_the_learning_make_the_gates_less_shy() -> None:
    lines = [judged(-0.1, right=True)] * 40 + [judged(-2.0, right=False)] * 20 + [judged(-4.0, right=False, inside=False)] * 20
    outside = [judged(-2.0, right=False, inside=False)] * 40
    shy = _gates(lines, Unlearnt(outside, []))
    bold = _gates(lines, Unlearnt(outside, [judged(-2.0, right=True)] * 80))
    middling = judged(-2.0, right=True).signals
    for without, having in zip(shy, bold, strict=True):
        assert having.probability(middling) > without.probability(middling) + 0.1


def test_the_unknown_threshold_lets_only_the_tolerated_share_fall() -> None:
    scopes = [index / 10_000 for index in range(1000)]
    threshold = _unknown_threshold(scopes)
    assert sum(scope < threshold for scope in scopes) == 1000 * TOLERATED_DENIALS


def test_nothing_is_declined_that_may_well_be_in_scope() -> None:
    assert _unknown_threshold([0.5, 0.9]) == HIGHEST_DENIAL
    assert _unknown_threshold([]) == HIGHEST_DENIAL
