"""Stores that live in this process: for the terminal, for tests, and for hours without a database. Bounded and thread-safe."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.advisor.memory_inbox import MemoryInbox, MemorySeenEvents
from bot.advisor.memory_questions import MemoryGaps, MemoryQuestions
from bot.advisor.memory_taught import MemoryLearnt, MemoryTaught
from bot.advisor.ports import UNANSWERED_FOR, Stores
from bot.advisor.shelf import KEPT_RECORDS, Shelf
from bot.domain.clock import Clock, utc_now
from bot.domain.conversation import Conversation
from bot.domain.keys import team_of
from bot.domain.language import Language
from bot.domain.records import AssessmentRecord, Feedback, Person


class MemoryConversations:
    """Conversations in memory (see `ConversationStore`); the one saved longest ago makes room for a new one."""

    def __init__(self, *, clock: Clock = utc_now, limit: int = KEPT_RECORDS) -> None:
        self._clock = clock
        self.shelf = Shelf[str, tuple[Conversation, datetime.datetime]](
            team=lambda thread, _: team_of(thread), moment=lambda _, kept: kept[1], limit=limit
        )

    def find(self, *, thread: str) -> Conversation | None:
        """Return the thread's conversation, or None."""
        kept = self.shelf.get(thread)
        return kept[0] if kept else None

    def save(self, *, thread: str, conversation: Conversation) -> None:
        """Keep the thread's conversation."""
        self.shelf.put(thread, (conversation, self._clock()))


class MemoryFeedback:
    """Feedback in memory (see `FeedbackStore`)."""

    def __init__(self, *, limit: int = KEPT_RECORDS) -> None:
        self.shelf = Shelf[tuple[str, Person], Feedback](
            team=lambda key, _: key[1].team, moment=lambda _, feedback: feedback.given_at, limit=limit
        )

    def record(self, *, feedback: Feedback) -> None:
        """Keep a person's newest opinion on an answer."""
        key = (feedback.question, feedback.person)
        with self.shelf.lock:
            earlier = self.shelf.get(key)
            if earlier and not feedback.reason and earlier.helpful is feedback.helpful:
                feedback = replace(feedback, reason=earlier.reason)
            self.shelf.put(key, feedback)

    def latest(self, *, team: str | None = None, helpful: bool | None = None, limit: int = 50) -> tuple[Feedback, ...]:
        """Return opinions, newest first."""
        kept = self.shelf.newest(lambda given: team in (None, given.person.team) and helpful in (None, given.helpful))
        return tuple(kept[:limit])


class MemoryAssessments:
    """Assessments in memory (see `AssessmentStore`)."""

    def __init__(self, *, limit: int = KEPT_RECORDS) -> None:
        self.shelf = Shelf[tuple[Person, str], AssessmentRecord](
            team=lambda key, _: key[0].team, moment=lambda _, record: record.made_at, limit=limit
        )

    def save(self, *, record: AssessmentRecord) -> None:
        """Keep an assessment."""
        self.shelf.put((record.person, record.id), record)

    def find(self, *, person: Person, assessment_id: str) -> AssessmentRecord | None:
        """Return one of a person's own assessments, or None."""
        return self.shelf.get((person, assessment_id))

    def history(self, *, person: Person, limit: int = 10) -> tuple[AssessmentRecord, ...]:
        """Return a person's assessments, newest first."""
        return tuple(self.shelf.newest(lambda record: record.person == person)[:limit])


class MemoryPreferences:
    """Preferences in memory (see `PreferenceStore`)."""

    def __init__(self, *, clock: Clock = utc_now, limit: int = KEPT_RECORDS) -> None:
        self._clock = clock
        self.shelf = Shelf[Person, tuple[Language, datetime.datetime]](
            team=lambda person, _: person.team, moment=lambda _, kept: kept[1], limit=limit
        )

    def find(self, *, person: Person) -> Language | None:
        """Return the chosen language, or None."""
        kept = self.shelf.get(person)
        return kept[0] if kept else None

    def save(self, *, person: Person, language: Language | None) -> None:
        """Keep the choice; None forgets it."""
        if language is None:
            self.shelf.drop(person)
        else:
            self.shelf.put(person, (language, self._clock()))


class MemoryHousekeeping:
    """Housekeeping over memory stores (see `Housekeeping`). `keep` is how long conversations and records stay."""

    def __init__(
        self,
        *,
        keep: datetime.timedelta,
        kept: Sequence[Shelf[Any, Any]],
        lasting: Sequence[Shelf[Any, Any]],
        seen: MemorySeenEvents,
        learnt: MemoryLearnt,
        inbox: Shelf[Any, Any],
    ) -> None:
        self._keep = keep
        self._kept = kept
        self._lasting = lasting
        self._seen = seen
        self._learnt = learnt
        self._inbox = inbox

    def reachable(self) -> bool:
        """Memory always is."""
        return True

    def prune(self, *, now: datetime.datetime) -> int:
        """Delete what is past its time."""
        self._inbox.prune(before=now - UNANSWERED_FOR)
        return sum(shelf.prune(before=now - self._keep) for shelf in self._kept) + self._seen.shelf.prune(before=now)

    def purge_team(self, *, team: str) -> int:
        """Delete everything of one workspace."""
        shelves = (*self._kept, *self._lasting, self._seen.shelf)
        self._inbox.purge_team(team=team)
        self._learnt.clear()
        return sum(shelf.purge_team(team=team) for shelf in shelves)

    def close(self) -> None:
        """Nothing to let go of."""


def memory_stores(*, clock: Clock = utc_now, keep: datetime.timedelta = datetime.timedelta(days=90)) -> Stores:
    """Return a full set of stores in memory; `keep` is how long records stay."""
    conversations = MemoryConversations(clock=clock)
    questions = MemoryQuestions()
    feedback = MemoryFeedback()
    assessments = MemoryAssessments()
    preferences = MemoryPreferences(clock=clock)
    taught, learnt = MemoryTaught(), MemoryLearnt()
    seen = MemorySeenEvents(clock=clock)
    inbox = MemoryInbox(seen=seen, conversations=conversations, questions=questions, clock=clock)
    kept = (conversations.shelf, questions.shelf, feedback.shelf, assessments.shelf)
    return Stores(
        conversations=conversations,
        questions=questions,
        gaps=MemoryGaps(questions=questions.shelf, opinions=feedback.shelf.values),
        feedback=feedback,
        assessments=assessments,
        preferences=preferences,
        taught=taught,
        learnt=learnt,
        seen=seen,
        inbox=inbox,
        housekeeping=MemoryHousekeeping(
            keep=keep, kept=kept, lasting=(preferences.shelf, taught.shelf), seen=seen, learnt=learnt, inbox=inbox.shelf
        ),
    )
