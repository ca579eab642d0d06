"""What a message means that follows a question of ours: which of several topics was meant, or what is known at all."""

from __future__ import annotations

from dataclasses import replace

from bot.advisor.turns import Kind, Turn, decide, decide_in
from bot.advisor.turns.features import Situation
from bot.advisor.turns.sides import content_beside_sides, stated_side
from bot.advisor.turns.subject_words import SubjectWords
from bot.domain.aside import Aside
from bot.domain.conversation import PLAY_VIEWS, Conversation, View
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Segment
from bot.domain.outcome import Outcome
from bot.domain.want import Want
from bot.matching.matcher import Matcher
from bot.matching.weighing import Weighed

NEEDS_A_SUBJECT = 0.5
"""Probability from which a message says nothing without a subject before it, as "why?" and "as an e-mail"."""

CLEAR = 0.8
"""Probability from which a customer makes the topic clear: more than an answer takes, for a side makes any topic surer."""

LIKELY = 0.8
"""Share from which the topic that both messages tell is shown, and said to be taken for what is meant."""

LONGEST = 300
"""Characters of a message that is weighed together with another: a longer one tells enough by itself, and takes its time."""

_OF_PLAYS = PLAY_VIEWS | {View.TODO}
"""Views that a play is asked for rather than a topic."""

_ASKED_BACK = frozenset({Outcome.CHOICES, Outcome.UNKNOWN})
_STANDING = frozenset({Kind.TOPIC, Kind.FOLLOW_UP, Kind.CHOICES, Kind.UNKNOWN})
"""Turns that are about a subject; all others mean the same whatever was asked back."""


_PREFERRED = {Kind.CHOICES: 1, Kind.UNKNOWN: 2}
"""An answer goes before another question of ours, and that before a refusal."""


