"""Questions asked in vain become groups with their numbers, and decisions about them hold as long as they should."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from bot.advisor.gap_queue import SEVERAL, GapQueue, find_gap
from bot.advisor.memory import memory_stores
from bot.advisor.ports import Stores
from bot.bootstrap import Answering, build_gap_queue
from bot.domain.gaps import Gap, GapState, Vain
from bot.domain.language import Language
from bot.domain.records import AskedQuestion, Person
from bot.domain.reply import Outcome

NOW = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)
BONUS = (
    "when is the SDR bonus paid?",
    "kapan bonus SDR dibayar?",
    "bonus payout date for sdr",
    "sdr bonsu when",
)


class Log:
    """A queue over stores that a test fills."""

    def __init__(self, answering: Answering) -> None:
        self.now = NOW
        self.stores: Stores = memory_stores(clock=lambda: self.now)
        self.queue: GapQueue = build_gap_queue(answering, self.stores.gaps, lambda: self.now)
        self._count = 0

    def ask(self, *texts: str, days: float = 0, user: str = "U1", **changes: Any) -> None:
        """Ask some days ago."""
        for text in texts:
            self._count += 1
            question = {
                "id": f"q{self._count}",
                "person": Person(team=changes.pop("team", "T1"), user=user),
                "text": text,
                "language": Language("en"),
                "outcome": Outcome.UNKNOWN,
                "asked_at": self.now - datetime.timedelta(days=days),
                **changes,
            }
            self.stores.questions.record(question=AskedQuestion(**question))

    def texts(self, **how: Any) -> list[str]:
        return [gap.text for gap in self.queue.groups(**how)]

    def only(self) -> Gap:
        (gap,) = self.queue.groups()
        return gap


@pytest.fixture
def log(answering: Answering) -> Log:
    """An empty log."""
    return Log(answering)


@pytest.mark.parametrize(
    "like",
    [
        BONUS,
        (
            "what do we say against Acme?",
            "how do we compete with Acme",
            "acme vs us?",
            "why are we better than acem",
            "acme tips",
        ),
        ("do you sell to ministries", "Do you sell to MINISTRIES?!", "can we sell to a ministry"),
        ("where is the contract template", "kontrak template ada di mana", "template for the contract"),
        ("what is our refund policy", "refund policy for annual plans", "can a customer get a refund"),
        ("berapa diskon yg boleh saya kasih ke bank?", "diskon maksimal berapa"),
        ("hm", "HM!!", " hm "),
        ("🤷", "🤷"),
    ],
)
def test_like_questions_are_one_group(log: Log, like: tuple[str, ...]) -> None:
    log.ask(*like)
    assert log.only().times == len(like)


@pytest.mark.parametrize(
    "unlike",
    [
        ("refund policy for annual plans", "travel policy for interns"),
        ("when is the SDR bonus paid?", "is there a bonus for hiring a friend"),
        ("who won the game last night", "tell me a joke"),
        ("do we support SSO", "do we support invoices on paper"),
        ("???", "hm"),
    ],
)
def test_unlike_questions_are_groups_of_their_own(log: Log, unlike: tuple[str, ...]) -> None:
    log.ask(*unlike)
    assert len(log.queue.groups()) == len(unlike)


def test_the_same_words_count_once_and_the_newest_wording_is_shown(log: Log) -> None:
    log.ask("do you sell to ministries", days=3)
    log.ask("Do you sell to MINISTRIES?!", days=1, user="U2")
    log.ask("what is the wifi password", days=2)
    ministries, wifi = log.queue.groups()
    assert (ministries.text, ministries.times, ministries.people) == ("Do you sell to MINISTRIES?!", 2, 2)
    assert ministries.first_asked_at == NOW - datetime.timedelta(days=3)
    assert ministries.last_asked_at == NOW - datetime.timedelta(days=1)
    assert (wifi.times, wifi.people) == (1, 1)


def test_the_wording_shown_is_one_that_is_spelt_well(log: Log) -> None:
    log.ask(*BONUS)
    assert log.only().text in BONUS[:3]


def test_the_trend_is_this_week_and_the_week_before(log: Log) -> None:
    for days in (0, 6.9, 7, 7.1, 13.9, 14.1, 20):
        log.ask(BONUS[0], days=days)
    gap = log.only()
    assert (gap.this_week, gap.last_week, gap.times) == (3, 2, 7)


def test_the_most_asked_come_first_then_those_asked_last(log: Log) -> None:
    log.ask("what is the wifi password", days=1)
    log.ask("where is the parking garage", days=2)
    log.ask(BONUS[0], BONUS[0], days=3)
    assert log.texts() == [BONUS[0], "what is the wifi password", "where is the parking garage"]


def test_a_group_is_of_one_workspace_or_of_all(log: Log) -> None:
    log.ask(BONUS[0])
    log.ask(BONUS[1], team="T2")
    assert log.texts(team="T1") == [BONUS[0]]
    assert log.only().times == 2


def test_the_nearest_topic_is_what_most_came_near_to_and_one_that_there_is(log: Log) -> None:
    log.ask(BONUS[0], topics=("hiring",))
    log.ask(BONUS[0], BONUS[1], topics=("objections", "hiring"))
    log.ask(BONUS[0], BONUS[1], BONUS[2], topics=("gone",))
    assert log.only().nearest == "objections"


def test_why_questions_were_in_vain_is_counted(log: Log) -> None:
    log.ask(BONUS[0], BONUS[1])
    log.ask(BONUS[2], outcome=Outcome.CHOICES, days=1)
    assert log.only().reasons == {Vain.UNANSWERED: 2, Vain.ABANDONED: 1}


def test_a_question_about_somebody_elses_message_counts_but_as_nobody(log: Log) -> None:
    log.ask(BONUS[0], BONUS[1], user="")
    assert (log.only().times, log.only().people, log.only().shared) == (2, 0, None)


def test_words_are_shared_that_several_people_used(log: Log) -> None:
    for number in range(SEVERAL):
        log.ask(f"when is the SDR bonus paid for {('Frobnitz', 'Xylograph', 'Quxcorp')[number]}?", user=f"U{number}")
    assert log.only().shared == "sdr · bonus · paid"
    log.ask(BONUS[0])
    assert log.only().shared == BONUS[0]


def test_a_number_is_shared_only_where_several_people_wrote_it(log: Log) -> None:
    for number in range(SEVERAL):
        log.ask(f"is the SDR bonus {number + 7} percent", user=f"U{number}")
    shared = log.only().shared
    assert shared
    assert not any(sign.isdigit() for sign in shared)


def test_an_id_leads_to_its_group_also_when_the_first_question_is_gone(log: Log) -> None:
    log.ask(BONUS[0], days=29)
    log.ask(BONUS[1], days=1)
    before = log.only()
    log.now += datetime.timedelta(days=5)
    after = log.only()
    assert after.id != before.id
    assert find_gap([after], after.id) == after
    assert find_gap(log.queue.groups(days=90), after.id) is not None
    assert find_gap([after], "nonsense") is None


def decided(log: Log, state: GapState) -> Gap:
    """Decide about the only group; returns it as it is then."""
    assert log.queue.mark(log.only(), state, by="U9")
    log.now += datetime.timedelta(hours=1)
    return log.only()


@pytest.mark.parametrize("state", [GapState.DRAFTING, GapState.TAUGHT, GapState.DISMISSED])
def test_a_decision_is_told_with_who_and_when(log: Log, state: GapState) -> None:
    log.ask(*BONUS)
    gap = decided(log, state)
    assert gap.state is state
    assert gap.is_open is (state is GapState.DRAFTING)
    assert gap.mark
    assert (gap.mark.by, gap.mark.at) == ("U9", NOW)
    assert decided(log, GapState.NEW).state is GapState.NEW


@pytest.mark.parametrize(
    ("state", "after"),
    [(GapState.DRAFTING, GapState.DRAFTING), (GapState.DISMISSED, GapState.DISMISSED), (GapState.TAUGHT, GapState.NEW)],
)
def test_what_is_asked_in_vain_after_a_decision(log: Log, state: GapState, after: GapState) -> None:
    log.ask(*BONUS[:2])
    assert decided(log, state).state is state
    log.ask(*BONUS * 5)
    assert log.only().state is after


def test_a_decision_about_the_smaller_part_of_a_group_does_not_hold_for_the_whole(log: Log) -> None:
    log.ask(*BONUS[:3])
    gap = log.only()
    one = gap.asked[0]
    log.queue.mark(
        Gap(id="x", text="x", words=(), wordings={}, asked=(one,), people=1, this_week=1, last_week=0),
        GapState.DISMISSED,
        by="U9",
    )
    assert log.only().state is GapState.NEW
