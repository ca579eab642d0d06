"""Works on the items of the inbox: answers, writes what the answer changes, and sees to what went wrong."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType

from slack_sdk import WebClient

from bot.advisor.drafts import drafting
from bot.advisor.ports import ANSWER_WITHIN, Changes, Inbox
from bot.domain.clock import Clock, utc_now
from bot.domain.inbox import InboxItem
from bot.listeners.errands import DeliveryStatus, Errand, GoneError, PostponedError, on_errand
from bot.listeners.slack_status import TOKEN_REFUSED

logger = logging.getLogger(__name__)

Answerer = Callable[[InboxItem, WebClient], None]
"""Answers one kind of item with a client. May raise anything; what it saves counts only when it comes back."""

Pin = Callable[[InboxItem, WebClient], AbstractContextManager[object]]
"""Lets the work on an item go on with the snapshot it began with, and with what may be told where it is answered."""

Reporter = Callable[[InboxItem, Exception, WebClient], None]
"""Tells people and operators of an item that failed."""


class Handling:
    """Answers items. `answerers` by kind; `give_up` notes one too old to be answered; `report` is told of failures."""

    def __init__(
        self,
        answerers: Mapping[str, Answerer],
        *,
        inbox: Inbox,
        client: WebClient,
        status: DeliveryStatus,
        give_up: Callable[[InboxItem], None],
        report: Reporter,
        clock: Clock = utc_now,
        lasting: Collection[str] = (),
        is_closed: Callable[[str], bool] = lambda _: False,
        pinned: Pin = lambda *_: nullcontext(),
    ) -> None:
        """`lasting` are kinds that have to be done however late; `is_closed` knows workspaces that nothing is written of.

        `pinned` keeps an item to one snapshot of the knowledge.
        """
        self._pinned = pinned
        self._is_closed = is_closed
        self._lasting = frozenset(lasting)
        self._answerers = answerers
        self._inbox = inbox
        self._client = client
        self._status = status
        self._give_up = give_up
        self._report = report
        self._clock = clock
        self._lock = threading.Lock()
        self._errands: dict[str, Errand] = {}
        self._owed: dict[str, Changes] = {}

    def run(self, item: InboxItem) -> float | None:
        """Work on an item; returns the seconds after which to try again, None where it is done with."""
        answerer = self._answerers.get(item.kind)
        if answerer is None:
            # A newer release put it in; its own copies find it when the lease has run out.
            return None
        errand = self._errand(item)
        failure = Contained()
        try:
            with failure, self._pinned(item, self._client), drafting() as draft, on_errand(errand):
                if self._is_too_old(item):
                    self._give_up(item)
                else:
                    answerer(item, self._client)
        except PostponedError as later:
            return later.seconds
        except GoneError as gone:
            self._forget(item, gone)
            return None
        if failure.error is not None:
            self._report(item, failure.error, self._client)
        with self._lock:
            self._errands.pop(item.key, None)
        self._finish(item, draft.changes)
        return None

    def finish_owed(self) -> None:
        """Write what could not be written when the answer was out."""
        with self._lock:
            owed = dict(self._owed)
        for key, changes in owed.items():
            if not self._inbox.finish(key=key, changes=changes):
                return
            with self._lock:
                self._owed.pop(key, None)

    @property
    def owed(self) -> list[str]:
        """The keys of items that are answered but not yet marked done: nobody must take them up."""
        with self._lock:
            return list(self._owed)

    def _is_too_old(self, item: InboxItem) -> bool:
        return item.kind not in self._lasting and self._clock() - item.received_at > ANSWER_WITHIN

    def _errand(self, item: InboxItem) -> Errand:
        with self._lock:
            errand = self._errands.get(item.key)
            if errand is None:
                since = str(item.details.get("ts") or "")
                errand = Errand(key=item.key, status=self._status, uncertain=item.takes > 0, since=since)
                self._errands[item.key] = errand
            return errand

    def _finish(self, item: InboxItem, changes: Changes) -> None:
        if self._is_closed(item.person.team):
            self._inbox.forget(key=item.key)
        elif not self._inbox.finish(key=item.key, changes=changes):
            with self._lock:
                self._owed[item.key] = changes

    def _forget(self, item: InboxItem, gone: GoneError) -> None:
        """Leave no trace of a workspace that let the bot go."""
        with self._lock:
            self._errands.pop(item.key, None)
        first = self._status.note_undeliverable(gone.code)
        # A refused token is told by `SlackStatus`, which heard the same refusal.
        level = logging.WARNING if first and gone.code not in TOKEN_REFUSED else logging.INFO
        logger.log(level, "What is asked is not answered any more: %s.", gone)
        self._inbox.forget(key=item.key)


class Contained(AbstractContextManager["Contained"]):
    """Keeps any failure from the thread it happens on, save those that say what to do next; `error` is what it was."""

    error: Exception | None = None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> bool:
        if isinstance(error, PostponedError | GoneError) or not isinstance(error, Exception):
            return False
        self.error = error
        return True
