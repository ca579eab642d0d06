"""The stores as a running bot uses them: while the database fails, questions are still answered, without memory."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Collection, Sequence

from bot.advisor.ports import (
    NOTHING,
    SEEN_FOR,
    AssessmentStore,
    Changes,
    ConversationStore,
    FeedbackStore,
    GapStore,
    Inbox,
    PreferenceStore,
    QuestionLog,
    SeenEvents,
    Stores,
)
from bot.domain.conversation import Conversation
from bot.domain.gaps import AskedInVain, Mark
from bot.domain.inbox import InboxItem
from bot.domain.language import Language
from bot.domain.records import AskedQuestion, AssessmentRecord, Feedback, Person
from bot.storage.database import RefusedError
from bot.storage.guard import Guard
from bot.storage.resilient_taught import ResilientLearnt, ResilientTaught

logger = logging.getLogger(__name__)


class ResilientConversations:
    """Conversations; none is found while the database fails."""

    def __init__(self, store: ConversationStore, guard: Guard) -> None:
        self._store = store
        self._guard = guard

    def find(self, *, thread: str) -> Conversation | None:
        """Return the thread's conversation, if it can be read."""
        return self._guard.run(lambda: self._store.find(thread=thread), otherwise=None)

    def save(self, *, thread: str, conversation: Conversation) -> None:
        """Keep the conversation, if it can be written."""
        self._guard.run(lambda: self._store.save(thread=thread, conversation=conversation), otherwise=None)


class ResilientQuestions:
    """The question log; empty while the database fails."""

    def __init__(self, store: QuestionLog, guard: Guard) -> None:
        self._store = store
        self._guard = guard

    def record(self, *, question: AskedQuestion) -> None:
        """Keep a question, if it can be written."""
        self._guard.run(lambda: self._store.record(question=question), otherwise=None)

    def find(self, *, team: str, question_id: str) -> AskedQuestion | None:
        """Return a workspace's question, if it can be read."""
        return self._guard.run(lambda: self._store.find(team=team, question_id=question_id), otherwise=None)

    def recent(self, *, person: Person, limit: int = 5) -> tuple[AskedQuestion, ...]:
        """Return a person's last questions, if they can be read."""
        return self._guard.run(lambda: self._store.recent(person=person, limit=limit), otherwise=())

    def asked_in(self, *, thread: str) -> AskedQuestion | None:
        """Return the last question asked in a thread, if it can be read."""
        return self._guard.run(lambda: self._store.asked_in(thread=thread), otherwise=None)

    def latest(self, *, limit: int) -> tuple[AskedQuestion, ...]:
        """Return the last questions of everybody, if they can be read."""
        return self._guard.run(lambda: self._store.latest(limit=limit), otherwise=())


class ResilientGaps:
    """What was asked in vain; nothing while the database fails."""

    def __init__(self, store: GapStore, guard: Guard) -> None:
        self._store = store
        self._guard = guard

    def in_vain(
        self, *, team: str | None, since: datetime.datetime, now: datetime.datetime, limit: int
    ) -> tuple[AskedInVain, ...]:
        """Return the questions asked in vain, if they can be read."""
        return self._guard.run(lambda: self._store.in_vain(team=team, since=since, now=now, limit=limit), otherwise=())

    def went_on(self, *, thread: str, at: datetime.datetime) -> None:
        """Note that people went on in a thread, if it can be written."""
        self._guard.run(lambda: self._store.went_on(thread=thread, at=at), otherwise=None)

    def mark(self, *, questions: Sequence[tuple[str, str]], decision: Mark) -> bool:
        """Keep a decision, if it can be written; False where not."""
        return self._guard.run(lambda: self._store.mark(questions=questions, decision=decision), otherwise=False)


class ResilientFeedback:
    """Feedback; lost while the database fails."""

    def __init__(self, store: FeedbackStore, guard: Guard) -> None:
        self._store = store
        self._guard = guard

    def record(self, *, feedback: Feedback) -> None:
        """Keep an opinion, if it can be written."""
        self._guard.run(lambda: self._store.record(feedback=feedback), otherwise=None)

    def latest(self, *, team: str | None = None, helpful: bool | None = None, limit: int = 50) -> tuple[Feedback, ...]:
        """Return opinions, if they can be read."""
        return self._guard.run(lambda: self._store.latest(team=team, helpful=helpful, limit=limit), otherwise=())


