"""A declined message names subjects only where it lies near them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.advisor.nearest import nearest

MATCHER: Any = SimpleNamespace(thresholds=SimpleNamespace(unknown=0.1))


@pytest.mark.parametrize(
    ("scope", "topics", "named"),
    [
        (0.01, [("price", 0.9), ("speed", 0.05)], ()),  # far from everything, however clear the best
        (0.06, [("price", 0.5), ("speed", 0.2), ("churn", 0.01)], ("price", "speed")),
        (0.09, [("price", 0.1), ("speed", 0.1)], ()),  # near to nothing in particular
    ],
)
def test_subjects_are_named_where_the_message_lies_near_them(
    scope: float, topics: list[tuple[str, float]], named: tuple[str, ...]
) -> None:
    weighed: Any = SimpleNamespace(scope=scope, topics=topics, message=SimpleNamespace(cues=lambda _: ()))
    assert nearest(weighed, MATCHER, {"price", "speed"}) == named


def test_subjects_that_the_words_tell_go_first_and_are_none_that_are_hidden() -> None:
    said = {"near.objection-prep": ["discount"], "near.deal-economics": ["discount"]}
    message = SimpleNamespace(cues=lambda key: said.get(key, ()))
    weighed: Any = SimpleNamespace(scope=0.06, topics=[("price", 0.5)], message=message)
    assert nearest(weighed, MATCHER, {"objection-prep", "price"}) == ("objection-prep", "price")
