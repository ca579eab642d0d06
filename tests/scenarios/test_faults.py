"""What happens when Slack, the database or the bot itself is unwell."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.listeners.application import WORKERS
from bot.listeners.sender import answer_privately, post
from bot.rendering.slack import Message
from bot.rendering.slack_blocks import section
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import Hand, SlackBot, start_bot
from tests.scenarios.fake_slack import PATIENCE, FakeSlack, Trouble
from tests.scenarios.payloads import CHANNEL, USER, command, direct, mention

CYCLE = "how long is an enterprise sales cycle?"


def test_a_rate_limit_is_waited_out(bot: SlackBot, slack: FakeSlack) -> None:
    slack.trouble("chat.postMessage", Trouble(429, "ratelimited", "0"), Trouble(429, "ratelimited", "0"))
    bot.send(mention(CYCLE))
    bot.finish()
    assert len(slack.posts) == 3
    assert slack.posts[0] == slack.posts[2]


def test_a_rate_limit_of_minutes_is_waited_out_without_a_thread(start: Starter, slack: FakeSlack) -> None:
    hand = Hand()
    bot = start(hand=hand)
    slack.trouble("chat.postMessage", Trouble(429, "ratelimited", "600"))
    bot.send(mention(CYCLE))
    bot.rest()
    bot.send(mention(CYCLE, channel="C2"))
    bot.rest()
    bot.pass_time(hand, 599)
    assert [post["channel"] for post in slack.posts] == [CHANNEL, "C2"]
    bot.pass_time(hand, 61)
    bot.finish()
    assert [post["channel"] for post in slack.shown] == ["C2", CHANNEL]


def test_a_server_error_is_tried_once_more(bot: SlackBot, slack: FakeSlack) -> None:
    slack.trouble("chat.postMessage", Trouble(500, body="oops"))
    bot.send(mention(CYCLE))
    bot.finish()
    assert len(slack.posts) == 2


@pytest.mark.parametrize("code", ["invalid_blocks", "msg_blocks_too_long"])
def test_refused_blocks_are_replaced_by_classic_ones_then_by_text(bot: SlackBot, slack: FakeSlack, code: str) -> None:
    slack.trouble("chat.postMessage", Trouble(error=code), Trouble(error=code))
    bot.send(mention(CYCLE))
    bot.finish()
    best, classic, plain = slack.posts
    assert {"rich_text", "context_actions"} <= {block["type"] for block in best["blocks"]}
    assert {block["type"] for block in classic["blocks"]} <= {"header", "section", "context", "actions"}
    assert "blocks" not in plain
    assert best["text"] == classic["text"] == plain["text"]


def test_refused_blocks_of_a_private_answer_are_replaced_too(bot: SlackBot, slack: FakeSlack) -> None:
    slack.trouble("reply", Trouble(400, body="invalid_blocks"))
    bot.send(command("/advisor", CYCLE, bot.reply_url))
    bot.finish()
    assert len(slack.replies) == 2
    assert "rich_text" not in {block["type"] for block in slack.replies[1]["blocks"]}


def test_blocks_beyond_slacks_limits_are_never_sent(bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
    long = Message(text="x", blocks=(section("x"),) * 51, classic=(section("y"),))
    assert post(bot.parts.app.client, channel=CHANNEL, message=long) is not None
    assert answer_privately(bot.reply_url, replace(long, classic=(section("y" * 3001),)))
    bot.finish()
    assert [block["text"]["text"] for block in slack.posts[0]["blocks"]] == ["y"]
    assert "blocks" not in slack.replies[0]
    told = "\n".join(caplog.messages)
    assert "51, at most 50" in told
    assert "3001 characters" in told


def test_a_channel_it_was_removed_from_ends_quietly(bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
    slack.trouble("chat.postMessage", Trouble(error="not_in_channel"))
    bot.send(mention(CYCLE))
    bot.finish()
    assert len(slack.posts) == 1
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_a_failure_shows_a_kind_sentence_and_a_reference_and_no_details(
    bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(bot.parts.desk.advisor), "respond", _broken)
    asked = direct(CYCLE)
    assert bot.send(asked)[0] == 200
    bot.finish()
    (post,) = slack.posts
    assert post["thread_ts"] == asked["event"]["ts"]
    reference = next(record for record in caplog.records if record.levelno == logging.ERROR)
    assert reference.args
    assert reference.args[0] in post["text"]
    assert "secret detail" not in str(slack.calls)
    assert "secret detail" in caplog.text


def test_a_failure_in_a_channel_is_told_to_the_asker_alone(
    bot: SlackBot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(bot.parts.desk.advisor), "respond", _broken)
    bot.send(mention(CYCLE))
    bot.finish()
    assert slack.posts == []
    (note,) = slack.of("chat.postEphemeral")
    assert (note["channel"], note["user"]) == (CHANNEL, USER)


def test_a_failed_command_is_told_in_private(bot: SlackBot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(bot.parts.desk.advisor), "respond", _broken)
    assert bot.send(command("/advisor", CYCLE, bot.reply_url)) == (200, "")
    bot.finish()
    (reply,) = slack.replies
    assert reply["response_type"] == "ephemeral"


def _broken(*_: object) -> None:
    raise RuntimeError("secret detail")


def test_without_a_database_it_still_answers_and_says_so_in_the_log_once(
    slack: FakeSlack, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bot = start_bot(slack, f"sqlite:///{tmp_path}/no/such/folder/bot.db")
    for _ in range(3):
        bot.send(mention(CYCLE))
    bot.finish()
    assert len(slack.posts) == 3
    assert len([record for record in caplog.records if record.levelno >= logging.WARNING]) == 1
    assert bot.request("GET", "/readyz") == (200, "ready, without: database")
    bot.stop()


def test_with_every_worker_busy_slack_still_hears_back_in_time(bot: SlackBot, slack: FakeSlack) -> None:
    hold = threading.Event()
    bot.parts.app.client.timeout = PATIENCE
    slack.trouble("chat.postMessage", *[Trouble(hold=hold)] * WORKERS)
    for number in range(WORKERS + 8):
        assert bot.send(mention(CYCLE, user=f"U{number}"))[0] == 200
    slack.wait("chat.postMessage", WORKERS)
    assert bot.send(command("/advisor", CYCLE, bot.reply_url)) == (200, "")
    assert bot.send(mention(CYCLE)) == (200, "")
    assert len(slack.posts) == WORKERS  # no worker has come free meanwhile, so none was waited for
    hold.set()
    bot.finish()
    assert len(slack.posts) == WORKERS + 9
    assert len(slack.replies) == 1


def test_a_token_slack_refuses_stops_the_start_with_a_remedy(start: Starter, slack: FakeSlack) -> None:
    slack.trouble("auth.test", Trouble(error="invalid_auth"))
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN"):
        start()


def test_slack_out_of_reach_at_the_start_is_asked_again_with_the_first_event(start: Starter, slack: FakeSlack) -> None:
    slack.trouble("auth.test", Trouble(500, body="oops"), Trouble(500, body="oops"))
    bot = start()
    bot.send(mention(CYCLE))
    bot.finish()
    assert len(slack.posts) == 1
