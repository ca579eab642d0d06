"""Puts the stores over one database together."""

from __future__ import annotations

import datetime

from bot.advisor.drafts import with_drafts
from bot.advisor.memory_inbox import MemorySeenEvents
from bot.advisor.ports import Stores
from bot.domain.clock import Clock, utc_now
from bot.storage.assessments import DatabaseAssessments
from bot.storage.conversations import DatabaseConversations
from bot.storage.database import Database
from bot.storage.engine import make_engine
from bot.storage.feedback import DatabaseFeedback
from bot.storage.guard import Guard
from bot.storage.housekeeping import DatabaseHousekeeping
from bot.storage.inbox import DatabaseInbox
from bot.storage.preferences import DatabasePreferences
from bot.storage.questions import DatabaseQuestions
from bot.storage.resilient import resilient_stores
from bot.storage.seen_events import DatabaseSeenEvents

KEEP = datetime.timedelta(days=90)
"""How long records stay unless settings say otherwise."""


def database_stores(url: str, *, clock: Clock = utc_now, keep: datetime.timedelta = KEEP) -> Stores:
    """Return stores that raise StorageError where the database fails: for commands that must know, such as `gaps`.

    Nothing is connected yet; the tables must have been made by `migrate`. Raises StorageError for a useless address.
    """
    database = Database(make_engine(url))
    conversations = DatabaseConversations(database=database, clock=clock)
    questions = DatabaseQuestions(database=database)
    return Stores(
        conversations=conversations,
        questions=questions,
        feedback=DatabaseFeedback(database=database),
        assessments=DatabaseAssessments(database=database),
        preferences=DatabasePreferences(database=database, clock=clock),
        seen=DatabaseSeenEvents(database=database, clock=clock),
        inbox=DatabaseInbox(database=database, conversations=conversations, questions=questions, clock=clock),
        housekeeping=DatabaseHousekeeping(database=database, keep=keep),
    )


def open_stores(url: str, *, clock: Clock = utc_now, keep: datetime.timedelta = KEEP) -> Stores:
    """Return stores for a running bot: they never raise while it answers, and log once that the database fails (see `Guard`)."""
    stores = database_stores(url, clock=clock, keep=keep)
    return with_drafts(resilient_stores(stores, guard=Guard(clock=clock), seen_memory=MemorySeenEvents(clock=clock)))
