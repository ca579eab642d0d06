"""Takes on what must be worked out: calculations, fit assessments, briefs and the overview, within a conversation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from bot.advisor.brief.task import BriefTask
from bot.advisor.calculators import Calculators, open_sum_of, wants_closed
from bot.advisor.fit.check import FitCheck
from bot.advisor.fit.task import FitTask
from bot.advisor.overview import OverviewTask
from bot.domain.calculation import Calculation, OpenSum
from bot.domain.conversation import Action, ActionKind, Conversation, View
from bot.domain.knowledge import Topic
from bot.domain.language import Language
from bot.domain.reply import CalculationPart, Outcome, Reply, SmalltalkPart
from bot.matching.weighing import Weighed

FIT_INTENT = "fit"
FIT_QUESTIONS = frozenset({"which-process", "enterprise-vs-smb"})
"""Topics whose question is a fit check as soon as the asker tells of customers and deals."""

BARE_WORDS = 4
"""Words up to which a message may be nothing but numbers."""

TOLD = 2
"""Answers a message must tell to be assessed where it only may be asking for a fit check."""

MEANT = 0.5
"""Probability from which a message that asks for a fit check is assessed by what else it says."""


class Desk:
    """Fulfils `bot.advisor.tasks.Tasks`."""

    def __init__(
        self,
        *,
        topics: Mapping[str, Topic],
        calculators: Calculators,
        fit: FitCheck,
        brief: BriefTask | None = None,
        overview: OverviewTask | None = None,
    ) -> None:
        """Without `brief` or `overview`, as over a knowledge folder that holds none, these are not made."""
        self._topics = topics
        self._calculators = calculators
        self._check = fit
        self._fit = FitTask(fit)
        self._brief = brief
        self._overview = overview

    @property
    def calculators(self) -> Collection[str]:
        """The topics that can be reckoned."""
        return self._calculators.metrics.keys()

    def attempt(self, weighed: Weighed, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """Make a brief, answer an open fit question, calculate, or assess, where the message is one of these."""
        return self._asked_for(weighed, language, conversation) or self._worked_out(weighed, language, conversation)

    def _worked_out(self, weighed: Weighed, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """The answer to an open question, a sum, or an assessment."""
        opened = conversation.open_fit
        if opened is not None and opened.waiting:
            resumed = self._fit.attempt(weighed.message, language, conversation)
            if resumed is not None:
                return resumed
        if conversation.open_sum is not None and wants_closed(weighed.message):
            return _closed(language), replace(conversation, pending=None, topic=None)
        found = self._calculated(weighed, conversation)
        if found is not None:
            reply, after = self.show(found, language, conversation)
            return replace(reply, segment=weighed.segment or reply.segment), after
        if opened is not None:
            # A check that is done may still be added to or changed, but only by what is nothing else.
            return self._fit.attempt(weighed.message, language, conversation)
        if self._wants_fit(weighed):
            return self._fit.assess_text(weighed.message, language, conversation)
        return None

    def _asked_for(self, weighed: Weighed, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """What a message asks for by its name, whatever is open, or adds to the brief in the thread: a brief, or the overview."""
        found = self._brief.claims(weighed, language, conversation) if self._brief is not None else None
        if found is None and self._overview is not None:
            found = self._overview.claims(weighed, language, conversation)
        return found

    def _calculated(self, weighed: Weighed, conversation: Conversation) -> Calculation | None:
        """The sum a message asks for, completes or changes; an empty one where it only wishes to calculate."""
        message, hint = weighed.message, weighed.topics[0][0]
        found = self._calculators.read(message, hint=hint, opened=conversation.open_sum)
        return found or self._calculators.opens(message) or self._bare_numbers(weighed, conversation)

    def _bare_numbers(self, weighed: Weighed, conversation: Conversation) -> Calculation | None:
        """Numbers alone after a metric was explained, as in "5 of 120", are meant for its calculator."""
        metric = conversation.topic
        if metric is None or metric not in self._calculators.metrics or conversation.open_sum is not None:
            return None
        if len(weighed.reading.words) > BARE_WORDS or weighed.reading.asks:
            return None
        return self._calculators.read(weighed.message, hint=metric, opened=OpenSum(metric=metric))

    def _wants_fit(self, weighed: Weighed) -> bool:
        """Whether the message asks for a fit check and tells something, or tells so much that nothing else can be meant."""
        share = dict(weighed.intents).get(FIT_INTENT, 0.0)
        topic, best = weighed.topics[0]
        wishes = share >= MEANT or (weighed.reading.asks and topic in FIT_QUESTIONS)
        # Reading a text for facts costs more than all the rest, so it waits until the words make it likely.
        if wishes:
            answers = self._check.read(weighed.message).answers
            return len(answers.known) + len(answers.signs) >= (1 if share >= MEANT else TOLD)
        return best < MEANT and self._check.speaks_of_fit(weighed.message)

    def open_fit(self, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Begin a fit assessment."""
        return self._fit.open(language, conversation)

    def open(self, action: Action, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Carry out a pressed button: a fit answer, a brief, the overview, or a calculator, which then asks for its numbers."""
        if action.kind is ActionKind.BRIEF and self._brief is not None:
            return self._brief.press(action, language, conversation)
        if action.kind is ActionKind.OVERVIEW and self._overview is not None:
            return self._overview.press(action, language, conversation)
        if action.kind is ActionKind.CALCULATE and action.value in self._calculators.metrics:
            return self.show(self._calculators.compute(action.value, {}, language), language, conversation)
        return self._fit.act(action, language, conversation)

    def show(self, calculation: Calculation, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Reply with a calculation; what it still lacks stays open in the conversation."""
        topic = self._topics[calculation.metric]
        reply = Reply(
            outcome=Outcome.CALCULATION,
            language=language,
            parts=(CalculationPart(calculation=calculation),),
            topics=(topic.id,),
            segment=topic.side,
            confidence=1.0,
            actions=(
                Action(kind=ActionKind.CALCULATE, value=topic.id),
                Action(kind=ActionKind.SHOW, topic=topic.id),
                *(Action(kind=ActionKind.SHOW, topic=one) for one in topic.related[:2]),
            ),
        )
        pending = open_sum_of(calculation)
        after = replace(conversation, topic=topic.id, segment=topic.side, language=language, view=View.SHORT, pending=pending)
        return reply, after


def _closed(language: Language) -> Reply:
    """Say that the sum is put away."""
    return Reply(outcome=Outcome.SMALLTALK, language=language, parts=(SmalltalkPart(intent="closed"),), confidence=1.0)
