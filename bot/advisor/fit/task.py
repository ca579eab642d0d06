"""The fit assessment within a conversation: opens it, hears answers, and leaves the next question open."""

from __future__ import annotations

from dataclasses import replace

from bot.advisor.fit.check import FitCheck, Resumed, merged, with_answer
from bot.advisor.fit.reading.answering import Heard
from bot.domain.conversation import Action, ActionKind, Conversation
from bot.domain.fit import Assessment, OpenFit, Understood
from bot.domain.fit_model import option_key
from bot.domain.language import Language, Segment
from bot.domain.reply import FitPart, Outcome, Reply
from bot.language.message import Message

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
        return self._reply(self._check.opened(OpenFit().answers), language, conversation)

    def attempt(self, message: Message, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """Take a message as a further step of the open check, or as a fit check of its own; None where it is neither."""
        opened = conversation.open_fit
        resumed = None if opened is None else self._check.resume(opened, message, language)
        if resumed is not None:
            return self._resumed(resumed, language, conversation)
        return self.assess_text(message, language, conversation) if self._check.speaks_of_fit(message) else None

    def assess_text(self, message: Message, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """Assess what a message says, as `/fit` followed by words does; None where it asks, for then it wants an answer.

        A message that describes all of a company begins anew, a shorter one adds to what was said before.
        """
        opened = conversation.open_fit
        whole = self._check.describes_fully(self._check.read(message))
        resumed = None if opened is None or whole else self._check.resume(opened, message, language)
        if resumed is not None:
            return self._resumed(resumed, language, conversation)
        reading = self._check.read(message, open_check=True)
        if not (reading.answers.known or reading.answers.signs or reading.answers.both):
            return None if message.asks else self._reply(self._check.opened(reading.answers), language, conversation, helps=True)
        answers = reading.answers if opened is None or whole else merged(opened.answers, reading.answers)
        step = self._check.opened(answers, opened)
        return self._reply(step, language, conversation, reading.understood)

    def act(self, action: Action, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Carry out a pressed button: open (no value), put a question (`buying`), or answer it (`buying=structured`)."""
        opened = conversation.open_fit or OpenFit()
        question, answered, code = action.value.partition(_SEPARATOR)
        if question not in self._check.model.criteria:
            return self.open(language, conversation)
        if not answered:
            return self._reply(replace(opened, question=question), language, conversation)
        answers = with_answer(opened.answers, question, self._chosen(question, code))
        return self._reply(self._check.opened(answers, opened), language, conversation)

    def _chosen(self, question: str, code: str) -> Heard:
        if code == UNKNOWN:
            return Heard()
        options = self._check.model.criteria[question].options
        chosen = next((option for option in options if option_key(option) == code), None)
        return Heard(value=chosen.value) if chosen else self._check.answer(question, self._check.message(code))

    def _resumed(self, resumed: Resumed, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        if resumed.trouble is None:
            reply, after = self._reply(resumed.opened, language, conversation, resumed.understood)
            return reply, replace(after, pending=None) if resumed.ended else after
        question = resumed.opened.question or ""
        part = FitPart(question=question, rules=self._check.model, trouble=resumed.trouble.value)
        reply = Reply(outcome=Outcome.FIT, language=language, parts=(part,), confidence=1.0, actions=self._options(question))
        return reply, replace(conversation, language=language)

    def _reply(
        self, opened: OpenFit, language: Language, conversation: Conversation, understood: tuple[Understood, ...] = (),
        *, helps: bool = False,
    ) -> tuple[Reply, Conversation]:  # fmt: skip
        """Reply with how the check stands; `helps` says that nothing was understood, and what can be said."""
        answers, asked = opened.answers, opened.question
        assessment = self._check.assess(answers, understood)
        begun = bool(answers.values or answers.signs or answers.both)
        part = FitPart(
            assessment=assessment if begun else None, question=asked, rules=self._check.model, opens=not begun, helps=helps
        )
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
        return reply, replace(conversation, language=language, pending=opened)

    def _options(self, question: str) -> tuple[Action, ...]:
        """One button for each option and one for "don't know"; none for a number, so that a typed 1 is the answer 1."""
        options = self._check.model.criteria[question].options
        codes = [*(option_key(option) for option in options), UNKNOWN] if options else []
        return tuple(Action(kind=ActionKind.FIT, value=f"{question}{_SEPARATOR}{code}") for code in codes)


def topics_of(assessment: Assessment) -> tuple[str, ...]:
    """The topics to read on: those of the gaps first, then of what weighed most; three at most."""
    weighed = sorted(assessment.contributions, key=lambda part: -abs(part.points))
    named = [gap.topic for gap in assessment.gaps] + [part.claim.partition(".")[0] for part in weighed if part.claim]
    return tuple(dict.fromkeys(named))[:_MOST_TOPICS]


def _side(assessment: Assessment) -> Segment | None:
    verdict = assessment.verdict.value
    return Segment(verdict) if verdict in (Segment.ENTERPRISE, Segment.SMB) else None
