"""`chat.postMessage` as a request of its own: most of what the bot says, so it goes out with as little ado as there can be.

The SDK looks through every message for its own objects, writes it as JSON again and goes through urllib: a third of a
millisecond each time, for what is known before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

from slack_sdk.http_retry import HttpRequest, RetryState
from slack_sdk.http_retry import HttpResponse as Heard
from slack_sdk.web import SlackResponse

from bot.listeners.connections import LastingWebClient
from bot.rendering.kept_block import block_json

POST = "chat.postMessage"
_UNREADABLE = "an answer that is no JSON object"
"""Takes the place of Slack's code for what is wrong; with blanks, as the SDK's own words for it."""


class PostingWebClient(LastingWebClient):
    """Slack's client, whose posts are sent as they are. All else, and whatever a post meets on its way, is as with the SDK."""

    def chat_postMessage(self, **fields: Any) -> SlackResponse:  # noqa: N802  the SDK's own name
        """Post a message of the SDK's fields. Raises SlackApiError where Slack refuses, URLError where it did not get out.

        Later on, when Slack may have acted on it, it raises any other OSError or an HTTPException.
        """
        if self._opener is None:
            return super().chat_postMessage(**fields)
        answer, content = self.kept.use(self._place, self._connection, self._sender(body_of(fields)))
        if 300 <= answer.status < 400:
            return super().chat_postMessage(**fields)
        data = _read(content)
        self._tell_handlers(answer, data)
        told: SlackResponse = SlackResponse(
            client=self,
            http_verb="POST",
            api_url=self._url,
            req_args={},
            data=data or {"ok": False, "error": _UNREADABLE},
            headers=dict(answer.headers),
            status_code=answer.status,
        )
        told.validate()  # type: ignore[no-untyped-call]
        return told

    @cached_property
    def _url(self) -> str:
        return f"{self.base_url}{POST}"

    @cached_property
    def _request(self) -> HttpRequest:
        """What the handlers look at of a request: its address."""
        return HttpRequest(method="POST", url=self._url, headers={})

    @cached_property
    def _state(self) -> RetryState:
        return RetryState()

    @cached_property
    def _place(self) -> str:
        parts = urlsplit(self._url)
        return f"{parts.scheme}://{parts.netloc}"

    @cached_property
    def _head(self) -> str:
        """The request up to the length of its body."""
        parts = urlsplit(self._url)
        headers = {
            "Host": parts.netloc,
            "Accept-Encoding": "identity",
            **self.headers,
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json;charset=utf-8",
        }
        lines = (f"{name}: {value}" for name, value in headers.items())
        return "\r\n".join((f"POST {parts.path} HTTP/1.1", *lines, "Content-Length: "))

    def _connection(self) -> HTTPConnection:
        parts = urlsplit(self._url)
        if parts.scheme == "https":
            return HTTPSConnection(parts.netloc, timeout=self.timeout, context=self.ssl)
        return HTTPConnection(parts.netloc, timeout=self.timeout)

    def _sender(self, body: str) -> _Sender:
        return _Sender(f"{self._head}{len(body)}\r\n\r\n{body}".encode("ascii"))

    def _tell_handlers(self, answer: HTTPResponse, data: dict[str, Any] | None) -> None:
        """Let the handlers hear the answer, as the SDK does. None of ours repeats a post (see `bot.listeners.retries`)."""
        if answer.status != 200:
            return
        heard = Heard(status_code=answer.status, headers=dict(answer.headers), body=data or {})
        for handler in self.retry_handlers:
            handler.can_retry(state=self._state, request=self._request, response=heard)


class _Sender:
    """Sends one request over a connection and returns the answer to it, of which the body is still to be read."""

    def __init__(self, request: bytes) -> None:
        self._request = request

    def __call__(self, connection: HTTPConnection) -> HTTPResponse:
        """Raise URLError where the request did not get out, what http.client raises after that."""
        try:
            if connection.sock is None:
                connection.connect()
            connection.sock.sendall(self._request)
        except OSError as error:
            raise URLError(error) from error
        with ExitStack() as ends:
            answer = HTTPResponse(connection.sock, method="POST")
            ends.callback(answer.close)
            answer.begin()
            ends.pop_all()
        return answer


_json = json.JSONEncoder().encode


def body_of(fields: Mapping[str, Any]) -> str:
    """Return a message as JSON in ASCII, without what is None; blocks that are kept are not written anew."""
    written = (
        f'"{name}": {_blocks_json(value) if name == "blocks" else _json(value)}'
        for name, value in fields.items()
        if value is not None
    )
    return f"{{{', '.join(written)}}}"


def _blocks_json(blocks: Sequence[Mapping[str, Any]]) -> str:
    return f"[{', '.join(map(block_json, blocks))}]"


def _read(content: bytes) -> dict[str, Any] | None:
    """The answer's data, None where it holds none."""
    try:
        data = json.loads(content)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None
