"""Slack limits, fails or hangs: the answer still comes, late if it must, and it does not come twice where that can be known."""

from __future__ import annotations

import logging
import threading
from typing import Any

import pytest

from bot.domain import turnstile
from bot.listeners import application, directory
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import Hand, SlackBot
from tests.scenarios.fake_slack import PATIENCE, FakeSlack, Trouble
from tests.scenarios.payloads import CHANNEL, command, direct, mention

CYCLE = "how long is an enterprise sales cycle?"
FAILURES = [
    pytest.param(Trouble(500, body="oops", counts=True), id="a server error"),
    pytest.param(Trouble(503, body="<html>maintenance</html>", counts=True), id="a page"),
    pytest.param(Trouble(200, body="<html>log in</html>", counts=True), id="a page that says all is well"),
    pytest.param(Trouble(error="fatal_error", counts=True), id="an error of Slack's own"),
    pytest.param(Trouble(200, body="", counts=True), id="nothing"),
]


@pytest.fixture
def hand() -> Hand:
    return Hand()


def let_pass(bot: SlackBot, hand: Hand, seconds: float) -> None:
    """Let time go by in small steps, each after all that could be done was done."""
    for _ in range(int(seconds)):
        bot.rest()
        if bot.parts.queue.wait_until_idle(0):
            return
        bot.pass_time(hand, 1)


def test_forty_mentions_in_a_channel_that_takes_one_message_a_second_are_forty_answers(
    start: Starter, hand: Hand, slack: FakeSlack
) -> None:
    slack.slow.add(CHANNEL)
    slack.now = hand.now
    bot = start(hand=hand)
    asked = [mention(CYCLE, user=f"U{number}") for number in range(40)]
    for one in asked:
        assert bot.send(one)[0] == 200
    let_pass(bot, hand, 600)
    bot.finish()
    assert sorted(post["thread_ts"] for post in slack.shown) == [one["event"]["ts"] for one in asked]
    assert hand.seconds < 120
    assert bot.parts.delivery.possibly_doubled == 0


def test_a_channel_that_is_limited_does_not_hold_up_another(start: Starter, hand: Hand, slack: FakeSlack) -> None:
    bot = start(hand=hand)
    slack.trouble("chat.postMessage", Trouble(429, "ratelimited", "30"))
    bot.send(mention(CYCLE))
    bot.rest()
    bot.send(mention(CYCLE))
    bot.send(mention(CYCLE, channel="C2"))
    bot.rest()
    assert [post["channel"] for post in slack.shown] == ["C2"]
    let_pass(bot, hand, 60)
    bot.finish()
    assert [post["channel"] for post in slack.shown] == ["C2", CHANNEL, CHANNEL]


def test_questions_in_a_limited_thread_are_answered_in_their_order(start: Starter, hand: Hand, slack: FakeSlack) -> None:
    bot = start(hand=hand)
    slack.trouble("chat.postMessage", Trouble(429, "ratelimited", "5"))
    root = "1600000000.000001"
    for number, text in enumerate((CYCLE, "and for smbs?", "source?")):
        bot.send(mention(text, user=f"U{number}", thread_ts=root))
    let_pass(bot, hand, 60)
    bot.finish()
    texts = [post["text"] for post in slack.shown]
    assert len(texts) == 3
    assert "enterprise" in texts[0]
    assert "SMB" in texts[1]
    assert "by UnboundB2B" in texts[2]


def test_a_limit_on_every_method_is_waited_out(start: Starter, hand: Hand, slack: FakeSlack) -> None:
    bot = start(hand=hand)
    for method in ("chat.postMessage", "users.info", "conversations.replies", "reply"):
        slack.trouble(method, *[Trouble(429, "ratelimited", "30")] * 2)
    bot.send(direct("churn rate"))
    bot.send(command("/advisor", CYCLE, bot.reply_url, user_id="U2"))
    let_pass(bot, hand, 300)
    bot.finish()
    assert len(slack.shown) == 1
    assert len(slack.replies) == 3


@pytest.mark.parametrize("trouble", FAILURES)
def test_ten_posts_of_unknown_fate_appear_once_each_where_the_bot_may_look(
    start: Starter, hand: Hand, slack: FakeSlack, trouble: Trouble
) -> None:
    bot = start(hand=hand)
    slack.trouble("chat.postMessage", *[trouble] * 10)
    for number in range(10):
        bot.send(direct(CYCLE, user=f"U{number}", channel=f"D{number}"))
    let_pass(bot, hand, 60)
    bot.finish()
    assert sorted(post["channel"] for post in slack.shown) == [f"D{number}" for number in range(10)]
    assert bot.parts.delivery.possibly_doubled == 0


