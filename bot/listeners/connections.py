"""Connections to Slack that are kept open between calls: a new one costs more than the call, with TLS many times more.

All else stays the SDK's and urllib's: timeouts, certificates, redirects, proxies, what is an error and what is tried again.
"""

from __future__ import annotations

import select
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage, HTTPResponse
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, Request, build_opener, getproxies

from slack_sdk import WebClient

IDLE = 5.0
"""Seconds after which a connection that nobody used is given up: far sooner than a server does, for a request that crosses with
the server's goodbye is lost, and nobody knows whether Slack acted on it."""

MOST_KEPT = 32
"""Connections kept at most: one for every thread that answers."""


class KeptConnections:
    """The connections at rest, by scheme and host. Thread-safe; a connection in use belongs to its caller."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._resting: list[tuple[str, HTTPConnection, float]] = []
        weakref.finalize(self, _close_all, self._resting)

    def take(self, place: str) -> HTTPConnection | None:
        """Return a connection that is still open, the one used last; None where there is none."""
        while True:
            with self._lock:
                found = next((one for one in reversed(self._resting) if one[0] == place), None)
                if found is None:
                    return None
                self._resting.remove(found)
            _, connection, since = found
            if self._now() - since < IDLE and not _is_spoken_to(connection):
                return connection
            connection.close()

    def give(self, place: str, connection: HTTPConnection) -> None:
        """Lay a connection down for the next call; the one that rested longest makes room."""
        with self._lock:
            self._resting.append((place, connection, self._now()))
            surplus = self._resting.pop(0)[1] if len(self._resting) > MOST_KEPT else None
        if surplus is not None:
            surplus.close()

    def use(
        self, place: str, make: Callable[[], HTTPConnection], send: Callable[[HTTPConnection], HTTPResponse]
    ) -> tuple[HTTPResponse, bytes]:
        """Send on a kept connection, or on one that is made; return the answer and its body. Raises what `send` raises."""
        connection = self.take(place) or make()
        with ExitStack() as ends:
            ends.callback(connection.close)
            answer = send(connection)
            body = answer.read()
            if not answer.will_close:
                ends.pop_all()
                self.give(place, connection)
        return answer, body

    def close(self) -> None:
        """Close all that rest."""
        with self._lock:
            resting, self._resting[:] = list(self._resting), []
        _close_all(resting)


def _close_all(resting: list[tuple[str, HTTPConnection, float]]) -> None:
    for _, connection, _ in resting:
        connection.close()


def _is_spoken_to(connection: HTTPConnection) -> bool:
    """Whether the server said something that nobody asked for, which is most likely that it hangs up."""
    if not hasattr(select, "poll"):  # Windows
        return bool(select.select([connection.sock], [], [], 0)[0])
    poll = select.poll()
    poll.register(connection.sock, select.POLLIN)
    return bool(poll.poll(0))


@dataclass(slots=True)
class _Answer:
    """An answer read to its end, as urllib's own handlers and errors look at one."""

    code: int
    msg: str
    headers: HTTPMessage
    url: str
    body: bytes

    def info(self) -> HTTPMessage:
        return self.headers

    def read(self) -> bytes:
        return self.body

    def close(self) -> None:
        """Nothing is left to close."""


class _Lasting:
    """Opens a request on a kept connection, as `AbstractHTTPHandler.do_open` does on a new one."""

    kept: KeptConnections

    def do_open(self, http_class: Callable[..., HTTPConnection], request: Request, **arguments: Any) -> _Answer:
        """Send the request, return its answer. Raises URLError where it did not get out, what http.client raises after that."""
        headers = {name.title(): value for name, value in request.header_items()}

        def send(connection: HTTPConnection) -> HTTPResponse:
            try:
                connection.request(request.get_method(), request.selector, request.data, headers)
            except OSError as error:
                raise URLError(error) from error
            return connection.getresponse()

        place = f"{request.type}://{request.host}"
        answer, body = self.kept.use(place, lambda: http_class(request.host, timeout=request.timeout, **arguments), send)
        return _Answer(answer.status, answer.reason, answer.headers, request.full_url, body)


class _LastingHTTP(_Lasting, HTTPHandler):  # type: ignore[misc]  # typeshed wants http.client's own response
    """For http, as in tests."""


class _LastingHTTPS(_Lasting, HTTPSHandler):  # type: ignore[misc]  # the same
    """For https."""


class LastingWebClient(WebClient):
    """Slack's client, which keeps its connections. Behind a proxy, and whatever it is not made for, it does as the SDK does."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Take what the SDK's client takes."""
        super().__init__(*arguments, **named)
        self.kept = KeptConnections()
        self._opener = None if self.proxy or getproxies() else self._lasting_opener()

    def _lasting_opener(self) -> OpenerDirector:
        handlers = (_LastingHTTP(), _LastingHTTPS(context=self.ssl))
        for handler in handlers:
            handler.kept = self.kept
        return build_opener(*handlers)

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        if self._opener is None or not url.lower().startswith(("http:", "https:")):
            return super()._perform_urllib_http_request_internal(url, req)
        answer = self._opener.open(req, timeout=self.timeout)
        body = answer.read()
        if answer.headers.get_content_type() != "application/gzip":
            body = body.decode(answer.headers.get_content_charset() or "utf-8")
        return {"status": answer.code, "headers": answer.headers, "body": body}
