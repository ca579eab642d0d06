"""How often and how long a call to Slack is tried again: seldom and briefly, because a worker thread waits meanwhile.

Posts are left out: whether and when one is repeated is decided in `bot.listeners.delivery`, for a second one would be seen.
"""

# ruff: noqa: ARG002  the arguments are those of Slack's library

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from typing import Any

from slack_sdk.http_retry import ConnectionErrorRetryHandler, HttpRequest, HttpResponse, RateLimitErrorRetryHandler, RetryHandler
from slack_sdk.http_retry.builtin_handlers import ServerErrorRetryHandler
from slack_sdk.http_retry.builtin_interval_calculators import BackoffRetryIntervalCalculator
from slack_sdk.http_retry.state import RetryState

from bot.listeners.slack_status import SlackStatus

LONGEST_WAIT = 10.0
"""Seconds; asked to wait longer, the call fails and the person is told, instead of a thread sleeping for minutes."""


class CappedRateLimitRetryHandler(RateLimitErrorRetryHandler):
    """Waits as long as Slack asks in `Retry-After`, but gives up at once where that is longer than LONGEST_WAIT."""

    def _can_retry(
        self, *, state: RetryState, request: HttpRequest, response: HttpResponse | None = None, error: Exception | None = None
    ) -> bool:
        limited = response is not None and response.status_code == 429
        return limited and response is not None and _wait(response) <= LONGEST_WAIT

    def prepare_for_next_attempt(
        self, *, state: RetryState, request: HttpRequest, response: HttpResponse | None = None, error: Exception | None = None
    ) -> None:
        """Sleep as long as Slack asks, and a little random more so that threads do not come back all at once."""
        state.next_attempt_requested = True
        time.sleep((_wait(response) if response is not None else 1.0) + random.random() * 0.1)
        state.increment_current_attempt()


class _Harmless(RetryHandler):
    """Lets another handler decide, save about posts."""

    def __init__(self, handler: RetryHandler) -> None:
        super().__init__(max_retry_count=handler.max_retry_count, interval_calculator=handler.interval_calculator)
        self._handler = handler

    def _can_retry(
        self, *, state: RetryState, request: HttpRequest, response: HttpResponse | None = None, error: Exception | None = None
    ) -> bool:
        if request.url.rpartition("/")[2].startswith("chat.post"):
            return False
        return self._handler.can_retry(state=state, request=request, response=response, error=error)

    def prepare_for_next_attempt(
        self, *, state: RetryState, request: HttpRequest, response: HttpResponse | None = None, error: Exception | None = None
    ) -> None:
        """Wait as the other handler does."""
        self._handler.prepare_for_next_attempt(state=state, request=request, response=response, error=error)


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
    soon = BackoffRetryIntervalCalculator(backoff_factor=0.1)
    return [
        _Harmless(ConnectionErrorRetryHandler(max_retry_count=1, interval_calculator=soon)),
        _Harmless(CappedRateLimitRetryHandler(max_retry_count=2)),
        _Harmless(ServerErrorRetryHandler(max_retry_count=1, interval_calculator=soon)),
    ]


def _wait(answer: HttpResponse) -> float:
    return retry_after(answer.headers)


def retry_after(headers: Mapping[str, Any]) -> float:
    """Return the seconds Slack asks to wait; one where it does not say."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            try:
                return max(0.0, float(value[0] if isinstance(value, list) else value))
            except (ValueError, IndexError):
                return 1.0
    return 1.0