class ResilientAssessments:
    """Assessments; none is found while the database fails."""

    def __init__(self, store: AssessmentStore, guard: Guard) -> None:
        self._store = store
        self._guard = guard

    def save(self, *, record: AssessmentRecord) -> None:
        """Keep an assessment, if it can be written."""
        self._guard.run(lambda: self._store.save(record=record), otherwise=None)

    def find(self, *, person: Person, assessment_id: str) -> AssessmentRecord | None:
        """Return a person's assessment, if it can be read."""
        return self._guard.run(lambda: self._store.find(person=person, assessment_id=assessment_id), otherwise=None)

    def history(self, *, person: Person, limit: int = 10) -> tuple[AssessmentRecord, ...]:
        """Return a person's assessments, if they can be read."""
        return self._guard.run(lambda: self._store.history(person=person, limit=limit), otherwise=())


class ResilientPreferences:
    """Preferences; nobody has one while the database fails."""

    def __init__(self, store: PreferenceStore, guard: Guard) -> None:
        self._store = store
        self._guard = guard

    def find(self, *, person: Person) -> Language | None:
        """Return the chosen language, if it can be read."""
        return self._guard.run(lambda: self._store.find(person=person), otherwise=None)

    def save(self, *, person: Person, language: Language | None) -> None:
        """Keep the choice, if it can be written."""
        self._guard.run(lambda: self._store.save(person=person, language=language), otherwise=None)


class ResilientSeenEvents:
    """Claims first on this process's own memory, then on the database.

    So a redelivery to the same process is known without asking the database, while it fails and after it came back.
    While it fails, two processes may both answer one event: better than none.
    """

    def __init__(self, store: SeenEvents, guard: Guard, *, memory: SeenEvents) -> None:
        self._store = store
        self._guard = guard
        self._memory = memory

    def claim(self, *, keys: Sequence[str], at: datetime.datetime | None = None, hold: datetime.timedelta = SEEN_FOR) -> bool:
        """Return True where no key is taken as far as can be known."""
        if not self._memory.claim(keys=keys, at=at, hold=hold):
            return False
        return self._guard.run(lambda: self._store.claim(keys=keys, at=at, hold=hold), otherwise=True)


class ResilientInbox:
    """Claims first on this process's own memory, as `ResilientSeenEvents` does, then in the database.

    While the database fails, an item lives in the queue of the process that works on it alone.
    """

    def __init__(self, store: Inbox, guard: Guard, *, memory: SeenEvents) -> None:
        self._store = store
        self._guard = guard
        self._memory = memory

    def put(self, *, item: InboxItem) -> bool:
        """Return True where the item's key is not taken as far as can be known."""
        return self._memory.claim(keys=(item.key,)) and self._guard.run(lambda: self._store.put(item=item), otherwise=True)

    def finish(self, *, key: str, changes: Changes = NOTHING) -> bool:
        """Mark an item done, if that can be written; False where not."""
        return self._guard.run(lambda: self._finish(key, changes), otherwise=False)

    def _finish(self, key: str, changes: Changes) -> bool:
        try:
            return self._store.finish(key=key, changes=changes)
        except RefusedError as error:
            # The answer is out. Its item must not come up again because of a record that no database will ever take.
            logger.warning("%s The answer is not affected; this record is lost.", error)
            return self._store.finish(key=key)

    def forget(self, *, key: str) -> None:
        """Delete an item, if that can be written."""
        self._guard.run(lambda: self._store.forget(key=key), otherwise=None)

    def renew(self, *, keys: Collection[str]) -> None:
        """Lease items anew, if that can be written."""
        self._guard.run(lambda: self._store.renew(keys=keys), otherwise=None)

    def release(self, *, keys: Collection[str]) -> None:
        """Give up leases, if that can be written; they run out by themselves otherwise."""
        self._guard.run(lambda: self._store.release(keys=keys), otherwise=None)

    def take(self, *, most: int) -> tuple[InboxItem, ...]:
        """Return items whose lease has run out, if they can be read."""
        return self._guard.run(lambda: self._store.take(most=most), otherwise=())


def resilient_stores(stores: Stores, *, guard: Guard, seen_memory: SeenEvents) -> Stores:
    """Return the stores behind one guard. Housekeeping stays as it is: it must say when it failed."""
    return Stores(
        conversations=ResilientConversations(stores.conversations, guard),
        questions=ResilientQuestions(stores.questions, guard),
        gaps=ResilientGaps(stores.gaps, guard),
        feedback=ResilientFeedback(stores.feedback, guard),
        assessments=ResilientAssessments(stores.assessments, guard),
        preferences=ResilientPreferences(stores.preferences, guard),
        taught=ResilientTaught(stores.taught, guard),
        learnt=ResilientLearnt(stores.learnt, guard),
        seen=ResilientSeenEvents(stores.seen, guard, memory=seen_memory),
        inbox=ResilientInbox(stores.inbox, guard, memory=seen_memory),
        housekeeping=stores.housekeeping,
    )
