"""`/advisor` and the message shortcut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot.domain.records import Person
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import TEAM, FakeSlack, Trouble
from tests.scenarios.payloads import CHANNEL, USER, command, press, shortcut

CYCLE = "how long is an enterprise sales cycle?"


def buttons(sent: dict[str, object]) -> list[dict[str, Any]]:
    """Everything that can be pressed below a message: each button, and each line of a menu with what choosing it sends."""
    blocks: list[dict[str, Any]] = sent["blocks"]  # type: ignore[assignment]
    return [pressable for block in blocks if block["type"] == "actions" for pressable in pressables(block)]


def pressables(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each button of a row and each line of its menus; all know the row they stand in."""
    for element in row["elements"]:
        where = {"block_id": row["block_id"]} if "block_id" in row else {}
        for option in element.get("options") or [None]:
            chosen = {} if option is None else {"selected_option": option, "text": option["text"]}
            yield element | where | chosen


def test_a_command_is_answered_in_private_with_a_button_that_shares(bot: SlackBot, slack: FakeSlack) -> None:
    assert bot.send(command("/advisor", CYCLE, bot.reply_url)) == (200, "")
    bot.finish()
    (reply,) = slack.replies
    assert reply["response_type"] == "ephemeral"
    assert "An enterprise deal" in reply["text"]
    assert share_button(reply)
    assert slack.posts == []
    assert bot.parts.desk.stores.questions.recent(person=Person(team=TEAM, user=USER))


