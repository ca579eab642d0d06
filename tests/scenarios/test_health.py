"""Whether the bot can answer is told as it is: over HTTP, and by `sales-advisor health` over Socket Mode."""

from __future__ import annotations

import datetime
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy import event as event_of

from bot.bootstrap.slack import build_running
from bot.listeners.lifecycle import AGAIN
from bot.settings import Settings
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import Hand, SlackBot, start_bot
from tests.scenarios.fake_slack import FakeSlack, Trouble
from tests.scenarios.payloads import event, mention

CYCLE = "how long is an enterprise sales cycle?"
REVOKED = (503, "not ready: Slack refuses the bot's token (token_revoked)")


def ready(bot: SlackBot) -> tuple[int, str]:
    return bot.request("GET", "/readyz")


def never(count: int) -> str:
    """The note on answers that Slack refused with the token."""
    return f"\nanswers that came {count} never (token_revoked)"


def refuse(slack: FakeSlack, times: int) -> None:
    """Revoke the token for so many answers: the answer is refused, and so is the word that something went wrong."""
    for method in ("chat.postMessage", "chat.postEphemeral"):
        slack.trouble(method, *[Trouble(error="token_revoked")] * times)


@pytest.mark.parametrize("spoil", [lambda file: file.write_bytes(b"no database" * 1000), Path.unlink])
def test_a_database_that_cannot_be_used_is_named_and_answers_go_on(
    slack: FakeSlack, database: Path, tmp_path: Path, spoil: Callable[[Path], object], caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "bot.db"
    file.write_bytes(database.read_bytes())
    spoil(file)
    bot = start_bot(slack, f"sqlite:///{file}")
    assert [ready(bot) for _ in range(3)] == [(200, "ready, without: database")] * 3
    bot.send(mention(CYCLE))
    bot.finish()
    assert len(slack.posts) == 1
    assert [record.levelno for record in caplog.records if record.levelno >= logging.WARNING] == [logging.ERROR]
    bot.stop()


@pytest.mark.parametrize("limit", ["max_page_count = 1", "query_only = ON"], ids=["full", "read-only"])
def test_a_database_that_takes_no_row_is_named_and_answers_go_on(start: Starter, slack: FakeSlack, limit: str) -> None:
    def bind(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA {limit}")

    event_of.listen(Engine, "connect", bind)
    try:
        bot = start()
        for number in range(20):  # the first few find room in pages that are there
            bot.send(mention(CYCLE, user=f"U{number}"))
        bot.finish_work()
        assert ready(bot) == (200, "ready, without: database")
    finally:
        event_of.remove(Engine, "connect", bind)
    assert len(slack.posts) == 20


def test_a_locked_database_is_named_without_waiting_for_it(bot: SlackBot, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    bot.parts.readiness.patience = 0.01
    assert ready(bot) == (200, "ready, without: database")
    other.execute("COMMIT")
    other.close()


def test_readiness_is_tried_by_writing(bot: SlackBot, tmp_path: Path) -> None:
    assert ready(bot) == (200, "ready")
    rows = sqlite3.connect(tmp_path / "bot.db")
    assert rows.execute("SELECT count(*) FROM seen_events").fetchone() == (1,)
    rows.close()


def test_a_revoked_token_is_known_from_the_call_that_met_it(
    bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    refuse(slack, 2)
    for _ in range(2):
        bot.send(mention(CYCLE))
    bot.finish_work()
    status, said = REVOKED
    assert ready(bot) == (status, said + never(2))
    assert bot.request("GET", "/healthz") == (200, "ok")
    (warning,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert "no answer can leave" in warning


def test_a_token_that_works_again_is_known_too(bot: SlackBot, slack: FakeSlack) -> None:
    refuse(slack, 1)
    bot.send(mention(CYCLE))
    bot.finish_work()
    status, said = REVOKED
    assert ready(bot) == (status, said + never(1))
    bot.send(mention(CYCLE))
    bot.finish_work()
    assert ready(bot) == (200, "ready" + never(1))


def test_a_revoked_token_is_known_though_nobody_asked_anything(
    bot: SlackBot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.listeners.slack_status.FRESH", datetime.timedelta(0))
    assert ready(bot) == (200, "ready")
    slack.trouble("auth.test", Trouble(error="token_revoked"))
    assert ready(bot) == REVOKED


def test_slack_out_of_reach_is_named_and_no_reason_to_turn_requests_away(start: Starter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.listeners.slack_status.FRESH", datetime.timedelta(0))
    bot = start(slack_api_url="http://127.0.0.1:9/api/")
    bot.parts.readiness.patience = 30
    assert ready(bot) == (200, "ready, without: Slack")


def test_a_workspace_let_go_by_an_installation_that_goes_on_is_warned_of_once_and_it_stays_ready(
    bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    slack.trouble("chat.postMessage", *[Trouble(error="team_access_not_granted")] * 2)
    for _ in range(2):
        bot.send(mention(CYCLE))
    bot.finish_work()
    (warning,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert "team_access_not_granted" in warning
    assert ready(bot) == (200, "ready\nanswers that came 2 never (team_access_not_granted)")


def test_a_workspace_that_left_while_the_database_failed_is_deleted_later_and_that_is_warned_of_once(
    start: Starter, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hand = Hand()
    bot = start(hand=hand)
    bot.send(mention(CYCLE))
    bot.finish_work()
    kept = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    kept.execute("ALTER TABLE preferences RENAME TO taken_away")
    bot.send(event("app_uninstalled"))
    for _ in range(3):
        bot.rest()
        bot.pass_time(hand, 2 * AGAIN)
    bot.rest()
    assert kept.execute("SELECT count(*) FROM questions").fetchone() == (1,)
    kept.execute("ALTER TABLE taken_away RENAME TO preferences")
    bot.pass_time(hand, 2 * AGAIN)
    bot.finish_work()
    assert kept.execute("SELECT count(*) FROM questions").fetchone() == (0,)
    assert kept.execute("SELECT count(*) FROM conversations").fetchone() == (0,)
    kept.close()
    warnings = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert len([one for one in warnings if one.name == "bot.listeners.lifecycle"]) == 1


def test_a_start_without_its_database_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/no/such/bot.db")
    answering = build_running(settings)
    assert answering.stores.conversations.find(thread="T1:C1:1") is None
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "There is no folder" in caplog.text
