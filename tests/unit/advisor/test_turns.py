"""What a message does in its conversation."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from bot.advisor.turns import Kind, Turn, decide, decide_in
from bot.advisor.turns.features import Situation
from bot.advisor.turns.subject_words import SubjectWords
from bot.domain.conversation import Conversation, View
from bot.domain.intents import NOTHING_ABOVE, SOURCES
from bot.domain.language import Segment
from tests.toys import toy_knowledge

E, S, B = Segment.ENTERPRISE, Segment.SMB, Segment.BOTH
RUNNING = Conversation(topic="price", segment=E)
FRESH = Conversation()
SMALL_ONES = (("small firm", "smb"),)


@pytest.fixture
def turn(weighed: Any, rote: Any) -> Any:
    def take(
        text: str = "a plain message", conversation: Conversation = FRESH, rejected: str | None = None, **parts: Any
    ) -> Turn:
        heard = weighed(text, **parts)
        if conversation.topic is None:
            return decide(heard, rote, conversation, rejected=rejected)
        knowledge = toy_knowledge()
        return decide_in(Situation(heard, conversation, knowledge, SubjectWords(knowledge, rote.read)), rote)

    return take


def test_a_clear_question_is_answered(turn: Any) -> None:
    found = turn(topics={"price": 0.9, "speed": 0.05}, segment=S, sure=0.8, concepts=[("cost", "cost")])
    assert found == Turn(kind=Kind.TOPIC, topics=("price", "speed", "churn"), segment=S, confidence=0.8, concepts=("cost",))


def test_an_unsure_one_is_asked_back(turn: Any) -> None:
    assert turn(topics={"price": 0.5, "speed": 0.4}, sure=0.3).kind is Kind.CHOICES


def test_an_outside_one_is_declined_with_the_nearest(turn: Any) -> None:
    found = turn(topics={"speed": 0.3}, none=0.6, scope=0.2)
    assert (found.kind, found.topics[0], found.confidence) == (Kind.UNKNOWN, "speed", 0.8)


@pytest.mark.parametrize("intent", ["greeting", "thanks", "help", "goodbye"])
@pytest.mark.parametrize("conversation", [FRESH, RUNNING])
def test_social_words_are_answered_socially_at_any_time(turn: Any, intent: str, conversation: Conversation) -> None:
    found = turn("ok", conversation, intents={intent: 0.9}, topics={"price": 0.01, "speed": 0.05})
    assert (found.kind, found.intent) == (Kind.SOCIAL, intent)


def test_a_social_word_in_a_question_must_be_surer(turn: Any) -> None:
    assert turn("hello price", intents={"greeting": 0.42}, topics={"price": 0.4}).kind is Kind.SOCIAL
    assert turn("hello price?", intents={"greeting": 0.42}, topics={"price": 0.4}).kind is Kind.TOPIC


def test_the_fit_assessment_is_asked_for(turn: Any) -> None:
    assert turn(intents={"fit": 0.6}, topics={"price": 0.3}).kind is Kind.FIT


def test_another_language_is_asked_for(turn: Any) -> None:
    found = turn("in indonesian", RUNNING, intents={"indonesian": 0.9})
    assert (found.kind, found.intent, found.topics) == (Kind.LANGUAGE, "indonesian", ("price",))


@pytest.mark.parametrize(
    ("intent", "view"),
    [("why", View.WHY), ("more", View.MORE), ("example", View.EXAMPLE), ("source", View.SOURCE), ("todo", View.TODO)],
)
def test_follow_ups_ask_for_another_view_of_the_same_topic(turn: Any, intent: str, view: View) -> None:
    found = turn("why", RUNNING, follow_ups={intent: 0.9}, none=0.5)
    assert (found.kind, found.topics, found.view) == (Kind.FOLLOW_UP, ("price",), view)


@pytest.mark.parametrize(("intent", "side"), [("to-enterprise", E), ("to-smb", S), ("to-both", B)])
def test_follow_ups_switch_the_side(turn: Any, intent: str, side: Segment) -> None:
    found = turn("and for them", RUNNING, follow_ups={intent: 0.9})
    assert (found.kind, found.topics, found.segment, found.view) == (Kind.FOLLOW_UP, ("price",), side, View.SHORT)


def test_nothing_but_a_side_switches_it_whatever_the_model_says(turn: Any) -> None:
    heard = {"topics": {"speed": 0.9}, "follow_ups": {"to-smb": 0.02}}
    found = turn("and a small firm", RUNNING, sides=SMALL_ONES, content=["small", "firm"], **heard)
    assert (found.kind, found.segment) == (Kind.FOLLOW_UP, S)


def test_both_sides_named_compare(turn: Any) -> None:
    sides = [("acme", "name"), ("bakery", "smb")]
    assert turn("acme or bakery", RUNNING, sides=sides, content=["acme", "bakery"]).segment is B


@pytest.mark.parametrize("guess", list(Segment))
def test_a_bare_follow_up_keeps_the_thread_s_side_whatever_the_model_guesses(turn: Any, guess: Segment) -> None:
    assert turn("for instance", RUNNING, follow_ups={"example": 0.9}, segment=guess).segment is None


def test_a_follow_up_may_name_a_side(turn: Any) -> None:
    found = turn(
        "why so with small firm", RUNNING, follow_ups={"why": 0.9}, segment=S, sides=SMALL_ONES, content=["small", "firm", "so"]
    )
    assert (found.view, found.segment) == (View.WHY, S)


@pytest.mark.parametrize(("follow_up", "intent"), [("why", NOTHING_ABOVE), ("source", SOURCES)])
def test_without_a_conversation_a_follow_up_has_nothing_to_follow(turn: Any, follow_up: str, intent: str) -> None:
    found = turn(follow_up, follow_ups={follow_up: 0.95}, none=0.9, scope=0.1)
    assert (found.kind, found.intent) == (Kind.SOCIAL, intent)


def test_only_topics_that_may_have_been_meant_are_offered(turn: Any) -> None:
    found = turn("slow price", topics={"price": 0.7, "speed": 0.25, "size": 0.0001}, sure=0.4, scope=0.9)
    assert (found.kind, found.topics) == (Kind.CHOICES, ("price", "speed"))


def test_an_unlikely_change_of_subject_is_a_question_about_what_is_on_screen(turn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["bot.advisor.turns.in_thread"], "TURNED_FROM", 1.01)
    found = turn("how fast", RUNNING, topics={"speed": 0.8, "price": 0.1}, content=["fast"])
    assert (found.kind, found.topics[:2], found.detail) == (Kind.TOPIC, ("price", "speed"), True)


def test_a_new_subject_starts_a_new_topic(turn: Any) -> None:
    found = turn("how fast", RUNNING, topics={"speed": 0.8, "price": 0.1}, content=["fast"])
    assert (found.kind, found.topics[0]) == (Kind.TOPIC, "speed")


def test_a_new_subject_may_ask_for_a_view_at_once(turn: Any) -> None:
    found = turn("why so fast", RUNNING, topics={"speed": 0.9}, follow_ups={"why": 0.4}, content=["fast"])
    assert (found.kind, found.topics[0], found.view) == (Kind.TOPIC, "speed", View.WHY)


def test_an_off_topic_message_in_a_thread_is_declined(turn: Any) -> None:
    found = turn("is it raining", RUNNING, topics={"price": 0.05}, none=0.9, scope=0.1, content=["raining", "today"])
    assert found.kind is Kind.UNKNOWN


def test_a_correction(turn: Any) -> None:
    assert turn("no", RUNNING, follow_ups={"correction": 0.8}).kind is Kind.CORRECTION


def test_a_rejected_topic_is_not_offered_again(turn: Any) -> None:
    found = turn("no i meant", rejected="price", topics={"price": 0.8, "speed": 0.1})
    assert found.topics == ("speed", "churn")


def test_in_a_conversation_both_must_be_said_in_words(turn: Any) -> None:
    assert turn("price", RUNNING, topics={"speed": 0.9}, content=["fast"], segment=B).segment is None
    said = turn("price", RUNNING, topics={"speed": 0.9}, content=["fast"], segment=B, concepts=[("vs", "difference")])
    assert said.segment is B
    assert turn("price", topics={"speed": 0.9}, segment=B).segment is B
