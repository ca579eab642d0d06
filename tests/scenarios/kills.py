"""Kills and stops of the real processes under load: what both the scenarios and the full proofs do, in their measure."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from sqlalchemy import create_engine, select

from bot.storage.engine import parse_url
from bot.storage.tables import seen_events
from tests.scenarios.desk_bot import ROOT
from tests.scenarios.fake_slack import PATIENCE, FakeSlack
from tests.scenarios.fake_socket import FakeSocket
from tests.scenarios.payloads import SECRET, direct, environ, mention
from tests.scenarios.processes import bare_environment

CYCLE = "how long is an enterprise sales cycle?"


def settings(slack: FakeSlack, database: str) -> dict[str, str]:
    """The environment of a bot process."""
    chosen = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": SECRET}
    chosen |= {"SLACK_API_URL": slack.api, "DATABASE_URL": database, "ADVISOR_LOG_LEVEL": "WARNING"}
    return {**bare_environment(), **chosen}


def question(number: int) -> dict[str, Any]:
    """A question of one of 500 people, in direct messages and in channels by turns."""
    if number % 2:
        return mention(CYCLE, user=f"U{number % 500}", channel=f"C{number % 500}")
    return direct(CYCLE, user=f"U{number % 500}", channel=f"D{number % 500}")


class Gunicorn:
    """The web process as the Procfile starts it."""

    def __init__(self, environment: Mapping[str, str], *, workers: int = 2) -> None:
        processes = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines())
        line = processes["web"].replace("${WEB_CONCURRENCY:-2}", str(workers)).replace("0.0.0.0:${PORT:-3000}", "127.0.0.1:0")
        call = [sys.executable, "-m", "gunicorn", *shlex.split(line)[1:]]
        self.process = subprocess.Popen(
            call, cwd=ROOT, env=dict(environment), stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        self.address = ""
        for logged in self.process.stderr or ():
            if found := re.search(r"Listening at: (http://\S+)", logged):
                self.address = found.group(1)
                break
        self._reader = threading.Thread(target=lambda: self.process.stderr.read(), daemon=True)  # type: ignore[union-attr]
        self._reader.start()

    def send(self, payload: Mapping[str, Any]) -> bool:
        """Send one request; returns whether it was acknowledged."""
        body, headers = environ(payload)
        request = urllib.request.Request(f"{self.address}/slack/events", data=body, headers={**headers, "Connection": "close"})
        try:
            with urllib.request.urlopen(request, timeout=20) as page:
                return bool(page.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def end(self, number: signal.Signals) -> None:
        """Send a signal (SIGKILL to all its processes) and wait for the end."""
        if number is signal.SIGKILL:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)
        self.process.wait(timeout=PATIENCE)
        self._reader.join()
        self.process.stderr.close()  # type: ignore[union-attr]


class SocketBot:
    """`sales-advisor slack` in a process of its own, on the socket of the stand-in."""

    def __init__(self, environment: Mapping[str, str], socket: FakeSocket, connection: int) -> None:
        call = [sys.executable, "-m", "bot", "slack"]
        self.process = subprocess.Popen(call, cwd=ROOT, env=dict(environment), stderr=subprocess.DEVNULL)
        self._socket = socket
        socket.wait_for_connections(connection)

    def send(self, payload: Mapping[str, Any]) -> bool:
        """Send one envelope; returns whether it was acknowledged."""
        return self._socket.was_acknowledged(self._socket.try_to_send(payload), seconds=5)

    def end(self, number: signal.Signals) -> None:
        """Send a signal and wait for the end."""
        self.process.send_signal(number)
        self.process.wait(timeout=PATIENCE)


@dataclass(frozen=True)
class Outcome:
    """How many questions were acknowledged, how many of these have no answer, how many have more than one: `doubled` where the
    bot knew better, or may look whether its answer is out; `unseen` in a channel where it may not, of an item at work at the end.
    """

    acknowledged: int
    unanswered: int
    doubled: int
    unseen: int


def undone(database: str) -> set[str]:
    """The time stamps of the questions that are not marked done."""
    engine = create_engine(parse_url(database))
    with engine.connect() as connection:
        keys = connection.scalars(select(seen_events.c.key).where(seen_events.c.leased_until.is_not(None))).all()
    engine.dispose()
    return {key.rsplit(":", 1)[-1] for key in keys}


def end_under_load(
    slack: FakeSlack,
    database: str,
    start: Callable[[], Gunicorn | SocketBot],
    number: signal.Signals,
    *,
    questions: int,
    before: int,
    senders: int = 8,
    within: float = PATIENCE,
) -> Outcome:
    """Send questions, end the process in their midst when `before` are acknowledged and as many answers out, start anew, and count.

    Answers have `within` seconds from the restart on.
    """
    first = start()
    asked = [question(at) for at in range(questions)]
    acknowledged: list[str] = []
    enough, over = threading.Event(), threading.Event()

    def send(some: list[dict[str, Any]]) -> None:
        for one in some:
            if not over.is_set() and first.send(one):
                acknowledged.append(one["event"]["ts"])
                if len(acknowledged) >= before:
                    enough.set()

    with ThreadPoolExecutor(senders) as pool:
        running = [pool.submit(send, asked[at::senders]) for at in range(senders)]
        slack.wait("chat.postMessage", before)
        # What a sender sent last may be answered before the sender has read that it was acknowledged.
        assert enough.wait(within)
        first.end(number)
        over.set()
        for one in running:
            one.result()
    left = undone(database)
    second = start()
    deadline = time.monotonic() + within
    while time.monotonic() < deadline and set(acknowledged) - {post["thread_ts"] for post in slack.shown}:
        slack.wait_for_change(0.2)
    second.end(signal.SIGTERM)
    answers = Counter((post["channel"], post["thread_ts"]) for post in slack.shown)
    answered = {ts for _, ts in answers}
    twice = [key for key, count in answers.items() if count > 1]
    unseen = [key for key in twice if key[0].startswith("C") and key[1] in left]
    return Outcome(
        acknowledged=len(acknowledged),
        unanswered=len(set(acknowledged) - answered),
        doubled=len(twice) - len(unseen),
        unseen=len(unseen),
    )
