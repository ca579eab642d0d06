"""A process is killed or stopped under load: what it had acknowledged is answered by the next one."""

from __future__ import annotations

import itertools
import signal
from pathlib import Path

import pytest

from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.fake_socket import FakeSocket
from tests.scenarios.kills import Gunicorn, SocketBot, end_under_load, settings

SIGNALS = [signal.SIGKILL, signal.SIGTERM]


@pytest.fixture
def database_url(database: Path, tmp_path: Path) -> str:
    """A fresh database."""
    file = tmp_path / "bot.db"
    file.write_bytes(database.read_bytes())
    return f"sqlite:///{file}"


@pytest.mark.parametrize("number", SIGNALS)
def test_over_http(slack: FakeSlack, database_url: str, number: signal.Signals) -> None:
    environment = settings(slack, database_url)
    outcome = end_under_load(slack, database_url, lambda: Gunicorn(environment), number, questions=50, before=10)
    assert outcome.acknowledged >= 10
    assert outcome.unanswered == 0
    assert outcome.doubled == 0
    assert number is signal.SIGKILL or outcome.unseen == 0


@pytest.mark.parametrize("number", SIGNALS)
def test_over_socket_mode(slack: FakeSlack, database_url: str, number: signal.Signals) -> None:
    socket = FakeSocket()
    slack.websocket = socket.address
    environment, connections = settings(slack, database_url), itertools.count(1)
    try:
        outcome = end_under_load(
            slack,
            database_url,
            lambda: SocketBot(environment, socket, next(connections)),
            number,
            questions=50,
            before=10,
        )
    finally:
        socket.close()
    assert outcome.acknowledged >= 10
    assert outcome.unanswered == 0
    assert outcome.doubled == 0
    assert number is signal.SIGKILL or outcome.unseen == 0
