"""A message that means one of several by its place: "the second one", "yang terakhir"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.advisor.turns.listed import counts_out, listed_in, meant_of
from bot.domain.conversation import Action, ActionKind, Conversation
from bot.domain.language import Segment
from bot.knowledge.lexicon import load_lexicons
from bot.knowledge.location import find_knowledge
from bot.language.reader import Reader
from tests.toys import toy_knowledge

LISTED = ("a", "b", "c", "d", "e")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_lexicons(find_knowledge(None)), {})


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("the first of these", "a"),
        ("explain just the second", "b"),
        ("the third one?", "c"),
        ("number four", "d"),
        ("the last in that list, explain", "e"),
        ("the one in the middle", "c"),
        ("yang pertama tadi", "a"),
        ("yg kedua maksudnya apa", "b"),
        ("nomor 3 itu apa", "c"),
        ("ke-4?", "d"),
        ("yang paling akhir itu apa", "e"),
        ("first demo", None),
        ("last week they went quiet", None),
        ("what is churn", None),
    ],
)
def test_places(reader: Reader, text: str, meant: str | None) -> None:
    message = reader.read(text)
    assert meant_of(message, LISTED) == meant
    assert counts_out(message) is (meant is not None)


def test_a_place_beyond_the_end_means_nothing(reader: Reader) -> None:
    assert meant_of(reader.read("the fifth one"), LISTED[:3]) is None
    assert meant_of(reader.read("the last one"), ()) is None


def test_what_an_answer_lists_depends_on_its_side() -> None:
    knowledge = toy_knowledge()
    price = replace(knowledge.topics["price"], lists={Segment.SMB: ("speed", "churn")})
    knowledge = replace(knowledge, topics={**knowledge.topics, "price": price})
    assert listed_in(Conversation(topic="price", segment=Segment.SMB), knowledge) == ("speed", "churn")
    assert listed_in(Conversation(topic="price", segment=Segment.ENTERPRISE), knowledge) == ()


def test_choices_on_screen_go_before_what_their_first_topic_lists() -> None:
    shown = [Action(kind=ActionKind.SHOW, topic=topic) for topic in ("price", "speed")]
    asked_back = Conversation(topic="price", offered=(*shown, Action(kind=ActionKind.BROWSE)))
    assert listed_in(asked_back, toy_knowledge()) == ("price", "speed")
    answered = replace(asked_back, offered=(replace(shown[0], segment=Segment.SMB), shown[1]))
    assert listed_in(answered, toy_knowledge()) == ()


def test_one_taken_from_a_list_leads_to_the_next_of_its_side() -> None:
    knowledge = toy_knowledge()
    lists = {Segment.BOTH: ("speed", "churn", "price"), Segment.SMB: ("speed", "churn")}
    price = replace(knowledge.topics["price"], lists=lists)
    knowledge = replace(knowledge, topics={**knowledge.topics, "price": price})
    assert listed_in(Conversation(topic="churn", segment=Segment.BOTH), knowledge) == ("speed", "churn")
