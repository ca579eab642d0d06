"""The brief within a conversation, and as stored data."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.advisor.brief.stored import LONGEST_CODE, deal_from_json, deal_to_json, decode_deal, encode_deal, facts_of
from bot.advisor.brief.task import BriefTask
from bot.advisor.memory import memory_stores
from bot.bootstrap import Answering
from bot.domain.brief import Brief, Deal, Month
from bot.domain.conversation import Action, ActionKind, Conversation, Utterance, View
from bot.domain.fit import Answers, Given
from bot.domain.language import Language
from bot.domain.reply import AnswerPart, BriefPart, Outcome, Reply

EN = Language("en")
FIRST = "brief: 2,000-employee bank, $150k a year, 8 people decide, started in September"


class Talk:
    """A conversation with the task."""

    def __init__(self, task: BriefTask, answering: Answering) -> None:
        self._task = task
        self._answering = answering
        self.conversation = Conversation()

    def say(self, text: str) -> Reply | None:
        step = self._task.claims(self._answering.matcher.weigh(self._answering.reader.read(text)), EN, self.conversation)
        if step is None:
            return None
        reply, self.conversation = step
        return reply

    def brief(self, text: str) -> Brief:
        reply = self.say(text)
        assert reply is not None
        return brief_of(reply)


def brief_of(reply: Reply) -> Brief:
    (part,) = reply.parts
    assert isinstance(part, BriefPart)
    assert part.brief is not None
    return part.brief


@pytest.fixture
def talk(task: BriefTask, answering: Answering) -> Talk:
    return Talk(task, answering)


def test_what_is_supposed_in_the_thread_changes_the_brief(talk: Talk) -> None:
    assert facts_of(talk.brief(FIRST).deal) == {
        "employees": 2000,
        "annual_contract_value_usd": 150_000,
        "decision_makers": 8,
        "started": "September",
    }
    changed = talk.brief("and if it is 20 people?")
    assert facts_of(changed.deal)["employees"] == 20
    assert changed.deal.started == Month(2026, 9)
    assert talk.brief("what if they want it on premises?").deal.answers.values["confidential_data"] is True
    assert talk.brief("we're in the technical round now").next_stage == "procurement"


def test_the_month_asked_for_is_heard(talk: Talk) -> None:
    assert "started" in talk.brief("brief: 2,000-employee bank").missing
    assert talk.brief("September").deal.started == Month(2026, 9)


@pytest.mark.parametrize(
    "text",
    ["how do I sell to a bank with 5,000 people", "what is churn?", "churn: 5 of 120 customers", "thanks", "lunch at noon"],
)
def test_questions_sums_and_chatter_are_left_to_others(talk: Talk, text: str) -> None:
    talk.brief(FIRST)
    assert talk.say(text) is None


def test_without_a_brief_in_the_thread_nothing_is_added_to(talk: Talk) -> None:
    assert talk.say("and if it is 20 people?") is None


def test_a_new_brief_begins_anew(talk: Talk) -> None:
    talk.brief(FIRST)
    assert facts_of(talk.brief("brief: a cafe with 6 staff").deal) == {"employees": 6}


def test_the_bare_word_tells_what_a_brief_is_made_from(talk: Talk) -> None:
    reply = talk.say("brief")
    assert reply is not None
    assert (reply.outcome, reply.parts, reply.topics) == (Outcome.BRIEF, (BriefPart(),), ())


def test_a_button_carries_the_deal(task: BriefTask, talk: Talk) -> None:
    reply = talk.say(FIRST)
    assert reply is not None
    (part,) = reply.parts
    assert isinstance(part, BriefPart)
    pressed, _ = task.press(Action(kind=ActionKind.BRIEF, value=part.code), EN, Conversation())
    assert brief_of(pressed).deal == brief_of(reply).deal
    damaged, _ = task.press(Action(kind=ActionKind.BRIEF, value="{"), EN, Conversation())
    assert damaged.parts == (BriefPart(),)


DEAL = Deal(
    answers=Answers(
        values={"employees": (20.0, 40.0), "annual_contract_value_usd": 110_200.0},
        given={"annual_contract_value_usd": Given(words="Rp2 miliar", currency="idr")},
        signs=("board",),
    ),
    stage="demo",
    started=Month(2026, 9),
    hints=("referral",),
)


def test_a_deal_comes_back_from_storage_as_it_was() -> None:
    assert deal_from_json(deal_to_json(DEAL)) == DEAL
    assert decode_deal(encode_deal(DEAL)) == DEAL


@pytest.mark.parametrize("data", [{}, {"started": [2026, 13]}, {"started": "May"}, {"hints": 3, "stage": 4, "answers": []}])
def test_damaged_data_is_left_out(data: dict[str, object]) -> None:
    assert deal_from_json(data) == Deal()


def test_a_button_s_text_stays_short_whatever_words_were_given() -> None:
    long = Deal(answers=Answers(values={"employees": 20.0}, given={"employees": Given(words="x" * 3000)}))
    assert len(encode_deal(long)) <= LONGEST_CODE
    decoded = decode_deal(encode_deal(long))
    assert decoded is not None
    assert decoded.answers.values == {"employees": 20.0}


@pytest.mark.parametrize(
    ("deal", "asked", "play", "view"),
    [
        (FIRST, "and as an e-mail?", "discovery-call", View.MESSAGE),
        ("brief: dental clinic, 12 people, went quiet", "what do I write to them?", "silent-prospect", View.MESSAGE),
        ("brief: bank with 3,000 staff, we had the demo", "what do I say to them?", "first-demo", View.SAY),
    ],
)
def test_below_a_brief_one_goes_on_with_the_play_whose_questions_it_puts(
    answering: Answering, deal: str, asked: str, play: str, view: View
) -> None:
    advisor = answering.over(memory_stores()).advisor
    advisor.respond(Utterance(text=deal, thread="t"))
    (part,) = advisor.respond(Utterance(text=asked, thread="t")).parts
    assert isinstance(part, AnswerPart)
    assert (part.topic, part.view) == (play, view)


@pytest.mark.parametrize(("text", "row"), [
    ("whos going to decide", "buying-process"), ("what goes wrong", "pitfalls"), ("tgl berapa ttd nya", "sales-cycle"), ("yang bikin gagal apa", "pitfalls"),
    ("siapin apa", "content-preferences"),
])  # fmt: skip
def test_its_lines_answer_questions_in_sellers_words(say: Callable[[str], Reply], text: str, row: str) -> None:
    say(FIRST)
    (part,) = say(text).parts
    assert isinstance(part, BriefPart) and part.row == row


def test_another_company_instead_takes_the_place_of_the_first(talk: Talk) -> None:
    first = talk.brief(FIRST)
    other = talk.brief("what if its a 15 person broker instead")
    assert (first.segment, other.segment) == ("enterprise", "smb")
    assert set(other.deal.answers.known.values()) == {15}
    assert other.deal.started == first.deal.started
