"""Events taken on and items to be answered, in this process's memory: what `SeenEvents` and `Inbox` are without a database."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.advisor.ports import LEASE, NOTHING, SEEN_FOR, UNANSWERED_FOR, Changes, ConversationStore, QuestionLog
from bot.advisor.shelf import KEPT_RECORDS, Shelf
from bot.domain.clock import Clock, utc_now
from bot.domain.inbox import InboxItem
from bot.domain.keys import team_of


class MemorySeenEvents:
    """Seen events in memory (see `SeenEvents`): once for all threads of this process."""

    def __init__(self, *, clock: Clock = utc_now, limit: int = 5 * KEPT_RECORDS) -> None:
        self._clock = clock
        self.shelf = Shelf[str, datetime.datetime](
            team=lambda key, _: team_of(key), moment=lambda _, free_at: free_at, limit=limit
        )

    def claim(self, *, keys: Sequence[str], at: datetime.datetime | None = None, hold: datetime.timedelta = SEEN_FOR) -> bool:
        """Return True where no key is taken; take them all."""
        now = at or self._clock()
        with self.shelf.lock:
            free = [key for key in dict.fromkeys(keys) if (self.shelf.get(key) or now) <= now]
            for key in free:
                self.shelf.put(key, now + hold)
        return len(free) == len(set(keys))


@dataclass(frozen=True, slots=True)
class _Leased:
    """An item in memory and the moment until which it belongs to somebody."""

    item: InboxItem
    until: datetime.datetime


class MemoryInbox:
    """The inbox in memory (see `Inbox`)."""

    def __init__(
        self,
        *,
        seen: MemorySeenEvents,
        conversations: ConversationStore,
        questions: QuestionLog,
        clock: Clock = utc_now,
        limit: int = KEPT_RECORDS,
    ) -> None:
        self._seen = seen
        self._conversations = conversations
        self._questions = questions
        self._clock = clock
        self.shelf = Shelf[str, _Leased](
            team=lambda key, _: team_of(key), moment=lambda _, kept: kept.item.received_at, limit=limit
        )

    def put(self, *, item: InboxItem) -> bool:
        """Keep an item and lease it; False where its key was claimed before."""
        if not self._seen.claim(keys=(item.key,), hold=UNANSWERED_FOR):
            return False
        self.shelf.put(item.key, _Leased(item, self._clock() + LEASE))
        return True

    def finish(self, *, key: str, changes: Changes = NOTHING) -> bool:
        """Keep the changes and take the item out."""
        for thread, conversation in changes.conversations.items():
            self._conversations.save(thread=thread, conversation=conversation)
        for question in changes.questions:
            self._questions.record(question=question)
        self.shelf.drop(key)
        self._seen.shelf.put(key, self._clock() + SEEN_FOR)
        return True

    def forget(self, *, key: str) -> None:
        """Take the item out, and its key."""
        self.shelf.drop(key)
        self._seen.shelf.drop(key)

    def renew(self, *, keys: Collection[str]) -> None:
        """Lease these items anew."""
        self._lease(keys, self._clock() + LEASE, takes=0)

    def release(self, *, keys: Collection[str]) -> None:
        """Give up the lease of items that were not begun."""
        self._lease(keys, self._clock(), takes=-1)

    def take(self, *, most: int) -> tuple[InboxItem, ...]:
        """Lease items whose lease has run out, oldest first, and return them."""
        with self.shelf.lock:
            lapsed = [kept.item for kept in self.shelf.values() if kept.until <= self._clock()]
            taken = sorted(lapsed, key=lambda item: (item.received_at, item.key))[:most]
            self._lease([item.key for item in taken], self._clock() + LEASE, takes=1)
        return tuple(replace(item, takes=item.takes + 1) for item in taken)

    def _lease(self, keys: Collection[str], until: datetime.datetime, *, takes: int) -> None:
        with self.shelf.lock:
            for key in keys:
                kept = self.shelf.get(key)
                if kept is not None:
                    self.shelf.put(key, _Leased(replace(kept.item, takes=kept.item.takes + takes), until))
