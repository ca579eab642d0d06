"""What every kind of store must do: each test runs over memory, SQLite and PostgreSQL."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from bot.advisor.ports import SEEN_FOR, Stores
from bot.domain.brief import Deal, Month, OpenBrief
from bot.domain.conversation import Action, ActionKind, Conversation, View
from bot.domain.fit import Answers, Given, OpenFit
from bot.domain.language import Language, Segment
from bot.domain.records import AskedQuestion, AssessmentRecord, Feedback, Person
from bot.domain.reply import Outcome

NOON = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)
ANA = Person(team="T1", user="U1")
BUDI = Person(team="T1", user="U2")
STRANGER = Person(team="T2", user="U1")

TALK = Conversation(
    topic="sales-cycle",
    segment=Segment.SMB,
    language=Language("id"),
    view=View.WHY,
    offered=(
        Action(kind=ActionKind.SHOW, topic="objections", segment=Segment.ENTERPRISE, view=View.COMPARE),
        Action(kind=ActionKind.ASK, value="berapa lama? <!channel> 😀"),
    ),
    pending=OpenFit(
        answers=Answers(
            values={"employees": 2000.0, "deal": (1.0, 2.0), "stakeholders": None},
            given={"deal": Given(words="Rp 5 juta", currency="idr")},
        ),
        question="funds",
        earlier=(Answers(values={"employees": 2000.0}),),
    ),
    shown=Outcome.CALCULATION,
    asked="their boss hates us",
)


def asked(number: int, text: str = "Do you sell to ministries?", *, person: Person = ANA, **changes: Any) -> AskedQuestion:
    """A question without an answer, asked `number` minutes past noon."""
    question = AskedQuestion(
        id=f"q{number}",
        person=person,
        text=text,
        language=Language("en"),
        outcome=Outcome.UNKNOWN,
        asked_at=NOON + datetime.timedelta(minutes=number),
    )
    return replace(question, **changes)


def opinion(person: Person = ANA, **changes: Any) -> Feedback:
    return replace(Feedback(question="q1", person=person, helpful=False, given_at=NOON), **changes)


def assessment(number: int, person: Person = ANA, **changes: Any) -> AssessmentRecord:
    record = AssessmentRecord(
        id=f"a{number}",
        person=person,
        answers={"employees": number, "product": None},
        model="1.2",
        made_at=NOON + datetime.timedelta(days=number),
    )
    return replace(record, **changes)


def test_a_conversation_comes_back_whole(stores: Stores) -> None:
    stores.conversations.save(thread="T1:C1:170.1", conversation=TALK)
    assert stores.conversations.find(thread="T1:C1:170.1") == TALK


def test_an_open_brief_comes_back_whole(stores: Stores) -> None:
    deal = Deal(answers=Answers(values={"employees": 2000.0}), stage="demo", started=Month(2026, 9), hints=("referral",))
    talk = Conversation(language=Language("id"), pending=OpenBrief(deal=deal))
    stores.conversations.save(thread="T1:C1:170.3", conversation=talk)
    assert stores.conversations.find(thread="T1:C1:170.3") == talk


def test_a_thread_never_spoken_in_has_no_conversation(stores: Stores) -> None:
    stores.conversations.save(thread="T1:C1:170.1", conversation=TALK)
    assert stores.conversations.find(thread="T1:C1:170.2") is None


def test_a_conversation_saved_again_replaces_the_earlier_one(stores: Stores) -> None:
    stores.conversations.save(thread="t", conversation=TALK)
    stores.conversations.save(thread="t", conversation=Conversation())
    assert stores.conversations.find(thread="t") == Conversation()


def test_a_question_comes_back_whole(stores: Stores) -> None:
    question = asked(
        1,
        'Berapa lama siklus "penjualan"? 😀',
        thread="T1:C1:170.1",
        language=Language("id"),
        outcome=Outcome.ANSWER,
        topics=("sales-cycle", "objections"),
        segment=Segment.ENTERPRISE,
        confidence=0.75,
    )
    stores.questions.record(question=question)
    assert stores.questions.find(team="T1", question_id="q1") == question
    assert stores.questions.find(team="T2", question_id="q1") is None


def test_times_of_any_zone_come_back_as_the_same_moment_in_utc(stores: Stores) -> None:
    jakarta = datetime.timezone(datetime.timedelta(hours=7))
    stores.questions.record(question=asked(0, asked_at=NOON.astimezone(jakarta)))
    (found,) = stores.questions.recent(person=ANA)
    assert found.asked_at == NOON


def test_a_question_is_recorded_once(stores: Stores) -> None:
    stores.questions.record(question=asked(1, "first"))
    stores.questions.record(question=asked(1, "second"))
    assert [question.text for question in stores.questions.recent(person=ANA)] == ["first"]


def test_recent_questions_are_the_person_s_own_newest_first(stores: Stores) -> None:
    for number in (3, 1, 2):
        stores.questions.record(question=asked(number, f"question {number}"))
    stores.questions.record(question=asked(4, "not mine", person=BUDI))
    stores.questions.record(question=asked(5, "not here", person=STRANGER))
    assert [question.id for question in stores.questions.recent(person=ANA, limit=2)] == ["q3", "q2"]
    assert [question.id for question in stores.questions.latest(limit=4)] == ["q5", "q4", "q3", "q2"], "of everybody"


@pytest.mark.parametrize(
    "text", ["", "???", "a\x00b", "half \ud83d a smiley", "'; DROP TABLE questions; --", "x" * 100_000, "ﷺ" * 5_000]
)
def test_whatever_was_typed_can_be_recorded(stores: Stores, text: str) -> None:
    stores.questions.record(question=asked(1, text))
    assert len(stores.gaps.in_vain(team=None, since=NOON, now=NOON, limit=9)) == 1
    assert stores.questions.find(team="T1", question_id="q1") is not None


def test_feedback_comes_back_whole_and_newest_first(stores: Stores) -> None:
    late = opinion(BUDI, helpful=True, given_at=NOON + datetime.timedelta(hours=1))
    for feedback in (late, opinion(reason="too long")):
        stores.feedback.record(feedback=feedback)
    assert stores.feedback.latest() == (late, opinion(reason="too long"))
    assert stores.feedback.latest(limit=1) == (late,)
    assert stores.feedback.latest(helpful=False) == (opinion(reason="too long"),)
    assert stores.feedback.latest(team="T2") == ()


def test_a_later_opinion_replaces_the_earlier_one(stores: Stores) -> None:
    stores.feedback.record(feedback=opinion(reason="too long"))
    stores.feedback.record(feedback=opinion(helpful=True))
    assert stores.feedback.latest() == (opinion(helpful=True),)


def test_the_same_vote_pressed_again_keeps_the_reason(stores: Stores) -> None:
    stores.feedback.record(feedback=opinion(reason="too long"))
    stores.feedback.record(feedback=opinion())
    assert stores.feedback.latest() == (opinion(reason="too long"),)


def test_assessments_are_found_by_their_owner_alone(stores: Stores) -> None:
    stores.assessments.save(record=assessment(1))
    assert stores.assessments.find(person=ANA, assessment_id="a1") == assessment(1)
    assert stores.assessments.find(person=BUDI, assessment_id="a1") is None
    assert stores.assessments.find(person=STRANGER, assessment_id="a1") is None


def test_assessments_have_a_history_newest_first(stores: Stores) -> None:
    for number in (2, 3, 1):
        stores.assessments.save(record=assessment(number))
    stores.assessments.save(record=assessment(4, BUDI))
    assert stores.assessments.history(person=ANA, limit=2) == (assessment(3), assessment(2))


def test_an_edited_assessment_replaces_itself(stores: Stores) -> None:
    stores.assessments.save(record=assessment(1))
    stores.assessments.save(record=assessment(1, answers={"employees": 12}))
    (kept,) = stores.assessments.history(person=ANA)
    assert kept.answers == {"employees": 12}


def test_a_language_is_kept_changed_and_forgotten(stores: Stores) -> None:
    assert stores.preferences.find(person=ANA) is None
    stores.preferences.save(person=ANA, language=Language("en"))
    stores.preferences.save(person=ANA, language=Language("id"))
    assert stores.preferences.find(person=ANA) == Language("id")
    assert stores.preferences.find(person=STRANGER) is None
    stores.preferences.save(person=ANA, language=None)
    assert stores.preferences.find(person=ANA) is None


def test_an_event_is_claimed_once(stores: Stores) -> None:
    keys = ["Ev1", "T1:C1:170.1"]
    assert [stores.seen.claim(keys=keys) for _ in range(4)] == [True, False, False, False]


def test_any_key_taken_before_is_enough_to_refuse(stores: Stores) -> None:
    assert stores.seen.claim(keys=["Ev1", "T1:C1:170.1"])
    assert not stores.seen.claim(keys=["Ev2", "T1:C1:170.1"])
    assert not stores.seen.claim(keys=["Ev2"]), "the refused claim takes its other keys too"
    assert stores.seen.claim(keys=["Ev3", "T1:C1:170.2"])


def test_a_key_named_twice_in_one_claim_counts_once(stores: Stores) -> None:
    assert stores.seen.claim(keys=["Ev1", "Ev1"])


@pytest.mark.parametrize(("later", "taken"), [(0.0, True), (0.999999, True), (1.0, False), (2.2, False), (-0.5, True)])
def test_a_claim_of_one_second_counts_from_the_moment_it_tells(stores: Stores, later: float, taken: bool) -> None:
    def claim(at: datetime.datetime) -> bool:
        return stores.seen.claim(keys=["T1:press"], at=at, hold=datetime.timedelta(seconds=1))

    pressed = datetime.datetime(2026, 11, 23, 9, 0, 1, 900_000, tzinfo=datetime.UTC)
    assert claim(pressed)
    assert claim(pressed + datetime.timedelta(seconds=later)) is not taken


def test_keys_are_free_again_after_their_time(stores: Stores, clock: Any) -> None:
    stores.seen.claim(keys=["Ev1"])
    clock.now += SEEN_FOR - datetime.timedelta(seconds=1)
    assert not stores.seen.claim(keys=["Ev1", "Ev2"])
    clock.advance(seconds=1)
    assert stores.seen.claim(keys=["Ev1"])
    assert not stores.seen.claim(keys=["Ev1"])


def test_thirty_two_threads_claim_each_event_once(stores: Stores) -> None:
    def claims(_: int) -> list[bool]:
        return [stores.seen.claim(keys=[f"Ev{number}", f"T1:C1:{number}"]) for number in range(10)]

    with ThreadPoolExecutor(32) as pool:
        outcomes = list(pool.map(claims, range(32)))
    assert [sum(column) for column in zip(*outcomes, strict=True)] == [1] * 10


def fill(stores: Stores, person: Person) -> None:
    """One record of each kind for somebody."""
    stores.conversations.save(thread=f"{person.team}:C1:170.1", conversation=TALK)
    stores.questions.record(question=asked(1, person=person))
    stores.feedback.record(feedback=opinion(person))
    stores.assessments.save(record=assessment(0, person))
    stores.preferences.save(person=person, language=Language("id"))
    stores.seen.claim(keys=[f"{person.team}:Ev1"])


def test_pruning_takes_what_is_past_its_time_and_leaves_preferences(stores: Stores, clock: Any) -> None:
    fill(stores, ANA)
    assert stores.housekeeping.prune(now=clock.now) == 0
    assert stores.housekeeping.prune(now=clock.advance(days=2)) == 1, "the seen event"
    stores.conversations.save(thread="T1:C1:170.2", conversation=TALK)
    assert stores.housekeeping.prune(now=clock.advance(days=89)) == 4
    assert stores.conversations.find(thread="T1:C1:170.1") is None
    assert stores.conversations.find(thread="T1:C1:170.2") == TALK
    assert stores.gaps.in_vain(team=None, since=NOON, now=clock.now, limit=9) == ()
    assert stores.feedback.latest() == ()
    assert stores.assessments.history(person=ANA) == ()
    assert stores.preferences.find(person=ANA) == Language("id")


def test_purging_takes_one_workspace_whole_and_no_other(stores: Stores) -> None:
    neighbour = Person(team="T10", user="U1")
    fill(stores, ANA)
    fill(stores, neighbour)
    assert stores.housekeeping.purge_team(team="T1") == 6
    assert stores.conversations.find(thread="T1:C1:170.1") is None
    assert stores.questions.recent(person=ANA) == ()
    assert stores.preferences.find(person=ANA) is None
    assert stores.seen.claim(keys=["T1:Ev1"])
    assert stores.conversations.find(thread="T10:C1:170.1") == TALK
    assert len(stores.questions.recent(person=neighbour)) == 1
    assert not stores.seen.claim(keys=["T10:Ev1"])


def test_purging_an_organisation_takes_its_workspaces(stores: Stores) -> None:
    for team in ("E1.T1", "E1", "E12.T1"):
        fill(stores, Person(team=team, user="U1"))
    assert stores.housekeeping.purge_team(team="E1") == 12
    assert stores.conversations.find(thread="E12.T1:C1:170.1") == TALK


def test_a_wildcard_in_a_team_is_a_plain_character(stores: Stores) -> None:
    fill(stores, Person(team="E1.T1", user="U1"))
    assert stores.housekeeping.purge_team(team="E%") == 0
    assert stores.housekeeping.purge_team(team="E_") == 0


def test_working_stores_are_reachable(stores: Stores) -> None:
    assert stores.housekeeping.reachable()
