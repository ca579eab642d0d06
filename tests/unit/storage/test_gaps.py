"""What was asked in vain, and what curators decided: each test runs over memory, SQLite and PostgreSQL."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from bot.advisor.ports import Stores
from bot.domain.gaps import AskedInVain, GapState, Mark, Vain
from bot.domain.language import Language
from bot.domain.records import AskedQuestion, Feedback, Person
from bot.domain.reply import Outcome

NOON = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)
ANA = Person(team="T1", user="U1")
BUDI = Person(team="T1", user="U2")
STRANGER = Person(team="T2", user="U1")
NOBODY = Person(team="T1", user="")
DECISION = Mark(state=GapState.DRAFTING, by="U9", at=NOON + datetime.timedelta(hours=3))


def asked(minute: float, outcome: Outcome = Outcome.UNKNOWN, person: Person = ANA, **changes: Any) -> AskedQuestion:
    """A question some minutes past noon, named after them."""
    question = AskedQuestion(
        id=f"q{minute}",
        person=person,
        text="Do you sell to ministries?",
        language=Language("en"),
        outcome=outcome,
        asked_at=NOON + datetime.timedelta(minutes=minute),
    )
    return replace(question, **changes)


def in_vain(stores: Stores, *, hour: float = 24, team: str | None = None, since: float = 0, limit: int = 50) -> list[AskedInVain]:
    """What is in vain as seen some hours past noon."""
    found = stores.gaps.in_vain(
        team=team,
        since=NOON + datetime.timedelta(minutes=since),
        now=NOON + datetime.timedelta(hours=hour),
        limit=limit,
    )
    return list(found)


def ids(stores: Stores, **how: Any) -> list[str]:
    return [one.question.id for one in in_vain(stores, **how)]


def keep(stores: Stores, *questions: AskedQuestion) -> None:
    for question in questions:
        stores.questions.record(question=question)


def rate(stores: Stores, question: str, *, helpful: bool, person: Person = BUDI) -> None:
    stores.feedback.record(feedback=Feedback(question=question, person=person, helpful=helpful, given_at=NOON))


def test_only_what_was_not_answered_is_in_vain_the_newest_first(stores: Stores) -> None:
    keep(stores, asked(1), asked(2, Outcome.ANSWER), asked(3, Outcome.SMALLTALK), asked(4, person=STRANGER))
    assert [(one.question, one.why, one.mark) for one in in_vain(stores)] == [
        (asked(4, person=STRANGER), Vain.UNANSWERED, None),
        (asked(1), Vain.UNANSWERED, None),
    ]


def test_what_is_in_vain_can_be_narrowed(stores: Stores) -> None:
    keep(stores, asked(1), asked(2, person=STRANGER), asked(3))
    assert ids(stores, team="T1") == ["q3", "q1"]
    assert ids(stores, since=2) == ["q3", "q2"]
    assert ids(stores, limit=1) == ["q3"]


def test_choices_nobody_took_within_an_hour_are_in_vain(stores: Stores) -> None:
    keep(stores, asked(0, Outcome.CHOICES))
    assert ids(stores, hour=0.99) == []
    (one,) = in_vain(stores, hour=1)
    assert one.why is Vain.ABANDONED


@pytest.mark.parametrize(
    ("further", "abandoned"),
    [
        (asked(59, Outcome.ANSWER), False),
        (asked(60, Outcome.SMALLTALK), False),
        (asked(61, Outcome.ANSWER), True),
        (asked(5, Outcome.ANSWER, BUDI), True),
        (asked(5, Outcome.ANSWER, BUDI, thread="T1:C1:1"), False),
        (asked(5, Outcome.ANSWER, BUDI, thread="T1:C1:2"), True),
        (asked(5, Outcome.ANSWER, STRANGER), True),
        (asked(-5, Outcome.ANSWER, thread="T1:C1:1"), True),
    ],
)
def test_a_further_message_of_the_asker_or_in_the_thread_goes_on(stores: Stores, further: AskedQuestion, abandoned: bool) -> None:
    keep(stores, asked(0, Outcome.CHOICES, thread="T1:C1:1"), further)
    assert ids(stores) == (["q0"] if abandoned else [])


def test_two_messages_that_nobody_is_named_for_are_not_by_the_same_person(stores: Stores) -> None:
    keep(stores, asked(0, Outcome.CHOICES, NOBODY, thread="T1:C1:1"), asked(5, Outcome.ANSWER, NOBODY, thread="T1:C1:2"))
    assert ids(stores) == ["q0"]


@pytest.mark.parametrize(("minute", "abandoned"), [(-1, True), (0, False), (30, False), (60, False), (61, True)])
def test_a_press_in_the_thread_goes_on_within_the_hour(stores: Stores, minute: float, abandoned: bool) -> None:
    keep(stores, asked(0, Outcome.CHOICES, thread="T1:C1:1"), asked(0.5, Outcome.CHOICES, BUDI, thread="T1:C1:2"))
    stores.gaps.went_on(thread="T1:C1:1", at=NOON + datetime.timedelta(minutes=minute))
    assert ids(stores) == (["q0.5", "q0"] if abandoned else ["q0.5"])


def test_a_thumb_down_by_anybody_makes_an_answer_one_in_vain(stores: Stores) -> None:
    keep(stores, asked(1, Outcome.ANSWER), asked(2, Outcome.ANSWER), asked(3, Outcome.ANSWER, STRANGER))
    rate(stores, "q1", helpful=False)
    rate(stores, "q1", helpful=False, person=ANA)
    rate(stores, "q2", helpful=True)
    rate(stores, "q3", helpful=False)
    assert [(one.question.id, one.why) for one in in_vain(stores)] == [("q1", Vain.DISLIKED)]
    rate(stores, "q1", helpful=True)
    assert ids(stores) == ["q1"], "one of two still thinks so"
    rate(stores, "q1", helpful=True, person=ANA)
    assert ids(stores) == []


def test_a_decision_is_kept_with_who_and_when_and_the_last_one_holds(stores: Stores) -> None:
    keep(stores, asked(1), asked(2), asked(1, person=STRANGER))
    first = replace(DECISION, state=GapState.DISMISSED, by="command line", at=NOON)
    assert stores.gaps.mark(questions=[("T1", "q1"), ("T1", "q2")], decision=first)
    assert stores.gaps.mark(questions=[("T1", "q2")], decision=DECISION)
    marks = {(one.question.person.team, one.question.id): one.mark for one in in_vain(stores)}
    assert marks == {("T1", "q1"): first, ("T1", "q2"): DECISION, ("T2", "q1"): None}


def test_a_decision_about_many_questions_reaches_them_all(stores: Stores) -> None:
    keep(stores, *(asked(number) for number in range(1_200)))
    assert stores.gaps.mark(questions=[("T1", f"q{number}") for number in range(1_200)], decision=DECISION)
    assert all(one.mark == DECISION for one in in_vain(stores, limit=2_000))


def test_a_decision_about_a_question_that_is_gone_does_no_harm(stores: Stores) -> None:
    assert stores.gaps.mark(questions=[("T1", "gone")], decision=DECISION)
    assert stores.gaps.mark(questions=[], decision=DECISION)
    assert in_vain(stores) == []


def test_decisions_go_with_their_questions(stores: Stores, clock: Any) -> None:
    keep(stores, asked(1), asked(1, person=STRANGER))
    stores.gaps.mark(questions=[("T1", "q1"), ("T2", "q1")], decision=DECISION)
    assert stores.housekeeping.purge_team(team="T1") == 1
    assert ids(stores, team="T1") == []
    assert stores.housekeeping.prune(now=clock.advance(days=91)) == 1
    keep(stores, asked(1), asked(1, person=STRANGER))
    assert [one.mark for one in in_vain(stores)] == [None, None], "nothing of a decision is left behind"
