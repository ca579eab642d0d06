"""What one answer changes, held back until the answer is out, so that it is written at once and together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from bot.advisor.ports import NOTHING, Changes, ConversationStore, QuestionLog, Stores
from bot.domain.conversation import Conversation
from bot.domain.records import AskedQuestion, Person


@dataclass(slots=True)
class Draft:
    """The conversations and questions of the answer at work."""

    conversations: dict[str, Conversation] = field(default_factory=dict)
    questions: list[AskedQuestion] = field(default_factory=list)
    known: dict[str, Conversation | None] = field(default_factory=dict)
    """What was found in the store: nobody else changes it meanwhile, for the messages of a thread are answered in turn."""

    @property
    def changes(self) -> Changes:
        """What is to be written."""
        if not self.conversations and not self.questions:
            return NOTHING
        return Changes(conversations=dict(self.conversations), questions=tuple(self.questions))


_at_work: ContextVar[Draft | None] = ContextVar("draft", default=None)


@contextmanager
def drafting() -> Iterator[Draft]:
    """Hold back what this thread saves; where the work fails, nothing of it was ever written and it can be done again."""
    draft = Draft()
    token = _at_work.set(draft)
    try:
        yield draft
    finally:
        _at_work.reset(token)


def nothing_known_of(thread: str) -> None:
    """Spare the work at hand the question what is remembered of a thread that only now begins."""
    draft = _at_work.get()
    if draft is not None:
        draft.known.setdefault(thread, None)


class DraftedConversations:
    """Conversations, those of the draft at work before those in the store."""

    def __init__(self, store: ConversationStore) -> None:
        self._store = store

    def find(self, *, thread: str) -> Conversation | None:
        """Return the thread's conversation as the work at hand sees it."""
        draft = _at_work.get()
        if draft is None:
            return self._store.find(thread=thread)
        if thread not in draft.known:
            draft.known[thread] = self._store.find(thread=thread)
        return draft.conversations.get(thread) or draft.known[thread]

    def save(self, *, thread: str, conversation: Conversation) -> None:
        """Hold the conversation back, or keep it at once where no draft is at work."""
        draft = _at_work.get()
        if draft is None:
            self._store.save(thread=thread, conversation=conversation)
        else:
            draft.conversations[thread] = conversation


class DraftedQuestions:
    """The question log; what the work at hand records is written at its end."""

    def __init__(self, store: QuestionLog) -> None:
        self._store = store

    def record(self, *, question: AskedQuestion) -> None:
        """Hold the question back, or keep it at once where no draft is at work."""
        draft = _at_work.get()
        if draft is None:
            self._store.record(question=question)
        else:
            draft.questions.append(question)

    def find(self, *, team: str, question_id: str) -> AskedQuestion | None:
        """Return a workspace's question by its id, or None."""
        return self._store.find(team=team, question_id=question_id)

    def recent(self, *, person: Person, limit: int = 5) -> tuple[AskedQuestion, ...]:
        """Return a person's last questions, newest first."""
        return self._store.recent(person=person, limit=limit)

    def asked_in(self, *, thread: str) -> AskedQuestion | None:
        """Return the last question asked in a thread, or None."""
        return self._store.asked_in(thread=thread)

    def latest(self, *, limit: int) -> tuple[AskedQuestion, ...]:
        """Return the last questions of everybody, newest first."""
        return self._store.latest(limit=limit)


def with_drafts(stores: Stores) -> Stores:
    """Return the stores with conversations and questions that `drafting` can hold back."""
    return replace(stores, conversations=DraftedConversations(stores.conversations), questions=DraftedQuestions(stores.questions))
