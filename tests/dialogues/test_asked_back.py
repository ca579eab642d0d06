"""What follows a question of ours: who the customer is, a question of its own, or what needs a subject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.aside import Aside
from bot.domain.language import Segment
from bot.domain.reply import AnswerPart, ChoicesPart, Outcome, Reply
from bot.matching.matcher import Matcher
from tests.conftest import ASKED_BACK

Say = Callable[[str], Reply]

E, S = Segment.ENTERPRISE, Segment.SMB
PRICE = ASKED_BACK

pytestmark = pytest.mark.usefixtures("asked_back_about")


def choices(reply: Reply) -> ChoicesPart:
    part = reply.parts[0]
    assert isinstance(part, ChoicesPart), reply
    return part


def answer(reply: Reply) -> AnswerPart:
    part = reply.parts[0]
    assert isinstance(part, AnswerPart), reply
    return part


@pytest.mark.parametrize(("text", "side"), [("buat bank", E), ("buat toko", S)])
def test_who_only_names_the_customer_is_asked_again_for_that_side(say: Say, text: str, side: Segment) -> None:
    first = choices(say(PRICE))
    again = say(text)
    assert (choices(again), again.segment) == (ChoicesPart(topics=first.topics, side=side), side)
    assert answer(say("1")).topic == first.topics[0]


def test_nobody_is_asked_the_same_twice(say: Say) -> None:
    first = choices(say(PRICE))
    say("buat bank")
    told = answer(say("buat bank"))
    assert (told.segment, told.aside) == (E, Aside.TAKEN)
    assert told.topic in first.topics


def test_a_part_of_a_play_is_taken_from_the_play_offered_and_said_to_be(say: Say) -> None:
    say(PRICE)
    say("buat bank")
    told = answer(say("ngomong apa ke dia?"))
    assert (told.topic, told.segment, told.aside) == ("objection-prep", E, Aside.TAKEN)
    assert answer(say("buat toko kecil?")).aside is not Aside.TAKEN, "from then on it is the subject"


def test_what_needs_a_subject_takes_the_first_and_says_so(say: Say) -> None:
    first = choices(say(PRICE)).topics[0]
    told = answer(say("kenapa?"))
    assert (told.topic, told.aside) == (first, Aside.TAKEN)


def test_a_question_of_its_own_leaves_the_choice_behind(say: Say) -> None:
    say(PRICE)
    told = answer(say("apa itu churn rate?"))
    assert (told.topic, told.aside) == ("metric-churn-rate", None)


@pytest.mark.parametrize("customer", ["large bank, 300 branches", "a hospital with 4k beds", "a car manufacturer, 12 plants"])
def test_a_customer_named_below_a_refusal_makes_no_question_of_it(say: Say, customer: str) -> None:
    assert say("they asked for 20% off").outcome is Outcome.UNKNOWN
    assert say(customer).outcome is Outcome.UNKNOWN
    assert answer(say("what do i ask on a first call")).segment is E


@pytest.mark.parametrize("text", ["thanks", "lol ok"])
def test_small_talk_leaves_the_choice_standing(say: Say, text: str) -> None:
    first = choices(say(PRICE))
    assert say(text).outcome is Outcome.SMALLTALK
    assert choices(say("buat bank")).topics == first.topics


def test_a_refusal_in_between_leaves_the_subject(say: Say) -> None:
    subject = say("how long is the sales cycle of a bank?").topics[0]
    assert say("what is for lunch").outcome is Outcome.UNKNOWN
    assert say("and for small shops?").topics[0] == subject


@pytest.mark.parametrize(("scope", "sure", "outcome"), [(0.29, 0.29, Outcome.UNKNOWN), (0.29, 0.31, Outcome.CHOICES)])
def test_what_both_gates_doubt_is_declined_and_not_asked_back(
    say: Say, monkeypatch: pytest.MonkeyPatch, scope: float, sure: float, outcome: Outcome
) -> None:
    weigh = Matcher.weigh
    monkeypatch.setattr(Matcher, "weigh", lambda self, message: replace(weigh(self, message), scope=scope, sure=sure, none=0.0))
    assert say("told the client a price that my manager had never heard of").outcome is outcome
