"""Questions in channels, threads and direct messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.domain.conversation import Conversation
from bot.domain.language import Language
from bot.domain.records import Person
from bot.domain.reply import Outcome
from bot.storage.conversations import DatabaseConversations
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import Hand, SlackBot
from tests.scenarios.fake_slack import TEAM, FakeSlack, Trouble
from tests.scenarios.payloads import CHANNEL, DIRECT, USER, direct, mention, message

CYCLE = "how long is an enterprise sales cycle?"


def test_a_mention_is_answered_once_in_its_thread_without_noise(bot: SlackBot, slack: FakeSlack) -> None:
    asked = mention(CYCLE)
    assert bot.send(asked) == (200, "")
    bot.finish()
    (post,) = slack.posts
    assert (post["channel"], post["thread_ts"]) == (CHANNEL, asked["event"]["ts"])
    assert "reply_broadcast" not in post
    assert post["unfurl_links"] is False
    assert post["unfurl_media"] is False
    assert "An enterprise deal takes about" in post["text"]
    assert [block["type"] for block in post["blocks"]][-2:] == ["actions", "context_actions"]


def test_a_mention_in_a_thread_is_answered_in_that_thread(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(mention(CYCLE, thread_ts="1600000000.000001"))
    bot.finish()
    assert [post["thread_ts"] for post in slack.posts] == ["1600000000.000001"]


def test_a_follow_up_in_the_thread_is_understood_without_a_new_mention(bot: SlackBot, slack: FakeSlack) -> None:
    asked = mention(CYCLE)
    bot.send(asked)
    slack.wait("chat.postMessage")
    bot.send(message("and for smbs?", thread_ts=asked["event"]["ts"]))
    bot.finish()
    assert "An SMB deal" in slack.posts[1]["text"]
    assert slack.posts[1]["thread_ts"] == asked["event"]["ts"]


def test_what_is_remembered_is_looked_for_only_where_a_thread_has_gone_on(
    bot: SlackBot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_for = looked_for_in(monkeypatch)
    asked = mention(CYCLE)
    bot.send(asked)
    slack.wait("chat.postMessage")
    assert looked_for == []
    bot.send(message("and for smbs?", thread_ts=asked["event"]["ts"]))
    bot.finish()
    assert set(looked_for) == {f"{TEAM}:{CHANNEL}:{asked['event']['ts']}"}
    assert "An SMB deal" in slack.posts[1]["text"]


def test_a_question_taken_up_again_is_looked_for(start: Starter, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    hand = Hand()
    dying = start(hand=hand)
    monkeypatch.setattr(dying.parts.queue, "submit", lambda _: True)
    asked = mention(CYCLE)
    dying.send(asked)
    looked_for, other = looked_for_in(monkeypatch), start(hand=hand)
    other.pass_time(hand, 11)
    other.finish()
    assert len(slack.shown) == 1
    assert set(looked_for) == {f"{TEAM}:{CHANNEL}:{asked['event']['ts']}"}


def looked_for_in(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The threads whose conversations the database is asked for from now on."""
    looked_for: list[str] = []
    find = DatabaseConversations.find

    def noting(store: DatabaseConversations, *, thread: str) -> Conversation | None:
        looked_for.append(thread)
        return find(store, thread=thread)

    monkeypatch.setattr(DatabaseConversations, "find", noting)
    return looked_for


def test_a_follow_up_is_left_alone_where_the_operator_wants_mentions(start: Starter, slack: FakeSlack) -> None:
    bot, asked = start(thread_follow=False), mention(CYCLE)
    bot.send(asked)
    slack.wait("chat.postMessage")
    bot.send(message("and for smbs?", thread_ts=asked["event"]["ts"]))
    bot.finish()
    assert len(slack.posts) == 1


def test_every_direct_message_is_a_question_and_threads_keep_context(bot: SlackBot, slack: FakeSlack) -> None:
    first = direct(CYCLE)
    bot.send(first)
    slack.wait("chat.postMessage")
    bot.send(direct("and for smbs?", thread_ts=first["event"]["ts"]))
    bot.finish()
    assert {post["channel"] for post in slack.posts} == {DIRECT}
    assert {post["thread_ts"] for post in slack.posts} == {first["event"]["ts"]}
    assert "An SMB deal" in slack.posts[1]["text"]


