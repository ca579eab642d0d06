"""Shows one subject as a turn asks for it, and tells what is new about it where the same stands on screen already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.advisor.answers import Answers
from bot.advisor.kept import remember
from bot.advisor.offers import Asked
from bot.advisor.tasks import Step
from bot.advisor.turns import Kind, Turn
from bot.domain.aside import Aside
from bot.domain.conversation import Conversation, View
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language, Segment
from bot.domain.outcome import Outcome
from bot.domain.play import Play
from bot.domain.want import Want


class SubjectViews:
    """The views of the subjects of a knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, answers: Answers) -> None:
        self._knowledge = knowledge
        self._answers = answers

    def show(self, turn: Turn, language: Language, conversation: Conversation, *, typed: bool = False) -> Step:
        """Show what a turn asks for. `typed` tells that a follow-up was put in words, so that nothing is said twice."""
        topic = self._answers.subject_with(turn.topics[0], turn.view, turn.segment or conversation.segment)
        topic = self._answers.topic_for(topic, turn.segment) if turn.kind is Kind.FOLLOW_UP else topic
        view = self._answers.view_wanted(topic, turn.view, turn.want)
        asked = self.asked(topic, turn.segment, conversation, view, turn.concepts)
        asked = replace(asked, aside=turn.aside, benchmark=turn.want is Want.BENCHMARK and topic in self._knowledge.topics)
        if typed and (turn.kind is Kind.FOLLOW_UP or turn.detail) and is_on_screen(asked, conversation, self._knowledge):
            asked = self._once_more(asked, turn.segment)
        both = self._answers.beside(asked)
        reply = self._answers.answer(both, language, turn.confidence, turn.topics)
        return replace(reply, segment=Segment.BOTH) if len(both) > 1 else reply, remember(conversation, asked, language)

    def asked(
        self,
        topic: str,
        stated: Segment | None,
        conversation: Conversation,
        view: View = View.SHORT,
        concepts: Iterable[str] = (),
    ) -> Asked:
        """What is asked of a subject: the side is the one stated, else the conversation's."""
        if view is View.COMPARE:
            stated = Segment.BOTH
        segment = self._answers.segment_for(topic, stated=stated, carried=conversation.segment, concepts=concepts)
        # The side of a brief is spoken of until another one is named.
        meant = conversation.segment if stated is None and conversation.open_brief is not None else stated
        other = meant in (Segment.ENTERPRISE, Segment.SMB) and segment is meant.other
        return Asked(topic, segment, view, stated is not None, only_side=other)

    @staticmethod
    def detailed(turn: Turn, conversation: Conversation) -> Turn:
        """What was just shown did not hold the detail asked for, so more of it is shown, unless the side changes.

        Whoever asks what is usual is told that there is no such figure, and then the answer, not what it left out.
        """
        if turn.want is Want.BENCHMARK or (turn.want is not None and turn.view is View.SHORT):
            return turn
        shown = turn.detail and conversation.topic == turn.topics[0] and conversation.view is View.SHORT
        same_side = turn.segment in (None, conversation.segment)
        return replace(turn, view=View.MORE) if shown and same_side else turn

    def _once_more(self, asked: Asked, stated: Segment | None) -> Asked:
        """What is said where the same stands on screen: whom it holds for where a side was named, else that there is no more."""
        if asked.only_side:
            return replace(asked, bare=True)
        subject = self._knowledge.subjects[asked.topic]
        if asked.view is View.MESSAGE and isinstance(subject, Play):
            return replace(asked, aside=Aside.MESSAGE_AGAIN, bare=True)
        if stated in (Segment.ENTERPRISE, Segment.SMB):
            one = Aside.SAME_SIDE if subject.is_comparison else Aside.ONE_SIDE
            holds = one if subject.has_side(stated) else Aside.EITHER_SIDE
            return replace(asked, aside=holds, bare=True)
        if stated is not None:
            return asked
        # A play in a sentence is the head of its steps: below them it tells nothing.
        if isinstance(subject, Play):
            return replace(asked, aside=Aside.NOTHING, bare=True, near=subject.related[:1])
        return replace(asked, aside=Aside.NO_MORE, bare=True)


def is_on_screen(asked: Asked, conversation: Conversation, knowledge: KnowledgeBase) -> bool:
    """Whether an answer is the one that was shown last; what to do of a play is its steps."""
    shown = (conversation.topic, conversation.segment, conversation.view)
    side = asked.segment.other if asked.only_side else asked.segment
    as_steps = {View.SHORT, View.TODO} if asked.topic in knowledge.plays else set()
    same_view = asked.view is shown[2] or {asked.view, shown[2]} <= as_steps
    same = asked.topic == shown[0] and same_view and shown[1] in (asked.segment, side)
    return conversation.shown is Outcome.ANSWER and same and not asked.benchmark
