"""How often and how long a call to Slack is tried again: seldom and briefly, because a worker thread waits meanwhile.

Posts are left out: whether and when one is repeated is decided in `bot.listeners.delivery`, for a second one would be seen.
"""

# ruff: noqa: ARG002  the arguments are those of Slack's library

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from time import sleep
from typing import Any

from slack_sdk.http_retry import ConnectionErrorRetryHandler, HttpRequest, HttpResponse, RateLimitErrorRetryHandler, RetryHandler
from slack_sdk.http_retry.builtin_handlers import ServerErrorRetryHandler
from slack_sdk.http_retry.state import RetryState

from bot.listeners.slack_status import SlackStatus

LONGEST_WAIT = 10.0
"""Seconds; asked to wait longer, the call fails and the person is told, instead of a thread sleeping for minutes."""

SOON = 0.1
"""Seconds before a call is made once more: what was the matter is mostly over, and somebody waits."""


class _Harmless(RetryHandler):
    """Lets another handler decide, save about posts. `pause` tells how many seconds to wait after an answer, or after none."""

    def __init__(self, handler: RetryHandler, pause: Callable[[HttpResponse | None], float]) -> None:
        super().__init__(max_retry_count=handler.max_retry_count)
        self._handler = handler
        self._pause = pause

    def _can_retry(
        self, *, state: RetryState, request: HttpRequest, response: HttpResponse | None = None, error: Exception | None = None
    ) -> bool:
        if request.url.rpartition("/")[2].startswith("chat.post") or self._pause(response) > LONGEST_WAIT:
            return False
        return self._handler.can_retry(state=state, request=request, response=response, error=error)

    def prepare_for_next_attempt(
        self, *, state: RetryState, request: HttpRequest, response: HttpResponse | None = None, error: Exception | None = None
    ) -> None:
        """Wait, and a little random more so that threads do not come back all at once."""
        state.next_attempt_requested = True
        sleep(self._pause(response) + random.random() * SOON)
        state.increment_current_attempt()


class StatusNoting(RetryHandler):
    """Tries nothing again, but hears every answer of the Web API, whoever asked, and notes it. To stand first in the list."""

    def __init__(self, status: SlackStatus) -> None:
        super().__init__()
        self._status = status

    def can_retry(
        self, *, state: RetryState, request: HttpRequest, response: HttpResponse | None = None, error: Exception | None = None
    ) -> bool:
        """Note whether Slack did what was asked; no reason to retry."""
        body = response.body if response is not None else None
        if body and "ok" in body:
            method = request.url.rpartition("/")[2]
            self._status.note(None if body["ok"] else str(body.get("error")), method=method)
            named = (value for name, value in response.headers.items() if name.lower() == "x-oauth-scopes") if response else ()
            for scopes in named:
                self._status.note_scopes(scopes[0] if isinstance(scopes, list) else scopes)
        return False


def retry_handlers() -> list[RetryHandler]:
    """Return fresh handlers: one more try after a lost connection or a server error, two after a rate limit; none for posts."""
    return [
        _Harmless(ConnectionErrorRetryHandler(max_retry_count=1), _soon),
        _Harmless(RateLimitErrorRetryHandler(max_retry_count=2), _as_asked),
        _Harmless(ServerErrorRetryHandler(max_retry_count=1), _soon),
    ]


def _soon(_: HttpResponse | None) -> float:
    return SOON


def _as_asked(answer: HttpResponse | None) -> float:
    return retry_after(answer.headers) if answer is not None else 1.0


def retry_after(headers: Mapping[str, Any]) -> float:
    """Return the seconds Slack asks to wait; one where it does not say."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            try:
                return max(0.0, float(value[0] if isinstance(value, list) else value))
            except (ValueError, IndexError):
                return 1.0
    return 1.0