def test_direct_messages_outside_of_threads_go_on_from_one_another(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(direct(CYCLE))
    slack.wait("chat.postMessage")
    second = direct("and for smbs?")
    bot.send(second)
    bot.finish()
    assert "An SMB deal" in slack.posts[1]["text"]
    assert slack.posts[1]["thread_ts"] == second["event"]["ts"]


def test_an_empty_mention_gets_help_and_topics(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(mention(""))
    bot.finish()
    (post,) = slack.posts
    buttons = [element for block in post["blocks"] if block["type"] == "actions" for element in block["elements"]]
    assert len(buttons) >= 3


def test_the_question_is_kept_with_its_outcome(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(mention(f"{CYCLE} &lt;b&gt; <https://example.com|this>"))
    bot.finish()
    (kept,) = bot.parts.desk.stores.questions.recent(person=Person(team=TEAM, user=USER))
    assert kept.text == f"{CYCLE} <b> this"
    assert (kept.outcome, kept.topics[0], kept.language) == (Outcome.ANSWER, "sales-cycle", Language("en"))
    feedback = slack.posts[0]["blocks"][-1]["elements"][0]
    assert feedback["positive_button"]["value"] == f"+{kept.id}"


def test_the_messages_own_language_goes_first(bot: SlackBot, slack: FakeSlack) -> None:
    slack.locales[USER] = "en-GB"
    bot.send(mention("berapa lama siklus penjualan enterprise?"))
    bot.finish()
    assert "Deal dengan enterprise" in slack.posts[0]["text"]


@pytest.mark.parametrize(
    ("chosen", "locale", "expected"),
    [
        (Language("id"), "en-US", "id"),
        (Language("en"), "id-ID", "en"),
        (None, "id-ID", "id"),
        (None, "fr-FR", "en"),
    ],
)
def test_else_the_chosen_language_else_slacks_else_english(
    bot: SlackBot, slack: FakeSlack, chosen: Language | None, locale: str, expected: str
) -> None:
    slack.locales[USER] = locale
    bot.parts.desk.stores.preferences.save(person=Person(team=TEAM, user=USER), language=chosen)
    bot.send(mention("churn rate"))
    bot.finish()
    assert {"en": "Churn rate is", "id": "Churn rate adalah"}[expected] in slack.posts[0]["text"]


def test_the_locale_is_asked_for_once_and_its_absence_does_no_harm(bot: SlackBot, slack: FakeSlack) -> None:
    slack.trouble("users.info", Trouble(error="user_not_visible"))
    bot.send(mention("churn rate"))
    slack.wait("chat.postMessage")
    bot.send(mention("churn rate"))
    bot.finish()
    assert len(slack.posts) == 2
    assert len(slack.of("users.info")) == 1


def test_a_message_that_speaks_for_itself_waits_for_no_look_up(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(mention(CYCLE))
    bot.finish()
    assert slack.of("users.info") == []


def test_what_a_sum_supposes_stands_in_a_table(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(mention("sales velocity: 40 opportunities, deal value 5000, win rate 20%, cycle 60 days"))
    bot.finish()
    (table,) = [block for block in slack.posts[0]["blocks"] if block["type"] == "table"]
    assert "740.74 a day" in str(table["rows"][2])


def small_print(post: Mapping[str, Any]) -> str:
    return " ".join(block["elements"][0]["text"] for block in post["blocks"] if block["type"] == "context")


@pytest.mark.parametrize(("scopes", "said"), [("chat:write", True), ("chat:write,channels:history", False), ("", False)])
def test_the_first_answer_in_a_thread_says_how_to_go_on_where_only_mentions_are_heard(
    start: Starter, slack: FakeSlack, scopes: str, said: bool
) -> None:
    slack.scopes = scopes
    bot, asked = start(), mention(CYCLE)
    bot.send(asked)
    bot.finish_work()
    bot.send(mention("and for smbs?", thread_ts=asked["event"]["ts"]))
    bot.send(direct(CYCLE))
    bot.finish()
    assert [("mention me again" in small_print(post)) for post in slack.posts] == [said, False, False]
