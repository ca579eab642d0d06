"""Connections to Slack are kept, but never one that may be dead, and what goes wrong is told as urllib tells it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.listeners.connections import IDLE, MOST_KEPT, KeptConnections, LastingWebClient


class Server(ThreadingHTTPServer):
    """A server of HTTP/1.1; notes from which port every call came, and answers as it is told."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.ports: list[int] = []
        self.status, self.hangs_up, self.location = 200, False, ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/api/"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.ports.append(self.client_address[1])
        if self.server.hangs_up:
            self.close_connection = True
            return
        self.answer(self.server.status, {"ok": self.server.status == 200, "error": "told_so"})

    def do_GET(self) -> None:
        self.answer(200, {"ok": True, "moved": True})

    def answer(self, status: int, body: object) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        if status == 302:
            self.send_header("Location", self.server.location)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def client(server: Server) -> Iterator[LastingWebClient]:
    client = LastingWebClient("xoxb-1", base_url=server.address, timeout=30, retry_handlers=[])
    yield client
    client.kept.close()


def test_calls_one_after_the_other_share_a_connection(server: Server, client: LastingWebClient) -> None:
    for _ in range(3):
        assert client.chat_postMessage(channel="C1", text="hello")["ok"]
    assert len(server.ports) == 3
    assert len(set(server.ports)) == 1


def test_calls_at_the_same_time_do_not(server: Server, client: LastingWebClient) -> None:
    place = server.address.removesuffix("/api/")
    client.api_test()
    in_use = client.kept.take(place)
    client.api_test()
    assert len(set(server.ports)) == 2
    assert in_use is not None
    in_use.close()


def test_refusals_are_told_as_the_sdk_tells_them_and_the_connection_stays(server: Server, client: LastingWebClient) -> None:
    server.status = 429
    for _ in range(2):
        with pytest.raises(SlackApiError) as refused:
            client.api_test()
        assert refused.value.response.status_code == 429
        assert refused.value.response["error"] == "told_so"
    assert len(set(server.ports)) == 1


def test_redirects_are_followed_as_urllib_does(server: Server, client: LastingWebClient) -> None:
    server.status, server.location = 302, f"{server.address}elsewhere"
    plain = WebClient("xoxb-1", base_url=server.address, timeout=30, retry_handlers=[])
    assert client.api_test().data == plain.api_test().data == {"ok": True, "moved": True}


def test_a_server_that_hangs_up_without_a_word_leaves_the_fate_of_the_call_open(server: Server, client: LastingWebClient) -> None:
    client.api_test()
    server.hangs_up = True
    with pytest.raises(ConnectionError) as lost:
        client.api_test()
    assert not isinstance(lost.value, URLError)
    server.hangs_up = False
    assert client.api_test()["ok"]


def test_a_connection_that_the_server_closed_meanwhile_is_not_used_again(server: Server, client: LastingWebClient) -> None:
    client.api_test()
    place = server.address.removesuffix("/api/")
    connection = client.kept.take(place)
    assert connection is not None
    connection.sock.shutdown(2)  # both sides see the end
    client.kept.give(place, connection)
    assert client.api_test()["ok"]
    assert len(set(server.ports)) == 2


def test_a_call_that_cannot_go_out_says_so(server: Server) -> None:
    port = server.server_address[1]
    server.shutdown()
    server.server_close()
    client = LastingWebClient("xoxb-1", base_url=f"http://127.0.0.1:{port}/api/", timeout=30, retry_handlers=[])
    with pytest.raises(URLError):
        client.api_test()


def test_behind_a_proxy_all_stays_with_the_sdk(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = server.address.removesuffix("/api/")
    monkeypatch.setenv("HTTP_PROXY", proxy)
    client = LastingWebClient("xoxb-1", base_url="http://slack.invalid/api/", timeout=30, retry_handlers=[])
    assert client.proxy == proxy
    for _ in range(2):
        assert client.api_test()["ok"]
    assert len(set(server.ports)) == 2


def test_connections_that_rested_for_long_or_are_too_many_are_given_up(server: Server) -> None:
    seconds = 0.0
    kept = KeptConnections(now=lambda: seconds)

    def opened() -> HTTPConnection:
        connection = HTTPConnection("127.0.0.1", server.server_address[1])
        connection.connect()
        kept.give("here", connection)
        return connection

    opened()
    seconds = IDLE
    assert kept.take("here") is None
    first, *_, last = [opened() for _ in range(MOST_KEPT + 1)]
    assert first.sock is None
    assert kept.take("there") is None
    assert kept.take("here") is last
    last.close()
    kept.close()