def test_what_did_not_come_through_is_posted_after_all(start: Starter, hand: Hand, slack: FakeSlack) -> None:
    bot = start(hand=hand)
    slack.trouble("chat.postMessage", Trouble(500, body="oops"), Trouble(500, body="oops"))
    bot.send(direct(CYCLE))
    let_pass(bot, hand, 60)
    bot.finish()
    assert len(slack.shown) == 1
    assert len(slack.posts) == 3


@pytest.mark.parametrize("times", [1, 2, 4])
def test_where_it_may_not_look_it_repeats_and_counts_it_once(start: Starter, hand: Hand, slack: FakeSlack, times: int) -> None:
    bot = start(hand=hand)
    slack.trouble("chat.postMessage", *[Trouble(500, body="oops")] * times)
    bot.send(mention(CYCLE))
    let_pass(bot, hand, 300)
    bot.finish()
    assert len(slack.shown) == 1
    assert bot.parts.delivery.possibly_doubled == 1


def test_where_history_scopes_were_granted_it_looks_in_channels_too(start: Starter, hand: Hand, slack: FakeSlack) -> None:
    slack.readable = "DC"
    bot = start(hand=hand)
    slack.trouble("chat.postMessage", Trouble(500, body="oops", counts=True))
    bot.send(mention(CYCLE))
    let_pass(bot, hand, 60)
    bot.finish()
    assert len(slack.shown) == 1
    assert bot.parts.delivery.possibly_doubled == 0


@pytest.mark.parametrize(
    ("method", "text"),
    [
        pytest.param("users.info", "churn rate", id="who looks up a language"),
        pytest.param("chat.postMessage", CYCLE, id="who posts"),
    ],
)
def test_who_waits_for_a_slow_slack_holds_nobody_up(
    start: Starter, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, method: str, text: str
) -> None:
    for module, limit in ((turnstile, "PATIENCE"), (directory, "PATIENCE"), (application, "TIMEOUT")):
        monkeypatch.setattr(module, limit, PATIENCE)
    bot, hold = start(), threading.Event()
    slack.trouble(method, *[Trouble(hold=hold)] * 3)
    for number in range(3):
        bot.send(mention(text, user=f"U{number}", channel=f"C{number}"))
    slack.wait(method, 3)
    for number in range(10):
        bot.send(mention(CYCLE, user=f"V{number}", channel="C9"))
    try:
        slack.wait_for_posts("C9", 10)
    finally:
        hold.set()
    bot.finish()
    assert len(slack.shown) == 13


@pytest.mark.parametrize(("hung", "expected"), [(1, 1), (9, 0)])
def test_a_call_that_hangs_is_repeated_once_where_nobody_may_look(
    start: Starter, hand: Hand, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, hung: int, expected: int
) -> None:
    monkeypatch.setattr(application, "TIMEOUT", 0.3)
    bot = start(hand=hand)
    hold = threading.Event()
    slack.trouble("chat.postMessage", *[Trouble(503, body="", hold=hold)] * hung)
    bot.send(mention(CYCLE))
    let_pass(bot, hand, 100)
    hold.set()
    bot.finish()
    assert len(slack.shown) == expected
    assert len(slack.posts) == 2


def test_a_private_answer_that_fails_comes_late(start: Starter, hand: Hand, slack: FakeSlack) -> None:
    bot = start(hand=hand)
    slack.trouble("reply", Trouble(500, body="oops"), Trouble(429, body="wait", retry_after="20"))
    bot.send(command("/advisor", CYCLE, bot.reply_url))
    let_pass(bot, hand, 60)
    bot.finish()
    assert len(slack.replies) == 3


@pytest.mark.parametrize("code", ["channel_not_found", "token_revoked", "account_inactive"])
def test_what_can_never_come_is_counted_and_a_warning_once(
    start: Starter, hand: Hand, slack: FakeSlack, caplog: pytest.LogCaptureFixture, code: str
) -> None:
    bot = start(hand=hand)
    slack.trouble("chat.postMessage", *[Trouble(error=code)] * 3)
    for number in range(3):
        bot.send(mention(CYCLE, user=f"U{number}"))
    bot.finish_work()
    assert len([record for record in caplog.records if record.levelno >= logging.WARNING]) == 1
    assert code in caplog.text
    assert bot.parts.delivery.snapshot()["undeliverable"] == {code: 3}
    report = bot.request("GET", "/readyz")[1]
    assert f"answers that came 3 never ({code})" in report
    assert report.startswith("not ready") == (code != "channel_not_found")
    bot.send(mention(CYCLE))
    bot.finish()
    assert len(slack.shown) == 1
    assert bot.request("GET", "/readyz")[1].startswith("ready")


def test_every_post_carries_a_mark_that_tells_nothing(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(mention(CYCLE))
    bot.send(mention(CYCLE))
    bot.finish()
    marks: list[Any] = [post["metadata"]["event_payload"]["answer"] for post in slack.posts]
    assert len(set(marks)) == 2
    assert CHANNEL not in str(marks)
