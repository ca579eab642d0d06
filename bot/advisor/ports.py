"""What the advisor asks of a store. The rooms that keep things (memory, storage) fulfil these protocols.

Every method may raise StorageError where the store can fail, except those of stores that promise to go on without memory.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.domain.conversation import Conversation
from bot.domain.gaps import AskedInVain, Mark
from bot.domain.inbox import InboxItem
from bot.domain.language import Language
from bot.domain.records import AskedQuestion, AssessmentRecord, Feedback, Person
from bot.domain.taught import Taught

SEEN_FOR = datetime.timedelta(hours=1)
"""How long an event counts as seen. Slack delivers up to four times within about six minutes; ten times that is safe."""

LEASE = datetime.timedelta(seconds=10)
"""How long an item of the inbox belongs to the process that works on it, unless renewed: what a dead one left behind waits
no longer. Long enough to outlast a busy machine between two renewals."""

ANSWER_WITHIN = datetime.timedelta(hours=1)
"""Past this age a question is not answered any more: whoever asked has moved on."""

GO_ON_WITHIN = datetime.timedelta(hours=1)
"""How long whoever was asked back has to press or to write before the question counts as abandoned."""

KEPT_LEARNT = 6
"""Models that a store keeps of what was learnt: what answers, for two releases during an upgrade, and what curators try."""

UNANSWERED_FOR = datetime.timedelta(days=1)
"""How long the text of an item that nobody takes up is kept at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What an answer leaves behind: conversations by thread, and questions for the log."""

    conversations: Mapping[str, Conversation] = field(default_factory=dict)
    questions: tuple[AskedQuestion, ...] = ()


NOTHING = Changes()


class ConversationStore(Protocol):
    """Keeps what a thread speaks about. Thread keys look like `T1:C1:1700000.1` (see `bot.domain.keys`)."""

    def find(self, *, thread: str) -> Conversation | None:
        """Return the thread's conversation, or None for a thread never spoken in."""

    def save(self, *, thread: str, conversation: Conversation) -> None:
        """Keep the conversation in place of the thread's earlier one."""


class QuestionLog(Protocol):
    """Keeps the questions asked and how they ended."""

    def record(self, *, question: AskedQuestion) -> None:
        """Keep a question. One with an id already kept changes nothing."""

    def find(self, *, team: str, question_id: str) -> AskedQuestion | None:
        """Return a workspace's question by its id, or None."""

    def recent(self, *, person: Person, limit: int = 5) -> tuple[AskedQuestion, ...]:
        """Return a person's last questions, newest first."""

    def asked_in(self, *, thread: str) -> AskedQuestion | None:
        """Return the last question asked in a thread, or None."""

    def latest(self, *, limit: int) -> tuple[AskedQuestion, ...]:
        """Return the last questions of everybody, in every workspace, newest first."""


class GapStore(Protocol):
    """Knows which of the questions kept were asked in vain, and what was decided about them."""

    def in_vain(
        self, *, team: str | None, since: datetime.datetime, now: datetime.datetime, limit: int
    ) -> tuple[AskedInVain, ...]:
        """Return the questions asked in vain since a moment, those asked last first, each once.

        `team` None takes every workspace. A question that the bot asked back about is in vain when GO_ON_WITHIN has passed before
        `now` without a press (`went_on`), another question of that person, or one in its thread.
        """

    def went_on(self, *, thread: str, at: datetime.datetime) -> None:
        """Note that people went on in a thread after the bot had asked back there, other than by a question that is kept."""

    def mark(self, *, questions: Sequence[tuple[str, str]], decision: Mark) -> bool:
        """Keep a decision with questions, each named by its workspace and id; False where it could not be written."""


class FeedbackStore(Protocol):
    """Keeps what people think of the answers."""

    def record(self, *, feedback: Feedback) -> None:
        """Keep an opinion in place of the same person's earlier one.

        A reason given before stays where the vote is the same and no new reason comes.
        """

    def latest(self, *, team: str | None = None, helpful: bool | None = None, limit: int = 50) -> tuple[Feedback, ...]:
        """Return opinions, newest first; all of them, or only thumbs up (`helpful` True) or down."""


class AssessmentStore(Protocol):
    """Keeps the answers given to fit assessments; never their results."""

    def save(self, *, record: AssessmentRecord) -> None:
        """Keep an assessment, in place of an earlier one of the same person with the same id."""

    def find(self, *, person: Person, assessment_id: str) -> AssessmentRecord | None:
        """Return one of a person's own assessments by its id, or None."""

    def history(self, *, person: Person, limit: int = 10) -> tuple[AssessmentRecord, ...]:
        """Return a person's assessments, newest first."""


