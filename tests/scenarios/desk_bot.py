"""The real app in this process, driven with signed requests."""

from __future__ import annotations

import dataclasses
import datetime
import os
import sqlite3
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import wait
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

from bot.advisor.ports import LearntStore
from bot.bootstrap.slack import SlackApp, build_slack_app, load
from bot.domain.clock import utc_now
from bot.domain.conversation import Conversation
from bot.knowledge.learnt_folder import LearntFolder
from bot.listeners.application import WORKERS
from bot.listeners.web import Web
from bot.rendering.limits import view_problems
from bot.settings import Settings
from bot.storage.stores import open_stores
from tests.scenarios.fake_slack import PATIENCE, FakeSlack
from tests.scenarios.payloads import DIRECT, SECRET, USER, environ, event

ROOT = Path(__file__).parents[2]


@dataclass
class SlackBot:
    """A running bot: `send` is a request from Slack, `finish` waits until everything begun is done."""

    parts: SlackApp
    web: Web
    address: str

    def send(self, payload: Mapping[str, Any], **how: Any) -> tuple[int, str]:
        """Send one signed request; returns status and body."""
        body, headers = environ(payload, **how)
        return self.request("POST", "/slack/events", body, headers)

    def request(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Send any request."""
        fields: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "SERVER_PROTOCOL": "HTTP/1.1"}
        setup_testing_defaults(fields)
        fields |= {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        for name, value in (headers or {}).items():
            key = name.upper().replace("-", "_")
            fields[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
        statuses: list[str] = []

        def begin(status: str, headers: Iterable[tuple[str, str]]) -> None:
            statuses.append(status)

        content = b"".join(self.web(fields, begin))  # type: ignore[arg-type]
        return int(statuses[0].split()[0]), content.decode()

    @property
    def reply_url(self) -> str:
        """An address for private answers."""
        return f"{self.address}/reply/1"

    def pass_time(self, hand: Hand, seconds: float) -> None:
        """Move the bot's clock on and make a round, as the bot does by itself every few seconds."""
        hand.seconds += seconds
        self.parts.rounds.make()
        self.parts.queue.open_gates()
        self.parts.queue.wake()

    def rest(self) -> None:
        """Wait until whatever is left waits for its time to come."""
        assert self.parts.queue.wait_until_resting(PATIENCE)

    def finish_work(self) -> None:
        """Wait until all that was begun is done; more can be sent afterwards."""
        assert self.parts.queue.wait_until_idle(PATIENCE)
        barrier = threading.Barrier(WORKERS)
        wait([self.parts.executor.submit(barrier.wait, PATIENCE) for _ in range(WORKERS)])

    def finish(self) -> None:
        """Wait until all that was begun is done; nothing can be sent afterwards."""
        assert self.parts.queue.wait_until_idle(PATIENCE)
        self.parts.finish()

    def stop(self) -> None:
        """Stop, as a process does that is told to, and let go of the database."""
        self.parts.finish()
        self.parts.close()


def home_of(bot: SlackBot, slack: FakeSlack, user: str = USER) -> Mapping[str, Any]:
    """Look at somebody's Home; returns the view as it was drawn."""
    count = len(slack.of("views.publish"))
    bot.send(event("app_home_opened", tab="home", channel=DIRECT, user=user))
    view: Mapping[str, Any] = slack.wait("views.publish", count + 1)[-1]["view"]
    bot.finish_work()
    assert view_problems(view) == []
    return view


class Hand:
    """A clock that a test moves: `now` in seconds that only go forward, calling it tells the moment."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        return self.seconds

    def __call__(self) -> datetime.datetime:
        return datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC) + datetime.timedelta(seconds=self.seconds)


class SharedLearnt:
    """What all tests of a run have learnt, each once, before what a database of one test keeps."""

    def __init__(self, own: LearntStore, shared: LearntStore) -> None:
        self._own = own
        self._shared = shared

    def find(self, *, stamp: str) -> bytes | None:
        content = self._shared.find(stamp=stamp)
        if content is not None:
            self._own.keep(stamp=stamp, content=content)
        return content

    def keep(self, *, stamp: str, content: bytes) -> None:
        self._own.keep(stamp=stamp, content=content)
        self._shared.keep(stamp=stamp, content=content)

    def forget(self, *, stamp: str) -> None:
        self._own.forget(stamp=stamp)
        self._shared.forget(stamp=stamp)


def start_bot(
    slack: FakeSlack, database: str, *, hand: Hand | None = None, shares_lessons: bool = True, **changes: Any
) -> SlackBot:
    """Build the app as it runs in production, with Slack replaced by its address alone; `hand` is its clock, if given.

    `shares_lessons`: what another test has learnt is not learnt again.
    """
    environment = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.api,
        "DATABASE_URL": database,
        "ADVISOR_CACHE": os.environ.get("ADVISOR_CACHE", ""),
    }
    settings = dataclasses.replace(Settings.from_env(environment, need="http"), **changes)
    times: dict[str, Any] = {"clock": hand} if hand else {}
    stores = open_stores(database, **times)
    if shares_lessons and settings.cache is not None:
        stores = dataclasses.replace(stores, learnt=SharedLearnt(stores.learnt, LearntFolder(settings.cache)))
    parts = build_slack_app(settings, load(None).over(stores), **times, **({"now": hand.now} if hand else {}))
    parts.rounds.start()
    return SlackBot(parts, Web(parts.app, parts.readiness), slack.address)


def leave_old_record(database: str) -> None:
    """Leave a conversation of half a year ago, as a bot that ran then."""
    stores = open_stores(database, clock=lambda: utc_now() - datetime.timedelta(days=180))
    stores.conversations.save(thread="T1:C1:1", conversation=Conversation(topic="churn"))
    stores.housekeeping.close()


def old_records(file: Path) -> int:
    """How many conversations there are."""
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM conversations WHERE thread = 'T1:C1:1'").fetchone()[0])
