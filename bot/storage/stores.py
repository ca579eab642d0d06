"""Puts the stores over one database together."""

from __future__ import annotations

import datetime

from bot.advisor.drafts import with_drafts
from bot.advisor.memory_inbox import MemorySeenEvents
from bot.advisor.ports import Housekeeping, Stores
from bot.domain.clock import Clock, utc_now
from bot.storage.assessments import DatabaseAssessments
from bot.storage.conversations import DatabaseConversations
from bot.storage.database import Database
from bot.storage.engine import make_engine
from bot.storage.feedback import DatabaseFeedback
from bot.storage.gaps import DatabaseGaps
from bot.storage.guard import Guard
from bot.storage.housekeeping import DatabaseHousekeeping, GuardedHousekeeping
from bot.storage.inbox import DatabaseInbox
from bot.storage.learnt import DatabaseLearnt
from bot.storage.preferences import DatabasePreferences
from bot.storage.questions import DatabaseQuestions
from bot.storage.resilient import resilient_stores
from bot.storage.seen_events import DatabaseSeenEvents
from bot.storage.taught import DatabaseTaught
from bot.storage.trial import Trial

KEEP = datetime.timedelta(days=90)
"""How long records stay unless settings say otherwise."""

SEEN_HERE = 5_000
"""Events that a process knows by itself: several minutes of a very busy workspace, for while the database fails."""


def database_stores(url: str, *, clock: Clock = utc_now, keep: datetime.timedelta = KEEP) -> Stores:
    """Return stores that raise StorageError where the database fails: for commands that must know, such as `gaps`.

    Nothing is connected yet; the tables must have been made by `migrate`. Raises StorageError for a useless address.
    """
    database = Database(make_engine(url))
    return _stores_over(database, DatabaseHousekeeping(database=database, keep=keep), clock=clock)


def open_stores(url: str, *, clock: Clock = utc_now, keep: datetime.timedelta = KEEP) -> Stores:
    """Return stores for a running bot: they never raise while it answers, and log once that the database fails (see `Guard`)."""
    database = Database(make_engine(url))
    housekeeping = DatabaseHousekeeping(database=database, keep=keep)
    guard = Guard(clock=clock, trial=lambda: housekeeping.trial.run(thorough=True))
    stores = _stores_over(database, GuardedHousekeeping(housekeeping, guard), clock=clock)
    return with_drafts(resilient_stores(stores, guard=guard, seen_memory=MemorySeenEvents(clock=clock, limit=SEEN_HERE)))


def prove_usable(url: str) -> None:
    """Raise StorageError unless a bot could keep everything there now: rows, room, every table, a sound file."""
    database = Database(make_engine(url))
    try:
        Trial(database=database).run(thorough=True)
    finally:
        database.close()


def _stores_over(database: Database, housekeeping: Housekeeping, *, clock: Clock) -> Stores:
    conversations = DatabaseConversations(database=database, clock=clock)
    questions = DatabaseQuestions(database=database)
    return Stores(
        conversations=conversations,
        questions=questions,
        gaps=DatabaseGaps(database=database),
        feedback=DatabaseFeedback(database=database),
        assessments=DatabaseAssessments(database=database),
        preferences=DatabasePreferences(database=database, clock=clock),
        taught=DatabaseTaught(database=database),
        learnt=DatabaseLearnt(database=database, clock=clock),
        seen=DatabaseSeenEvents(database=database, clock=clock),
        inbox=DatabaseInbox(database=database, conversations=conversations, questions=questions, clock=clock),
        housekeeping=housekeeping,
    )
