"""What is said below an answer and only looks like small talk is about the answer; what is small talk stays so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.domain.reply import Outcome, Reply

Say = Callable[[str], Reply]

MYTH = "my boss says big companies are just small companies with more people"
CALL = "how do i prepare for a first call with a bank"
DEMO = "gimana demo ke klien"


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (MYTH, "is he right"),
        (MYTH, "is that clever"),
        (MYTH, "is that smart"),
        (CALL, "just the basics"),
        (CALL, "and if he says maybe later"),
        (CALL, "skip to the end"),
        (CALL, "go back"),
        ("what is a good win rate", "is that rubbish"),
        (DEMO, "mall"),
        (DEMO, "ekspedisi"),
        (DEMO, "kampus negeri"),
        (DEMO, "formatnya dong"),
        (DEMO, "jawabannya dong"),
        (CALL, "ok and who should come along from our side"),
        (CALL, "fine. sum it up in two points"),
        (CALL, "ah but its a small shop"),
        (DEMO, "oh iya yg ikut dr kita siapa aja"),
        (DEMO, "baik, ringkas jadi dua poin"),
        (DEMO, "oh ini ukm"),
    ],
)
def test_a_question_or_a_customer_below_an_answer_is_no_small_talk(say: Say, before: str, text: str) -> None:
    say(before)
    assert say(text).outcome is not Outcome.SMALLTALK


@pytest.mark.parametrize(
    "text",
    [
        "lol thanks",
        "that nailed it",
        "haha ok",
        "thats nuts",
        "gila banyak bgt",
        "dadah",
        "udah cukup makasih",
        "bot bego",
        "ouch",
    ],
)
def test_small_talk_below_an_answer_is_heard(say: Say, text: str) -> None:
    say(CALL)
    assert say(text).outcome is Outcome.SMALLTALK


@pytest.mark.parametrize("text", ["klien minta diskon 30%", "they asked for 20% off", "they use a competitor", "termin 30 hari?"])
def test_what_there_is_no_rule_for_is_declined_with_what_helps(say: Say, text: str) -> None:
    reply = say(text)
    assert (reply.outcome, reply.actions[0].topic) == (Outcome.UNKNOWN, "objection-prep")


@pytest.mark.parametrize("text", ["best price for a flight to bali", "will it rain tomorrow"])
def test_what_is_far_from_selling_names_nothing_near(say: Say, text: str) -> None:
    assert all(action.topic is None for action in say(text).actions)
