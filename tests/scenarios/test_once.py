"""Every message is answered once, however often and to whomever it is delivered."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.domain.conversation import Action, ActionKind
from bot.rendering.action_codes import encode
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import BOT_USER, FakeSlack
from tests.scenarios.payloads import CHANNEL, direct, mention, message, press, shortcut

CYCLE = "how long is an enterprise sales cycle?"


def test_four_deliveries_are_one_answer(bot: SlackBot, slack: FakeSlack) -> None:
    asked = direct(CYCLE)
    assert [bot.send(asked)[0] for _ in range(4)] == [200] * 4
    bot.finish()
    assert len(slack.posts) == 1


@pytest.mark.parametrize("order", list(itertools.permutations([0, 1])))
def test_a_mention_and_its_twin_message_are_one_answer_in_either_order(
    bot: SlackBot, slack: FakeSlack, order: tuple[int, int]
) -> None:
    asked = mention(CYCLE)
    twin = message(asked["event"]["text"], ts=asked["event"]["ts"])
    for number in order:
        assert bot.send((asked, twin)[number])[0] == 200
    bot.finish()
    assert len(slack.posts) == 1


@pytest.mark.parametrize("kind", ["channel", "group", "mpim"])
def test_a_mention_is_answered_even_if_only_the_message_event_arrives(bot: SlackBot, slack: FakeSlack, kind: str) -> None:
    bot.send(message(f"<@{BOT_USER}> {CYCLE}", channel_type=kind))
    bot.finish()
    assert len(slack.posts) == 1


def test_two_copies_of_the_bot_on_one_database_answer_each_message_once(start: Starter, slack: FakeSlack) -> None:
    copies = [start(), start()]
    asked = [mention(CYCLE) for _ in range(10)]
    deliveries = [(copy, one) for one in asked for copy in copies for _ in range(2)]
    with ThreadPoolExecutor(8) as senders:
        statuses = list(senders.map(lambda pair: pair[0].send(pair[1])[0], deliveries))
    for copy in copies:
        copy.finish()
    assert statuses == [200] * 40
    assert sorted(post["thread_ts"] for post in slack.posts) == sorted(one["event"]["ts"] for one in asked)


@pytest.mark.parametrize(
    ("moments", "answers"),
    [
        (("1.9", "2.1", "10.0"), 2),
        (("0.0", "0.999999"), 1),
        (("0.0", "1.0"), 2),
        (("1.9", "4.1"), 2),
        (("0.0", "1.2", "2.4", "3.6"), 4),
        (("0.0", "0.0", "0.0"), 1),
    ],
)
def test_a_double_click_is_one_press_and_one_a_second_later_another(
    start: Starter, slack: FakeSlack, moments: tuple[str, ...], answers: int
) -> None:
    copies = [start(), start()]
    begin = int(copies[0].parts.desk.clock().timestamp())
    element = {"type": "button", "action_id": "advise.0", "value": encode(Action(kind=ActionKind.SHOW, topic="sales-cycle"))}
    for number, moment in enumerate(moments):
        seconds, _, fraction = moment.partition(".")
        copy = copies[number % 2]
        copy.send(press(element, copy.reply_url, ts="1700000000.5", at=f"{begin + 60 + int(seconds)}.{fraction}"))
        copy.finish_work()
    assert len(slack.posts) == answers


def test_two_buttons_pressed_at_once_are_two_presses(bot: SlackBot, slack: FakeSlack) -> None:
    for topic in ("sales-cycle", "pricing-models"):
        value = encode(Action(kind=ActionKind.SHOW, topic=topic))
        element = {"type": "button", "action_id": "advise.0", "value": value}
        bot.send(press(element, bot.reply_url, ts="1700000000.5", at="1700000100.0"))
    bot.finish()
    assert len(slack.posts) == 2


@pytest.mark.parametrize("action_id", ["share", "fit_share"])
def test_an_impatient_second_press_shares_nothing_twice(bot: SlackBot, slack: FakeSlack, action_id: str) -> None:
    shown, fit = encode(Action(kind=ActionKind.SHOW, topic="sales-cycle")), '{"values":{"employees":2000},"given":{}}'
    element = {"type": "button", "action_id": action_id, "value": shown if action_id == "share" else fit}
    for at in ("1700000100.0", "1700000104.0"):
        bot.send(press(element, bot.reply_url, ts="1700000000.5", at=at, private=True))
        bot.finish_work()
    assert len(slack.posts) == 1


def test_a_shortcut_used_twice_in_a_second_is_answered_once(bot: SlackBot, slack: FakeSlack) -> None:
    asked = {"ts": "1700000003.3", "user": "U2", "text": CYCLE}
    for at in ("1700000100.0", "1700000100.9", "1700000102.2"):
        fields = {"channel": {"id": CHANNEL}, "message": asked, "action_ts": at}
        bot.send(shortcut("message_action", "ask_about_message", bot.reply_url, **fields))
        bot.finish_work()
    assert len(slack.posts) == 2