class PreferenceStore(Protocol):
    """Keeps the language a person chose."""

    def find(self, *, person: Person) -> Language | None:
        """Return the chosen language, or None where nothing was chosen."""

    def save(self, *, person: Person, language: Language | None) -> None:
        """Keep the choice; None forgets it."""


class TaughtStore(Protocol):
    """Keeps what is taught in Slack, every version of it. What one workspace is taught is known in all that share the store."""

    def add(self, *, taught: Taught) -> bool:
        """Keep a version; False where there is one of its number already: somebody else was quicker, and nothing is kept.

        Raises StorageError where it cannot be written: nobody may believe taught what is not.
        """

    def current(self) -> tuple[Taught, ...]:
        """Return the newest version of every topic, those changed last first."""

    def find(self, *, topic: str) -> Taught | None:
        """Return the newest version of a topic, or None."""

    def history(self, *, topic: str) -> tuple[Taught, ...]:
        """Return every version of a topic, newest first."""

    def revision(self) -> str | None:
        """Return what changes with every change; None where it cannot be read."""


class LearntStore(Protocol):
    """Keeps what was learnt of layers, as bytes, by the stamp of all it was learnt from: who finds it need not learn it again.

    The stamp names the code that learns too, so copies of two releases keep theirs side by side.
    """

    def find(self, *, stamp: str) -> bytes | None:
        """Return what was learnt, or None where it is not kept."""

    def keep(self, *, stamp: str, content: bytes) -> None:
        """Keep what was learnt; what nobody asked for longest makes room for it."""

    def forget(self, *, stamp: str) -> None:
        """Let go of what cannot be used."""


class SeenEvents(Protocol):
    """Knows which events were taken on, so that each is answered once, whichever process gets it."""

    def claim(self, *, keys: Sequence[str], at: datetime.datetime | None = None, hold: datetime.timedelta = SEEN_FOR) -> bool:
        """Return True to the first who claims these keys, False where any of them is taken; all are taken afterwards.

        Atomic over threads and processes. Keys are free again `hold` after `at`: the moment of what is claimed, where it
        tells its own; the moment of the call otherwise.
        """


class Inbox(Protocol):
    """Keeps what is to be answered until it is. It shares its keys with SeenEvents: what one has claimed is taken for the other.

    An item belongs to the process that put it in or took it up until LEASE has passed since, or since it was renewed.
    """

    def put(self, *, item: InboxItem) -> bool:
        """Keep an item and lease it, in one statement; False where its key was claimed before, by whomever."""

    def finish(self, *, key: str, changes: Changes = NOTHING) -> bool:
        """Write what an answer changes and mark its item done, in one transaction; its text is deleted, its key stays SEEN_FOR.

        False where that could not be written: to be tried again, for the item would be answered again.
        """

    def forget(self, *, key: str) -> None:
        """Delete an item with its key, as if it had never come."""

    def renew(self, *, keys: Collection[str]) -> None:
        """Lease these items anew, those done excepted."""

    def release(self, *, keys: Collection[str]) -> None:
        """Give up the lease of items that were not begun, so that another process takes them up at once."""

    def take(self, *, most: int) -> tuple[InboxItem, ...]:
        """Lease items whose lease has run out, oldest first, and return them. Never two processes the same."""


class Housekeeping(Protocol):
    """Keeps the stores small and lawful. Raises StorageError on failure, so that nobody believes data gone that is not."""

    def reachable(self) -> bool:
        """Whether the store can be used at this moment; never raises."""

    def prune(self, *, now: datetime.datetime) -> int:
        """Delete what is past its time and return the number of records deleted. Preferences stay."""

    def purge_team(self, *, team: str) -> int:
        """Delete everything of one workspace, or of all workspaces of an organisation (`E1`); return the number of records."""

    def close(self) -> None:
        """Let go of connections; the stores are not used afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """Every store of one running bot."""

    conversations: ConversationStore
    questions: QuestionLog
    gaps: GapStore
    feedback: FeedbackStore
    assessments: AssessmentStore
    preferences: PreferenceStore
    taught: TaughtStore
    learnt: LearntStore
    seen: SeenEvents
    inbox: Inbox
    housekeeping: Housekeeping
