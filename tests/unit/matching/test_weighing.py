"""Weighing splits the ranking into topics, intents, follow-ups and "none", and tells the side and how sure it is."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from bot.domain.language import Language, Segment
from bot.domain.want import Want
from bot.matching.matcher import Matcher
from bot.matching.model import NO_WANT, LinearModel, TrainedModel
from bot.matching.reading import Reader
from bot.matching.signals import SIGNALS, signals
from bot.matching.weighing import rank, weigh


def test_topics_are_ranked_best_first(toy_matcher: Matcher) -> None:
    weighed = toy_matcher.weigh_text("what is the price")
    assert weighed.topics[0][0] == "price"
    assert weighed.topics[0][1] > 0.9
    assert {topic for topic, _ in weighed.topics} == {"churn", "price", "speed"}
    assert [label for label, _ in weighed.intents] == ["greeting"]
    assert {label for label, _ in weighed.follow_ups} == {"to-smb", "why"}


def test_ties_are_told_in_the_order_of_the_alphabet(toy_matcher: Matcher) -> None:
    assert [topic for topic, _ in toy_matcher.weigh_text("xyzzy").topics] == ["churn", "price", "speed"]


def test_what_stands_alone_shares_the_probability_that_is_no_follow_up(toy_matcher: Matcher) -> None:
    weighed = toy_matcher.weigh_text("price why")
    alone = sum(share for _, share in (*weighed.topics, *weighed.intents)) + weighed.none
    assert alone == pytest.approx(1.0, abs=1e-6)
    assert dict(weighed.follow_ups)["why"] == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize(
    ("typed", "side"),
    [
        ("price for a bank", Segment.ENTERPRISE),
        ("price for a bakery", Segment.SMB),
        ("bank, bakery: price", Segment.BOTH),
        ("price", None),
    ],
)
def test_side(toy_matcher: Matcher, typed: str, side: Segment | None) -> None:
    assert toy_matcher.weigh_text(typed).segment is side


@pytest.mark.parametrize(
    ("scores", "want"),
    [
        ({"ask": 0.0, "steps": 0.25, NO_WANT: 0.25}, None),  # the steps and nothing in particular are told against together
        ({"ask": 0.1, "steps": 0.0, NO_WANT: 0.0}, None),
        ({"ask": 0.1, "steps": -2.0, NO_WANT: 0.0}, Want.ASK),
        ({"ask": 0.0, "say": 0.6, NO_WANT: 0.5}, Want.SAY),
        ({"steps": 1.0, "ask": -2.0, NO_WANT: 0.0}, Want.STEPS),
        ({"benchmark": 1.0, "ask": 0.5, NO_WANT: -2.0}, Want.BENCHMARK),
        ({NO_WANT: 0.0}, None),
    ],
)
def test_a_part_is_shown_where_it_is_likelier_than_the_steps_and_nothing_together(
    toy_model: TrainedModel, toy_reader: Reader, scores: dict[str, float], want: Want | None
) -> None:
    wants = LinearModel(tuple(scores), [4.0 * score for score in scores.values()], {})
    assert weigh(toy_reader.read("usual price"), replace(toy_model, wants=wants)).want is want


def test_a_bare_word_asks_for_no_usual_figure(toy_model: TrainedModel, toy_reader: Reader) -> None:
    model = replace(toy_model, wants=LinearModel((Want.BENCHMARK, NO_WANT), [4.0, 0.0], {}))
    assert [weigh(toy_reader.read(text), model).want for text in ("price?", "usual price?")] == [None, Want.BENCHMARK]


def test_scope_and_sureness_follow_the_gates(toy_matcher: Matcher) -> None:
    clear, torn, outside = (toy_matcher.weigh_text(text) for text in ("price", "price speed", "weather umbrella"))
    assert clear.sure > 0.9 > 0.1 > torn.sure
    assert clear.scope > 0.9 > 0.1 > outside.scope


def test_the_language_is_the_reading_s(toy_matcher: Matcher) -> None:
    assert toy_matcher.weigh_text("apa harga").language == Language("id")


def test_signals_are_finite_and_complete_even_for_nothing(toy_reader: Reader, toy_model: TrainedModel) -> None:
    reading = toy_reader.read("")
    found = signals(reading, toy_model.topics, rank(reading, toy_model.topics))
    assert set(found) == set(SIGNALS)
    assert all(abs(value) < 100 for value in found.values())


def test_weighing_twice_gives_the_same(toy_reader: Reader, toy_model: TrainedModel) -> None:
    assert weigh(toy_reader.read("fast price"), toy_model) == weigh(toy_reader.read("fast price"), toy_model)


def test_a_hidden_topic_is_as_if_it_had_never_been_learnt(toy_matcher: Matcher) -> None:
    torn, alone = toy_matcher.weigh_text("price speed"), toy_matcher.without({"speed"}).weigh_text("price speed")
    assert [topic for topic, _ in alone.topics] == ["price", "churn"]
    shares, left = dict(torn.topics), dict(alone.topics)
    assert left["price"] / left["churn"] == pytest.approx(shares["price"] / shares["churn"])
    assert alone.sure > torn.sure


def test_what_is_about_a_hidden_topic_alone_is_out_of_scope(toy_matcher: Matcher) -> None:
    weighed = toy_matcher.without({"speed"}).weigh_text("speed")
    assert weighed.scope < toy_matcher.weigh_text("speed").scope
    assert all(math.isfinite(share) for _, share in weighed.topics)
