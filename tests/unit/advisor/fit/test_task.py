"""The fit assessment within a conversation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.advisor.fit.check import FitCheck
from bot.advisor.fit.task import FitTask
from bot.domain.conversation import Action, ActionKind, Conversation
from bot.domain.fit import Answers, OpenFit
from bot.domain.language import Language, Segment
from bot.domain.reply import FitPart, Outcome, Reply

EMPTY = Conversation()


@pytest.fixture
def task(check: FitCheck) -> FitTask:
    return FitTask(check, {})


def question_of(conversation: Conversation) -> str | None:
    return conversation.open_fit.question if conversation.open_fit else None


def part_of(reply: Reply) -> FitPart:
    (part,) = reply.parts
    assert isinstance(part, FitPart)
    return part


def test_it_opens_with_a_question_and_hears_the_answer(task: FitTask, check: FitCheck) -> None:
    reply, conversation = task.open(Language("en"), EMPTY)
    opening = part_of(reply)
    assert (reply.outcome, opening.assessment, opening.opens) == (Outcome.FIT, None, True)
    assert opening.question == question_of(conversation) == "annual_contract_value_usd"
    answered = task.attempt(check.message("$120k"), Language("en"), conversation)
    assert answered is not None
    reply, conversation = answered
    assessment = part_of(reply).assessment
    assert assessment is not None
    assert (assessment.verdict, assessment.facts) == ("enterprise", {"annual_contract_value_usd": 120_000.0})
    assert question_of(conversation) == part_of(reply).question != "annual_contract_value_usd"


def test_unknown_is_not_asked_again(task: FitTask, check: FitCheck) -> None:
    _, conversation = task.open(Language("en"), EMPTY)
    asked = set()
    while conversation.is_waiting:
        assert question_of(conversation) not in asked
        asked.add(question_of(conversation))
        heard = task.attempt(check.message("don't know"), Language("en"), conversation)
        assert heard is not None
        reply, conversation = heard
    assert len(asked) == 12
    assert part_of(reply).question is None


def test_a_longer_message_may_tell_more_than_was_asked(task: FitTask, check: FitCheck) -> None:
    pending = OpenFit(question="cycle_months")
    heard = task.attempt(
        check.message("9 months usually, with 8 stakeholders and a tender"), Language("en"), replace(EMPTY, pending=pending)
    )
    assert heard is not None
    assessment = part_of(heard[0]).assessment
    assert assessment is not None
    assert assessment.facts == {"cycle_months": 9.0, "decision_makers": 8.0, "buying": "structured"}


@pytest.mark.parametrize("text", ["what is a sales cycle?", "thanks", "tell me about churn", "halo"])
def test_another_subject_is_left_to_others(task: FitTask, check: FitCheck, text: str) -> None:
    pending = OpenFit(question="cycle_months")
    assert task.attempt(check.message(text), Language("en"), replace(EMPTY, pending=pending)) is None
    assert task.attempt(check.message(text), Language("en"), EMPTY) is None


def test_a_number_that_cannot_be_is_asked_for_again(task: FitTask, check: FitCheck) -> None:
    conversation = replace(EMPTY, pending=OpenFit(answers=Answers(values={"employees": 50.0}), question="decision_makers"))
    heard = task.attempt(check.message("90000"), Language("en"), conversation)
    assert heard is not None
    reply, after = heard
    assert (part_of(reply).trouble, part_of(reply).question) == ("out-of-range", "decision_makers")
    assert after.pending == conversation.pending


@pytest.mark.parametrize("word", ["stop", "batal", "berhenti"])
def test_stop_ends_it_with_what_is_known(task: FitTask, check: FitCheck, word: str) -> None:
    conversation = replace(EMPTY, pending=OpenFit(answers=Answers(values={"employees": 50.0}), question="decision_makers"))
    heard = task.attempt(check.message(word), Language("en"), conversation)
    assert heard is not None
    reply, after = heard
    assert (part_of(reply).question, after.open_fit, reply.segment) == (None, None, Segment.SMB)


def test_options_are_offered_as_actions_and_numbers_are_not(task: FitTask, check: FitCheck) -> None:
    reply, conversation = task.press(Action(kind=ActionKind.FIT, value="buying"), Language("en"), EMPTY)
    assert [action.value for action in reply.actions] == ["buying=structured", "buying=impulsive", "buying=?"]
    reply, conversation = task.press(reply.actions[0], Language("en"), conversation)
    assessment = part_of(reply).assessment
    assert assessment is not None
    assert assessment.facts == {"buying": "structured"}
    reply, _ = task.press(Action(kind=ActionKind.FIT, value="employees"), Language("en"), conversation)
    assert reply.actions == ()


@pytest.mark.parametrize("value", ["buying=?", "buying=blue"])
def test_an_unknown_option_tells_nothing(task: FitTask, value: str) -> None:
    reply, _ = task.press(Action(kind=ActionKind.FIT, value=value), Language("en"), EMPTY)
    assessment = part_of(reply).assessment
    assert assessment is None or assessment.facts == {}


def test_a_button_of_an_older_model_opens_anew(task: FitTask) -> None:
    reply, _ = task.press(Action(kind=ActionKind.FIT, value="gone=1"), Language("id"), EMPTY)
    assert part_of(reply).opens


def test_a_full_description_is_a_fit_check_nobody_had_to_name(task: FitTask, check: FitCheck) -> None:
    described = task.attempt(check.message("2,000 employees, $120k ACV, 8 stakeholders"), Language("en"), EMPTY)
    assert described is not None
    assert part_of(described[0]).assessment is not None
    assert task.attempt(check.message("2,000 employees, $120k ACV, 8 stakeholders: normal?"), Language("en"), EMPTY) is None


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("How do I get procurement on board earlier", True),
        ("I wonder, how should I follow up", True),
        ("Mulai dari mana ya", True),
        ("Jawabnya gimana", True),
        ("They are the ones who sign", False),
        ("Whoever comes asks for a demo, which we give", False),
    ],
)
def test_a_story_that_ends_in_a_question_without_a_mark_is_no_fit_check(check: FitCheck, question: str, asks: bool) -> None:
    message = check.message(f"Deals with banks of 2,000 employees are worth $120k a year and take 11 months. {question}")
    assert check.speaks_of_fit(message) is not asks


@pytest.mark.parametrize("text", ["hello there", "banana"])
def test_words_that_tell_nothing_get_help_and_no_verdict(task: FitTask, check: FitCheck, text: str) -> None:
    begun = task.takes(check.message(text), Language("en"), EMPTY)
    assert begun is not None
    part = part_of(begun[0])
    assert (part.assessment, part.helps, part.question) == (None, True, "annual_contract_value_usd")


@pytest.mark.parametrize("text", ["how long is a sales cycle?", "berapa lama siklus penjualan?"])
def test_a_question_is_left_to_be_answered(task: FitTask, check: FitCheck, text: str) -> None:
    assert task.takes(check.message(text), Language("en"), EMPTY) is None


def told(task: FitTask, check: FitCheck, *texts: str) -> tuple[Reply, Conversation]:
    """What `/fit` said with one text after the other comes to."""
    conversation, reply = EMPTY, None
    for text in texts:
        begun = task.takes(check.message(text), Language("en"), conversation)
        assert begun is not None
        reply, conversation = begun
    assert reply is not None
    return reply, conversation


def facts_of(reply: Reply) -> dict[str, object]:
    assessment = part_of(reply).assessment
    return dict(assessment.facts) if assessment is not None else {}


def test_a_short_text_adds_to_what_was_said_before(task: FitTask, check: FitCheck) -> None:
    reply, _ = told(task, check, "we sell to firms with 30 employees", "$99 a month")
    assert facts_of(reply) == {"employees": 30.0, "annual_contract_value_usd": 1188.0}


def test_a_whole_description_begins_anew(task: FitTask, check: FitCheck) -> None:
    reply, _ = told(task, check, "shops, no tender, $20 a month", "banks with 9,000 staff, 9 stakeholders, 12 months to close")
    assert facts_of(reply) == {"employees": 9000.0, "decision_makers": 9.0, "cycle_months": 12.0}


def test_what_is_said_again_replaces_what_was_said_before(task: FitTask, check: FitCheck) -> None:
    _, conversation = task.open(Language("en"), EMPTY)
    for text, value in (("about $50k", 50_000.0), ("actually it is $5k", 5_000.0)):
        heard = task.attempt(check.message(text), Language("en"), conversation)
        assert heard is not None
        reply, conversation = heard
        assert facts_of(reply) == {"annual_contract_value_usd": value}


@pytest.mark.parametrize("word", ["one step back", "go back", "kembali", "satu langkah mundur"])
def test_a_step_back_puts_the_last_question_again(task: FitTask, check: FitCheck, word: str) -> None:
    _, conversation = task.open(Language("en"), EMPTY)
    asked = question_of(conversation)
    heard = task.attempt(check.message("$120k"), Language("en"), conversation)
    assert heard is not None
    back = task.attempt(check.message(word), Language("en"), heard[1])
    assert back is not None
    assert (question_of(back[1]), facts_of(back[0])) == (asked, {})
    again = task.attempt(check.message(word), Language("en"), back[1])
    assert again is not None
    assert question_of(again[1]) == asked


def test_a_check_that_is_done_can_still_be_changed(task: FitTask, check: FitCheck) -> None:
    done = OpenFit(answers=Answers(values={"employees": 50.0, "cycle_months": 2.0}))
    heard = task.attempt(check.message("sorry, they have 5,000 employees"), Language("en"), replace(EMPTY, pending=done))
    assert heard is not None
    assert facts_of(heard[0]) == {"employees": 5000.0, "cycle_months": 2.0}


def test_topics_to_read_on_begin_with_the_gaps(task: FitTask, check: FitCheck) -> None:
    reply, _ = task.takes(
        check.message("banks with 9,000 staff, 9 months; us: bootstrapped digital marketers"), Language("en"), EMPTY
    )
    assert reply.topics[:2] == ("team-readiness", "funding")
    assert len(reply.topics) == 3


@pytest.mark.parametrize(
    "text",
    [
        "what if they had 5,000 employees?",
        "and if they have 5,000 staff?",
        "kalau karyawannya 5.000?",
        "gimana kalau 5.000 karyawan?",
    ],
)
def test_what_is_supposed_changes_a_check_although_it_asks(task: FitTask, check: FitCheck, text: str) -> None:
    done = OpenFit(answers=Answers(values={"employees": 50.0, "cycle_months": 2.0}))
    heard = task.attempt(check.message(text), Language("en"), replace(EMPTY, pending=done))
    assert heard is not None
    assert facts_of(heard[0]) == {"employees": 5000.0, "cycle_months": 2.0}


def test_a_question_that_supposes_nothing_changes_no_check(task: FitTask, check: FitCheck) -> None:
    done = OpenFit(answers=Answers(values={"employees": 50.0}))
    assert task.attempt(check.message("how do I sell to 5,000 employees?"), Language("en"), replace(EMPTY, pending=done)) is None


def test_whoever_stops_is_asked_no_more_and_told_the_verdict_alone(task: FitTask, check: FitCheck) -> None:
    _, conversation = told(task, check, "banks with 9,000 staff, 9 stakeholders")
    heard = task.attempt(check.message("stop"), Language("en"), conversation)
    assert heard is not None
    assert (part_of(heard[0]).ended, heard[1].open_fit) == (True, None)
