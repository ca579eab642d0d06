"""A recording stand-in for Slack's Web API, served over HTTP on loopback, which can be told to fail."""

from __future__ import annotations

import contextlib
import json
import threading
import time
import urllib.parse
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TEAM, BOT_USER, BOT_ID = "T1", "UBOT", "B1"
PATIENCE = 240.0
"""Seconds; only a machine busy with other things comes near."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request Slack received: `method` such as `chat.postMessage`, or `reply` for an address of a command or press."""

    method: str
    payload: Mapping[str, Any]
    token: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What to answer instead: a status, an error code, a Retry-After; `hold` is waited for before anything is answered.

    `counts` tells that a post appears all the same.
    """

    status: int = 200
    error: str | None = None
    retry_after: str | None = None
    hold: threading.Event | None = None
    counts: bool = False
    body: str | None = None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


@dataclass
class FakeSlack:
    """Slack as the bot sees it. `locales` are people's settings, `external` the channels shared with other companies.

    `admins` and `guests` are people by their role, `groups` the members of user groups. `readable` begins the channels whose history the bot may read; `slow` are channels that take one message a second by `now`.
    """

    readable: str = "D"
    admins: set[str] = field(default_factory=set)
    guests: set[str] = field(default_factory=set)
    groups: dict[str, list[str]] = field(default_factory=dict)
    slow: set[str] = field(default_factory=set)
    now: Callable[[], float] = time.monotonic

    locales: dict[str, str] = field(default_factory=dict)
    external: set[str] = field(default_factory=set)
    invisible: set[str] = field(default_factory=set)
    websocket: str = ""
    scopes: str = "chat:write"
    enterprise: str | None = None

    def __post_init__(self) -> None:
        self.calls: list[Call] = []
        self._troubles: dict[str, deque[Trouble]] = defaultdict(deque)
        self._changed = threading.Condition()
        self._stamps = 0
        self._shown: list[dict[str, Any]] = []
        self._open_at: dict[str, float] = {}
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def api(self) -> str:
        return f"{self.address}/api/"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def trouble(self, method: str, *troubles: Trouble) -> None:
        """Answer the next calls of a method with these, one each."""
        self._troubles[method].extend(troubles)

    def of(self, method: str) -> list[Mapping[str, Any]]:
        with self._changed:
            return [call.payload for call in self.calls if call.method == method]

    @property
    def posts(self) -> list[Mapping[str, Any]]:
        return self.of("chat.postMessage")

    @property
    def replies(self) -> list[Mapping[str, Any]]:
        return self.of("reply")

    def wait(self, method: str, times: int = 1) -> list[Mapping[str, Any]]:
        """Wait until a method was called so often; fails after PATIENCE seconds."""
        with self._changed:
            enough = self._changed.wait_for(lambda: sum(c.method == method for c in self.calls) >= times, PATIENCE)
        assert enough, f"{method} was called {len(self.of(method))} times, not {times}: {self.calls}"
        return self.of(method)

    def wait_for_change(self, seconds: float) -> None:
        """Wait until another call comes, or the seconds have passed."""
        with self._changed:
            self._changed.wait(seconds)

    def _take(self, call: Call) -> tuple[int, dict[str, str], str]:
        with self._changed:
            self.calls.append(call)
            self._changed.notify_all()
            trouble = self._troubles[call.method].popleft() if self._troubles[call.method] else None
        if trouble and trouble.counts:
            self._posted(call.payload)
        if trouble and trouble.hold:
            assert trouble.hold.wait(PATIENCE)
        if trouble is None and call.method == "chat.postMessage" and self._is_too_soon(call.payload["channel"]):
            trouble = Trouble(429, "ratelimited", "1")
        if trouble and (trouble.status != 200 or trouble.error or trouble.body is not None):
            headers = {"Retry-After": trouble.retry_after} if trouble.retry_after is not None else {}
            body = trouble.body if trouble.body is not None else json.dumps({"ok": False, "error": trouble.error or "trouble"})
            return trouble.status, headers, body
        return 200, {}, "ok" if call.method == "reply" else json.dumps({"ok": True, **self._result(call)})

    def _result(self, call: Call) -> dict[str, Any]:
        results: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
            "auth.test": lambda _: {
                "team_id": TEAM,
                "enterprise_id": self.enterprise,
                "user_id": BOT_USER,
                "bot_id": BOT_ID,
                "url": "x",
                "team": "x",
                "user": "x",
            },
            "users.info": lambda asked: {
                "user": {
                    "id": asked["user"],
                    "locale": self.locales.get(asked["user"], "en-US"),
                    "is_admin": asked["user"] in self.admins,
                    "is_restricted": asked["user"] in self.guests,
                }
            },
            "usergroups.users.list": lambda asked: {"users": self.groups.get(asked["usergroup"], [])},
            "conversations.info": lambda asked: {
                "channel": {"id": asked["channel"], "is_ext_shared": asked["channel"] in self.external}
            },
            "chat.postMessage": self._posted,
            "chat.getPermalink": lambda asked: {
                "permalink": f"https://x.slack.com/archives/{asked['channel']}/p{asked['message_ts']}"
            },
            "conversations.history": self._history,
            "conversations.replies": self._history,
            "apps.connections.open": lambda _: {"url": self.websocket},
            "views.open": lambda asked: {"view": {"id": "V1", "hash": "h1"}},
        }
        return results.get(call.method, lambda _: {})(call.payload)

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The posts that people see."""
        with self._changed:
            return list(self._shown)

    def _posted(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        with self._changed:
            self._stamps += 1
            ts = f"1900000000.{self._stamps:06}"
            self._shown.append({**asked, "ts": ts})
            return {"channel": asked["channel"], "ts": ts}

    def _is_too_soon(self, channel: str) -> bool:
        with self._changed:
            if channel not in self.slow:
                return False
            now = self.now()
            if now < self._open_at.get(channel, now):
                return True
            self._open_at[channel] = now + 1.0
            return False

    def _history(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        here = [one for one in self.shown if one["channel"] == asked["channel"]]
        return {"messages": [one for one in here if asked.get("ts") in (None, one.get("thread_ts"))]}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        slack = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                method = "reply" if self.path.startswith("/reply") else self.path.rpartition("/")[2]
                token = self.headers.get("Authorization", "").removeprefix("Bearer ")
                payload = _parse(body, self.headers.get("Content-Type", ""))
                reads = method in ("conversations.history", "conversations.replies")
                if reads and not payload["channel"].startswith(tuple(slack.readable)):
                    self._answer(200, {}, '{"ok": false, "error": "missing_scope"}')
                    return
                if method == "conversations.info" and payload["channel"] in slack.invisible:
                    self._answer(200, {}, '{"ok": false, "error": "channel_not_found"}')
                    return
                self._answer(*slack._take(Call(method, payload, token)))

            do_GET = do_POST

            def _answer(self, status: int, headers: dict[str, str], body: str) -> None:
                content = body.encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.send_header("x-oauth-scopes", slack.scopes)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(BrokenPipeError):
                    self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name is the base class's
                """Say nothing."""

        return Handler


def _parse(body: str, content_type: str) -> dict[str, Any]:
    if content_type.startswith("application/json"):
        found: dict[str, Any] = json.loads(body or "{}")
        return found
    fields: dict[str, Any] = dict(urllib.parse.parse_qsl(body))
    return {name: json.loads(value) if value[:1] in "[{" else value for name, value in fields.items()}
