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
from slack_sdk.web import SlackResponse

from bot.listeners.connections import IDLE, MOST_KEPT, KeptConnections, LastingWebClient
from bot.listeners.posting import PostingWebClient
from bot.rendering.kept_block import KeptBlock


class Server(ThreadingHTTPServer):
    """A server of HTTP/1.1; notes from which port every call came, and answers as it is told."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.ports: list[int] = []
        self.requests: list[tuple[dict[str, str], object]] = []
        self.status, self.hangs_up, self.location, self.content = 200, False, "", b""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/api/"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((dict(self.headers), json.loads(body)))
        self.server.ports.append(self.client_address[1])
        if self.server.hangs_up:
            self.close_connection = True
            return
        self.answer(self.server.status, {"ok": self.server.status == 200, "error": "told_so"})

    def do_GET(self) -> None:
        self.answer(200, {"ok": True, "moved": True})

    def answer(self, status: int, body: object) -> None:
        content = self.server.content or json.dumps(body).encode()
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


@pytest.fixture(params=[LastingWebClient, PostingWebClient])
def client(server: Server, request: pytest.FixtureRequest) -> Iterator[LastingWebClient]:
    client = request.param("xoxb-1", base_url=server.address, timeout=30, retry_handlers=[])
    yield client
    client.kept.close()


def post(client: WebClient) -> SlackResponse:
    """Post something: with the one client as the SDK does it, with the other as a request of its own."""
    return client.chat_postMessage(channel="C1", text="hello")


def test_calls_one_after_the_other_share_a_connection(server: Server, client: LastingWebClient) -> None:
    for _ in range(3):
        assert post(client)["ok"]
    assert len(server.ports) == 3
    assert len(set(server.ports)) == 1


def test_calls_at_the_same_time_do_not(server: Server, client: LastingWebClient) -> None:
    place = server.address.removesuffix("/api/")
    post(client)
    in_use = client.kept.take(place)
    post(client)
    assert len(set(server.ports)) == 2
    assert in_use is not None
    in_use.close()


def test_refusals_are_told_as_the_sdk_tells_them_and_the_connection_stays(server: Server, client: LastingWebClient) -> None:
    server.status = 429
    for _ in range(2):
        with pytest.raises(SlackApiError) as refused:
            post(client)
        assert refused.value.response.status_code == 429
        assert refused.value.response["error"] == "told_so"
    assert len(set(server.ports)) == 1


def test_what_is_no_json_is_told_as_no_code_of_slacks(server: Server, client: LastingWebClient) -> None:
    server.content = b"<html>a proxy's page</html>"
    with pytest.raises(SlackApiError) as refused:
        post(client)
    assert " " in refused.value.response["error"]


def test_a_post_of_kept_blocks_says_what_the_sdk_would(server: Server) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "Größe \u2028 “✓”\n<&>"}}, {"type": "divider"}]
    fields = {"channel": "C1", "text": "é\n", "thread_ts": None, "unfurl_links": False, "metadata": {"event_type": "x"}}
    for make, drawn in ((LastingWebClient, blocks), (PostingWebClient, [KeptBlock(blocks[0]), blocks[1]])):
        client = make("xoxb-1", base_url=server.address, timeout=30, retry_handlers=[], headers={"X-Own": "1"})
        client.chat_postMessage(blocks=drawn, **fields)
        client.kept.close()
    (headers, body), (own_headers, own_body) = server.requests
    assert own_body == body
    assert {**own_headers, "Content-Length": ""} == {**headers, "Content-Length": ""}


def test_redirects_are_followed_as_urllib_does(server: Server, client: LastingWebClient) -> None:
    server.status, server.location = 302, f"{server.address}elsewhere"
    plain = WebClient("xoxb-1", base_url=server.address, timeout=30, retry_handlers=[])
    assert post(client).data == post(plain).data == {"ok": True, "moved": True}


def test_a_server_that_hangs_up_without_a_word_leaves_the_fate_of_the_call_open(server: Server, client: LastingWebClient) -> None:
    post(client)
    server.hangs_up = True
    with pytest.raises(ConnectionError) as lost:
        post(client)
    assert not isinstance(lost.value, URLError)
    server.hangs_up = False
    assert post(client)["ok"]


def test_a_connection_that_the_server_closed_meanwhile_is_not_used_again(server: Server, client: LastingWebClient) -> None:
    post(client)
    place = server.address.removesuffix("/api/")
    connection = client.kept.take(place)
    assert connection is not None
    connection.sock.shutdown(2)  # both sides see the end
    client.kept.give(place, connection)
    assert post(client)["ok"]
    assert len(set(server.ports)) == 2


def test_a_call_that_cannot_go_out_says_so(server: Server, client: LastingWebClient) -> None:
    server.shutdown()
    server.server_close()
    with pytest.raises(URLError):
        post(client)


def test_behind_a_proxy_all_stays_with_the_sdk(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = server.address.removesuffix("/api/")
    monkeypatch.setenv("HTTP_PROXY", proxy)
    client = PostingWebClient("xoxb-1", base_url="http://slack.invalid/api/", timeout=30, retry_handlers=[])
    assert client.proxy == proxy
    for _ in range(2):
        assert post(client)["ok"]
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
