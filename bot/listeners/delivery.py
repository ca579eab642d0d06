"""Sends to Slack what does not simply get through: tries again later, looks first whether it is there, or gives up."""

from __future__ import annotations

import random
from collections.abc import Callable
from http.client import HTTPException
from time import sleep
from typing import Any, TypeVar
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.listeners.errands import FAILED, GONE, HUNG, DeliveryStatus, Errand, GoneError, PostponedError, errand_at_hand
from bot.listeners.retries import LONGEST_WAIT, retry_after

ResultT = TypeVar("ResultT")

_UNKNOWN_FATE = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})

LONGEST_PAUSE = 30.0
_FIRST_PAUSE = 0.25
"""Seconds before another try, doubled with every failure: Slack is seldom unwell for longer than a moment."""

_TRIES_AT_ONCE = 3
"""How often a press is tried while the person waits; nothing remembers it afterwards."""


def deliver(
    send: Callable[[Errand], ResultT], *, key: str, look_for: Callable[[Errand], ResultT | None] | None = None
) -> ResultT:
    """Send as part of the errand at hand; without one (a press), try a few times at once, under a key of its own.

    `look_for` finds an earlier try that came through; it raises LookupError where nobody may look.
    Raises PostponedError or GoneError on an errand, else Slack's own error; its refusals in both cases.
    """
    errand = errand_at_hand()
    if errand is not None:
        return _try(errand, send, look_for)
    errand = Errand(key=key, status=DeliveryStatus())
    while True:
        try:
            return _try(errand, send, look_for)
        except (PostponedError, GoneError) as error:
            again = isinstance(error, PostponedError) and error.seconds <= LONGEST_WAIT and errand.failures < _TRIES_AT_ONCE
            if not again and error.__cause__ is not None:
                raise error.__cause__ from None
            sleep(getattr(error, "seconds", 0.0))


def _try(errand: Errand, send: Callable[[Errand], ResultT], look_for: Callable[[Errand], ResultT | None] | None) -> ResultT:
    try:
        if errand.uncertain:
            found = _settle(errand, look_for)
            if found is not None:
                return found
        result = send(errand)
    except SlackApiError as error:
        consequence = _consequence(errand, error)
        if consequence is error:
            raise
        raise consequence from error
    except (OSError, HTTPException) as error:
        # urllib wraps what went wrong before the request was out; after that, Slack may have acted on it.
        if not isinstance(error, URLError):
            errand.doubts(HUNG)
        raise _postponed(errand, None) from error
    errand.status.note_success()
    return result


def _settle(errand: Errand, look_for: Callable[[Errand], ResultT | None] | None) -> ResultT | None:
    """Find out whether an earlier try came through."""
    found = None
    try:
        if look_for is None:
            errand.repeat_unseen()
        else:
            found = look_for(errand)
    except LookupError:
        errand.repeat_unseen()
    errand.uncertain = False
    return found


def _consequence(errand: Errand, error: SlackApiError) -> Exception:
    """Return what a refusal comes to: another try, the end, or the refusal itself."""
    code, status = error_code(error), getattr(error.response, "status_code", 200)
    if status == 429 or code in _LIMITED:
        return _postponed(errand, retry_after(getattr(error.response, "headers", {})))
    if status >= 500 or code in _UNKNOWN_FATE or not code or " " in code:
        # A code with blanks is the SDK's own complaint about a body that is no JSON: some proxy's page.
        errand.doubts(FAILED)
        return _postponed(errand, None)
    return GoneError(code) if code in GONE else error


def _postponed(errand: Errand, seconds: float | None) -> PostponedError:
    errand.failures += 1
    errand.status.count("postponed")
    pause = min(LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(errand.failures - 1, 10))
    return PostponedError(pause * (1 + random.random() / 4) if seconds is None else seconds)


def error_code(error: SlackApiError) -> str:
    """Return Slack's name for what went wrong, or an empty string where it gave none."""
    answer: Any = error.response
    code = answer.get("error") if hasattr(answer, "get") else None
    return code if isinstance(code, str) else ""
