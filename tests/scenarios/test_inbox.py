"""What Slack was told is received is answered: by this process, or by whichever comes after it, and once."""

from __future__ import annotations

import datetime
import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.domain.inbox import InboxItem
from bot.domain.language import Language
from bot.domain.records import Person
from bot.errors import StorageError
from bot.listeners.limits import MOST
from bot.listeners.place import Place
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import Hand, SlackBot
from tests.scenarios.fake_slack import TEAM, FakeSlack, Trouble
from tests.scenarios.payloads import CHANNEL, DIRECT, USER, command, direct, event, mention, message, shortcut, stamp, submission

CYCLE = "how long is an enterprise sales cycle?"


def rows(tmp_path: Path, table: str) -> int:
    """How many rows of the workspace a table holds."""
    with closing(sqlite3.connect(tmp_path / "bot.db")) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table} WHERE team = ?", [TEAM]).fetchone()[0])


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def dying(start: Starter, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> SlackBot:
    """A bot that takes in and acknowledges, and dies before it answers anything."""
    bot = start(hand=hand)
    monkeypatch.setattr(bot.parts.queue, "submit", lambda _: True)
    return bot


def inputs(slack: FakeSlack) -> list[dict[str, Any]]:
    """One of everything that is promised an answer."""
    said = {"ts": stamp(), "text": "what is churn?", "user": "U9"}
    return [
        mention(CYCLE, user="U1"),
        direct(CYCLE, user="U2"),
        command("/advisor", CYCLE, f"{slack.address}/reply/1", user_id="U3"),
        command("/fit", "we are 12 people", f"{slack.address}/reply/2", user_id="U4"),
        submission(
            {
                "type": "modal",
                "callback_id": "calculator.metric-churn-rate",
                "private_metadata": Place(language=Language("en"), channel=CHANNEL, root="1.1").write(),
            },
            {"lost": {"field": {"value": "5"}}, "start": {"field": {"value": "120"}}},
        ),
        submission(
            {
                "type": "modal",
                "callback_id": "fit",
                "private_metadata": Place(language=Language("en"), channel=CHANNEL, reply_url=f"{slack.address}/reply/4").write(),
            },
            {},
        ),
        shortcut("message_action", "ask_about_message", f"{slack.address}/reply/3", channel={"id": CHANNEL}, message=said),
    ]


def test_whatever_a_dead_process_acknowledged_is_answered_by_another_copy_within_fifteen_seconds(
    start: Starter, dying: SlackBot, hand: Hand, slack: FakeSlack
) -> None:
    assert [dying.send(one)[0] for one in inputs(slack)] == [200] * 7
    other = start(hand=hand)
    other.pass_time(hand, 9)
    other.finish_work()
    assert (slack.shown, slack.replies) == ([], []), "it may still be alive"
    other.pass_time(hand, 4)
    other.finish()
    assert (len(slack.shown), len(slack.replies)) == (4, 3)
    assert all("Sales cycle" in post["text"] or "churn" in post["text"].lower() for post in slack.shown)


def test_a_follow_up_that_was_left_behind_is_understood(start: Starter, hand: Hand, slack: FakeSlack) -> None:
    bot = start(hand=hand)
    asked = mention(CYCLE)
    bot.send(asked)
    bot.finish_work()
    bot.parts.queue.submit = lambda _: True  # type: ignore[method-assign]
    bot.send(message("and for smbs?", thread_ts=asked["event"]["ts"]))
    other = start(hand=hand)
    other.pass_time(hand, 11)
    other.finish()
    assert "SMB" in slack.shown[1]["text"]


def test_a_redelivery_of_what_a_dead_process_took_is_no_second_answer(
    start: Starter, dying: SlackBot, hand: Hand, slack: FakeSlack
) -> None:
    asked = mention(CYCLE)
    dying.send(asked)
    other = start(hand=hand)
    other.send(asked)
    other.pass_time(hand, 11)
    other.send(asked)
    other.finish()
    assert len(slack.shown) == 1


def test_what_is_queued_stays_with_its_process_however_long_it_takes(start: Starter, hand: Hand, slack: FakeSlack) -> None:
    first, other = start(hand=hand), start(hand=hand)
    slack.trouble("chat.postMessage", Trouble(429, "ratelimited", "300"))
    first.send(mention(CYCLE))
    first.rest()
    for _ in range(40):
        first.pass_time(hand, 7)
        other.pass_time(hand, 0)
    assert len(slack.posts) == 1
    first.pass_time(hand, 60)
    first.finish()
    assert len(slack.posts) == 2


def test_past_one_hour_nobody_is_answered_but_the_gap_is_listed(
    start: Starter, dying: SlackBot, hand: Hand, slack: FakeSlack
) -> None:
    dying.send(mention(CYCLE))
    other = start(hand=hand)
    other.pass_time(hand, 3601)
    other.finish_work()
    (late,) = other.parts.desk.stores.gaps.in_vain(team=None, since=hand() - datetime.timedelta(days=1), now=hand(), limit=9)
    assert late.question.text == CYCLE
    assert slack.posts == []


def test_a_stop_leaves_what_was_not_begun_to_the_next_copy_at_once(
    start: Starter, hand: Hand, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = start(hand=hand)
    slack.trouble("chat.postMessage", Trouble(429, "ratelimited", "300"))
    for _ in range(3):
        bot.send(direct(CYCLE))
    bot.rest()
    bot.parts.finish()
    other = start(hand=hand)
    other.pass_time(hand, 0)
    other.finish_work()
    assert len(slack.shown) == 2
    other.pass_time(hand, 11)
    other.finish()
    assert len(slack.shown) == 3, "the one that was begun follows when its lease has run out"


def test_an_edit_is_not_answered_however_late(start: Starter, hand: Hand, slack: FakeSlack) -> None:
    bot = start(hand=hand)
    asked = mention(CYCLE)
    bot.send(asked)
    bot.finish_work()
    bot.pass_time(hand, 7200)
    asked["event"]["edited"] = {"user": USER, "ts": stamp()}
    bot.send({**asked, "event_id": "EvLater"})
    bot.finish()
    assert len(slack.shown) == 1


def test_its_text_is_gone_when_the_answer_is_out(bot: SlackBot, tmp_path: Path) -> None:
    bot.send(mention("a secret plan about churn"))
    bot.finish_work()
    with closing(sqlite3.connect(tmp_path / "bot.db")) as connection:
        assert connection.execute("SELECT body, leased_until FROM seen_events").fetchall() == [(None, None)]


def test_while_the_end_cannot_be_written_nobody_answers_again(
    start: Starter, hand: Hand, slack: FakeSlack, tmp_path: Path
) -> None:
    bot, other = start(hand=hand), start(hand=hand)
    with closing(sqlite3.connect(tmp_path / "bot.db")) as connection:
        connection.execute("ALTER TABLE questions RENAME TO taken_away")
        bot.send(mention(CYCLE))
        bot.finish_work()
        for _ in range(5):
            bot.pass_time(hand, 6)
            other.pass_time(hand, 0)
        connection.execute("ALTER TABLE taken_away RENAME TO questions")
    bot.pass_time(hand, 6)
    other.pass_time(hand, 11)
    other.finish()
    assert len(slack.shown) == 1
    assert len(bot.parts.desk.stores.questions.recent(person=Person(team=TEAM, user=USER))) == 1


def test_a_late_event_of_a_workspace_that_left_leaves_no_rows(start: Starter, slack: FakeSlack, tmp_path: Path) -> None:
    first, other = start(), start()
    first.send(direct(CYCLE))
    first.finish_work()
    first.send(event("app_uninstalled"))
    first.finish_work()
    slack.trouble("chat.postMessage", Trouble(error="account_inactive"))
    for bot in (first, other):
        bot.send(direct(CYCLE))
        bot.finish()
    tables = ("conversations", "questions", "seen_events", "preferences", "feedback", "assessments")
    assert {table: rows(tmp_path, table) for table in tables} == dict.fromkeys(tables, 0)


def test_a_purge_is_tried_until_it_is_done(
    start: Starter, hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bot = start(hand=hand)
    bot.send(direct(CYCLE))
    bot.finish_work()
    housekeeping = type(bot.parts.desk.stores.housekeeping)
    with monkeypatch.context() as failing:
        failing.setattr(housekeeping, "purge_team", _fail)
        bot.send(event("app_uninstalled"))
        for _ in range(200):
            bot.pass_time(hand, 40)
        assert rows(tmp_path, "questions") == 1
    bot.pass_time(hand, 40)
    bot.finish()
    assert rows(tmp_path, "questions") == rows(tmp_path, "seen_events") == 0


def _fail(*_: object, **__: object) -> int:
    raise StorageError("no")


def test_a_failing_answer_is_not_tried_for_ever(
    bot: SlackBot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    calls = []
    monkeypatch.setattr(type(bot.parts.desk.advisor), "respond", lambda *_: calls.append(1) or 1 / 0)
    bot.send(mention(CYCLE))
    bot.finish()
    assert len(calls) == 1
    assert len([record for record in caplog.records if record.levelno == logging.ERROR]) == 1


def test_an_item_of_a_newer_release_is_left_to_it(start: Starter, hand: Hand, slack: FakeSlack) -> None:
    bot = start(hand=hand)
    person = Person(team=TEAM, user=USER)
    item = InboxItem(key="T1:new", kind="telepathy", person=person, channel="", lane="", details={}, received_at=hand())
    bot.parts.desk.stores.inbox.put(item=item)
    bot.pass_time(hand, 11)
    bot.finish_work()
    hand.seconds += 11
    assert [one.kind for one in bot.parts.desk.stores.inbox.take(most=9)] == ["telepathy"]


def test_more_than_twenty_messages_a_minute_get_one_kind_word(start: Starter, hand: Hand, slack: FakeSlack) -> None:
    bot = start(hand=hand)
    slack.locales["U2"] = "id-ID"
    for user, channel in ((USER, DIRECT), ("U2", "D2")):
        for _ in range(MOST + 15):
            bot.send(direct(CYCLE, user=user, channel=channel))
    bot.finish_work()
    words = [post["text"] for post in slack.shown if "20 messages" in post["text"] or "20 pesan" in post["text"]]
    assert len(words) == 2
    assert any("jadi mohon tunggu" in word for word in words)
    assert len(slack.shown) == 2 * (MOST + 1)
    hand.seconds += 60
    bot.send(direct(CYCLE))
    bot.finish()
    assert len(slack.shown) == 2 * (MOST + 1) + 1


def test_too_many_mentions_and_commands_are_told_so_in_private(start: Starter, hand: Hand, slack: FakeSlack) -> None:
    bot = start(hand=hand)
    for _ in range(MOST + 3):
        bot.send(mention(CYCLE))
        bot.send(command("/advisor", CYCLE, bot.reply_url, user_id="U2"))
    bot.finish()
    (note,) = slack.of("chat.postEphemeral")
    assert (note["channel"], note["user"]) == (CHANNEL, USER)
    assert "20 messages" in note["text"]
    assert len(slack.shown) == MOST
    assert [reply["text"] for reply in slack.replies if "20 messages" in reply["text"]] == [note["text"]]


def test_many_messages_of_one_person_do_not_delay_another_s(bot: SlackBot, slack: FakeSlack) -> None:
    import threading

    hold = threading.Event()
    slack.trouble("chat.postMessage", Trouble(hold=hold))
    for _ in range(MOST):
        bot.send(direct(CYCLE))
    slack.wait("chat.postMessage")
    bot.send(direct(CYCLE, user="U2", channel="D2"))
    assert [post["channel"] for post in slack.wait("chat.postMessage", 2)] == [DIRECT, "D2"]
    hold.set()
    bot.finish()
    assert len(slack.shown) == MOST + 1


def test_answers_to_one_person_come_in_the_order_of_the_questions(bot: SlackBot, slack: FakeSlack) -> None:
    asked = [direct(CYCLE) for _ in range(15)]
    for one in asked:
        bot.send(one)
    bot.finish()
    assert [post["thread_ts"] for post in slack.shown] == [one["event"]["ts"] for one in asked]
