"""A preview asks the questions that a change may touch, and tells the worst first."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

from bot.advisor.preview import Foresight
from bot.domain.preview import Effect, Line, Origin
from bot.matching.matcher import Matcher

LINES = [
    Line(text="how much discount", origin=Origin.PHRASE, topics=("price",)),
    Line(text="discount for resellers", origin=Origin.CALIBRATION, topics=("price",)),
    Line(text="who gets discounts", origin=Origin.CALIBRATION),
    Line(text="weather tomorrow", origin=Origin.CALIBRATION),
]
ASKED = Line(text="any discount for me", origin=Origin.ASKED)


class Rote:
    """Answers by a word it holds."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def weigh_text(self, text: str) -> SimpleNamespace:
        self.asked.append(text)
        found = next((topic for word, topic in self.answers.items() if word in text), "")
        return SimpleNamespace(topics=[(found, 1.0)])

    def is_sure(self, weighed: SimpleNamespace) -> bool:
        return bool(weighed.topics[0][0])


def test_thefts_come_first_then_doubts_then_what_is_found() -> None:
    before = Rote(much="price", resellers="price", me="price")
    after = Rote(resellers="rebate", me="rebate", who="rebate")
    found = Foresight(LINES).of(["discounts"], cast("Matcher", before), cast("Matcher", after), [ASKED])
    assert [(one.effect, one.line.text, one.before, one.after) for one in found.affected] == [
        (Effect.TAKEN, "any discount for me", "price", "rebate"),
        (Effect.TAKEN, "discount for resellers", "price", "rebate"),
        (Effect.DOUBTFUL, "how much discount", "price", ""),
        (Effect.FOUND, "who gets discounts", "", "rebate"),
    ]
    assert (found.steals, found.looked_at) == (True, 4)
    assert "weather tomorrow" not in after.asked, "it shares no word with what is new"


def test_an_answer_that_is_right_now_is_no_theft() -> None:
    found = Foresight(LINES).of(["discounts"], cast("Matcher", Rote(much="rebate")), cast("Matcher", Rote(much="price")))
    assert found.affected == ()
