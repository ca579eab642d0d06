"""Manners: whom the bot does not answer, what it never sets off, where it keeps quiet."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.conversation import Action, ActionKind
from bot.domain.records import Person
from bot.domain.reply import Outcome
from bot.rendering.slack_blocks import action_button
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import BOT_ID, BOT_USER, TEAM, FakeSlack
from tests.scenarios.payloads import CHANNEL, USER, command, direct, event, mention, message, press

CYCLE = "how long is an enterprise sales cycle?"


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(direct(CYCLE, bot_id="BOTHER"), id="another bot"),
        pytest.param(direct(CYCLE, bot_profile={"id": "BX"}), id="another app"),
        pytest.param(direct(CYCLE, subtype="bot_message", bot_id="BX"), id="a bot message"),
        pytest.param(direct(CYCLE, user=BOT_USER, bot_id=BOT_ID), id="itself"),
        pytest.param(direct(CYCLE, subtype="message_changed", hidden=True), id="an edit"),
        pytest.param(direct("", subtype="message_deleted", hidden=True), id="a deletion"),
        pytest.param(direct("joined", subtype="channel_join"), id="a notice"),
        pytest.param(direct(CYCLE, user="USLACKBOT"), id="Slackbot"),
        pytest.param(direct(CYCLE, user=None), id="nobody"),
        pytest.param(mention(CYCLE, bot_id="BOTHER"), id="a bot that mentions"),
        pytest.param(message(CYCLE), id="a channel message that does not address it"),
        pytest.param(message(f"<@U2> {CYCLE}"), id="a message to somebody else"),
        pytest.param(message(CYCLE, thread_ts="1600000000.000009"), id="a thread it does not speak in"),
        pytest.param(message(CYCLE, channel_type="mpim"), id="a group message that does not address it"),
        pytest.param(event("reaction_added", item={}), id="an event nobody waits for"),
    ],
)
def test_what_is_not_for_the_bot_is_left_alone(bot: SlackBot, slack: FakeSlack, sent: dict[str, Any]) -> None:
    assert bot.send(sent)[0] == 200
    bot.finish()
    assert slack.posts == []
    assert slack.of("chat.postEphemeral") == []


@pytest.mark.parametrize("text", ["I had soup for lunch yesterday", "thanks!", "<@U2> and for smbs?", ""])
def test_colleagues_talking_in_its_thread_are_not_interrupted(bot: SlackBot, slack: FakeSlack, text: str) -> None:
    asked = mention(CYCLE)
    bot.send(asked)
    slack.wait("chat.postMessage")
    bot.send(message(text, thread_ts=asked["event"]["ts"]))
    bot.finish()
    assert len(slack.posts) == 1


INJECTIONS = (
    "<!channel> churn",
    "&lt;!channel&gt; &lt;!here&gt; &lt;@U2&gt; churn",
    "<!subteam^S1|@sales> <@U2> churn",
    "&lt;https://evil.example|click&gt; churn",
    "what is {{ 7*7 }} ${jndi} %s churn",
    "qwertyuiop &lt;!everyone&gt; zxcvbnm",
)


@pytest.mark.parametrize("text", INJECTIONS)
def test_nothing_in_a_question_can_ping_or_link(start: Starter, slack: FakeSlack, text: str) -> None:
    bot = start(expert="CEXPERT")
    bot.send(mention(text))
    bot.send(command("/advisor", text, bot.reply_url))
    bot.finish()
    for sent in (*slack.posts, *slack.replies):
        assert_inert(sent)


def assert_inert(sent: Any) -> None:
    """Nothing that Slack parses holds a control sequence; rich text and plain text are not parsed."""
    for parsed in (sent["text"], *_mrkdwn(sent.get("blocks"))):
        assert "<" not in parsed.replace(f"<@{USER}>", ""), parsed
    assert '"broadcast"' not in json.dumps(sent)
    assert '"link"' not in json.dumps(sent)


def _mrkdwn(tree: Any) -> list[str]:
    if isinstance(tree, dict):
        own = [tree["text"]] if tree.get("type") == "mrkdwn" else []
        return own + [text for branch in tree.values() for text in _mrkdwn(branch)]
    return [text for branch in tree for text in _mrkdwn(branch)] if isinstance(tree, list) else []


def test_a_channel_shared_with_another_company_is_refused_to_the_asker_alone(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(mention(CYCLE, shared=True))
    bot.finish()
    assert slack.posts == []
    (note,) = slack.of("chat.postEphemeral")
    assert (note["channel"], note["user"]) == (CHANNEL, USER)
    assert "another company" in note["text"]


def test_a_shared_channel_is_answered_where_the_operator_allows_it(start: Starter, slack: FakeSlack) -> None:
    bot = start(allow_external=True)
    bot.send(mention(CYCLE, shared=True))
    bot.finish()
    assert len(slack.posts) == 1


def said(slack: FakeSlack) -> list[Any]:
    """Whatever anybody sees of the bot."""
    return [*slack.posts, *slack.of("chat.postEphemeral"), *slack.replies]


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(mention("ok"), id="a mention"),
        pytest.param(mention("ok", thread_ts="1600000000.000009"), id="a mention in a thread"),
        pytest.param(direct("ok"), id="a direct message"),
        pytest.param(direct("ok", thread_ts="1600000000.000009"), id="a thread of direct messages"),
    ],
)
def test_a_nod_gets_no_message(bot: SlackBot, slack: FakeSlack, sent: dict[str, Any]) -> None:
    assert bot.send(sent)[0] == 200
    bot.finish()
    (kept,) = bot.parts.desk.stores.questions.recent(person=Person(team=TEAM, user=USER))
    assert (kept.text, kept.outcome) == ("ok", Outcome.SMALLTALK)
    assert said(slack) == []


def test_a_nod_below_an_answer_gets_no_message(bot: SlackBot, slack: FakeSlack) -> None:
    asked = mention(CYCLE)
    bot.send(asked)
    slack.wait("chat.postMessage")
    bot.send(mention("ok", thread_ts=asked["event"]["ts"]))
    bot.finish()
    newest, _ = bot.parts.desk.stores.questions.recent(person=Person(team=TEAM, user=USER))
    assert (newest.text, newest.outcome) == ("ok", Outcome.SMALLTALK)
    assert len(said(slack)) == 1


def test_a_nod_in_a_command_gets_no_message(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/advisor", "ok", bot.reply_url))
    bot.finish()
    (kept,) = bot.parts.desk.stores.questions.recent(person=Person(team=TEAM, user=USER))
    assert (kept.text, kept.outcome) == ("ok", Outcome.SMALLTALK)
    assert said(slack) == []


@pytest.mark.parametrize("private", [True, False])
def test_a_press_that_leaves_nothing_to_say_gets_no_message(bot: SlackBot, slack: FakeSlack, private: bool) -> None:
    def pressed(text: str) -> dict[str, Any]:
        button = action_button(text, Action(kind=ActionKind.ASK, value=text), 0)
        return press(button, bot.reply_url, ts="1700000001.1", private=private)

    bot.send(pressed("ok"))
    bot.finish()
    assert said(slack) == []
    bot.send(pressed(CYCLE))
    bot.finish()
    assert len(said(slack)) == 1, "the press itself is understood"
