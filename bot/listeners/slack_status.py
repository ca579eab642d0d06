"""What Slack last said to the bot's token: whether answers can leave at all."""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Callable

from bot.domain.clock import Clock, utc_now

logger = logging.getLogger(__name__)

TOKEN_REFUSED = frozenset({
    "account_inactive", "app_uninstalled", "invalid_auth", "not_authed", "token_expired", "token_revoked",
})  # fmt: skip
"""Slack's names for a token that opens nothing any more, whatever is asked with it.
That Slack refuses it is logged here and nowhere else: whatever call met it, it is one fault."""

REMEDY = "Slack refuses SLACK_BOT_TOKEN. Copy it again from OAuth & Permissions, or install the app to the workspace again."

_PROOF = "auth.test"

FRESH = datetime.timedelta(minutes=1)
"""For so long Slack's last word counts; after that `reached` asks anew. `auth.test` may be asked hundreds of times a minute."""


class SlackStatus:
    """One for a process. Whoever calls Slack notes what came back; whoever must know, asks here. Thread-safe."""

    def __init__(self, *, clock: Clock = utc_now) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._refusal: str | None = None
        self._refused_method = ""
        self._heard_at: datetime.datetime | None = None
        self._scopes: frozenset[str] | None = None

    def note(self, code: str | None, *, method: str = _PROOF) -> None:
        """Note what Slack answered to a method: None where it did what was asked, else its name for what is wrong.

        A refusal is over when the method that met it first, or `auth.test`, succeeds.
        """
        with self._lock:
            before, self._heard_at = self._refusal, self._clock()
            if code in TOKEN_REFUSED:
                self._refused_method = self._refused_method if before else method
                self._refusal = code
            elif code is None and method in (self._refused_method, _PROOF):
                self._refusal = None
            now = self._refusal
        if now and not before:
            logger.warning("%s (%s) Until then no answer can leave.", REMEDY, now)
        elif before and not now:
            logger.warning("Slack takes the token again.")

    def note_scopes(self, header: str) -> None:
        """Note what Slack says the bot may do, as its header lists it."""
        scopes = frozenset(scope.strip() for scope in header.split(",")) - {""}
        with self._lock:
            self._scopes = scopes or self._scopes

    def hears_threads(self) -> bool:
        """Whether Slack sends the bot replies that do not mention it; True as long as Slack has not told."""
        with self._lock:
            return self._scopes is None or "channels:history" in self._scopes

    def refusal(self) -> str | None:
        """Return why no answer can leave, None where Slack takes the token as far as is known."""
        with self._lock:
            return f"Slack refuses the bot's token ({self._refusal})" if self._refusal else None

    def reached(self, ask: Callable[[], object]) -> bool:
        """Whether Slack can be reached: heard of within FRESH, or answering `ask`, which notes what comes back.

        `ask` may raise OSError where there is no way to Slack.
        """
        with self._lock:
            if self._heard_at is not None and self._clock() - self._heard_at < FRESH:
                return True
        try:
            ask()
        except OSError:
            return False
        return True
