"""What the answer template is given, view by view."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.conversation import View
from bot.domain.language import Language, Segment
from bot.domain.reply import AnswerPart
from bot.rendering.answer import ACTIONS, POINTS_EACH, context
from tests.toys import toy_knowledge

E, S, B = Segment.ENTERPRISE, Segment.SMB, Segment.BOTH
LONG, BUDGETS, DEAL, BAKERY, MONEY = (
    "Enterprises spend on long contracts.",
    "Their budgets are large.",
    "An SMB deal is worth $1,000.",
    "A bakery bought a till.",
    "Money takes time.",
)


def made(topic: str = "price", segment: Segment = E, view: View = View.SHORT, **how: Any) -> dict[str, Any]:
    return context(AnswerPart(topic=topic, segment=segment, view=view, **how), Language("en"), toy_knowledge())


def test_a_short_answer_for_one_side() -> None:
    found = made()
    assert (found["topic"], found["answer"], found["side"]) == ("Price", "Enterprises pay more.", "enterprise")
    assert found["columns"] == [("", [LONG, BUDGETS, MONEY])]
    assert found["todo"] == [("", [f"Enterprise advice {letter}." for letter in "ABC"])]
    assert len(found["todo"][0][1]) == ACTIONS
    assert (found["note"], found["lacking"], found["origins"]) == ("The article says so.", False, [])
    assert found["sections"] == ["On price"]
    assert found["source"] == {"title": "An article", "publisher": "Toy Press", "year": 2026, "url": ""}


def test_a_point_that_repeats_the_direct_answer_is_left_out() -> None:
    assert made("price", S)["columns"] == [("", [DEAL, BAKERY, MONEY])]
    assert made("speed", S)["columns"] == [("", ["SMB deals are quick."])]  # but never all of them


def test_both_sides_stand_side_by_side_with_what_they_share() -> None:
    found = made(segment=B)
    assert found["answer"] == "Prices differ by $1,000."
    assert found["columns"] == [("enterprise", [LONG, BUDGETS]), ("smb", [DEAL, BAKERY]), ("both", [MONEY])]
    assert found["todo"] == [("enterprise", ["Enterprise advice A."]), ("smb", ["SMB advice."])]
    assert all(len(points) <= POINTS_EACH for _, points in found["columns"])
    assert found["sections"] == ["On price", "On speed"]


def test_a_one_sided_topic_has_one_column_even_for_both() -> None:
    assert [side for side, _ in made("speed", B)["columns"]] == [""]


@pytest.mark.parametrize(
    ("view", "segment", "points"),
    [(View.WHY, E, [BUDGETS, MONEY]), (View.WHY, B, [BUDGETS, MONEY]), (View.EXAMPLE, S, [BAKERY]), (View.EXAMPLE, E, [BAKERY])],
)
def test_reasons_and_examples(view: View, segment: Segment, points: list[str]) -> None:
    found = made(segment=segment, view=view)
    assert found["columns"] == [("", points)]
    assert not found["lacking"]
    assert found["todo"] == []


@pytest.mark.parametrize("view", [View.WHY, View.EXAMPLE])
def test_where_the_source_gives_none_the_reply_says_so(view: View) -> None:
    found = made("speed", S, view)
    assert found["lacking"]
    assert found["sections"] == ["On speed"]


def test_the_source_view_names_the_section_of_every_claim_of_the_side() -> None:
    found = made(segment=S, view=View.SOURCE)
    assert found["origins"] == [(DEAL, "On price"), (BAKERY, "On speed"), (MONEY, "On price")]
    assert found["columns"] == []
    assert found["note"] == "The article says so."


def test_more_shows_all_advice_and_the_note() -> None:
    found = made(view=View.MORE)
    assert len(found["todo"][0][1]) == 4
    assert found["note"] == "The article says so."


def test_a_comparison_leaves_the_note_out() -> None:
    assert made(segment=B, view=View.COMPARE)["note"] == ""


def test_what_to_do_shows_advice_alone() -> None:
    found = made(view=View.TODO)
    assert found["columns"] == []
    assert found["todo"]


def test_the_other_language() -> None:
    found = context(AnswerPart(topic="price", segment=S), Language("id"), toy_knowledge())
    assert (found["topic"], found["answer"]) == ("Harga", "[SMBs pay 1.000 dolar AS.]")


def test_only_side_is_passed_on() -> None:
    assert made("speed", S, only_side=True)["only_side"]
