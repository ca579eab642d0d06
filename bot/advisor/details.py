"""Answers a question about what stands on screen: by the one line that tells it, else by saying that nothing does."""

from __future__ import annotations

from dataclasses import replace

from bot.advisor.answers import Answers
from bot.advisor.kept import remember
from bot.advisor.line_kinds import asking_words, asks_strictly, kinds_asked
from bot.advisor.offers import Asked
from bot.advisor.tasks import Step
from bot.advisor.touched import HEADLINE, Touch, Touched
from bot.advisor.turns import Kind, Turn
from bot.advisor.turns.sides import content_beside_sides
from bot.advisor.turns.views import USUAL, asks_what_to_avoid, part_said
from bot.domain.aside import Aside
from bot.domain.conversation import PLAY_VIEWS, Conversation, View
from bot.domain.intents import VIEWS
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language, Segment
from bot.domain.outcome import Outcome
from bot.domain.showing import has_more
from bot.domain.want import PARTS, Want
from bot.matching.weighing import Weighed

HEARD = 0.3
"""Share of a follow-up from which its view is asked for by the words, whatever else is named. Of the labelled conversations'
messages below it that name something and no cue of the view, most ask about what stands on screen."""

SURE = 0.75
"""Probability from which a turn asks for a view, whatever its words are known for."""

NEAR = 1
"""Subjects named where there is nothing."""

_CUES = {
    View.WHY: ("remarks.why",),
    View.ASK: ("views.ask", "wants.ask"),
    View.SAY: ("views.say", "wants.say"),
    View.MESSAGE: ("views.message", "wants.message"),
    View.CHECK: ("views.check", "wants.check"),
}
"""Cues that ask for a view in so many words."""

_INTENTS = {view: intent for intent, view in VIEWS.items()}


