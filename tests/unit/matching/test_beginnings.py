"""The gate for added topics: as little out of scope is answered by topics of few phrases as by those of many."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

import pytest

from bot.matching.beginnings import BETWEEN, TOLERATED, Tried, _levels, _log_odds
from bot.matching.begun import PHRASES
from bot.matching.model import Curve, Gate

ANSWER = 0.5
GATE = Gate({"near": Curve((0.2, 0.4, 0.6), (-2.0, -1.0, 1.0, 2.0))}, 0.0)


def _outside(phrases: int, likeness: Sequence[float]) -> list[Tried]:
    return [Tried({"near": near, PHRASES: math.log(phrases)}, right=False, outside=True, weight=1.0) for near in likeness]


def test_each_size_has_the_level_at_which_its_own_topics_answer_what_is_tolerated() -> None:
    tried = [*_outside(6, [0.1, 0.1, 0.3]), *_outside(50, [0.1, 0.3, 0.5, 0.7])]
    levels = _levels(GATE, tried, outside=1.25 / TOLERATED, answer=ANSWER)  # 1.25 of them are tolerated
    whole = Gate({**GATE.curves, PHRASES: levels}, GATE.bias)
    for phrases, first, second in ((6, 0.3, 0.1), (50, 0.7, 0.5)):
        odds = [_log_odds(whole.probability({"near": near, PHRASES: math.log(phrases)})) for near in (first, second)]
        assert odds == pytest.approx([0.25, -0.75]), (
            "it ends a quarter of the way from the first, which is answered, to the second"
        )


def test_phrases_of_two_languages_with_title_and_answer_count_as_the_sizes_that_were_tried() -> None:
    assert [bisect_right(BETWEEN, 2 * size + 4) for size in (3, 8, 23)] == [0, 1, 2]
    assert [bisect_right(BETWEEN, 2 * size) for size in (3, 8, 23)] == [0, 1, 2]