class AskedBack:
    """Weighs what follows together with the message that nothing was answered to, which the conversation remembers."""

    def __init__(self, knowledge: KnowledgeBase, matcher: Matcher, words: SubjectWords) -> None:
        self._knowledge = knowledge
        self._matcher = matcher
        self._words = words

    @staticmethod
    def text_of(turn: Turn, weighed: Weighed, conversation: Conversation) -> str:
        """The message to remember when a turn is asked back about or declined: itself, or the one that is asked about again."""
        text = conversation.asked if turn.again else weighed.message.text
        return text if len(text) <= LONGEST else ""

    @staticmethod
    def waits(conversation: Conversation) -> bool:
        """Whether the last message was asked back about, or declined, and nothing was answered since."""
        return bool(conversation.asked) and conversation.shown in _ASKED_BACK

    @classmethod
    def without_answered(cls, conversation: Conversation) -> Conversation:
        """The conversation without a message that was answered since."""
        return conversation if cls.waits(conversation) else replace(conversation, asked="")

    @classmethod
    def declined(cls, turn: Turn, asked: str, conversation: Conversation) -> Conversation:
        """What a conversation keeps of a message that is declined: nothing where it goes on about a subject."""
        if conversation.topic is not None and not cls.waits(conversation):
            return conversation
        return replace(conversation, topic=None, asked=asked, segment=turn.segment or conversation.segment)

    def meant(self, turn: Turn, weighed: Weighed, conversation: Conversation) -> Turn:
        """Return what is meant by a message that would be `turn` if the first topic offered had been chosen.

        Who only says which customer they speak of is asked again, unless both messages together tell the topic. A question of its
        own is weighed afresh, and a follow-up takes the likeliest of the topics offered, and says so.
        """
        if turn.kind not in _STANDING or not self.waits(conversation):
            return turn
        if len(weighed.message.text) > LONGEST:
            return decide(weighed, self._matcher, Conversation(segment=conversation.segment))
        joined = self._matcher.weigh(self._matcher.reader.read(f"{conversation.asked}\n{weighed.message.text}"))
        side = self._side_told(turn, weighed, joined, conversation)
        if side is not None:
            return self._told(joined, side, conversation)
        if self._goes_on(turn, weighed, conversation):
            return replace(
                turn, kind=Kind.FOLLOW_UP, topics=(self._likeliest(turn, joined, conversation),), detail=False, aside=Aside.TAKEN
            )
        return self._afresh(weighed, joined, conversation)

    def _side_told(self, turn: Turn, weighed: Weighed, joined: Weighed, conversation: Conversation) -> Segment | None:
        """The side where a message tells who the customer is and nothing else; else None."""
        if weighed.reading.sides and not content_beside_sides(weighed):
            return turn.segment or weighed.segment
        if conversation.topic is None:
            about = replace(conversation, topic=joined.topics[0][0])
            turn = decide_in(Situation(weighed, about, self._knowledge, self._words), self._matcher)
        return turn.segment if turn.kind is Kind.FOLLOW_UP and turn.view is View.SHORT else None

    def _told(self, joined: Weighed, side: Segment, conversation: Conversation) -> Turn:
        """Answer where the customer makes the topic clear, or nearly; else ask or decline again, and keep the side.

        Nobody is asked the same twice: who tells no other side than before gets the likeliest of what was offered.
        """
        offered = _offered(conversation)
        if joined.sure >= CLEAR and self._matcher.is_sure(joined) and joined.topics[0][0] in offered:
            return replace(decide(joined, self._matcher, Conversation()), segment=side)
        if conversation.shown is Outcome.CHOICES:
            return self._chosen(joined, side, conversation) or Turn(
                kind=Kind.CHOICES, topics=offered, segment=side, confidence=joined.sure, again=True
            )
        ranked = tuple(topic for topic, _ in joined.topics[:3])
        return Turn(kind=Kind.UNKNOWN, topics=ranked, segment=side, confidence=1.0 - joined.scope, again=True)

    @staticmethod
    def _chosen(joined: Weighed, side: Segment, conversation: Conversation) -> Turn | None:
        """The topic to take for what is meant, of those that were offered: a likely one; told the same side again, the first."""
        offered = _offered(conversation)
        first, share = joined.topics[0]
        if first in offered and (share >= LIKELY or side is conversation.segment):
            return Turn(kind=Kind.FOLLOW_UP, topics=(first,), segment=side, confidence=joined.sure, aside=Aside.TAKEN)
        if offered and side is conversation.segment:
            return Turn(kind=Kind.FOLLOW_UP, topics=offered[:1], segment=side, confidence=joined.sure, aside=Aside.TAKEN)
        return None

    def _goes_on(self, turn: Turn, weighed: Weighed, conversation: Conversation) -> bool:
        """Whether a message needs a subject before it, and has none of its own."""
        if conversation.shown is not Outcome.CHOICES or not _offered(conversation):
            return False
        if _needs_a_subject(weighed) or turn.kind is Kind.FOLLOW_UP:
            return True
        return turn.detail and not self._matcher.is_sure(weighed)

    def _likeliest(self, turn: Turn, joined: Weighed, conversation: Conversation) -> str:
        """The first topic offered; where a part of a play is asked for, the play that both messages together find likeliest."""
        offered = _offered(conversation)
        of_play = turn.view in _OF_PLAYS or turn.want not in (None, Want.BENCHMARK)
        plays = [one for one in offered if one in self._knowledge.plays] if of_play else []
        shares = dict(joined.topics)
        return max(plays, key=lambda one: shares.get(one, 0.0), default=offered[0])

    def _afresh(self, weighed: Weighed, joined: Weighed, conversation: Conversation) -> Turn:
        """Decide on a question of its own: what it says alone counts first, then what both messages say together."""
        alone = decide(weighed, self._matcher, Conversation())
        together = decide(joined, self._matcher, Conversation())
        ways = (together,) if _needs_a_subject(weighed) and alone.kind is not Kind.TOPIC else (alone, together)
        turn = min(ways, key=lambda one: _PREFERRED.get(one.kind, 0))
        heard = stated_side(weighed, conversation) if weighed.reading.sides else conversation.segment
        return replace(turn, view=alone.view, want=alone.want or turn.want, segment=heard or turn.segment)


def _needs_a_subject(weighed: Weighed) -> bool:
    return sum(share for _, share in weighed.follow_ups) >= NEEDS_A_SUBJECT


def _offered(conversation: Conversation) -> tuple[str, ...]:
    return tuple(action.topic for action in conversation.offered if action.topic is not None)
