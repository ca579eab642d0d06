"""Nothing acknowledged is lost and nothing is answered twice, in full measure; run by `make proof`, figures are printed."""

from __future__ import annotations

import itertools
import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bot.storage.migrator import migrate
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.fake_socket import FakeSocket
from tests.scenarios.kills import Gunicorn, SocketBot, end_under_load, question, settings

EVENTS, DELIVERIES, SENDERS = 2000, 4, 16
QUESTIONS, BEFORE = 1000, 300
WITHIN = 30.0
"""Seconds after the restart within which everything acknowledged is to be answered."""

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database of each kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/bot.db"
    else:
        cluster: Any = request.getfixturevalue("cluster")
        url = cluster.create(f"proof_{tmp_path.name[-20:].replace('-', '_')}".lower())
    migrate(url)
    return url


def test_two_thousand_events_delivered_four_times_to_two_processes_are_two_thousand_answers(
    slack: FakeSlack, database_url: str
) -> None:
    processes = [Gunicorn(settings(slack, database_url), workers=1) for _ in range(2)]
    asked = [question(number) for number in range(EVENTS)]
    deliveries = [(processes[turn % 2], one) for turn in range(DELIVERIES) for one in asked]
    # The four deliveries of an event come close together, and to both processes at once.
    deliveries.sort(key=lambda pair: pair[1]["event"]["ts"])
    with ThreadPoolExecutor(SENDERS) as senders:
        acknowledged = list(senders.map(lambda pair: pair[0].send(pair[1]), deliveries))
    slack.wait("chat.postMessage", EVENTS)
    for process in processes:
        process.end(signal.SIGTERM)
    answers = Counter(post["thread_ts"] for post in slack.shown)
    print(f"\n{len(answers)} of {EVENTS} answered, {sum(count > 1 for count in answers.values())} doubled")
    assert all(acknowledged)
    assert len(answers) == EVENTS
    assert max(answers.values()) == 1


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("way", ["http", "socket mode"])
def test_what_an_ended_process_acknowledged_is_answered_within_thirty_seconds_of_the_restart(
    slack: FakeSlack, database_url: str, way: str, number: signal.Signals
) -> None:
    environment = settings(slack, database_url)
    if way == "http":
        outcome = end_under_load(
            slack,
            database_url,
            lambda: Gunicorn(environment),
            number,
            questions=QUESTIONS,
            before=BEFORE,
            senders=16,
            within=WITHIN,
        )
    else:
        socket, connections = FakeSocket(), itertools.count(1)
        slack.websocket = socket.address
        try:
            outcome = end_under_load(
                slack,
                database_url,
                lambda: SocketBot(environment, socket, next(connections)),
                number,
                questions=QUESTIONS,
                before=BEFORE,
                senders=16,
                within=WITHIN,
            )
        finally:
            socket.close()
    print(f"\n{way}, {number.name}: {outcome}")
    assert outcome.acknowledged >= BEFORE
    assert outcome.unanswered == 0
    assert outcome.doubled * 1000 <= outcome.acknowledged
