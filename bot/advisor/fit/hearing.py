"""Which messages are for the fit check though no question of it waits: that ask for it, or tell enough to be assessed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.advisor.fit.check import FitCheck
from bot.advisor.fit.reading.answering import LONGEST_EITHER
from bot.advisor.fit.reading.cues import BOOK, Cue
from bot.domain.conversation import Conversation
from bot.domain.intents import FIT
from bot.domain.outcome import Outcome
from bot.language.message import Message
from bot.matching.weighing import Weighed

TOLD = 2
"""Answers a message must tell to be assessed where it only may be asking for a fit check."""
MEANT = 0.5
"""Probability from which a message that asks for a fit check is assessed by what else it says."""


class FitHearing:
    """Safe to share between threads."""

    def __init__(self, check: FitCheck, asking: Collection[str]) -> None:
        """`asking` are the topics whose questions may be asking for the check."""
        self._check = check
        self._asking = asking

    def is_meant(self, weighed: Weighed, conversation: Conversation) -> bool:
        """Whether the message asks for a fit check and tells something, or tells so much that nothing else can be meant.

        Below a topic a bare kind of company says whom it is about, and begins no check.
        """
        named = self._check.reader.is_named(weighed.message)
        share = 1.0 if named else dict(weighed.intents).get(FIT, 0.0)
        topic, best = weighed.topics[0]
        wishes = share >= MEANT or (weighed.reading.asks and topic in self._asking)
        # Reading a text for facts costs more than all the rest, so it waits until the words make it likely.
        if wishes:
            answers = self._check.read(weighed.message).answers
            if share >= MEANT:
                return bool(answers.known or (answers.signs and (named or conversation.topic is None)))
            # Who names both kinds of companies compares them, and tells nothing of their own customers.
            return len(answers.known) + (len(answers.signs) == 1) >= TOLD
        return best < MEANT and self._check.speaks_of_fit(weighed.message)

    def asks_which(self, message: Message) -> bool:
        """Whether it is asked which process fits a company whose numbers are told along; where only the side is, more of them."""
        hits = message.hits(BOOK)
        least = 1 if hits.get(Cue.PROCESS_ASKED) else TOLD if hits.get(Cue.SIDE_ASKED) else None
        if least is None:
            return False
        known = self._check.read(message, open_check=True).answers.known
        return len(known) >= least and any(self._check.model.criteria[name].scale is not None for name in known)

    def means_sides(self, message: Message, conversation: Conversation) -> bool:
        """Whether "both" means the sides of what is on screen, for no question of the check is."""
        either = self._check.reader.says(message, Cue.ANSWER_EITHER, LONGEST_EITHER)
        return either and conversation.shown is not Outcome.FIT

    def reopened(self, message: Message, conversation: Conversation) -> Conversation | None:
        """The conversation with its closed check open again, where a message that asks nothing tells more for it."""
        last = conversation.last_fit
        if last is None or not last.closed or self._check.reader.is_named(message) or self._check.reader.asks(message):
            return None
        told = self._check.read(message).answers.known
        return replace(conversation, pending=replace(last, closed=False)) if len(told) >= TOLD else None
