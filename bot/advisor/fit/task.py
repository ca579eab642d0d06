"""The fit assessment within a conversation: opens it, hears answers, and leaves the next question open."""

from __future__ import annotations

from dataclasses import replace

from bot.advisor.fit.answering import Heard, Trouble, read_answer
from bot.advisor.fit.check import PENDING, FitCheck, with_answer
from bot.advisor.fit.choices import option_key
from bot.advisor.fit.stored import from_json
from bot.domain.conversation import Action, ActionKind, Conversation
from bot.domain.fit import Answers, Assessment, Understood
from bot.domain.language import Language, Segment
from bot.domain.reply import FitPart, Outcome, Reply

UNKNOWN = "?"
"""Stands for "don't know" in the value of an action, `<criterion>=?`."""
_SEPARATOR = "="
_MOST_TOPICS = 3


class FitTask:
    """Replies of the fit assessment. Every method returns the reply and the conversation after it."""

    def __init__(self, check: FitCheck) -> None:
        self._check = check

    def open(self, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Begin: say what it is and ask the first question."""
        return self._reply(Answers(), language, conversation)

    def attempt(self, text: str, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """Take a message as the answer to the open question, or as a fit check of its own; None where it is neither."""
        resumed = self._check.resume(conversation.open_fit, text, language)
        if resumed is None:
            return self.assess_text(text, language, conversation) if self._check.speaks_of_fit(text) else None
        if resumed.trouble is not None:
            return self._ask_again(conversation, resumed.trouble, language)
        if resumed.ended:
            return self._reply(resumed.answers, language, conversation, asks=False)
        return self._reply(resumed.answers, language, conversation, resumed.understood)

    def assess_text(self, text: str, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Assess what a text says, as `/fit` followed by words does."""
        reading = self._check.read(text)
        return self._reply(reading.answers, language, conversation, reading.understood, assesses=True)

    def act(self, action: Action, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Carry out a pressed button: open (no value), put a question (`buying`), or answer it (`buying=structured`)."""
        answers = self._answers(conversation)
        question, answered, code = action.value.partition(_SEPARATOR)
        if question not in self._check.model.criteria:
            return self.open(language, conversation)
        if not answered:
            return self._reply(answers, language, conversation, question=question)
        return self._reply(with_answer(answers, question, self._chosen(question, code)), language, conversation)

    def _answers(self, conversation: Conversation) -> Answers:
        kept = conversation.open_fit.get("answers") if conversation.open_fit.get("kind") == PENDING else None
        return from_json(kept) if isinstance(kept, dict) else Answers()

    def _chosen(self, question: str, code: str) -> Heard:
        if code == UNKNOWN:
            return Heard()
        options = self._check.model.criteria[question].options
        chosen = next((option for option in options if option_key(option) == code), None)
        return Heard(value=chosen.value) if chosen else read_answer(self._check.model, self._check.reader, question, code)

    def _ask_again(self, conversation: Conversation, trouble: Trouble, language: Language) -> tuple[Reply, Conversation]:
        question = str(conversation.open_fit["question"])
        part = FitPart(question=question, rules=self._check.model, trouble=trouble.value)
        reply = Reply(outcome=Outcome.FIT, language=language, parts=(part,), confidence=1.0, actions=self._options(question))
        return reply, replace(conversation, language=language)

    def _reply(
        self, answers: Answers, language: Language, conversation: Conversation, understood: tuple[Understood, ...] = (),
        *, question: str | None = None, asks: bool = True, assesses: bool = False,
    ) -> tuple[Reply, Conversation]:  # fmt: skip
        assessment = self._check.assess(answers, understood)
        asked = (question or assessment.next_question) if asks else None
        begun = assesses or bool(answers.values or answers.signs or answers.both)
        part = FitPart(assessment=assessment if begun else None, question=asked, rules=self._check.model, opens=not begun)
        topics = topics_of(assessment)
        reply = Reply(
            outcome=Outcome.FIT,
            language=language,
            parts=(part,),
            topics=topics,
            segment=_side(assessment),
            confidence=1.0,
            actions=self._options(asked) if asked else tuple(Action(kind=ActionKind.SHOW, topic=topic) for topic in topics),
        )
        return reply, replace(conversation, language=language, pending=self._check.pending_of(answers, asked))

    def _options(self, question: str) -> tuple[Action, ...]:
        """One button for each option and one for "don't know"; none for a number, so that a typed 1 is the answer 1."""
        options = self._check.model.criteria[question].options
        codes = [*(option_key(option) for option in options), UNKNOWN] if options else []
        return tuple(Action(kind=ActionKind.FIT, value=f"{question}{_SEPARATOR}{code}") for code in codes)


def topics_of(assessment: Assessment) -> tuple[str, ...]:
    """The topics to read on: those of the gaps first, then of what weighed most; three at most."""
    weighed = sorted(assessment.contributions, key=lambda part: -abs(part.points))
    named = [gap.topic for gap in assessment.gaps] + [part.claim.partition(".")[0] for part in weighed]
    return tuple(dict.fromkeys(named))[:_MOST_TOPICS]


def _side(assessment: Assessment) -> Segment | None:
    verdict = assessment.verdict.value
    return Segment(verdict) if verdict in (Segment.ENTERPRISE, Segment.SMB) else None