class Details:
    """The details of the subjects of a knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, answers: Answers, touched: Touched) -> None:
        self._knowledge = knowledge
        self._answers = answers
        self._touched = touched

    def answer(self, turn: Turn, weighed: Weighed, language: Language, conversation: Conversation) -> Step | None:
        """Answer a turn that asks about what stands on screen; None where it asks for a view, a side or a usual figure."""
        subject = turn.topics[0]
        if not self._is_shown(turn, conversation):
            return None
        segment = self._answers.segment_for(subject, stated=turn.segment, carried=conversation.segment, concepts=turn.concepts)
        if self._picks(turn, weighed):
            return self._told(Asked(subject, segment, aside=Aside.AGAIN, bare=True), turn, language, conversation)
        if self._names_again(turn, weighed, conversation):
            return self._told(Asked(subject, segment, turn.view), turn, language, conversation)
        turned = turn.segment not in (None, conversation.segment) or segment is not self._shown(subject, conversation)
        # What not to do is asked of all the steps.
        if turned or asks_what_to_avoid(weighed.message):
            return None
        asked = self._asked(turn, weighed, Asked(subject, segment, conversation.view, stated=turn.segment is not None))
        return None if asked is None else self._told(asked, turn, language, conversation)

    def _is_shown(self, turn: Turn, conversation: Conversation) -> bool:
        """Whether the subject of a turn stands on screen."""
        return turn.topics[0] == conversation.topic and conversation.shown is not Outcome.CHOICES

    def _names_again(self, turn: Turn, weighed: Weighed, conversation: Conversation) -> bool:
        """Whether the part of a play that stands on screen is asked for by its name: it is shown once more."""
        shown = turn.view is conversation.view and turn.view in PLAY_VIEWS and turn.topics[0] in self._knowledge.plays
        return shown and turn.view is not View.MESSAGE and part_said(weighed.message) is turn.view

    def _asks_usual(self, turn: Turn, weighed: Weighed, touch: Touch | None) -> bool:
        """Whether a usual figure of a topic is asked for, rather than the one that a line of it tells: "and how many?"."""
        if turn.want is not Want.BENCHMARK or turn.topics[0] not in self._knowledge.topics:
            return False
        message = weighed.message
        others = {hit.first for hit in message.cues(USUAL)} - asking_words(message)
        return touch is None or bool(others) or not asks_strictly(message)

    def _asked(self, turn: Turn, weighed: Weighed, asked: Asked) -> Asked | None:
        """The line that tells it, or that nothing does; None where a whole view or side is asked for."""
        opens = bool(weighed.message.cues("touches.opener")) and asked.topic in self._knowledge.plays
        touch = Touch(View.SAY, 1, None) if opens else self._touched.by(weighed, asked.topic, asked.segment)
        if self._asks_usual(turn, weighed, touch) or not self._of_screen(turn, weighed, touch):
            return None
        if touch is not None and touch.line == HEADLINE:
            return replace(asked, view=View.SHORT, bare=True)
        if touch is not None:
            side = touch.side if asked.segment is Segment.BOTH else None
            return replace(asked, view=touch.view, line=touch.line, line_of=side)
        if self._leaves_more(weighed, asked):
            return None
        return replace(asked, aside=Aside.NOTHING, bare=True, near=self._near(turn, weighed))

    def _told(self, asked: Asked, turn: Turn, language: Language, conversation: Conversation) -> Step:
        """Answer, and remember what is on screen: all of it can still be counted on."""
        reply = self._answers.answer([asked], language, turn.confidence, (*turn.topics, *asked.near))
        return reply, replace(
            remember(conversation, asked, language), view=conversation.view, segment=conversation.segment or asked.segment
        )

    @staticmethod
    def _picks(turn: Turn, weighed: Weighed) -> bool:
        """Whether of all that stands on screen what matters most is asked for."""
        return bool(weighed.message.cues("touches.most")) and (turn.detail or turn.view is not View.SHORT)

    def _shown(self, subject: str, conversation: Conversation) -> Segment:
        """The side on screen."""
        return self._answers.segment_for(subject, stated=None, carried=conversation.segment)

    def _of_screen(self, turn: Turn, weighed: Weighed, touch: Touch | None) -> bool:
        """Whether a turn asks about what stands on screen, rather than for the whole of a view or side."""
        if asks_strictly(weighed.message) and not self._names(turn, weighed):
            return True
        if turn.detail:
            return self._of_detail(turn, weighed, touch)
        asks = turn.kind is Kind.FOLLOW_UP and turn.view in _INTENTS
        return asks and bool(content_beside_sides(weighed)) and self._of_line(turn, weighed, touch)

    @staticmethod
    def _of_detail(turn: Turn, weighed: Weighed, touch: Touch | None) -> bool:
        """Whether a turn that goes on with what was shown asks for one line of it, rather than for a whole part."""
        named = turn.want in PARTS and bool(weighed.message.cues(f"views.{turn.want}"))
        return turn.want not in PARTS or turn.want is Want.STEPS or (touch is not None and not named)

    @staticmethod
    def _names(turn: Turn, weighed: Weighed) -> bool:
        """Whether a message has words beyond doubt for the view that its turn asks for."""
        return any(weighed.message.cues(key) for key in _CUES.get(turn.view, ())[:1])

    def _of_line(self, turn: Turn, weighed: Weighed, touch: Touch | None) -> bool:
        """Whether a turn that seems to ask for a view asks for one line, or for what is not told."""
        if touch is not None and (
            turn.view is View.WHY or kinds_asked(weighed.message) or weighed.message.cues("touches.opener")
        ):
            return turn.topics[0] in self._knowledge.plays
        share = dict(weighed.follow_ups).get(_INTENTS[turn.view], 0.0)
        named = any(weighed.message.cues(key) for key in _CUES.get(turn.view, ()))
        # Few words ask for a part, as in "as an e-mail?": they are doubted only where they ask for people, a moment and the like.
        doubted = turn.view not in PLAY_VIEWS or bool(kinds_asked(weighed.message))
        return doubted and share < HEARD and turn.confidence < SURE and not named

    def _leaves_more(self, weighed: Weighed, asked: Asked) -> bool:
        """Whether a message that names nothing may mean what the answer on screen left out, as in "how so?"."""
        topic = self._knowledge.topics.get(asked.topic)
        names = content_beside_sides(weighed) or kinds_asked(weighed.message)
        return topic is not None and not names and asked.view is View.SHORT and has_more(topic, asked.segment)

    def _near(self, turn: Turn, weighed: Weighed) -> tuple[str, ...]:
        """The subjects that tell what was asked, of those that the message is likeliest about; else what is built on this one."""
        current = self._knowledge.subjects[turn.topics[0]]
        likely = dict.fromkeys([*turn.topics[1:], *(one for one, _ in weighed.topics[:3])])
        telling = [one for one in likely if one in self._knowledge.subjects and self._touched.tells(weighed, one)]
        close = [one for one in telling if one != current.id][:NEAR]
        return tuple(close) or (*self._knowledge.plays_on.get(current.id, ()), *current.related)[:1]
