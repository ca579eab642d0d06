"""What is told about the bot's health, and what is known of Slack."""

from __future__ import annotations

import datetime
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.cli import health
from bot.listeners.health_server import HealthServer
from bot.listeners.readiness import Readiness
from bot.listeners.slack_status import FRESH, SlackStatus

PATIENT = 30.0
"""Seconds; no check in these tests comes near."""


class Clock:
    """A clock that stands still until it is told to move."""

    def __init__(self) -> None:
        self.now = datetime.datetime(2026, 3, 1, 9, 0, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        return self.now


def test_what_the_bot_does_without_is_named_and_it_is_ready_all_the_same() -> None:
    checks = {"database": lambda: False, "Slack": lambda: True, "inbox": lambda: False}
    report = Readiness(checks=checks, patience=PATIENT).report()
    assert (report.ready, report.text) == (True, "ready, without: database, inbox")


def test_only_what_keeps_every_answer_from_leaving_makes_it_not_ready() -> None:
    readiness = Readiness(checks={"database": lambda: False}, vital=[lambda: None, lambda: "no token"], patience=PATIENT)
    report = readiness.report()
    assert (report.ready, report.text) == (False, "not ready: no token")


def test_notes_stand_on_lines_of_their_own_in_either_state() -> None:
    readiness = Readiness(notes=[lambda: "3 answers could not be delivered: channel_not_found", lambda: None])
    assert readiness.report().text.splitlines() == ["ready", "3 answers could not be delivered: channel_not_found"]
    readiness.vital.append(lambda: "no token")
    assert readiness.report().text.splitlines()[1:] == ["3 answers could not be delivered: channel_not_found"]


def test_a_check_that_hangs_counts_as_unwell_and_is_not_started_again_while_it_does() -> None:
    hold, began = threading.Event(), []

    def hang() -> bool:
        began.append(True)
        return hold.wait(PATIENT)

    readiness = Readiness(checks={"database": hang}, patience=0.01)
    assert [readiness.report().text for _ in range(3)] == ["ready, without: database"] * 3
    assert len(began) == 1
    hold.set()
    readiness.patience = PATIENT
    assert readiness.report().text == "ready"


def test_what_a_check_brings_to_light_is_told_at_once() -> None:
    status = SlackStatus()

    def ask() -> bool:
        status.note("token_revoked")
        return True

    report = Readiness(checks={"Slack": ask}, vital=[status.refusal], patience=PATIENT).report()
    assert (report.ready, report.text) == (False, "not ready: Slack refuses the bot's token (token_revoked)")


def test_a_refused_token_is_logged_once_and_so_is_its_end(caplog: pytest.LogCaptureFixture) -> None:
    status = SlackStatus()
    for code in (None, "channel_not_found", "token_revoked", "account_inactive", "ratelimited"):
        status.note(code)
    assert status.refusal() == "Slack refuses the bot's token (account_inactive)", "a rate limit says nothing of the token"
    status.note("token_revoked", method="chat.postMessage")
    status.note(None, method="users.info")
    assert status.refusal() == "Slack refuses the bot's token (token_revoked)", "another method is no proof"
    status.note(None, method="auth.test")
    assert status.refusal() is None
    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.WARNING]
    assert "SLACK_BOT_TOKEN" in caplog.text


def test_slack_is_asked_only_where_it_was_not_heard_of_lately() -> None:
    clock, asked = Clock(), []
    status = SlackStatus(clock=clock)

    def ask() -> None:
        asked.append(clock.now)
        status.note(None)

    assert [status.reached(ask) for _ in range(3)] == [True] * 3
    assert len(asked) == 1
    clock.now += FRESH
    assert status.reached(ask)
    assert len(asked) == 2


def test_slack_out_of_reach_is_asked_every_time() -> None:
    def ask() -> None:
        raise ConnectionRefusedError

    status = SlackStatus()
    assert [status.reached(ask) for _ in range(2)] == [False] * 2


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> int:
    """A free port, set for the command."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = int(probe.getsockname()[1])
    monkeypatch.setenv("PORT", str(number))
    return number


@pytest.fixture
def readiness(port: int) -> Iterator[Readiness]:
    """The readiness of a process that can be asked at the port."""
    told = Readiness(patience=PATIENT)
    server = HealthServer(told, port=port)
    server.start()
    yield told
    server.stop()


def ask(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """What the command returns and prints."""
    code = health.run(None)  # type: ignore[arg-type]
    out, err = capsys.readouterr()
    return code, (out + err).strip()


def test_the_command_says_what_the_process_says(readiness: Readiness, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(capsys) == (0, "ready")
    readiness.notes.append(lambda: "1 answer could not be delivered")
    readiness.vital.append(lambda: "no connection to Slack")
    assert ask(capsys) == (1, "not ready: no connection to Slack\n1 answer could not be delivered")


def test_the_command_says_so_where_nothing_answers(port: int, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = ask(capsys)
    assert code == 1
    assert f"Nothing answers on 127.0.0.1:{port}" in said
    assert "the same PORT" in said


def test_the_command_is_not_fooled_by_another_program(port: int, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(socket.create_server(("127.0.0.1", port))) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello")

        thread = threading.Thread(target=answer)
        thread.start()
        code, said = ask(capsys)
        thread.join()
    assert code == 1
    assert "Another program answers" in said


def test_a_port_that_is_taken_is_said_in_the_log_and_stops_nothing(
    readiness: Readiness, port: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    second = HealthServer(Readiness(), port=port)
    second.start()
    second.stop()
    assert f"port {port} is taken" in caplog.text


def test_the_health_server_serves_nothing_else(readiness: Readiness, port: int) -> None:
    import urllib.error
    import urllib.request

    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENT) as page:
        assert page.read() == b"ok"
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/slack/events", timeout=PATIENT)
    assert caught.value.code == 404
    caught.value.close()
