"""The calculators within a conversation: hears sums, their missing numbers and their changes, and forms filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.advisor.calculators.calculators import Calculators, open_sum_of
from bot.advisor.calculators.candidate import is_mistaken
from bot.advisor.calculators.wish import wants_closed
from bot.advisor.tasks import Step
from bot.domain.calculation import Calculation, OpenSum
from bot.domain.conversation import Action, ActionKind, Conversation, Form, View
from bot.domain.knowledge import Topic
from bot.domain.language import Language
from bot.domain.reply import CalculationPart, Outcome, Reply, SmalltalkPart
from bot.language.message import Message
from bot.matching.weighing import Weighed

BARE_WORDS = 4
"""Words up to which a message may be nothing but numbers."""


class CalculatorTask:
    """Fulfils `bot.advisor.tasks.Task`."""

    kind = ActionKind.CALCULATE

    def __init__(self, calculators: Calculators, topics: Mapping[str, Topic]) -> None:
        self._calculators = calculators
        self._topics = topics

    def offers(self, topic: Topic) -> Action | None:
        """Offer the calculator of a metric below what is said on it."""
        return Action(kind=self.kind, value=topic.id) if topic.id in self._calculators.metrics else None

    def is_waiting(self, conversation: Conversation) -> bool:
        """Whether a sum waits for a number."""
        return conversation.open_sum is not None and conversation.open_sum.waiting

    def claims(self, weighed: Weighed, language: Language, conversation: Conversation) -> Step | None:
        """Calculate where the message asks for, completes or changes a sum; put the open one away where it says so."""
        if _opened(conversation) is not None and wants_closed(weighed.message):
            closed = Reply(outcome=Outcome.SMALLTALK, language=language, parts=(SmalltalkPart(intent="closed"),), confidence=1.0)
            return closed, replace(conversation, pending=None, topic=None)
        found = self._calculated(weighed, conversation)
        if found is None:
            return self._explained(weighed, language, conversation)
        reply, after = self._show(found, language, conversation)
        return replace(reply, segment=weighed.segment or reply.segment), after

    def _explained(self, weighed: Weighed, language: Language, conversation: Conversation) -> Step | None:
        """Answer with the formula where a message asks for it; a sum that is done stays as it is."""
        found = self._calculators.explains(weighed.message, conversation.topic)
        if found is None:
            return None
        reply, after = self._show(found, language, conversation)
        part = CalculationPart(calculation=found, explained=True)
        return replace(reply, outcome=Outcome.ANSWER, parts=(part,)), replace(after, pending=conversation.pending)

    def takes(self, message: Message, language: Language, conversation: Conversation) -> Step | None:
        """Calculate what a message asks for, where it was said to be a sum."""
        found = self._calculators.read(message, opened=conversation.open_sum) or self._calculators.opens(message)
        return None if found is None else self._show(found, language, conversation)

    def press(self, action: Action, language: Language, conversation: Conversation) -> Step | None:
        """Open a calculator, which then asks for its numbers."""
        return self.submit(Form(kind=action.kind, value=action.value), language, conversation)

    def submit(self, form: Form, language: Language, conversation: Conversation) -> Step | None:
        """Calculate from a form with one text field per input."""
        if form.value not in self._calculators.metrics:
            return None
        return self._show(self._calculators.compute(form.value, form.fields, language), language, conversation)

    def _calculated(self, weighed: Weighed, conversation: Conversation) -> Calculation | None:
        """The sum a message asks for, completes or changes; an empty one where it only wishes to calculate."""
        message, hint = weighed.message, weighed.topics[0][0]
        found = self._calculators.read(message, hint=hint, opened=_opened(conversation))
        found = found or self._told_below(weighed, conversation)
        if found is None and conversation.open_sum is not None:
            found = self._calculators.another(message, conversation.open_sum)
        return found or self._calculators.opens(message)

    def _told_below(self, weighed: Weighed, conversation: Conversation) -> Calculation | None:
        """The sum of the metric that was just explained, from numbers alone ("5 of 120") or a sentence that holds them all."""
        metric = conversation.topic
        if metric is None or metric not in self._calculators.metrics or _opened(conversation) is not None:
            return None
        return self._bare_numbers(weighed, metric) or self._calculators.read(weighed.message, hint=metric)

    def _bare_numbers(self, weighed: Weighed, metric: str) -> Calculation | None:
        """Numbers alone after a metric was explained are meant for its calculator."""
        people = weighed.message.cues("sums.people") or weighed.message.cues("sums.staff")
        if len(weighed.reading.words) > BARE_WORDS or weighed.reading.asks or people:
            return None
        found = self._calculators.read(weighed.message, hint=metric, opened=OpenSum(metric=metric))
        return None if found is None or is_mistaken(found) else found

    def _show(self, calculation: Calculation, language: Language, conversation: Conversation) -> Step:
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


def _opened(conversation: Conversation) -> OpenSum | None:
    """The sum that a message may complete or change: one that waits, or one that is done while its metric is spoken of."""
    opened = conversation.open_sum
    return opened if opened is not None and (opened.waiting or opened.metric == conversation.topic) else None
