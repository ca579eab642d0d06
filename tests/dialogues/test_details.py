"""Questions about what stands on screen: one line that tells it, or that nothing does; never the same block again."""

from __future__ import annotations

import pytest

from bot.bootstrap import Answering
from bot.domain.aside import Aside
from bot.domain.conversation import View
from bot.domain.reply import AnswerPart, Reply
from tests.conftest import Say


def part(reply: Reply) -> AnswerPart:
    """The one answer of a reply."""
    (one,) = reply.parts
    assert isinstance(one, AnswerPart), reply
    return one


@pytest.mark.parametrize(
    ("before", "text", "told"),
    [
        ("how do i do a first call with a bank", "how do i finish the call", "Before you hang up"),
        ("how do i run a trial with a bakery", "when do i ask for the order", "about to end"),
        ("how do i follow up with a bank that went quiet", "when do i give up", "still get a “no”"),
        ("proses procurement di bank", "diskusi teknis ngebahas apaan", "Diskusi teknis"),
    ],
)
def test_a_question_that_one_step_tells_is_answered_by_that_step(
    say: Say, answering: Answering, before: str, text: str, told: str
) -> None:
    subject = say(before).topics[0]
    reply = say(text)
    assert (reply.topics[0], part(reply).line is not None) == (subject, True)
    assert told in answering.renderer.document(reply).plain()


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("legal sent me a 40 page security questionnaire", "what do i do with it"),
        ("how do i write a proposal for a bank", "how many pages"),
        ("proposal buat bank", "panjangnya berapa halaman"),
    ],
)
def test_what_no_line_tells_is_said_in_one_line_with_what_there_is(
    say: Say, answering: Answering, before: str, text: str
) -> None:
    shown = say(before)
    reply = say(text)
    assert (reply.topics[0], part(reply).aside) == (shown.topics[0], Aside.NOTHING)
    (line,) = answering.renderer.document(reply).blocks
    assert "I do have" in line.text or "Yang ada" in line.text
    assert {View.ASK, View.SAY} <= {action.view for action in reply.actions}


def test_the_thread_goes_on_below_it_and_its_lines_can_still_be_counted(say: Say) -> None:
    play = say("how do i write a proposal for a bank").topics[0]
    say("how many pages")
    assert (part(say("the second one")).topic, part(say("the second one")).line) == (play, 2)


@pytest.mark.parametrize("text", ["why?", "kenapa?"])
def test_where_no_reason_is_given_the_claims_are_named_that_the_answer_stands_on(
    say: Say, answering: Answering, text: str
) -> None:
    say("which process to choose")
    words = answering.renderer.document(say(text)).plain()
    assert "stands on this" in words or "berpijak pada ini" in words
