"""What the answer template is given, view by view."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.conversation import View
from bot.domain.knowledge import ClaimKind, Guideline, KnowledgeBase, Note, Topic
from bot.domain.language import Language, Segment
from bot.domain.reply import AnswerPart
from bot.domain.showing import ACTIONS, POINTS, has_more
from bot.domain.source import Link, SourceKind
from bot.rendering.answer import context
from tests.toys import PRICE, SPEED, claim, text, toy_knowledge

E, S, B = Segment.ENTERPRISE, Segment.SMB, Segment.BOTH
LONG, BUDGETS, DEAL, BAKERY, MONEY = (
    "Enterprises spend on long contracts.",
    "Their budgets are large.",
    "An SMB deal is worth $1,000.",
    "A bakery bought a till.",
    "Money takes time.",
)
SLOW = claim("slow", S, ClaimKind.FACT, "Some of them are slow.", "speed")


def made(topic: str = "price", segment: Segment = E, view: View = View.SHORT, **how: Any) -> dict[str, Any]:
    return context(AnswerPart(topic=topic, segment=segment, view=view, **how), Language("en"), toy_knowledge())


def made_of(topic: Topic, segment: Segment = E, view: View = View.SHORT) -> dict[str, Any]:
    knowledge = toy_knowledge()
    knowledge = replace(knowledge, topics={**knowledge.topics, topic.id: topic})
    return context(AnswerPart(topic=topic.id, segment=segment, view=view), Language("en"), knowledge)


def test_a_short_answer_for_one_side() -> None:
    found = made()
    assert (found["topic"], found["answer"], found["side"]) == ("Price", "Enterprises pay more.", "enterprise")
    assert found["columns"] == [("", [LONG])]
    assert found["todo"] == [("", [f"Enterprise advice {letter}." for letter in "AB"])]
    assert len(found["todo"][0][1]) == ACTIONS
    assert (found["note"], found["lacking"], found["origins"]) == ("The article says so.", False, [])
    assert found["sections"] == ["On price"]
    assert found["source"] == {"title": "An article", "publisher": "Toy Press", "year": 2026, "url": ""}


def test_a_point_that_repeats_the_direct_answer_is_left_out() -> None:
    assert made("price", S)["columns"] == [("", [DEAL, BAKERY])]
    assert made("speed", S)["columns"] == []
    assert made("speed", S)["sections"] == ["On speed"]


def test_claims_that_the_answer_names_are_cited_and_not_said_again() -> None:
    found = made_of(replace(PRICE, told={S: ("s-example",)}), S)
    assert found["columns"] == [("", [DEAL])]
    assert found["sections"] == ["On speed", "On price"]


def test_a_short_answer_leaves_reasons_to_why_and_has_two_points_at_most() -> None:
    facts = dict(claim(name, E, ClaimKind.FACT, f"{name} it is.") for name in ("Long", "Dear", "Slow"))
    found = made_of(replace(PRICE, claims={**PRICE.claims, **facts}))
    assert found["columns"] == [("", [LONG, "Long it is."])]
    assert len(found["columns"][0][1]) == POINTS
    assert made(view=View.WHY)["columns"] == [("", [BUDGETS, MONEY])]


def test_both_sides_get_three_points_in_all() -> None:
    found = made(segment=B)
    assert found["answer"] == "Prices differ by $1,000."
    assert found["columns"] == [("enterprise", [LONG]), ("smb", [DEAL])]
    assert found["todo"] == [("enterprise", ["Enterprise advice A."]), ("smb", ["SMB advice."])]
    assert found["sections"] == ["On price"]


def test_side_by_side_each_column_begins_with_its_own_answer() -> None:
    found = made_of(replace(PRICE, told={S: ("s-fact", "s-example")}), B, View.COMPARE)
    pays = "Enterprises pay more.", "SMBs pay $1,000."
    assert found["columns"] == [("enterprise", [pays[0], LONG, BUDGETS]), ("smb", [pays[1]]), ("both", [MONEY])]
    assert found["sections"] == ["On price", "On speed"]
    assert made("speed", S, View.COMPARE)["view"] == "short"


def test_a_one_sided_topic_has_one_column_even_for_both() -> None:
    topic = replace(SPEED, answers={B: text("Soon.")}, told={B: ("slow",)}, claims={**SPEED.claims, **dict([SLOW])})
    assert [side for side, _ in made_of(topic, B)["columns"]] == [""]


@pytest.mark.parametrize(
    ("view", "segment", "points"),
    [(View.WHY, E, [BUDGETS, MONEY]), (View.WHY, B, [BUDGETS, MONEY]), (View.EXAMPLE, S, [BAKERY]), (View.EXAMPLE, B, [BAKERY])],
)
def test_reasons_and_examples(view: View, segment: Segment, points: list[str]) -> None:
    found = made(segment=segment, view=view)
    assert found["columns"] == [("", points)]
    assert not found["lacking"]
    assert found["todo"] == []


@pytest.mark.parametrize(
    ("topic", "segment", "view"), [("speed", S, View.WHY), ("speed", S, View.EXAMPLE), ("price", E, View.EXAMPLE)]
)
def test_where_the_source_gives_none_the_reply_says_so_and_shows_nothing_of_the_other_side(
    topic: str, segment: Segment, view: View
) -> None:
    found = made(topic, segment, view)
    assert found["lacking"]
    assert (found["columns"], found["todo"], found["note"]) == ([], [], "")
    assert found["sections"] == ["On speed" if topic == "speed" else "On price"]


def test_the_source_view_names_the_section_of_every_claim_of_the_side() -> None:
    found = made(segment=S, view=View.SOURCE)
    assert found["origins"] == [(DEAL, "On price"), (BAKERY, "On speed"), (MONEY, "On price")]
    assert found["columns"] == []
    assert found["note"] == "The article says so."


def test_the_source_view_has_the_address_where_there_is_one() -> None:
    assert made(view=View.SOURCE)["source"]["url"] == ""
    knowledge = toy_knowledge()
    article = replace(knowledge.sources["article"], url="https://toys.example/price")
    knowledge = replace(knowledge, sources={**knowledge.sources, "article": article})
    part = AnswerPart(topic="price", segment=E, view=View.SOURCE)
    assert context(part, Language("en"), knowledge)["source"]["url"] == "https://toys.example/price"


def test_more_shows_what_the_short_answer_left_out_and_nothing_twice() -> None:
    short, more = made(), made(view=View.MORE)
    assert more["todo"] == [("", ["Enterprise advice C.", "Enterprise advice D."])]
    assert (more["columns"], more["note"], more["lacking"]) == ([("", [BUDGETS, MONEY])], "", False)
    assert short["note"] == "The article says so."
    both = made(segment=B, view=View.MORE)
    assert both["columns"] == [("enterprise", [BUDGETS]), ("smb", [BAKERY]), ("both", [MONEY])]
    assert both["todo"] == [("enterprise", ["Enterprise advice B."])]


def test_where_nothing_was_left_out_more_says_so() -> None:
    assert made("speed", S, View.MORE)["lacking"]
    assert not has_more(SPEED, S)
    assert has_more(PRICE, E)


def test_a_note_stands_below_its_own_side_only() -> None:
    noted = replace(PRICE, note=Note(side=S, text=text("Only till now.")))
    assert [made_of(noted, side)["note"] for side in (S, E, B)] == ["Only till now.", "", "Only till now."]


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


def with_internal_parts() -> KnowledgeBase:
    knowledge = toy_knowledge()
    topic = knowledge.topics["price"]
    first = next(iter(topic.claims))
    said = topic.claims[first].text
    claims = {
        **topic.claims,
        "floor": replace(topic.claims[first], id="floor", text=dict.fromkeys(said, "The floor is 30."), internal=True),
    }
    note = Note(side=Segment.BOTH, text=dict.fromkeys(said, "It moves."), internal=True)
    links = (Link(title=dict.fromkeys(said, "Sheet"), url="https://toys.example/sheet"),)
    advice = Guideline(claim="", text=dict.fromkeys(said, "Wait."), internal=True)
    changed = replace(topic, claims=claims, note=note, links=links, guidance={Segment.BOTH: (advice,)})
    return replace(knowledge, topics={**knowledge.topics, "price": changed})


@pytest.mark.parametrize("view", [View.SHORT, View.MORE, View.SOURCE])
def test_what_is_internal_carries_the_word(view: View) -> None:
    part = AnswerPart(topic="price", segment=Segment.BOTH, view=view)
    found = context(part, Language("en"), with_internal_parts(), "for us alone")
    told = str([found["columns"], found["todo"], found["note"], found["origins"]])
    assert told.count("for us alone") == sum(told.count(words) for words in ("The floor is 30.", "It moves.", "Wait."))
    assert "for us alone" in told


def test_what_a_team_writes_is_the_answer_where_a_usual_figure_is_asked_for() -> None:
    knowledge = toy_knowledge()
    told = {}
    for kind in SourceKind:
        source = replace(knowledge.sources["article"], kind=kind)
        here = replace(knowledge, sources={**knowledge.sources, "article": source})
        part = AnswerPart(topic="speed", segment=Segment.SMB, benchmark=True)
        told[kind] = context(part, Language("en"), here)["no_benchmark"]
    assert {kind for kind, lacks in told.items() if lacks} == {SourceKind.ARTICLE, SourceKind.PUBLICATION}


def test_asked_as_a_message_it_is_told_without_what_no_customer_may_see() -> None:
    part = AnswerPart(topic="price", segment=Segment.BOTH, view=View.MESSAGE)
    found = context(part, Language("en"), with_internal_parts(), "for us alone")
    assert (found["links"], found["todo"], found["note"]) == ([], [], "")
    assert "floor" not in str(found)
    assert "for us alone" not in str(found)
