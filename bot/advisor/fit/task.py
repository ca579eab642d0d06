"""The fit assessment within a conversation: opens it, hears answers, and leaves the next question open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.advisor.fit.check import FitCheck, Resumed, merged, with_answer
from bot.advisor.fit.hearing import FitHearing
from bot.advisor.fit.reading.answering import Heard, Trouble
from bot.advisor.fit.reading.cues import BOOK, Cue
from bot.advisor.fit.size import SizeQuestion
from bot.advisor.fit.stored import decode_answers
from bot.advisor.screen.remarks import Remark, is_whole, remark_of
from bot.advisor.tasks import Step
from bot.advisor.turns.sides import side_instead
from bot.domain.conversation import Action, ActionKind, Conversation, Form
from bot.domain.fit import Answers, Assessment, OpenFit, Understood
from bot.domain.fit_model import UNKNOWN, option_key
from bot.domain.knowledge import LeadsToFit, Topic
from bot.domain.language import Language, Segment
from bot.domain.reply import FitPart, Outcome, Reply
from bot.language.message import Message
from bot.matching.weighing import Weighed

_SEPARATOR = "="
_MOST_TOPICS = 3


class FitTask:
    """Fulfils `bot.advisor.tasks.Task`."""

    kind = ActionKind.FIT

    def __init__(self, check: FitCheck, topics: Mapping[str, Topic]) -> None:
        self._check = check
        self._size = SizeQuestion(check, topics)
        self._hearing = FitHearing(check, {topic.id for topic in topics.values() if topic.fit is LeadsToFit.ASKED})

    def offers(self, topic: Topic) -> Action | None:
        """Offer the check below the topics that lead to it."""
        return None if topic.fit is None else Action(kind=self.kind)

    def is_waiting(self, conversation: Conversation) -> bool:
        """Whether a question of the check waits for its answer."""
        return conversation.open_fit is not None and conversation.open_fit.waiting

    def claims(self, weighed: Weighed, language: Language, conversation: Conversation) -> Step | None:
        """Answer the open question, or add to or change what was said; assess what describes a company.

        A check that is done may still be added to or changed, but only by what is nothing else.
        """
        message, opened = weighed.message, conversation.open_fit
        shown = self._shown(message, language, conversation)
        if shown is not None:
            return shown
        if side_instead(weighed) is not None or self._hearing.means_sides(message, conversation):
            return None  # "not for enterprises" tells which side is meant, and nothing of a company
        if opened is None or self._hearing.asks_which(message):
            return self._begun(weighed, language, conversation)
        puzzled = conversation.shown is Outcome.FIT and remark_of(message) is Remark.PUZZLED
        again = self._once_more(opened, language, conversation) if puzzled else None
        return self.attempt(message, language, conversation) or again

    def _shown(self, message: Message, language: Language, conversation: Conversation) -> Step | None:
        """Show the reasons of the check on screen, how it stands, or the side of a company of one size, to who asks for that."""
        opened = conversation.open_fit
        if opened is not None and conversation.shown is Outcome.FIT and remark_of(message) is Remark.WHY:
            reply, after = self._reply(opened, language, conversation)
            return explained(reply), after
        return self._result(message, language, conversation) or self._size.answer(message, language, conversation)

    def _begun(self, weighed: Weighed, language: Language, conversation: Conversation) -> Step | None:
        """Begin by a message that asks for the check or describes enough, or go on with one that was closed."""
        again = self._hearing.reopened(weighed.message, conversation)
        if again is not None:
            return self.takes(weighed.message, language, again)
        meant = self._hearing.asks_which(weighed.message) or self._hearing.is_meant(weighed, conversation)
        return self.takes(weighed.message, language, conversation) if meant else None

    def _result(self, message: Message, language: Language, conversation: Conversation) -> Step | None:
        """Show how the check in the thread stands, closed or not; the bare name of the check opens one where there is none."""
        last, hits = conversation.last_fit, message.hits(BOOK)
        named = hits.get(Cue.NAMED_ALONE, ())
        told = [*hits.get(Cue.RESULT, ()), *named]
        if not told or not is_whole(message, told):
            return None
        if last is None:
            return self.open(language, conversation) if named else None
        return self._reply(last, language, conversation)

    def _once_more(self, opened: OpenFit, language: Language, conversation: Conversation) -> Step | None:
        """Put the open question again by itself, to whoever did not understand it."""
        if opened.question is None:
            return None
        part, actions = FitPart(question=opened.question, rules=self._check.model), self._options(opened.question)
        return Reply(outcome=Outcome.FIT, language=language, parts=(part,), confidence=1.0, actions=actions), conversation

    def submit(self, form: Form, language: Language, conversation: Conversation) -> Step | None:
        """Assess a form with one field per question, an empty one "don't know"; what it does not ask stays as it was before."""
        answers = (decode_answers(form.state) if form.state else None) or Answers()
        troubles: dict[str, Trouble] = {}
        for name, content in form.fields.items():
            if name in self._check.model.criteria:
                heard = self._chosen(name, content.strip())
                answers = with_answer(answers, name, heard)
                troubles |= {name: heard.trouble} if heard.trouble is not None else {}
        assessment = self._check.assess(answers)
        part = FitPart(
            assessment=assessment,
            rules=self._check.model,
            troubles={name: trouble.value for name, trouble in troubles.items()},
        )
        topics = topics_of(assessment)
        actions = tuple(Action(kind=ActionKind.SHOW, topic=topic) for topic in topics)
        reply = Reply(
            outcome=Outcome.FIT, language=language, parts=(part,), topics=topics, segment=_side(assessment), confidence=1.0,
            actions=actions,
        )  # fmt: skip
        return reply, replace(conversation, language=language, pending=OpenFit(answers=answers))

    def open(self, language: Language, conversation: Conversation) -> Step:
        """Begin: say what it is and ask the first question."""
        return self._reply(self._check.opened(OpenFit().answers), language, conversation)

    def attempt(self, message: Message, language: Language, conversation: Conversation) -> Step | None:
        """Take a message as a further step of the open check, or as a fit check of its own; None where it is neither."""
        opened = conversation.open_fit
        resumed = None if opened is None else self._check.resume(opened, message, language)
        if resumed is not None:
            return self._resumed(resumed, language, conversation)
        return self.takes(message, language, conversation) if self._check.speaks_of_fit(message) else None

    def takes(self, message: Message, language: Language, conversation: Conversation) -> Step | None:
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

    def press(self, action: Action, language: Language, conversation: Conversation) -> Step | None:
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
        if code in ("", UNKNOWN):
            return Heard()
        options = self._check.model.criteria[question].options
        chosen = next((option for option in options if option_key(option) == code), None)
        return Heard(value=chosen.value) if chosen else self._check.answer(question, self._check.message(code))

    def _resumed(self, resumed: Resumed, language: Language, conversation: Conversation) -> Step:
        if resumed.trouble is None:
            reply, after = self._reply(resumed.opened, language, conversation, resumed.understood)
            return (ended(reply), after) if resumed.ended else (reply, after)
        question = resumed.opened.question or ""
        part = FitPart(question=question, rules=self._check.model, trouble=resumed.trouble.value)
        reply = Reply(outcome=Outcome.FIT, language=language, parts=(part,), confidence=1.0, actions=self._options(question))
        return reply, replace(conversation, language=language)

    def _reply(
        self, opened: OpenFit, language: Language, conversation: Conversation, understood: tuple[Understood, ...] = (),
        *, helps: bool = False,
    ) -> Step:  # fmt: skip
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


def explained(reply: Reply) -> Reply:
    """The reply to "why?": everything that counted, not only what weighed most."""
    return replace(reply, parts=tuple(replace(one, explained=True) if isinstance(one, FitPart) else one for one in reply.parts))


def ended(reply: Reply) -> Reply:
    """The reply to a wish to stop: whoever stops has the reasons on screen, so the verdict alone is said again."""
    return replace(reply, parts=tuple(replace(part, ended=True) if isinstance(part, FitPart) else part for part in reply.parts))


def topics_of(assessment: Assessment) -> tuple[str, ...]:
    """The topics to read on: those of the gaps first, then of what weighed most; three at most."""
    weighed = sorted(assessment.contributions, key=lambda part: -abs(part.points))
    named = [gap.topic for gap in assessment.gaps] + [part.claim.partition(".")[0] for part in weighed if part.claim]
    return tuple(dict.fromkeys(named))[:_MOST_TOPICS]


def _side(assessment: Assessment) -> Segment | None:
    verdict = assessment.verdict.value
    return Segment(verdict) if verdict in (Segment.ENTERPRISE, Segment.SMB) else None
