"""The web process as the Procfile starts it: gunicorn with two workers on one database, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.storage.migrator import migrate
from tests.scenarios.desk_bot import ROOT, leave_old_record, old_records, start_bot
from tests.scenarios.fake_slack import FakeSlack, Trouble
from tests.scenarios.payloads import SECRET, direct, environ, mention
from tests.scenarios.processes import bare_environment, web_call
from tests.scenarios.test_teaching import ANSWER, CURATOR, FILLED, SELLER, choose, send, teach_on
from tests.unit.storage.conftest import Cluster

CYCLE = "how long is an enterprise sales cycle?"


class WebProcess:
    """gunicorn on a free port; what it logs is read as it comes."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(web_call(), cwd=ROOT, env=dict(environment), stderr=subprocess.PIPE, text=True)
        self._lines: list[str] = []
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self.address = re.search(r"http://\S+", self.wait_for("Listening at")).group()  # type: ignore[union-attr]

    def _read(self) -> None:
        for line in self._process.stderr:  # type: ignore[union-attr]
            with self._changed:
                self._lines.append(line)
                self._changed.notify_all()

    def wait_for(self, words: str, times: int = 1) -> str:
        """Wait until lines with these words were logged so many times, and return the first."""
        with self._changed:
            told = lambda: sum(words in line for line in self._lines) >= times  # noqa: E731
            assert self._changed.wait_for(told, 240), self._lines
            return next(line for line in self._lines if words in line)

    def told(self, words: str) -> bool:
        """Whether a line with these words was logged."""
        with self._changed:
            return any(words in line for line in self._lines)

    def get(self, path: str) -> tuple[int, str]:
        """Ask for a page."""
        with urllib.request.urlopen(self.address + path, timeout=240) as page:
            return page.status, page.read().decode()

    def send(self, payload: Mapping[str, Any]) -> int:
        """Send one signed request on a connection of its own."""
        body, headers = environ(payload)
        request = urllib.request.Request(f"{self.address}/slack/events", data=body, headers={**headers, "Connection": "close"})
        with urllib.request.urlopen(request, timeout=240) as page:
            return int(page.status)

    def terminate(self) -> None:
        self._process.send_signal(signal.SIGTERM)

    def end(self) -> int:
        """Wait for the end; returns the exit code."""
        code = self._process.wait(timeout=240)
        self._reader.join()
        self._process.stderr.close()  # type: ignore[union-attr]
        return code

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            self.end()


@pytest.fixture
def web(slack: FakeSlack, database: Path, tmp_path: Path) -> Iterator[WebProcess]:
    """A running web process."""
    file = tmp_path / "bot.db"
    file.write_bytes(database.read_bytes())
    leave_old_record(f"sqlite:///{file}")
    chosen = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": slack.api}
    process = WebProcess({**bare_environment(), **chosen, "DATABASE_URL": f"sqlite:///{file}"})
    yield process
    process.kill()


def test_two_workers_answer_once_and_a_stop_in_mid_answer_finishes_it(web: WebProcess, slack: FakeSlack, tmp_path: Path) -> None:
    assert web.get("/healthz") == (200, "ok")
    assert web.get("/readyz") == (200, "ready")
    asked = mention(CYCLE)
    assert [web.send(asked) for _ in range(4)] == [200] * 4
    assert len(slack.wait("chat.postMessage")) == 1
    hold = threading.Event()
    slack.trouble("chat.postMessage", Trouble(hold=hold))
    assert web.send(direct(CYCLE, user="U2")) == 200
    slack.wait("chat.postMessage", 2)
    web.terminate()
    web.wait_for("Handling signal: term")
    assert len(slack.shown) == 1
    hold.set()
    assert web.end() == 0
    assert len(slack.shown) == 2
    assert old_records(tmp_path / "bot.db") == 0, "what was past its time went at the start"
    assert not (tmp_path / "bot.db-wal").exists(), "the database was let go of"


def test_what_one_process_is_taught_another_answers_on_one_postgresql(slack: FakeSlack, cluster: Cluster) -> None:
    url = cluster.create("taught")
    migrate(url)
    bot = start_bot(slack, url, curators=CURATOR)
    chosen = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": slack.api}
    # A cache that cannot be written, as in a container without a home: what was learnt comes from the database.
    process = WebProcess({**bare_environment(), **chosen, "DATABASE_URL": url, "ADVISOR_CACHE": os.devnull})
    try:
        send(bot, teach_on(bot, slack, SELLER), user=SELLER, **FILLED)
        choose(bot, slack, "publish")
        process.wait_for("Snapshot 2 answers", 2)
        posted = len(slack.posts)
        assert process.send(mention("which discount do resellers get?")) == 200
        assert ANSWER in str(slack.wait("chat.postMessage", posted + 1)[-1])
        assert not process.told("has learnt"), "one process learnt, and left it in the database"
    finally:
        process.kill()
        bot.stop()
