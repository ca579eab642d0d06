"""A play's message is filled in in a window, and only the finished one can be copied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.rendering.limits import view_problems
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import FakeSlack, Trouble
from tests.scenarios.payloads import mention, press, press_in_view, submission
from tests.scenarios.test_commands import buttons

FIRST_CALL = "how do I run the first call with an enterprise?"


def open_window(bot: SlackBot, slack: FakeSlack) -> Mapping[str, Any]:
    """Ask for a play and press "Fill in the message"; returns the window."""
    bot.send(mention(FIRST_CALL))
    bot.finish_work()
    shown = buttons(dict(slack.posts[-1]))[:3]
    element = next(one for one in shown if one["text"]["text"] == "Fill in the message")
    bot.send(press(element, bot.reply_url, ts="1900000000.000001"))
    bot.finish_work()
    view: Mapping[str, Any] = slack.of("views.open")[0]["view"]
    return view


def labels(view: Mapping[str, Any]) -> list[str]:
    return [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"]


def values(view: Mapping[str, Any], *given: str) -> dict[str, Any]:
    names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    return {name: {"field": {"value": value}} for name, value in zip(names, given, strict=True)}


def finished(view: Mapping[str, Any]) -> str:
    (text,) = [block["elements"][0]["elements"][0]["text"] for block in view["blocks"] if block["type"] == "rich_text"]
    return str(text)


def submit(bot: SlackBot, view: Mapping[str, Any], *given: str) -> dict[str, Any]:
    """Send the window off; returns what Slack is told."""
    import json

    status, body = bot.send(submission(view, values(view, *given)))
    assert status == 200
    told: dict[str, Any] = json.loads(body)
    return told


def test_a_window_has_one_field_for_each_blank(bot: SlackBot, slack: FakeSlack) -> None:
    view = open_window(bot, slack)
    assert labels(view) == ["Name", "Day", "Company", "Your name"]
    assert view_problems(view) == []


def test_the_finished_message_is_ready_to_copy_and_private(bot: SlackBot, slack: FakeSlack) -> None:
    view = open_window(bot, slack)
    told = submit(bot, view, "Ann <!here>", "Monday", "Acme [HQ]", "Bob")
    bot.finish()
    assert told["response_action"] == "update"
    assert view_problems(told["view"]) == []
    text = finished(told["view"])
    assert text.startswith("Hi Ann <!here>,")
    assert "at Acme [HQ]" in text
    assert text.endswith("Bob")
    assert "[name]" not in text
    assert len(slack.posts) == 1
    assert slack.replies == []


def test_nothing_can_be_copied_while_a_blank_is_open(bot: SlackBot, slack: FakeSlack) -> None:
    view = open_window(bot, slack)
    told = submit(bot, view, "Ann", "  ", "Acme", "Bob")
    assert told == {"response_action": "errors", "errors": {"fill.1": "This blank is still open."}}


def go_back(bot: SlackBot, slack: FakeSlack) -> None:
    """Fill the window in, send it off, and press the button that leads back to the fields."""
    done = submit(bot, open_window(bot, slack), "Ann", "Monday", "Acme", "Bob")["view"]
    back = next(element for block in done["blocks"] if block["type"] == "actions" for element in block["elements"])
    bot.send(press_in_view(back, done))
    bot.finish()


def test_the_way_back_keeps_what_was_filled_in(bot: SlackBot, slack: FakeSlack) -> None:
    go_back(bot, slack)
    (changed,) = slack.of("views.update")
    fields = [block["element"]["initial_value"] for block in changed["view"]["blocks"] if block["type"] == "input"]
    assert fields == ["Ann", "Monday", "Acme", "Bob"]


@pytest.mark.parametrize(("refusal", "calls"), [("hash_conflict", 2), ("not_found", 1)])
def test_a_way_back_that_slack_refuses_is_taken_again_or_let_be(
    bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture, refusal: str, calls: int
) -> None:
    slack.trouble("views.update", Trouble(error=refusal))
    go_back(bot, slack)
    assert len(slack.of("views.update")) == calls
    assert len(slack.posts) == 1, "nothing but the play itself"
    assert "Reference" not in caplog.text


def test_the_message_as_it_stands_leads_to_its_window_too(bot: SlackBot, slack: FakeSlack) -> None:
    asked = mention(FIRST_CALL)
    bot.send(asked)
    bot.finish_work()
    bot.send(mention("and as an e-mail?", thread_ts=asked["event"]["ts"]))
    bot.finish()
    assert "Fill in the message" in [one["text"]["text"] for one in buttons(dict(slack.posts[1]))[:3]]


def test_what_the_brief_in_the_thread_tells_is_filled_in_already(bot: SlackBot, slack: FakeSlack) -> None:
    deal = mention("brief: insurer, 3,000 employees, $150k a year, went quiet after the demo")
    bot.send(deal)
    bot.finish_work()
    bot.send(mention("they went quiet, what do I write to them?", thread_ts=deal["event"]["ts"]))
    bot.finish_work()
    element = next(one for one in buttons(dict(slack.posts[-1])) if one["text"]["text"] == "Fill in the message")
    below = {"ts": "1900000000.000001", "thread_ts": deal["event"]["ts"]}
    bot.send(press(element, bot.reply_url, ts=below["ts"], message=below))
    bot.finish()
    view = slack.of("views.open")[0]["view"]
    told = {block["label"]["text"]: block["element"].get("initial_value") for block in view["blocks"] if block["type"] == "input"}
    assert told["Last stage"] == "demo"
    assert told["Name"] is None
