"""`doctor` and `migrate`: what is well, what is not, and what to do."""

from __future__ import annotations

import contextlib
import datetime
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from bot.cli import doctor, migrate
from bot.listeners.diagnosis import FOLLOWING, REQUIRED, clock_finding, diagnose, scopes_finding
from bot.listeners.errands import DeliveryStatus
from bot.listeners.health_server import HealthServer
from bot.listeners.readiness import Readiness
from bot.storage import migrator
from bot.storage.engine import make_engine
from bot.storage.migrator import SchemaState
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
    monkeypatch.setenv("PORT", "9")  # where nothing listens: no bot of the developer's own
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


def database_line(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The doctor's exit code and what it prints of the database."""
    code, printed = run(capsys)
    return code, printed.partition("Database: ")[2].partition("Bot token")[0]


def test_tables_that_are_not_made_yet_need_no_mending(
    environment: pytest.MonkeyPatch, slack: FakeSlack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.scopes = ",".join(REQUIRED)
    code, printed = database_line(capsys)
    assert code == 0
    assert "no tables yet; the bot makes them when it starts" in printed
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["/proc/bot.db", "{folder}/gone/bot.db", "{folder}/a-file/bot.db"])
def test_a_place_where_no_file_can_be_made_is_told_as_such(
    environment: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    (tmp_path / "a-file").touch()
    file = place.format(folder=tmp_path)
    environment.setenv("DATABASE_URL", f"sqlite:///{file}")
    code, printed = database_line(capsys)
    assert code == 1
    assert f"SQLite file {file}" in printed
    assert "sales-advisor migrate" not in printed


def read_only_engine(url: str, **options: bool) -> Engine:
    """An engine that may read alone."""
    engine = make_engine(url, **options)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
    return engine


def test_a_file_that_can_only_be_read_is_not_up_to_date(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    migrate.run(arguments())  # type: ignore[arg-type]
    environment.setattr(migrator, "make_engine", read_only_engine)  # the superuser who runs tests may write to any file
    code, printed = database_line(capsys)
    assert code == 1
    assert "readonly" in printed
    assert "up to date" not in printed


@pytest.mark.parametrize(("version", "code", "told"), [("0000", 0, "brings it to"), ("9999", 1, "Start the newer release")])
def test_tables_of_another_release_are_told_apart(
    environment: pytest.MonkeyPatch, slack: FakeSlack, capsys: pytest.CaptureFixture[str], version: str, code: int, told: str
) -> None:
    slack.scopes = ",".join(REQUIRED)
    environment.setattr(doctor, "schema_state", lambda url: SchemaState(found=version))
    found, printed = database_line(capsys)
    assert found == code
    assert told in printed


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


PAGE = "<html><body>Access denied by the proxy of Example Ltd</body></html>"


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (Trouble(429, "ratelimited", "7"), "ratelimited"),
        (Trouble(error="internal_error"), "internal_error"),
        (Trouble(200, body=PAGE), "(status 200)"),
        (Trouble(403, body=PAGE), "(status 403)"),
        (Trouble(502, body="<html>Bad gateway</html>"), "(status 502)"),
        (Trouble(500, body="oops"), "(status 500)"),
        (Trouble(error="team_access_not_granted"), "team_access_not_granted"),
    ],
)
def test_what_says_nothing_of_the_token_is_no_reason_to_copy_it_again(
    environment: pytest.MonkeyPatch,
    slack: FakeSlack,
    capsys: pytest.CaptureFixture[str],
    method: str,
    trouble: Trouble,
    told: str,
) -> None:
    slack.trouble(method, trouble)
    code, printed = run(capsys)
    assert code == 1
    assert told in printed
    assert "Copy" not in printed
    assert "html" not in printed


@pytest.mark.parametrize(("refusal", "code"), [(None, 0), ("Slack refuses the bot's token (token_revoked)", 1)])
def test_what_a_running_bot_says_of_itself_is_told(
    environment: pytest.MonkeyPatch, slack: FakeSlack, capsys: pytest.CaptureFixture[str], refusal: str | None, code: int
) -> None:
    slack.scopes = ",".join(REQUIRED)
    delivery = DeliveryStatus()
    for _ in range(3):
        delivery.note_undeliverable("channel_not_found")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment.setenv("PORT", str(port))
    server = HealthServer(Readiness(vital=[lambda: refusal], notes=[delivery.told]), port=port)
    server.start()
    try:
        assert run(capsys)[0] == code
        (finding,) = [one for one in doctor.examine(http=False) if one.name == "Running bot"]
    finally:
        server.stop()
    assert finding.well == (refusal is None)
    assert "answers that came 3 never (channel_not_found)" in finding.found
    assert "log" in finding.remedy


def test_slack_out_of_reach_is_told_as_such() -> None:
    findings = list(diagnose(bot_token="xoxb-1", app_token=None, api_url="http://127.0.0.1:9/api/"))
    assert [finding.well for finding in findings] == [False]
    assert findings[0].found == "Slack cannot be reached: Connection refused"


def test_missing_scopes_are_named() -> None:
    finding = scopes_finding("chat:write, commands")
    assert not finding.well
    assert "im:history" in finding.found
    assert "manifest.yml" in finding.remedy


@pytest.mark.parametrize(("curators", "well"), [("U0123456789, admins", True), ("U0123456789, S0123456789", False)])
def test_a_user_group_of_curators_needs_its_scope(
    environment: pytest.MonkeyPatch, slack: FakeSlack, curators: str, well: bool
) -> None:
    slack.scopes = ",".join(REQUIRED)
    environment.setenv("ADVISOR_CURATORS", curators)
    (finding,) = [one for one in doctor.examine(http=False) if one.name == "Scopes"]
    assert finding.well is well
    assert ("missing: usergroups:read" in finding.found) is not well


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
