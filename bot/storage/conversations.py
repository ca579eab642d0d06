"""Conversations in the database."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

from sqlalchemy import bindparam, select
from sqlalchemy.engine.interfaces import DBAPICursor

from bot.domain.clock import Clock, utc_now
from bot.domain.conversation import Conversation
from bot.domain.keys import team_of
from bot.storage.conversation_data import dump_conversation, load_conversation
from bot.storage.database import Database
from bot.storage.tables import conversations

_FIND = select(conversations.c.body).where(conversations.c.thread == bindparam("thread"))


class DatabaseConversations:
    """Conversations by thread (see `bot.advisor.ports.ConversationStore`)."""

    def __init__(self, *, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._find = database.prepare(_FIND)
        self._save = database.prepare(database.replacement(conversations))

    def find(self, *, thread: str) -> Conversation | None:
        """Return the thread's conversation, or None where there is none this release can read."""
        with self._database.cursor() as cursor:
            self._find.run(cursor, {"thread": thread})
            row = cursor.fetchone()
        return None if row is None else load_conversation(row[0])

    def save(self, *, thread: str, conversation: Conversation) -> None:
        """Keep the thread's conversation."""
        with self._database.cursor() as cursor:
            self.write(cursor, {thread: conversation})

    def write(self, cursor: DBAPICursor, conversations_by_thread: Mapping[str, Conversation]) -> None:
        """Write conversations on a cursor, for what has to be written together."""
        now = self._clock()
        rows = [
            {"thread": thread, "team": team_of(thread), "body": dump_conversation(conversation), "updated_at": now}
            for thread, conversation in sorted(conversations_by_thread.items(), key=itemgetter(0))
        ]
        self._save.run_all(cursor, rows)
