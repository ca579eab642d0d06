"""Calculators: from a message, from a command, and from their window."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.domain.conversation import Action, ActionKind
from bot.rendering.action_codes import encode
from bot.rendering.limits import view_problems
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.payloads import CHANNEL, command, mention, press, press_in_view, submission
from tests.scenarios.test_commands import buttons

CHURN = encode(Action(kind=ActionKind.CALCULATE, value="metric-churn-rate"))
BUTTON = {"type": "button", "action_id": "advise.0", "value": CHURN}


def window(bot: SlackBot, slack: FakeSlack, **where: Any) -> Mapping[str, Any]:
    """Press the button of the churn calculator in a thread; returns the window that opens."""
    pressed = press(BUTTON, bot.reply_url, ts="1900000000.000001", **where)
    if "message" in pressed:
        pressed["message"]["thread_ts"] = "1700000000.7"
    bot.send(pressed)
    view: Mapping[str, Any] = slack.wait("views.open")[0]["view"]
    return view


def fill(bot: SlackBot, view: Mapping[str, Any], **fields: str | None) -> Any:
    """Send a window off; returns what Slack is answered."""
    status, body = bot.send(submission(view, {name: {"field": {"value": value}} for name, value in fields.items()}))
    assert status == 200
    return json.loads(body) if body else {}


@pytest.mark.parametrize("text", ["we lost 5 of 120 customers, what's our churn?", "churn 5 of 120"])
def test_a_sum_in_words_is_worked_out(bot: SlackBot, slack: FakeSlack, text: str) -> None:
    bot.send(mention(text))
    bot.send(command("/advisor", text, bot.reply_url))
    bot.finish()
    assert "4.2%" in slack.posts[0]["text"].replace("4.17%", "4.2%").replace(" %", "%")
    assert slack.posts[0]["text"] == slack.replies[0]["text"]


def test_a_missing_number_is_asked_for_and_completes_the_sum_in_the_thread(bot: SlackBot, slack: FakeSlack) -> None:
    asked = mention("what is our churn if we lost 5 customers?")
    bot.send(asked)
    slack.wait("chat.postMessage")
    bot.send(mention("120", thread_ts=asked["event"]["ts"]))
    bot.finish()
    assert "%" not in slack.posts[0]["text"].split("\n")[1]
    assert "4.2%" in slack.posts[1]["text"].replace("4.17%", "4.2%")


def test_the_window_is_filled_in_with_what_the_thread_has_said(bot: SlackBot, slack: FakeSlack) -> None:
    asked = mention("we lost 5 of 120 customers, what's our churn?")
    bot.send(asked)
    bot.finish_work()  # what the thread has said is kept once the answer is out
    pressed = press(BUTTON, bot.reply_url, ts="1900000000.000001")
    pressed["message"]["thread_ts"] = asked["event"]["ts"]
    bot.send(pressed)
    view = slack.wait("views.open")[0]["view"]
    filled = {block["block_id"]: block["element"].get("initial_value") for block in view["blocks"] if block["type"] == "input"}
    assert (filled["start"], filled["lost"], filled["new"]) == ("120", "5", None)


def test_the_window_has_one_field_per_input_within_the_limits(bot: SlackBot, slack: FakeSlack) -> None:
    view = window(bot, slack)
    assert view_problems(view) == []
    assert [block["block_id"] for block in view["blocks"] if block["type"] == "input"] == [
        "start",
        "lost",
        "remaining",
        "end",
        "new",
    ]


def test_the_result_goes_where_the_button_stands(bot: SlackBot, slack: FakeSlack) -> None:
    assert fill(bot, window(bot, slack), start="120", lost="5", end=None) == {}
    bot.finish()
    (post,) = slack.posts
    assert (post["channel"], post["thread_ts"]) == (CHANNEL, "1700000000.7")
    assert "5 ÷ 120" in post["text"]


def test_a_number_typed_after_the_result_of_a_window_chooses_from_what_that_result_offers(
    bot: SlackBot, slack: FakeSlack
) -> None:
    asked = mention("how long is the sales cycle?")
    bot.send(asked)
    bot.finish_work()
    pressed = press(BUTTON, bot.reply_url, ts="1900000000.000001")
    pressed["message"]["thread_ts"] = asked["event"]["ts"]
    bot.send(pressed)
    fill(bot, slack.wait("views.open")[0]["view"], start="120", lost="5")
    bot.finish_work()
    bot.send(mention("2", thread_ts=asked["event"]["ts"]))
    bot.finish()
    second = buttons(slack.posts[1])[1]["text"]["text"]
    assert slack.posts[2]["text"].split("\n")[0] == second == "Churn rate"


def test_the_result_of_a_private_button_stays_private(bot: SlackBot, slack: FakeSlack) -> None:
    fill(bot, window(bot, slack, private=True), start="120", lost="5")
    bot.finish()
    assert slack.posts == []
    assert slack.replies[0]["response_type"] == "ephemeral"


def test_the_result_of_a_private_window_is_remembered_in_private(bot: SlackBot, slack: FakeSlack) -> None:
    fill(bot, window(bot, slack, private=True), start="120", lost="5")
    bot.finish_work()
    bot.send(command("/advisor", "what if we lost 6?", bot.reply_url))
    bot.finish()
    assert "6 ÷ 120" in slack.replies[1]["text"]


def test_the_result_in_home_stays_in_the_window(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(press_in_view(BUTTON, {"type": "home"}))
    answer = fill(bot, slack.wait("views.open")[0]["view"], start="120", lost="5")
    bot.finish()
    assert answer["response_action"] == "update"
    assert view_problems(answer["view"]) == []
    assert "5 ÷ 120" in str(answer["view"])
    assert slack.posts == []
    assert slack.replies == []


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"start": "", "lost": ""}, {"start", "lost"}),
        ({"start": "120"}, {"lost"}),
        ({"start": "a dozen dozens", "lost": "5"}, {"start"}),
        ({"start": "0", "lost": "0"}, {"start"}),
        ({"start": "5", "lost": "120"}, {"start"}),
        ({"start": "120", "lost": "-5"}, {"lost"}),
        ({"start": "120 130", "lost": "5"}, {"start"}),
        ({"start": "9" * 3000, "lost": "<!channel>"}, {"lost"}),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    bot: SlackBot, slack: FakeSlack, fields: dict[str, str], wrong: set[str]
) -> None:
    answer = fill(bot, window(bot, slack), **fields)
    bot.finish()
    assert answer["response_action"] == "errors"
    assert set(answer["errors"]) >= wrong
    assert all(0 < len(text) <= 300 for text in answer["errors"].values())
    assert slack.posts == []


def test_the_metrics_topic_offers_its_calculator(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(mention("what is churn?"))
    bot.finish()
    assert CHURN in [button.get("value") for button in buttons(dict(slack.posts[0]))]


def test_a_calculator_that_is_gone_gets_a_kind_word(bot: SlackBot, slack: FakeSlack) -> None:
    gone = encode(Action(kind=ActionKind.CALCULATE, value="metric-gone"))
    bot.send(press(BUTTON | {"value": gone}, bot.reply_url, ts="1.1"))
    bot.finish()
    assert "earlier version" in slack.replies[0]["text"]
