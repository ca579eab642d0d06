"""The overview within a conversation: both sides of everything, where nobody speaks of one topic."""

from __future__ import annotations

from dataclasses import replace

from bot.advisor.brief.reading import BriefReader
from bot.domain.conversation import Action, ActionKind, Conversation, View
from bot.domain.knowledge import Topic
from bot.domain.language import Language, Segment
from bot.domain.overview import Overview
from bot.domain.reply import Outcome, OverviewPart, Reply
from bot.language.message import Message
from bot.matching.weighing import Weighed, named_side

MOST_OFFERED = 3
"""Topics offered below the table."""


class OverviewTask:
    """Replies with the overview: every method that replies returns the conversation after it as well."""

    kind = ActionKind.OVERVIEW

    def __init__(self, overview: Overview, reader: BriefReader) -> None:
        self._overview = overview
        self._reader = reader

    def offers(self, topic: Topic) -> Action | None:
        """The table is offered below the topic it counts as; others have a comparison of their own."""
        return Action(kind=ActionKind.OVERVIEW) if topic.id == self._overview.topic else None

    def is_waiting(self, _conversation: Conversation) -> bool:
        """Nothing is ever asked."""
        return False

    def claims(self, weighed: Weighed, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """Take a message that asks to compare, and names nothing but the two sides.

        Where a topic is spoken of, that one is meant, unless both sides are named, or the table itself is what it counts as.
        """
        means_all = conversation.topic in (None, self._overview.topic) or named_side(weighed.message) is Segment.BOTH
        return self.takes(weighed.message, language, conversation) if means_all else None

    def takes(self, message: Message, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """Take a message that asks to compare, and names nothing."""
        return self.show(language, conversation) if self._reader.asks_for_all(message) else None

    def press(self, _action: Action, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Carry out a pressed button."""
        return self.show(language, conversation)

    def submit(self, _form: object, _language: Language, _conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """The overview has no form."""
        return None

    def show(self, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Set both sides side by side; whoever goes on speaks of the topic the table counts as."""
        topic = self._overview.topic
        offered = dict.fromkeys(row.topic for row in self._overview.rows if row.topic != topic)
        reply = Reply(
            outcome=Outcome.ANSWER,
            language=language,
            parts=(OverviewPart(),),
            topics=(topic,),
            segment=Segment.BOTH,
            confidence=1.0,
            actions=tuple(Action(kind=ActionKind.SHOW, topic=one) for one in list(offered)[:MOST_OFFERED]),
        )
        pending = conversation.pending if conversation.is_waiting else None
        after = replace(conversation, topic=topic, segment=Segment.BOTH, language=language, view=View.COMPARE, pending=pending)
        return reply, after
