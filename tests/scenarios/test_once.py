"""Every message is answered once, however often and to whomever it is delivered."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import BOT_USER, FakeSlack
from tests.scenarios.payloads import direct, mention, message, press

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


def test_a_double_click_is_one_press_and_a_later_press_another(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(mention(CYCLE))
    (post,) = slack.wait("chat.postMessage")
    element = next(block for block in post["blocks"] if block["type"] == "actions")["elements"][0]
    for at in ("1700000101.9", "1700000102.1", "1700000110.0"):
        bot.send(press(element, bot.reply_url, ts="1700000000.5", at=at))
    bot.finish()
    assert len(slack.posts) == 1 + 2
