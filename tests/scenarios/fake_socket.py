"""Slack's side of Socket Mode: a web socket on loopback that sends envelopes and keeps what comes back."""

from __future__ import annotations

import contextlib
import itertools
import json
import socket
import threading
from collections.abc import Mapping
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from tests.scenarios.fake_slack import PATIENCE


class FakeSocket:
    """Speaks with one bot at a time or with several; `send` goes to the connection that came `which`-th."""

    def __init__(self) -> None:
        self.acknowledged: list[Mapping[str, Any]] = []
        self._known: set[str] = set()
        self._connections: list[ServerConnection] = []
        self._changed = threading.Condition()
        self._numbers = itertools.count(1)
        self._server = serve(self._serve, "127.0.0.1", 0)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}/link"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()

    def wait_for_connections(self, number: int = 1) -> None:
        self._wait(lambda: len(self._connections) >= number, "no connection")

    def send(self, payload: Mapping[str, Any], *, which: int = -1, retry: int = 0) -> str:
        """Send an envelope; returns its id."""
        envelope = f"e{next(self._numbers)}"
        kinds = {"event_callback": "events_api", None: "slash_commands"}
        kind = kinds.get(payload.get("type"), "interactive")
        body = {"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": kind != "events_api"}
        body |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""} if kind == "events_api" else {}
        self._connections[which].send(json.dumps(body))
        return envelope

    def try_to_send(self, payload: Mapping[str, Any]) -> str:
        """Send an envelope on the newest connection; returns an empty id where it is gone."""
        try:
            return self.send(payload)
        except ConnectionClosed:
            return ""

    def was_acknowledged(self, envelope: str, seconds: float) -> bool:
        """Whether an envelope is acknowledged before the seconds have passed."""
        with self._changed:
            return bool(envelope) and self._changed.wait_for(lambda: envelope in self._known, seconds)

    def disconnect(self, which: int = -1) -> None:
        """Ask the bot to move to another connection, as Slack does every few hours."""
        self._connections[which].send(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))

    def wait_for(self, envelope: str) -> Mapping[str, Any]:
        """Wait until an envelope is acknowledged."""
        self._wait(lambda: any(one["envelope_id"] == envelope for one in self.acknowledged), f"{envelope} not acknowledged")
        return next(one for one in self.acknowledged if one["envelope_id"] == envelope)

    def _wait(self, reached: Any, complaint: str) -> None:
        with self._changed:
            assert self._changed.wait_for(reached, PATIENCE), complaint

    def _serve(self, connection: ServerConnection) -> None:
        connection.send(json.dumps({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}}))
        with self._changed:
            self._connections.append(connection)
            self._changed.notify_all()
        try:
            for text in connection:
                with self._changed:
                    self.acknowledged.append(json.loads(text))
                    self._known.add(self.acknowledged[-1]["envelope_id"])
                    self._changed.notify_all()
        except ConnectionClosed:
            pass


class Wire:
    """The network between the bot and a FakeSocket, which can be cut: `fall_silent` loses what is sent, `break_off` hangs up."""

    def __init__(self, target: str) -> None:
        host, _, port = target.removeprefix("ws://").partition("/")[0].partition(":")
        self._target = (host, int(port))
        self._silent = threading.Event()
        self._ends: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    @property
    def address(self) -> str:
        return f"ws://127.0.0.1:{self._door.getsockname()[1]}/link"

    def fall_silent(self) -> None:
        """Lose everything from now on, on the connections there are, as a cable that was pulled out does."""
        self._silent.set()
        self._silent = threading.Event()

    def break_off(self) -> None:
        """Hang up on both sides."""
        for end in self._ends:
            _shut(end)

    def close(self) -> None:
        _shut(self._door)
        self._door.close()
        self.break_off()
        for thread in self._threads:
            thread.join()
        for end in self._ends:
            end.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._door.accept()
                far = socket.create_connection(self._target)
                self._ends += [near, far]
                for ends in ((near, far), (far, near)):
                    self._threads.append(threading.Thread(target=_pass_on, args=(*ends, self._silent)))
                    self._threads[-1].start()


def _pass_on(source: socket.socket, sink: socket.socket, silent: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            if not silent.is_set():
                sink.sendall(data)
    if not silent.is_set():
        _shut(sink)


def _shut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
