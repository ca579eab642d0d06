"""Requests over HTTP: signed ones are taken, all others refused; health is told."""

from __future__ import annotations

import json
import time

import pytest

from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.payloads import environ, mention

CYCLE = "how long is an enterprise sales cycle?"


def test_a_request_signed_with_another_secret_is_refused(
    bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    status, _ = bot.send(mention("a stranger's words"), secret="f" * 32)
    bot.finish()
    assert status == 401
    assert slack.posts == []
    assert "stranger" not in caplog.text


def test_an_unsigned_request_is_refused(bot: SlackBot, slack: FakeSlack) -> None:
    body, headers = environ(mention(CYCLE))
    assert bot.request("POST", "/slack/events", body, {"Content-Type": headers["Content-Type"]})[0] == 401
    bot.finish()
    assert slack.posts == []


@pytest.mark.parametrize("age", [-3_600, 3_600])
def test_a_request_out_of_its_time_is_refused(bot: SlackBot, slack: FakeSlack, age: int) -> None:
    assert bot.send(mention(CYCLE), at=time.time() + age)[0] == 401
    bot.finish()
    assert slack.posts == []


@pytest.mark.parametrize(
    "headers",
    [
        *({"X-Slack-Request-Timestamp": stamp} for stamp in ("", "x", "1e9", "-1", " 1", "1_0", "٣", "²", "9" * 5000, "1.5")),
        *({"X-Slack-Signature": signature} for signature in ("", "v0=", "v0=ÿ", "v0=" + "é" * 64, "x" * 9000)),
    ],
)
def test_a_header_that_cannot_be_slacks_is_refused_without_a_crash(
    bot: SlackBot, slack: FakeSlack, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    body, signed = environ(mention(CYCLE))
    assert bot.request("POST", "/slack/events", body, signed | headers)[0] == 401
    bot.finish()
    assert slack.posts == []
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe\x00", b"payload=%7B", b"[1]", b"null", b"payload=1", b"{}" * 600_000])
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_garbage_is_refused_without_a_crash(bot: SlackBot, body: bytes, kind: str) -> None:
    status, _ = bot.request("POST", "/slack/events", body, {"Content-Type": kind})
    assert status in (400, 401)


def test_slacks_own_check_of_the_address_is_answered(bot: SlackBot) -> None:
    status, body = bot.send({"type": "url_verification", "challenge": "c1"})
    assert (status, json.loads(body)["challenge"]) == (200, "c1")


@pytest.mark.parametrize(("path", "expected"), [("/healthz", (200, "ok")), ("/readyz", (200, "ready"))])
def test_health_is_told(bot: SlackBot, path: str, expected: tuple[int, str]) -> None:
    assert bot.request("GET", path) == expected


@pytest.mark.parametrize(("method", "path"), [("GET", "/slack/events"), ("GET", "/"), ("POST", "/other"), ("DELETE", "/x")])
def test_anything_else_is_not_there(bot: SlackBot, method: str, path: str) -> None:
    assert bot.request(method, path)[0] == 404