def test_the_bare_command_gets_help_and_topics_and_is_not_kept_as_a_question(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/advisor", "  ", bot.reply_url))
    bot.finish()
    (reply,) = slack.replies
    assert len(buttons(reply)) >= 3
    assert bot.parts.desk.stores.questions.recent(person=Person(team=TEAM, user=USER)) == ()


def test_follow_up_buttons_of_a_private_answer_turn_its_page(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/advisor", CYCLE, bot.reply_url))
    (reply,) = slack.wait("reply")
    bot.send(press(buttons(reply)[0], bot.reply_url, ts="1700000001.1", private=True))
    bot.finish()
    turned = slack.replies[1]
    assert (turned["response_type"], turned["replace_original"]) == ("ephemeral", True)
    assert turned["text"] != reply["text"]
    assert share_button(turned)
    assert slack.posts == []


def share_button(sent: dict[str, object]) -> dict[str, Any]:
    return next(one for one in buttons(sent) if one["action_id"] == "share")


def share(bot: SlackBot, slack: FakeSlack) -> None:
    """Ask in private and press "Share in channel"."""
    bot.send(command("/advisor", CYCLE, bot.reply_url))
    (reply,) = slack.wait("reply")
    bot.finish_work()
    bot.send(press(share_button(reply), bot.reply_url, ts="1700000001.1", private=True))
    bot.finish()


def test_sharing_posts_the_same_answer_in_the_channel_in_the_sharers_name(bot: SlackBot, slack: FakeSlack) -> None:
    share(bot, slack)
    (post,) = slack.posts
    assert post["channel"] == CHANNEL
    assert "thread_ts" not in post
    assert post["text"] == slack.replies[0]["text"]
    assert f"<@{USER}>" in str(post["blocks"])
    assert slack.replies[1] == {"delete_original": True}


def test_a_shared_answer_quotes_the_question_and_can_be_rated(bot: SlackBot, slack: FakeSlack) -> None:
    share(bot, slack)
    (post,), reply = slack.posts, slack.replies[0]
    (quote,) = post["blocks"][0]["elements"]
    assert (quote["type"], quote["elements"][0]["text"]) == ("rich_text_quote", CYCLE)
    assert post["blocks"][-1] == reply["blocks"][-1], "the thumbs"


def test_a_shared_answer_keeps_its_notes(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/advisor", "what is a good churn rate?", bot.reply_url))
    (reply,) = slack.wait("reply")
    bot.finish_work()
    assert "no benchmark" in reply["text"]
    bot.send(press(share_button(reply), bot.reply_url, ts="1700000001.1", private=True))
    bot.finish()
    assert slack.posts[0]["text"] == reply["text"]


def test_a_share_button_of_an_earlier_release_still_shares(bot: SlackBot, slack: FakeSlack) -> None:
    old = {"type": "button", "action_id": "share", "value": '[1,"show","sales-cycle","enterprise","short",""]'}
    bot.send(press(old, bot.reply_url, ts="1700000001.1", private=True))
    bot.finish()
    assert "An enterprise deal" in slack.posts[0]["text"]


def test_a_thread_below_a_shared_answer_goes_on_from_it(bot: SlackBot, slack: FakeSlack) -> None:
    share(bot, slack)
    conversation = bot.parts.desk.stores.conversations.find(thread=f"{TEAM}:{CHANNEL}:1900000000.000001")
    assert conversation
    assert conversation.topic == "sales-cycle"


def test_sharing_where_the_bot_is_no_member_goes_through_the_commands_own_address(bot: SlackBot, slack: FakeSlack) -> None:
    slack.trouble("chat.postMessage", Trouble(error="not_in_channel"))
    share(bot, slack)
    assert [reply.get("response_type") for reply in slack.replies] == ["ephemeral", "in_channel", None]


@pytest.mark.parametrize("where", ["external", "invisible"])
def test_nothing_is_shared_where_others_may_read_along(bot: SlackBot, slack: FakeSlack, where: str) -> None:
    getattr(slack, where).add(CHANNEL)
    share(bot, slack)
    assert slack.posts == []
    assert [reply["response_type"] for reply in slack.replies] == ["ephemeral", "ephemeral"]
    assert "/invite" in slack.replies[1]["text"]


def test_sharing_with_other_companies_can_be_allowed(start: Starter, slack: FakeSlack) -> None:
    slack.external.add(CHANNEL)
    share(start(allow_external=True), slack)
    assert len(slack.posts) == 1


def ask_about(bot: SlackBot, text: str, **fields: object) -> None:
    """Use the message shortcut on somebody's message."""
    message = {"ts": "1700000003.3", "user": "U2", "text": text, **fields}
    bot.send(shortcut("message_action", "ask_about_message", bot.reply_url, channel={"id": CHANNEL}, message=message))
    bot.finish()


@pytest.mark.parametrize(("fields", "root"), [({}, "1700000003.3"), ({"thread_ts": "1700000002.2"}, "1700000002.2")])
def test_the_shortcut_answers_somebodys_message_in_its_thread(
    bot: SlackBot, slack: FakeSlack, fields: dict[str, str], root: str
) -> None:
    ask_about(bot, CYCLE, **fields)
    (post,) = slack.posts
    assert (post["channel"], post["thread_ts"]) == (CHANNEL, root)
    assert slack.replies == []


def test_the_shortcut_answers_in_private_where_the_bot_is_no_member(bot: SlackBot, slack: FakeSlack) -> None:
    slack.trouble("chat.postMessage", Trouble(error="not_in_channel"))
    ask_about(bot, CYCLE)
    (reply,) = slack.replies
    assert reply["response_type"] == "ephemeral"
    assert "An enterprise deal" in reply["text"]


@pytest.mark.parametrize("where", ["external", "invisible"])
def test_the_shortcut_answers_in_private_where_others_may_read_along(bot: SlackBot, slack: FakeSlack, where: str) -> None:
    getattr(slack, where).add(CHANNEL)
    ask_about(bot, CYCLE)
    assert slack.posts == []
    assert len(slack.replies) == 1


def test_the_shortcut_on_a_picture_says_that_there_is_nothing_to_read(bot: SlackBot, slack: FakeSlack) -> None:
    ask_about(bot, "")
    assert slack.posts == []
    assert "no text" in slack.replies[0]["text"]
