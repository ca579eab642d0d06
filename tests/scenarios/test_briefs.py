"""The deal brief and the overview in Slack: in a thread, in private, shared, taken away as text."""

from __future__ import annotations

from bot.rendering.limits import message_problems
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.payloads import CHANNEL, USER, command, direct, press
from tests.scenarios.test_commands import buttons
from tests.scenarios.test_fit import button

DEAL = "brief 2,000-employee bank, $150k a year, 8 people decide, started in September"


def test_a_brief_is_made_and_goes_on_in_the_thread(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(direct(DEAL, ts="1700000001.1"))
    (first,) = slack.wait("chat.postMessage")
    assert first["text"].startswith("An enterprise deal: ")
    assert message_problems(first) == []
    bot.send(direct("and if it is 20 people?", ts="1700000002.1", thread_ts="1700000001.1"))
    second = slack.wait("chat.postMessage", 2)[1]
    bot.finish()
    assert "Against it: 20 employees." in second["text"]
    assert "started in September" in second["text"]


def test_a_brief_by_command_is_private_and_can_be_shared_as_it_stands(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/advisor", DEAL, bot.reply_url))
    (reply,) = slack.wait("reply")
    assert reply["response_type"] == "ephemeral"
    bot.send(command("/advisor", "and if it is 20 people?", bot.reply_url))
    changed = slack.wait("reply", 2)[1]
    bot.send(press(button(changed, "share"), bot.reply_url, ts="1700000003.1", private=True))
    bot.finish()
    (post,) = slack.posts
    assert post["channel"] == CHANNEL
    first, added, *rest = changed["text"].splitlines()
    assert added == "New here: 20 employees."  # said in the thread; who reads the shared page sees the whole deal
    assert post["text"].splitlines() == [first, *rest]
    assert f"<@{USER}>" in str(post["blocks"])


def test_a_brief_can_be_taken_away_as_text(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/advisor", DEAL, bot.reply_url))
    (reply,) = slack.wait("reply")
    bot.send(press(button(reply, "brief_export"), bot.reply_url, ts="1.1", private=True))
    exported = slack.wait("reply", 2)[1]
    bot.finish()
    (block,) = exported["blocks"]
    (part,) = block["elements"]
    assert part["type"] == "rich_text_preformatted"
    assert "April 20" in part["elements"][0]["text"]


def test_what_is_taken_away_or_shared_is_in_the_language_it_was_written_in(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/advisor", "brief apotek 30 karyawan, pemilik yang memutuskan, mulai Oktober", bot.reply_url))
    (reply,) = slack.wait("reply")
    bot.finish_work()  # the conversation is kept once the answer is out
    bot.send(press(button(reply, "brief_export"), bot.reply_url, ts="1.1", private=True))
    exported = slack.wait("reply", 2)[1]
    bot.send(press(button(reply, "share"), bot.reply_url, ts="1.2", private=True))
    bot.finish()
    assert exported["text"].startswith("Deal UKM: ")
    assert slack.posts[0]["text"].startswith("Deal UKM: ")


def test_a_brief_has_three_buttons_and_a_menu(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(direct(DEAL, ts="1700000001.1"))
    (sent,) = slack.wait("chat.postMessage")
    bot.finish()
    row = next(block["elements"] for block in sent["blocks"] if block["type"] == "actions")
    assert [element["type"] for element in row] == ["button", "button", "button", "overflow"]
    assert [element["text"]["text"] for element in row[:3]] == ["First call", "Message", "Export as text"]
    assert [option["text"]["text"] for option in row[3]["options"]][:2] == ["Enterprise sales", "Sales cycle"]


def test_the_bare_word_tells_what_to_write_and_offers_nothing_to_share(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/advisor", "brief", bot.reply_url))
    (reply,) = slack.wait("reply")
    bot.finish()
    assert "2,000-employee bank" in reply["text"]
    assert "brief_export" not in {one["action_id"] for one in buttons(dict(reply))}


def test_compare_sets_everything_side_by_side_within_slack_s_limits(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/advisor", "compare", bot.reply_url))
    (reply,) = slack.wait("reply")
    bot.finish()
    assert message_problems(reply) == []
    assert "Sales cycle – Enterprise: 7 months. SMB: 3 months." in reply["text"]
    assert "Cost of the process" in reply["text"]


def test_the_command_compares_everything_whatever_was_asked_before_unless_a_topic_is_named(
    bot: SlackBot, slack: FakeSlack
) -> None:
    for text in ("buying process", "compare", "compare sales cycle"):
        bot.send(command("/advisor", text, bot.reply_url))
    _, everything, cycle = slack.wait("reply", 3)
    bot.finish()
    assert "Cost of the process" in everything["text"]
    assert "Cost of the process" not in cycle["text"]
    assert "An enterprise deal takes about 7 months" in cycle["text"]
