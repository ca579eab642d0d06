"""A question is read wherever Slack puts it: in the text, in blocks, in a forwarded message, in an app's attachments."""

from __future__ import annotations

from typing import Any

import pytest

from bot.listeners.message_words import LONGEST, mentioned_in, words_of
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import BOT_USER, FakeSlack
from tests.scenarios.payloads import CHANNEL, direct, mention, message, shortcut

CYCLE = "how long is an enterprise sales cycle?"


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    """A block of rich text with one line."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def said(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def forwarded(text: str = "", *blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A message forwarded from another channel."""
    inner = [{"team": "T1", "channel": "C9", "ts": "1.2", "message": {"blocks": list(blocks)}}] if blocks else []
    basics = {"is_share": True, "from_url": "https://x.slack.com/archives/C9/p12", "author_id": "U9", "text": text}
    return basics | {"message_blocks": inner, **more}


SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": f"<@U2> {CYCLE}"}, "accessory": {"type": "button"}}
FIELDS = {"type": "section", "fields": [{"type": "plain_text", "text": "how long is an"}, {"type": "mrkdwn", "text": CYCLE[15:]}]}
MESSAGES = [
    pytest.param({"text": CYCLE}, id="text"),
    pytest.param({"text": CYCLE, "subtype": "me_message"}, id="a /me message"),
    pytest.param({"text": "", "blocks": [rich(said("how long is an "), said(CYCLE[15:]))]}, id="rich text in pieces"),
    pytest.param({"text": "", "attachments": [forwarded(CYCLE)]}, id="forwarded"),
    pytest.param({"text": "", "attachments": [forwarded("", rich(said(CYCLE)))]}, id="forwarded in blocks"),
    pytest.param({"text": "", "attachments": [forwarded(CYCLE, is_share=False, is_msg_unfurl=True)]}, id="a link to a message"),
    pytest.param({"text": "how long is an", "attachments": [forwarded(CYCLE[15:])]}, id="a comment and what it forwards"),
]
APPS = [
    pytest.param({"text": "New mail", "bot_id": "B7", "blocks": [SECTION]}, id="a section"),
    pytest.param({"text": "New mail", "bot_id": "B7", "blocks": [FIELDS]}, id="fields"),
    pytest.param({"text": "", "bot_id": "B7", "blocks": [{"type": "markdown", "text": CYCLE}]}, id="markdown"),
    pytest.param({"text": CYCLE, "bot_id": "B7", "subtype": "bot_message"}, id="a bot's text"),
    pytest.param({"text": "", "bot_id": "B7", "attachments": [{"pretext": "", "text": CYCLE}]}, id="an attachment"),
    pytest.param({"bot_id": "B7", "attachments": [{"fallback": CYCLE}]}, id="a fallback"),
    pytest.param({"bot_id": "B7", "attachments": [{"fallback": "[no preview available]", "blocks": [SECTION]}]}, id="its blocks"),
]


def expected(bot: SlackBot, slack: FakeSlack) -> str:
    """What the plain question is answered."""
    bot.send(direct(CYCLE, channel="D9"))
    return str(slack.wait("chat.postMessage")[0]["text"])


@pytest.mark.parametrize("fields", MESSAGES)
def test_a_direct_message_is_read_wherever_its_words_stand(bot: SlackBot, slack: FakeSlack, fields: dict[str, Any]) -> None:
    answer = expected(bot, slack)
    bot.send(direct(**{"text": "", **fields}))
    bot.finish()
    assert slack.posts[1]["text"] == answer


@pytest.mark.parametrize("fields", [*MESSAGES, *APPS])
def test_the_shortcut_reads_them_too_on_anybodys_message(bot: SlackBot, slack: FakeSlack, fields: dict[str, Any]) -> None:
    answer = expected(bot, slack)
    asked = {"ts": "1700000003.3", "type": "message", **fields}
    bot.send(shortcut("message_action", "ask_about_message", bot.reply_url, channel={"id": CHANNEL}, message=asked))
    bot.finish()
    assert slack.posts[1]["text"] == answer


def test_a_mention_beside_a_forwarded_message_is_about_that_message(bot: SlackBot, slack: FakeSlack) -> None:
    answer = expected(bot, slack)
    bot.send(mention("", attachments=[forwarded(CYCLE)]))
    bot.finish()
    assert slack.posts[1]["text"] == answer


def test_who_is_mentioned_in_a_forwarded_message_is_not_spoken_to(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(message("for your information", attachments=[forwarded(f"<@{BOT_USER}> {CYCLE}")]))
    bot.finish()
    assert slack.posts == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"blocks": [rich(said("a <b> &amp; "), {"type": "link", "url": "https://a.example", "text": "this"})]}, "a <b> &amp; this"),
        ({"blocks": [rich({"type": "user", "user_id": "U2"}, said("hi "), {"type": "link", "url": "https://a.example"})]},
         "hi https://a.example"),
        ({"blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": [
            {"type": "rich_text_section", "elements": [said("one")]}, {"type": "rich_text_section", "elements": [said("two")]}]}]}]},
         "one\ntwo"),
        ({"blocks": [{"type": "table", "rows": [[{"type": "raw_text", "text": "churn"}, rich(said("5%"))]]}]}, "churn\n5%"),
        ({"blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Lead"}},
                     {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Approve"}}]}]},
         "Lead"),
        ({"text": "see", "attachments": [{"from_url": "https://a.example", "title": "A page", "text": "its words"}]}, "see"),
        ({"attachments": [{"from_url": "https://a.example", "title": "A page", "text": "its words"}]}, ""),
        ({"attachments": [{"fallback": "[no preview available]"}]}, ""),
        ({"text": None, "blocks": None, "attachments": None}, ""),
        ({"text": 7, "blocks": "x", "attachments": [3, {"is_share": True, "message_blocks": [{"message": 1}], "text": []}]}, ""),
    ],
)  # fmt: skip
def test_words_are_read_as_they_are_shown(fields: dict[str, Any], words: str) -> None:
    assert words_of(fields) == words


def test_mentions_are_found_in_rich_text() -> None:
    assert mentioned_in({"text": "<@U1> hi", "blocks": [rich({"type": "user", "user_id": "U2"})]}) == {"U1", "U2"}


def test_a_mountain_of_blocks_is_read_in_bounds() -> None:
    deep: Any = said("x")
    for _ in range(500):
        deep = {"type": "section", "elements": [deep]}
    wide = [rich(*[said("word ")] * 2000)] * 10
    words = words_of({"blocks": [deep, *wide], "attachments": [forwarded("y" * 50_000)] * 50})
    assert len(words) <= LONGEST
