"""An answer on its way to Slack over all its tries, what may become of one, and how posting goes on the whole.

PostponedError   it did not get through, or nobody knows; try again in so many seconds
GoneError        the workspace let the bot go: nothing can ever be posted there again
UnsettledError   it may have got through, nobody may look, and it has been repeated often enough
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from bot.domain.keys import new_id
from bot.errors import BotError
from bot.listeners.slack_status import TOKEN_REFUSED

logger = logging.getLogger(__name__)

GONE = TOKEN_REFUSED | {"team_access_not_granted"}
"""Slack's names for a workspace that let the bot go: with the token itself, or out of an installation that goes on elsewhere."""

EVENT_TYPE = "sales_advisor_answer"
"""Of the metadata that posts carry, so that one whose fate is unknown can be looked for."""

MOST_DOUBT = 4
HUNG, FAILED = 4, 1
"""What a try weighs that may have come through: a call that hung may well have, and is repeated once; one that Slack called
failed hardly has, and is repeated four times."""


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
    """How posting goes in this process. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._undeliverable: Counter[str] = Counter()

    def count(self, what: str) -> None:
        """Count a `post`, one `postponed`, or one `possibly doubled`."""
        with self._lock:
            self._counts[what] += 1

    def note_success(self) -> None:
        """Slack took a post."""
        self.count("posts")

    def note_undeliverable(self, code: str) -> bool:
        """Count an answer that can never come; returns whether it is the first for this reason."""
        with self._lock:
            self._undeliverable[code] += 1
            return self._undeliverable[code] == 1

    @property
    def possibly_doubled(self) -> int:
        """Posts that were repeated although an earlier try may have come through, where nobody could look."""
        return self._counts["possibly doubled"]

    def snapshot(self) -> dict[str, Any]:
        """Return all counters as plain data."""
        with self._lock:
            return {**self._counts, "undeliverable": dict(self._undeliverable)}

    def told(self) -> str | None:
        """Return what an operator should know, in a line; None where there is nothing."""
        with self._lock:
            never = [f"{count} never ({code})" for code, count in sorted(self._undeliverable.items())]
            doubled = self._counts["possibly doubled"]
        said = [*([f"{doubled} possibly twice"] if doubled else []), *never]
        return f"answers that came {', '.join(said)}" if said else None


@dataclass(slots=True)
class Errand:
    """One answer on its way to Slack, over all its tries. `since` is the time stamp that it cannot be older than.

    `uncertain` tells that an earlier try may have come through. `question` is the id its question is logged under.
    """

    key: str
    status: DeliveryStatus
    uncertain: bool = False
    since: str = ""
    failures: int = 0
    doubt: int = 0
    counted: bool = False
    question: str = field(default_factory=new_id)

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
        if self.doubt > MOST_DOUBT:
            raise UnsettledError("it may be out; repeated often enough")
        if not self.counted:
            self.counted = True
            self.status.count("possibly doubled")
            logger.info(
                "An answer is posted that may be out already, where I may not look; %d so far.", self.status.possibly_doubled
            )


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
