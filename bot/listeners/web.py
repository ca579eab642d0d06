"""The bot as a WSGI application: Slack's requests at one address, health and readiness beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from slack_bolt import App, BoltRequest

from bot.listeners.readiness import Readiness, health_page

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

EVENTS = "/slack/events"
LARGEST = 1_000_000
"""Bytes of a request that are read; Slack's own stay far below."""

_HEADERS = {"CONTENT_TYPE": "content-type", "CONTENT_LENGTH": "content-length"}


class Web:
    """Routes requests."""

    def __init__(self, app: App, readiness: Readiness) -> None:
        self._app = app
        self._readiness = readiness

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "")
        page = health_page(path, self._readiness)
        if page:
            return _plain(start_response, *page)
        if path == EVENTS and environ.get("REQUEST_METHOD") == "POST":
            return self._dispatch(environ, start_response)
        return _plain(start_response, "404 Not Found", "not found")

    def _dispatch(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = read_request(environ)
        if request is None:
            return _plain(start_response, "400 Bad Request", "not a request of Slack's")
        if not _may_be_signed(request):
            return _plain(start_response, "401 Unauthorized", "not signed by Slack")
        outcome = self._app.dispatch(request)
        headers = [(name, value) for name, values in outcome.headers.items() for value in values]
        start_response(f"{outcome.status} {'OK' if outcome.status == 200 else 'Refused'}", headers)
        return [(outcome.body or "").encode()]


def read_request(environ: WSGIEnvironment) -> BoltRequest | None:
    """Return the request in Bolt's words, None where Slack cannot have sent it: too long, not UTF-8, not the object it claims."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or len(length) > 9 or int(length) > LARGEST:
        return None
    try:
        body = environ["wsgi.input"].read(int(length)).decode("utf-8")
        return BoltRequest(body=body, query=environ.get("QUERY_STRING", ""), headers=_headers(environ))
    except (ValueError, TypeError, AttributeError, RecursionError):
        # Bolt reads the body before it checks who sent it, and trips over JSON that is no object.
        return None


_LONGEST_STAMP = 20
"""Digits of a time stamp; Slack's have ten."""


def _may_be_signed(request: BoltRequest) -> bool:
    """Whether time stamp and signature, where given, can be checked at all: Bolt trips over what is no number, or not ASCII."""
    stamps, signatures = (request.headers.get(f"x-slack-{name}", ()) for name in ("request-timestamp", "signature"))
    is_time = all(stamp.isascii() and stamp.isdigit() and len(stamp) <= _LONGEST_STAMP for stamp in stamps)
    return is_time and all(signature.isascii() for signature in signatures)


def _headers(environ: WSGIEnvironment) -> dict[str, str | Sequence[str]]:
    named = {name: value for key, name in _HEADERS.items() if (value := environ.get(key))}
    given: dict[str, str | Sequence[str]] = {
        key[5:].replace("_", "-").lower(): value for key, value in environ.items() if key.startswith("HTTP_")
    }
    return {**given, **named}


def _plain(start_response: StartResponse, status: str, text: str) -> Iterable[bytes]:
    content = text.encode()
    start_response(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(content)))])
    return [content]
