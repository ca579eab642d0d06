"""The fit assessment within a conversation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.advisor.fit.check import FitCheck
from bot.advisor.fit.task import FitTask
from bot.domain.conversation import Action, ActionKind, Conversation
from bot.domain.fit import Answers
from bot.domain.language import Language, Segment
from bot.domain.reply import FitPart, Outcome, Reply

EMPTY = Conversation()


@pytest.fixture
def task(check: FitCheck) -> FitTask:
    return FitTask(check)


def part_of(reply: Reply) -> FitPart:
    (part,) = reply.parts
    assert isinstance(part, FitPart)
    return part


def test_it_opens_with_a_question_and_hears_the_answer(task: FitTask) -> None:
    reply, conversation = task.open(Language("en"), EMPTY)
    opening = part_of(reply)
    assert (reply.outcome, opening.assessment, opening.opens) == (Outcome.FIT, None, True)
    assert opening.question == conversation.pending["question"] == "annual_contract_value_usd"
    answered = task.attempt("$120k", Language("en"), conversation)
    assert answered is not None
    reply, conversation = answered
    assessment = part_of(reply).assessment
    assert assessment is not None
    assert (assessment.verdict, assessment.facts) == ("enterprise", {"annual_contract_value_usd": 120_000.0})
    assert conversation.pending["question"] == part_of(reply).question != "annual_contract_value_usd"


def test_unknown_is_not_asked_again(task: FitTask) -> None:
    _, conversation = task.open(Language("en"), EMPTY)
    asked = set()
    while conversation.pending:
        assert conversation.pending["question"] not in asked
        asked.add(conversation.pending["question"])
        heard = task.attempt("don't know", Language("en"), conversation)
        assert heard is not None
        reply, conversation = heard
    assert len(asked) == 12
    assert part_of(reply).question is None


def test_a_longer_message_may_tell_more_than_was_asked(task: FitTask, check: FitCheck) -> None:
    pending = check.pending_of(Answers(), "cycle_months")
    heard = task.attempt("9 months usually, with 8 stakeholders and a tender", Language("en"), replace(EMPTY, pending=pending))
    assert heard is not None
    assessment = part_of(heard[0]).assessment
    assert assessment is not None
    assert assessment.facts == {"cycle_months": 9.0, "decision_makers": 8.0, "buying": "structured"}


@pytest.mark.parametrize("text", ["what is a sales cycle?", "thanks", "tell me about churn", "halo"])
def test_another_subject_is_left_to_others(task: FitTask, check: FitCheck, text: str) -> None:
    pending = check.pending_of(Answers(), "cycle_months")
    assert task.attempt(text, Language("en"), replace(EMPTY, pending=pending)) is None
    assert task.attempt(text, Language("en"), EMPTY) is None


def test_a_number_that_cannot_be_is_asked_for_again(task: FitTask, check: FitCheck) -> None:
    conversation = replace(EMPTY, pending=check.pending_of(Answers(values={"employees": 50.0}), "decision_makers"))
    heard = task.attempt("90000", Language("en"), conversation)
    assert heard is not None
    reply, after = heard
    assert (part_of(reply).trouble, part_of(reply).question) == ("out-of-range", "decision_makers")
    assert after.pending == conversation.pending


@pytest.mark.parametrize("word", ["stop", "batal", "berhenti"])
def test_stop_ends_it_with_what_is_known(task: FitTask, check: FitCheck, word: str) -> None:
    conversation = replace(EMPTY, pending=check.pending_of(Answers(values={"employees": 50.0}), "decision_makers"))
    heard = task.attempt(word, Language("en"), conversation)
    assert heard is not None
    reply, after = heard
    assert (part_of(reply).question, dict(after.pending), reply.segment) == (None, {}, Segment.SMB)


def test_options_are_offered_as_actions_and_numbers_are_not(task: FitTask, check: FitCheck) -> None:
    reply, conversation = task.act(Action(kind=ActionKind.FIT, value="buying"), Language("en"), EMPTY)
    assert [action.value for action in reply.actions] == ["buying=structured", "buying=impulsive", "buying=?"]
    reply, conversation = task.act(reply.actions[0], Language("en"), conversation)
    assessment = part_of(reply).assessment
    assert assessment is not None
    assert assessment.facts == {"buying": "structured"}
    reply, _ = task.act(Action(kind=ActionKind.FIT, value="employees"), Language("en"), conversation)
    assert reply.actions == ()


@pytest.mark.parametrize("value", ["buying=?", "buying=blue"])
def test_an_unknown_option_tells_nothing(task: FitTask, value: str) -> None:
    reply, _ = task.act(Action(kind=ActionKind.FIT, value=value), Language("en"), EMPTY)
    assessment = part_of(reply).assessment
    assert assessment is None or assessment.facts == {}


def test_a_button_of_an_older_model_opens_anew(task: FitTask) -> None:
    reply, _ = task.act(Action(kind=ActionKind.FIT, value="gone=1"), Language("id"), EMPTY)
    assert part_of(reply).opens


def test_a_full_description_is_a_fit_check_nobody_had_to_name(task: FitTask) -> None:
    described = task.attempt("2,000 employees, $120k ACV, 8 stakeholders", Language("en"), EMPTY)
    assert described is not None
    assert part_of(described[0]).assessment is not None
    assert task.attempt("2,000 employees, $120k ACV, 8 stakeholders: normal?", Language("en"), EMPTY) is None


def test_a_text_about_nothing_is_said_to_be_so(task: FitTask) -> None:
    reply, _ = task.assess_text("hello there", Language("en"), EMPTY)
    assessment = part_of(reply).assessment
    assert assessment is not None
    assert assessment.verdict == "unknown"


def test_topics_to_read_on_begin_with_the_gaps(task: FitTask) -> None:
    reply, _ = task.assess_text("banks with 9,000 staff, 9 months; us: bootstrapped digital marketers", Language("en"), EMPTY)
    assert reply.topics[:2] == ("team-readiness", "funding")
    assert len(reply.topics) == 3
