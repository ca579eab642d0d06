"""What becomes of a call to Slack that does not simply succeed: tried again later, looked for first, counted, or given up.

PostponedError   it did not get through, or nobody knows; try again in so many seconds
GoneError        the workspace let the bot go: nothing can ever be posted there again
UnsettledError   it may have got through, nobody may look, and it has been repeated often enough
"""

from __future__ import annotations

import hashlib
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, TypeVar
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.errors import BotError
from bot.listeners.retries import LONGEST_WAIT, retry_after

ResultT = TypeVar("ResultT")

GONE = frozenset({
    "account_inactive", "app_uninstalled", "invalid_auth", "not_authed", "team_access_not_granted", "token_expired",
    "token_revoked",
})  # fmt: skip
"""Slack's names for a token that opens nothing any more."""

_UNKNOWN_FATE = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})

LONGEST_PAUSE = 30.0
_FIRST_PAUSE = 0.25
"""Seconds before another try, doubled with every failure: Slack is seldom unwell for longer than a moment."""

EVENT_TYPE = "sales_advisor_answer"
"""Of the metadata that posts carry, so that one whose fate is unknown can be looked for."""

_MOST_DOUBT = 4
_HUNG, _FAILED = 4, 1
"""What a try weighs that may have come through: a call that hung may well have, and is repeated once; one that Slack called
failed hardly has, and is repeated four times."""

_TRIES_AT_ONCE = 3
"""How often a press is tried while the person waits; nothing remembers it afterwards."""


class PostponedError(BotError):
    """A call that is to be made again in `seconds`; the cause is Slack's refusal or the failed connection."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"to be tried again in {seconds:.1f} s")
        self.seconds = seconds


class GoneError(BotError):
    """The workspace has no use for answers any more; `code` is Slack's word for it."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Slack says {code}")
        self.code = code


class UnsettledError(BotError):
    """Nobody knows whether an answer is out, and one more repetition would be one too many."""


class DeliveryStatus:
    """How posting goes in this process: counters, and the token's trouble if there is any. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._undeliverable: Counter[str] = Counter()
        self.refused_token: str = ""

    def count(self, what: str) -> None:
        """Count a `post`, one `postponed`, or one `possibly doubled`."""
        with self._lock:
            self._counts[what] += 1

    def note_success(self) -> None:
        """Slack took a post."""
        self.refused_token = ""
        self.count("posts")

    def note_undeliverable(self, code: str) -> bool:
        """Count an answer that can never come; returns whether it is the first for this reason."""
        with self._lock:
            self._undeliverable[code] += 1
            if code in GONE:
                self.refused_token = code
            return self._undeliverable[code] == 1

    @property
    def possibly_doubled(self) -> int:
        """Posts that were repeated although an earlier try may have come through, where nobody could look."""
        return self._counts["possibly doubled"]

    def snapshot(self) -> dict[str, Any]:
        """Return all counters as plain data."""
        with self._lock:
            return {**self._counts, "undeliverable": dict(self._undeliverable), "refused token": self.refused_token}


@dataclass(slots=True)
class Errand:
    """One answer on its way to Slack, over all its tries. `since` is the time stamp that it cannot be older than.

    `uncertain` tells that an earlier try may have come through.
    """

    key: str
    status: DeliveryStatus
    uncertain: bool = False
    since: str = ""
    failures: int = 0
    doubt: int = 0
    counted: bool = False

    @property
    def mark(self) -> str:
        """What the post carries to be found by: opaque, for every app of the workspace can read it."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:20]

    @property
    def metadata(self) -> dict[str, Any]:
        """The post's metadata."""
        return {"event_type": EVENT_TYPE, "event_payload": {"answer": self.mark}}

    def doubts(self, weight: int) -> None:
        """Note that a try may have come through."""
        self.uncertain = True
        self.doubt += weight

    def repeat_unseen(self) -> None:
        """Note a repetition that may double the answer. Raises UnsettledError where there were enough of them."""
        if self.doubt > _MOST_DOUBT:
            raise UnsettledError("it may be out; repeated often enough")
        if not self.counted:
            self.counted = True
            self.status.count("possibly doubled")


_at_hand: ContextVar[Errand | None] = ContextVar("errand", default=None)


@contextmanager
def on_errand(errand: Errand) -> Iterator[None]:
    """Let whatever this thread posts belong to an answer that is tried again later where it does not get through."""
    token = _at_hand.set(errand)
    try:
        yield
    finally:
        _at_hand.reset(token)


def errand_at_hand() -> Errand | None:
    """Return the errand this thread is on, None for what is tried at once or not at all."""
    return _at_hand.get()


def deliver(
    send: Callable[[Errand], ResultT], *, key: str, look_for: Callable[[Errand], ResultT | None] | None = None
) -> ResultT:
    """Send as part of the errand at hand; without one (a press), try a few times at once, under a key of its own.

    `look_for` finds an earlier try that came through; it raises LookupError where nobody may look.
    Raises PostponedError or GoneError on an errand, else Slack's own error; its refusals in both cases.
    """
    errand = _at_hand.get()
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
            time.sleep(getattr(error, "seconds", 0.0))


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
            errand.doubts(_HUNG)
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
        errand.doubts(_FAILED)
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
