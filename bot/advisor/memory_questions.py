"""The questions asked, in memory, and which of them were asked in vain."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.advisor.ports import GO_ON_WITHIN
from bot.advisor.shelf import KEPT_RECORDS, Shelf
from bot.domain.gaps import AskedInVain, Mark, Vain
from bot.domain.records import AskedQuestion, Feedback, Person
from bot.domain.reply import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptQuestion:
    """A question, whether people went on after it where the bot asked back, and a decision about it."""

    question: AskedQuestion
    went_on: bool = False
    mark: Mark | None = None


class MemoryQuestions:
    """Questions in memory (see `QuestionLog`)."""

    def __init__(self, *, limit: int = KEPT_RECORDS) -> None:
        self.shelf = Shelf[tuple[str, str], KeptQuestion](
            team=lambda key, _: key[0], moment=lambda _, kept: kept.question.asked_at, limit=limit
        )

    def record(self, *, question: AskedQuestion) -> None:
        """Keep a question, once."""
        key = (question.person.team, question.id)
        with self.shelf.lock:
            if self.shelf.get(key) is None:
                self.shelf.put(key, KeptQuestion(question=question))

    def find(self, *, team: str, question_id: str) -> AskedQuestion | None:
        """Return a workspace's question by its id, or None."""
        kept = self.shelf.get((team, question_id))
        return kept.question if kept is not None else None

    def recent(self, *, person: Person, limit: int = 5) -> tuple[AskedQuestion, ...]:
        """Return a person's last questions, newest first."""
        return tuple(kept.question for kept in self.shelf.newest(lambda kept: kept.question.person == person)[:limit])

    def asked_in(self, *, thread: str) -> AskedQuestion | None:
        """Return the last question asked in a thread, or None."""
        return next((kept.question for kept in self.shelf.newest(lambda kept: kept.question.thread == thread)), None)

    def latest(self, *, limit: int) -> tuple[AskedQuestion, ...]:
        """Return the last questions of everybody, newest first."""
        return tuple(kept.question for kept in self.shelf.newest(lambda _: True)[:limit])


class MemoryGaps:
    """What was asked in vain, in memory (see `GapStore`)."""

    def __init__(self, *, questions: Shelf[tuple[str, str], KeptQuestion], opinions: Callable[[], Iterable[Feedback]]) -> None:
        self._questions = questions
        self._opinions = opinions

    def in_vain(
        self, *, team: str | None, since: datetime.datetime, now: datetime.datetime, limit: int
    ) -> tuple[AskedInVain, ...]:
        """Return the questions asked in vain since a moment, those asked last first."""
        disliked = {(one.person.team, one.question) for one in self._opinions() if not one.helpful}
        every = self._questions.newest(lambda kept: team in (None, kept.question.person.team))

        def why(kept: KeptQuestion) -> Vain | None:
            question = kept.question
            if question.outcome is Outcome.UNKNOWN:
                return Vain.UNANSWERED
            if question.outcome is Outcome.CHOICES and not kept.went_on and _is_abandoned(question, every, now):
                return Vain.ABANDONED
            return Vain.DISLIKED if (question.person.team, question.id) in disliked else None

        found = ((kept, why(kept)) for kept in every if kept.question.asked_at >= since)
        return tuple(AskedInVain(question=kept.question, why=reason, mark=kept.mark) for kept, reason in found if reason)[:limit]

    def went_on(self, *, thread: str, at: datetime.datetime) -> None:
        """Note that people went on in a thread."""
        with self._questions.lock:
            for kept in self._questions.values():
                age = at - kept.question.asked_at
                if kept.question.thread == thread and datetime.timedelta() <= age <= GO_ON_WITHIN:
                    self._keep(replace(kept, went_on=True))

    def mark(self, *, questions: Sequence[tuple[str, str]], decision: Mark) -> bool:
        """Keep a decision with questions."""
        with self._questions.lock:
            for key in questions:
                kept = self._questions.get(key)
                if kept is not None:
                    self._keep(replace(kept, mark=decision))
        return True

    def _keep(self, kept: KeptQuestion) -> None:
        self._questions.put((kept.question.person.team, kept.question.id), kept)


def _is_abandoned(question: AskedQuestion, every: Iterable[KeptQuestion], now: datetime.datetime) -> bool:
    """Whether an hour passed in which nobody wrote: neither this person, nor anybody in this thread."""
    until = question.asked_at + GO_ON_WITHIN
    return until <= now and not any(
        question.asked_at < other.question.asked_at <= until and _belongs(other.question, question) for other in every
    )


def _belongs(other: AskedQuestion, question: AskedQuestion) -> bool:
    if other.person.team != question.person.team:
        return False
    same_thread = question.thread is not None and other.thread == question.thread
    return same_thread or (bool(question.person.user) and other.person == question.person)
