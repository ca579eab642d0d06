"""What a seller's own manager is told of the subject on screen; all other words are for customers."""

from __future__ import annotations

from dataclasses import replace

from bot.advisor.answers import Answers
from bot.advisor.kept import remember
from bot.advisor.line_kinds import MANAGER, kinds_asked
from bot.advisor.offers import Asked
from bot.advisor.tasks import Step
from bot.advisor.touched import Touched
from bot.domain.conversation import Conversation, View
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language
from bot.domain.outcome import Outcome
from bot.domain.play import Play
from bot.matching.weighing import Weighed

_ANSWERED = frozenset({Outcome.ANSWER, Outcome.CALCULATION})
"""What is on screen where it is about one subject."""


class ForManager:
    """The lines of a knowledge base for a seller's own manager."""

    def __init__(self, knowledge: KnowledgeBase, answers: Answers, touched: Touched) -> None:
        self._knowledge = knowledge
        self._answers = answers
        self._touched = touched

    def claims(self, weighed: Weighed, language: Language, conversation: Conversation) -> Step | None:
        """Take a message that asks below an answer what to tell one's own manager, and names nothing else; else None.

        A play has what the topics have that it is built on. Where there are no such words, that is said.
        """
        subject = self._knowledge.subjects.get(conversation.topic or "")
        asks = MANAGER in kinds_asked(weighed.message) and conversation.shown in _ANSWERED
        if subject is None or not asks or not self._touched.names_only(weighed, subject.id):
            return None
        for one in (subject.id, *(subject.topics if isinstance(subject, Play) else ())):
            asked = self._line(one, conversation)
            if asked is not None:
                reply = self._answers.answer([asked], language, 1.0)
                return reply, replace(remember(conversation, asked, language), view=View.SHORT)
        return replace(self._answers.social("customer_only", language), actions=conversation.offered), conversation

    def _line(self, subject: str, conversation: Conversation) -> Asked | None:
        """The first line of a subject for a manager, of the side on screen."""
        if subject not in self._knowledge.subjects:
            return None
        segment = self._answers.segment_for(subject, stated=None, carried=conversation.segment)
        touch = self._touched.of_kind(MANAGER, subject, segment)
        return None if touch is None else Asked(subject, segment, touch.view, line=touch.line)
