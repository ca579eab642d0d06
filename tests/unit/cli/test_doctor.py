"""`doctor` and `migrate`: what is well, what is not, and what to do."""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import doctor, migrate
from bot.listeners.diagnosis import FOLLOWING, REQUIRED, clock_finding, diagnose, scopes_finding
from tests.scenarios.fake_slack import FakeSlack, Trouble

NOW = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """A fresh Slack."""
    server = FakeSlack()
    yield server
    server.close()


@pytest.fixture
def environment(slack: FakeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Complete settings."""
    for name in ("SLACK_SIGNING_SECRET", "ADVISOR_EXPERT", "ADVISOR_KNOWLEDGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("SLACK_API_URL", slack.api)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/bot.db")
    return monkeypatch


def arguments(*, http: bool = False) -> object:
    """What the command is called with."""
    import argparse

    return argparse.Namespace(http=http)


def run(capsys: pytest.CaptureFixture[str], *, http: bool = False) -> tuple[int, str]:
    """Run the doctor; returns its exit code and what it prints."""
    code = doctor.run(arguments(http=http))  # type: ignore[arg-type]
    return code, capsys.readouterr().out


def test_everything_in_order_is_said_so(
    environment: pytest.MonkeyPatch, slack: FakeSlack, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.scopes = ",".join(REQUIRED)
    assert migrate.run(arguments()) == 0  # type: ignore[arg-type]
    code, printed = run(capsys)
    assert code == 0
    assert "FIX" not in printed
    assert "Everything is in order" in printed


def test_tables_that_are_not_made_yet_are_named_with_the_command(
    environment: pytest.MonkeyPatch, slack: FakeSlack, capsys: pytest.CaptureFixture[str]
) -> None:
    code, printed = run(capsys)
    assert code == 1
    assert "sales-advisor migrate" in printed


def test_migrating_twice_changes_nothing(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for words in ("from nothing", "up to date"):
        migrate.run(arguments())  # type: ignore[arg-type]
        assert words in capsys.readouterr().out


def test_the_tables_of_a_newer_release_are_left_alone_and_said_so(
    environment: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    migrate.run(arguments())  # type: ignore[arg-type]
    with contextlib.closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
    assert migrate.run(arguments()) == 0  # type: ignore[arg-type]
    assert "A newer release brought the database to version 0099" in capsys.readouterr().out


@pytest.mark.parametrize(("http", "missing"), [(False, ["BOT_TOKEN", "APP_TOKEN"]), (True, ["BOT_TOKEN", "SIGNING_SECRET"])])
def test_missing_settings_are_named_all_at_once_and_the_rest_still_looked_at(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], http: bool, missing: list[str]
) -> None:
    environment.delenv("SLACK_BOT_TOKEN")
    environment.delenv("SLACK_APP_TOKEN")
    code, printed = run(capsys, http=http)
    assert code == 1
    assert all(f"SLACK_{name}" in printed for name in missing)
    assert "Knowledge" in printed


@pytest.mark.parametrize(("method", "variable"), [("auth.test", "SLACK_BOT_TOKEN"), ("apps.connections.open", "SLACK_APP_TOKEN")])
def test_a_refused_token_is_named_with_where_to_copy_it_from(
    environment: pytest.MonkeyPatch, slack: FakeSlack, capsys: pytest.CaptureFixture[str], method: str, variable: str
) -> None:
    slack.trouble(method, Trouble(error="invalid_auth"))
    code, printed = run(capsys)
    assert code == 1
    assert f"Copy {variable} again" in printed


def test_slack_out_of_reach_is_told_as_such() -> None:
    findings = list(diagnose(bot_token="xoxb-1", app_token=None, api_url="http://127.0.0.1:9/api/"))
    assert [finding.well for finding in findings] == [False]
    assert "cannot be reached" in findings[0].found


def test_missing_scopes_are_named() -> None:
    finding = scopes_finding("chat:write, commands")
    assert not finding.well
    assert "im:history" in finding.found
    assert "manifest.yml" in finding.remedy


@pytest.mark.parametrize(("more", "expected"), [((), "mentions, direct messages"), (FOLLOWING, "replies without a mention")])
def test_what_the_scopes_allow_is_told(more: tuple[str, ...], expected: str) -> None:
    finding = scopes_finding(", ".join((*REQUIRED, *more)))
    assert finding.well
    assert expected in finding.found


@pytest.mark.parametrize(
    ("date", "well"),
    [
        ("Mon, 23 Nov 2026 12:00:30 GMT", True),
        ("Mon, 23 Nov 2026 11:57:30 GMT", False),
        ("Mon, 23 Nov 2026 12:03:00 GMT", False),
        ("", True),
        ("yesterday", True),
    ],
)
def test_a_clock_that_is_off_is_told(date: str, well: bool) -> None:
    finding = clock_finding(date, NOW)
    assert finding.well is well
    assert well or "NTP" in finding.remedy
