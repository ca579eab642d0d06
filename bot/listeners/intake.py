"""The way in: what is to be answered is stored and claimed before Slack hears that it was received, then queued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.advisor.ports import Inbox
from bot.domain.clock import Clock, utc_now
from bot.domain.inbox import InboxItem
from bot.domain.records import Person
from bot.listeners.limits import MessageLimit, Verdict
from bot.listeners.work_queue import WorkQueue

TOO_MANY = "too_many"
"""The kind of an item that is answered by asking for patience; its details hold the `kind` it would have been."""


class Intake:
    """Takes items in. Thread-safe; runs on the threads that speak with Slack, so it does no more than it must."""

    def __init__(self, inbox: Inbox, queue: WorkQueue, *, clock: Clock = utc_now, limit: MessageLimit | None = None) -> None:
        self._inbox = inbox
        self._queue = queue
        self._clock = clock
        self._limit = limit or MessageLimit(clock=clock)
        self._gone: set[str] = set()

    def put(
        self,
        kind: str,
        *,
        key: str,
        person: Person,
        details: Mapping[str, Any],
        channel: str = "",
        lane: str = "",
        limited: bool = True,
    ) -> None:
        """Take something in, once; `limited` counts it among a person's messages. Where and in what order: see `InboxItem`."""
        if person.team in self._gone:
            return
        item = InboxItem(
            key=key,
            kind=kind,
            person=person,
            channel=channel,
            lane=lane or key,
            details=details,
            received_at=self._clock(),
        )
        if not self._inbox.put(item=item):
            return
        verdict = self._limit.judge(person) if limited else Verdict.ANSWER
        if verdict is Verdict.SILENCE:
            self._inbox.finish(key=key)
            return
        if verdict is Verdict.TOO_MANY:
            # A turn of its own: the word must not wait behind the very messages there are too many of.
            item = replace(item, kind=TOO_MANY, lane=key, details={"kind": kind, **details})
        self._queue.submit(item)

    def expects(self, lane: str) -> bool:
        """Whether an answer in a lane, such as a thread, is on its way."""
        return self._queue.works_in(lane)

    def is_closed(self, team: str) -> bool:
        """Whether a workspace let the app go."""
        return team in self._gone

    def close(self, team: str) -> None:
        """Take nothing more in from a workspace that let the app go: its token is void, whatever still arrives."""
        self._gone.add(team)
