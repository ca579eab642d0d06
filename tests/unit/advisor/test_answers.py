"""Replies are built from decisions: which side is answered and what is offered next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.advisor.answers import Answers
from bot.advisor.offers import Asked
from bot.advisor.tasks import Tasks
from bot.domain.conversation import BACK, Action, ActionKind, View
from bot.domain.knowledge import Topic
from bot.domain.language import Language, Segment
from bot.domain.reply import AnswerPart, BrowsePart, ChoicesPart, Outcome, SmalltalkPart, UnknownPart
from tests.toys import toy_knowledge

E, S, B = Segment.ENTERPRISE, Segment.SMB, Segment.BOTH
EN = Language("en")
BROWSE = Action(kind=ActionKind.BROWSE)


def show(topic: str, segment: Segment | None = None, view: View = View.SHORT) -> Action:
    return Action(kind=ActionKind.SHOW, topic=topic, segment=segment, view=view)


@pytest.fixture
def answers() -> Answers:
    return Answers(toy_knowledge())


@pytest.mark.parametrize(
    ("topic", "stated", "carried", "concepts", "side"),
    [
        ("price", E, S, (), E),  # what is named goes first
        ("price", None, S, (), S),  # then the thread's side
        ("price", None, None, (), B),  # then the topic's own
        ("price", None, None, ("banker",), E),  # a hint of this topic
        ("price", S, None, ("banker",), S),  # a named side is stronger than a hint
        ("price", B, None, ("baker",), S),  # but both is not
        ("price", None, None, ("banker", "baker"), B),  # two hints cancel out
        ("price", B, E, (), B),
        ("speed", E, None, (), S),  # nothing is said of that side
        ("speed", B, None, (), S),  # no comparison there
        ("speed", None, E, (), S),
    ],
)
def test_side(
    answers: Answers, topic: str, stated: Segment | None, carried: Segment | None, concepts: tuple[str, ...], side: Segment
) -> None:
    assert answers.segment_for(topic, stated=stated, carried=carried, concepts=concepts) is side


def test_a_play_offers_the_other_side_its_parts_and_its_topics(answers: Answers) -> None:
    reply = answers.answer([Asked("haggle", S, View.ASK)], EN, 0.9)
    assert reply.actions == (
        show("haggle", E),
        show("haggle", S, View.TODO),
        show("haggle", S, View.SAY),
        show("haggle", S, View.CHECK),
        show("haggle", B, View.COMPARE),
        show("haggle", S, View.WHY),
        show("price"),
    )


def test_a_message_is_offered_for_the_side_that_has_one(answers: Answers) -> None:
    offered = {side: [action.view for action in answers.offers(Asked("haggle", side), EN)] for side in (E, S)}
    assert View.MESSAGE in offered[E]
    assert View.MESSAGE not in offered[S]


def test_what_would_only_say_the_same_again_is_not_offered() -> None:
    asked: list[tuple[AnswerPart, AnswerPart]] = []

    def adds(shown: AnswerPart, pressed: AnswerPart, language: Language) -> bool:
        asked.append((shown, pressed))
        return pressed.view is not View.MORE

    actions = Answers(toy_knowledge(), adds=adds).answer([Asked("price", E, benchmark=True)], EN, 1.0).actions
    assert show("price", E, View.MORE) not in actions
    assert show("price", S) in actions
    assert (AnswerPart(topic="price", segment=E), AnswerPart(topic="price", segment=E, view=View.MORE)) in asked


@pytest.mark.parametrize(
    ("subject", "view", "shown"),
    [
        ("price", View.ASK, "haggle"),
        ("price", View.MESSAGE, "haggle"),
        ("price", View.WHY, "price"),
        ("speed", View.SAY, "speed"),
        ("haggle", View.SAY, "haggle"),
    ],
)
def test_what_only_a_play_has_is_looked_for_in_the_topics_play(answers: Answers, subject: str, view: View, shown: str) -> None:
    assert answers.subject_with(subject, view) == shown


def test_a_message_is_looked_for_in_a_play_that_has_one() -> None:
    knowledge = toy_knowledge()
    haggle = knowledge.plays["haggle"]
    mute = replace(haggle, id="mute", sides={side: replace(one, message=None) for side, one in haggle.sides.items()})
    plays = {"mute": mute, "haggle": haggle}
    found = Answers(replace(knowledge, plays=plays))
    assert found.subject_with("price", View.MESSAGE) == "haggle"
    assert found.subject_with("price", View.ASK) == "mute"


@pytest.mark.parametrize(
    ("topic", "stated", "shown"),
    [
        ("speed", E, "price"),
        ("speed", S, "speed"),
        ("speed", None, "speed"),
        ("speed", B, "speed"),
        ("price", E, "price"),
        ("churn", E, "churn"),
    ],
)
def test_the_counterpart_answers_for_the_other_side(answers: Answers, topic: str, stated: Segment | None, shown: str) -> None:
    assert answers.topic_for(topic, stated) == shown


def test_one_answer(answers: Answers) -> None:
    reply = answers.answer([Asked("price", E, stated=True)], EN, 0.9, ["price", "speed", "churn", "more"])
    assert (reply.outcome, reply.segment, reply.confidence) == (Outcome.ANSWER, E, 0.9)
    assert reply.parts == (AnswerPart(topic="price", segment=E, stated=True),)
    assert reply.topics == ("price", "speed", "churn")
    assert reply.actions == (
        show("price", S),
        show("price", B, View.COMPARE),
        show("price", E, View.MORE),
        show("haggle"),
        show("speed"),
        show("churn"),
    )


def test_what_is_shown_is_not_offered_again(answers: Answers) -> None:
    compared = answers.answer([Asked("price", B, View.COMPARE)], EN, 1.0).actions
    assert View.COMPARE not in {action.view for action in compared}
    assert compared[:2] == (show("price", E), show("price", S)), "the way back to either side"
    sourced = answers.answer([Asked("price", S, View.SOURCE)], EN, 1.0).actions
    assert View.SOURCE not in {action.view for action in sourced}
    assert replace(show("price", S), value=BACK) in sourced, "the way back to the answer, named so"
    assert show("price", S) not in answers.answer([Asked("price", S)], EN, 1.0).actions
    both = answers.answer([Asked("price", B)], EN, 1.0).actions
    assert both[:2] == (show("price", E), show("price", S))


def test_a_one_sided_topic_offers_no_other_side(answers: Answers) -> None:
    actions = answers.answer([Asked("speed", S)], EN, 1.0).actions
    assert actions == (show("price"),), "nor more, for the short answer told all there is"


def test_a_topic_that_can_be_reckoned_offers_its_calculator() -> None:
    reckoning = Action(kind=ActionKind.CALCULATE, value="churn")

    class Reckoning(Tasks):
        def offers(self, topic: Topic) -> tuple[Action, ...]:
            return (reckoning,) if topic.id == "churn" else ()

    answers = Answers(toy_knowledge(), Reckoning())
    assert reckoning in answers.answer([Asked("churn", S)], EN, 1.0).actions
    assert reckoning not in answers.answer([Asked("speed", S)], EN, 1.0).actions


def test_two_answers_offer_what_lies_close_to_them_and_neither_of_them_again(answers: Answers) -> None:
    reply = answers.answer([Asked("speed", S), Asked("price", E)], EN, 0.7, ["speed", "churn"])
    assert [part.topic for part in reply.parts if isinstance(part, AnswerPart)] == ["speed", "price"]
    assert reply.topics == ("speed", "price", "churn")
    assert reply.actions == (show("haggle"), show("churn"))


def test_choices_and_unknown_offer_three_topics_and_the_shelves(answers: Answers) -> None:
    ranked = ["price", "speed", "churn", "more"]
    choices = answers.choices(ranked, EN, S, 0.4)
    unknown = answers.unknown(ranked, EN, 0.9)
    assert choices.parts == (ChoicesPart(topics=("price", "speed", "churn")),)
    assert unknown.parts == (UnknownPart(nearest=("price", "speed", "churn")),)
    assert (choices.outcome, unknown.outcome) == (Outcome.CHOICES, Outcome.UNKNOWN)
    assert choices.actions == unknown.actions == (show("price"), show("speed"), show("churn"), BROWSE)
    assert choices.segment is S


@pytest.mark.parametrize(
    ("intent", "teaches"), [("greeting", True), ("help", True), ("empty", True), ("thanks", False), ("goodbye", False)]
)
def test_social_replies(answers: Answers, intent: str, teaches: bool) -> None:
    reply = answers.social(intent, Language("id"))
    assert reply.parts == (SmalltalkPart(intent=intent),)
    assert (reply.outcome, reply.language, reply.topics) == (Outcome.SMALLTALK, Language("id"), ())
    assert (BROWSE in reply.actions) is teaches


def test_browsing(answers: Answers) -> None:
    shelves = answers.browse(None, EN)
    assert shelves.parts == (BrowsePart(group=None),)
    assert [action.value for action in shelves.actions] == ["basics", "metrics"]
    shelf = answers.browse("basics", EN)
    assert shelf.parts == (BrowsePart(group="basics"),)
    assert shelf.actions == (show("price"), show("speed"))
    assert answers.browse("gone", EN) == shelves
