"""The matcher answers, asks back or declines by the thresholds, finds two questions in one, and explains itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.matching.matcher import LONGEST_PAIR, Matcher
from bot.matching.model import HELD, TrainedModel


@pytest.mark.parametrize(
    ("typed", "inside", "sure"),
    [("what is the price", True, True), ("price or speed", True, False), ("the weather", False, False)],
)
def test_decisions(toy_matcher: Matcher, typed: str, inside: bool, sure: bool) -> None:
    weighed = toy_matcher.weigh_text(typed)
    assert (toy_matcher.is_inside(weighed), toy_matcher.is_sure(weighed)) == (inside, sure)


def test_what_the_knowledge_may_not_hold_is_offered_and_not_answered(toy_matcher: Matcher) -> None:
    weighed = toy_matcher.weigh_text("what is the price")
    assert toy_matcher.is_sure(replace(weighed, scope=HELD))
    doubted = replace(weighed, scope=HELD - 0.01)
    assert toy_matcher.is_inside(doubted)
    assert not toy_matcher.is_sure(doubted)


def test_rank_is_the_ranking_of_topics(toy_matcher: Matcher) -> None:
    assert toy_matcher.rank("churn") == toy_matcher.weigh_text("churn").topics


def test_thresholds_come_from_the_model(toy_matcher: Matcher) -> None:
    assert (toy_matcher.thresholds.answer, toy_matcher.thresholds.unknown) == (0.5, 0.5)


def test_what_a_layer_holds_word_for_word_is_surely_its_topics(toy_matcher: Matcher, toy_model: TrainedModel) -> None:
    written = {("when", "do", "pigs", "fly"): "speed"}
    matcher = Matcher(toy_matcher.reader, toy_model, written=written)
    for typed, sure in (("When do pigs fly?", True), ("when do pigs fly home", False)):
        weighed = matcher.weigh_text(typed)
        assert (matcher.is_sure(weighed), weighed.topics[0][0] == "speed") == (sure, sure), typed
    assert sum(share for _, share in matcher.rank("When do pigs fly?")) == 1.0
    assert not matcher.without({"speed"}).is_sure(matcher.without({"speed"}).weigh_text("When do pigs fly?"))


def questions(matcher: Matcher, text: str) -> set[str]:
    weighed = matcher.weigh_text(text)
    found = matcher.questions(weighed)
    assert weighed.topics[0][0] in {one.topics[0][0] for one in found}
    return {one.topics[0][0] for one in found}


@pytest.mark.parametrize(
    ("typed", "topics"),
    [
        ("what is the price? how fast is it?", {"price", "speed"}),
        ("what is the price and how fast is it", {"price", "speed"}),
        ("berapa harga ini dan apa itu churn", {"price", "churn"}),
        ("what is the price and speed", {"price"}),  # one question, two words
        ("what is the price? price please is what?", {"price"}),  # the same question twice
        ("what is the price? how is the weather?", {"price"}),  # the second is not known
        ("what is the price? thanks a lot", {"price"}),
    ],
)
def test_two_questions_in_one_message(toy_matcher: Matcher, typed: str, topics: set[str]) -> None:
    assert questions(toy_matcher, typed) == topics


def test_at_most_three_questions_are_answered(toy_matcher: Matcher) -> None:
    assert len(questions(toy_matcher, "what is the price? how fast is it? what is churn? what is the price now?")) == 3


def test_a_story_is_not_two_questions(toy_matcher: Matcher) -> None:
    story = "what is the price? how fast is it? " + "the " * LONGEST_PAIR
    assert questions(toy_matcher, story) == {toy_matcher.weigh_text(story).topics[0][0]}
    assert len(toy_matcher.questions(toy_matcher.weigh_text(story))) == 1


def test_explains_words_repairs_concepts_and_the_runner_up(toy_matcher: Matcher) -> None:
    explanation = toy_matcher.explain(toy_matcher.weigh_text("what is the pirce"))
    assert explanation.words == ("what", "is", "the", "price")
    assert explanation.corrections == (("pirce", "price"),)
    assert explanation.concepts == (("price", "cost"),)
    (feature, points), *_ = explanation.evidence
    assert feature == "price"
    assert points == pytest.approx(8.0, rel=0.01)
    labels = [label for label, _ in explanation.ranking]
    assert labels[0] == "price"
    assert labels[3:] == ["@greeting", "@to-smb", "none"]
