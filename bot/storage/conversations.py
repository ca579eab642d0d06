"""Conversations in the database."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, select

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
        self._save = database.replacement(conversations)

    def find(self, *, thread: str) -> Conversation | None:
        """Return the thread's conversation, or None where there is none this release can read."""
        with self._database.connection() as connection:
            body = connection.execute(_FIND, {"thread": thread}).scalar_one_or_none()
        return None if body is None else load_conversation(body)

    def save(self, *, thread: str, conversation: Conversation) -> None:
        """Keep the thread's conversation."""
        with self._database.connection() as connection:
            self.write(connection, {thread: conversation})

    def write(self, connection: Connection, conversations_by_thread: Mapping[str, Conversation]) -> None:
        """Write conversations on a connection, for what has to be written together."""
        now = self._clock()
        rows = [
            {"thread": thread, "team": team_of(thread), "body": dump_conversation(conversation), "updated_at": now}
            for thread, conversation in sorted(conversations_by_thread.items())
        ]
        if rows:
            connection.execute(self._save, rows if len(rows) > 1 else rows[0])
