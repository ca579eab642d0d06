"""The deal brief within a conversation: makes one where it is asked for, and goes on with it in the thread."""

from __future__ import annotations

from dataclasses import replace

from bot.advisor.brief.asked import SIDE_TOLD, is_for_others, play_instead, row_asked, wants_whole
from bot.advisor.brief.composing import BriefComposer
from bot.advisor.brief.reading import BriefReader
from bot.advisor.brief.stored import decode_deal, encode_deal
from bot.advisor.kept import remember
from bot.advisor.offers import Asked
from bot.domain.brief import MISSING, Brief, Deal, OpenBrief
from bot.domain.clock import Clock, utc_now
from bot.domain.conversation import Action, ActionKind, Conversation, View
from bot.domain.knowledge import Topic
from bot.domain.language import Language, Segment
from bot.domain.reply import AnswerPart, BriefPart, Outcome, Reply
from bot.language.message import Message
from bot.matching.weighing import Weighed

MOST_TOPICS = 4
"""Topics offered below a brief, behind the play whose questions it puts and that play's message."""


class BriefTask:
    """Replies with briefs: every method that replies returns the conversation after it as well."""

    kind = ActionKind.BRIEF

    def __init__(self, composer: BriefComposer, reader: BriefReader, clock: Clock = utc_now) -> None:
        """`clock` tells what "last month" is, and whether a signature is overdue."""
        self._composer = composer
        self._reader = reader
        self._clock = clock

    def offers(self, _topic: Topic) -> Action | None:
        """Nothing is offered below topics: a brief begins with a deal."""
        return None

    def is_waiting(self, _conversation: Conversation) -> bool:
        """A brief is asked for by its name, so it is heard first whatever else waits for an answer."""
        return True

    def claims(self, weighed: Weighed, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """Take a message that begins by asking for a brief, or tells more of the one in the thread; None for others."""
        message = weighed.message
        step = self._row(message, language, conversation) or self.takes(message, language, conversation)
        return step or self._go_on(message, language, conversation)

    def takes(self, message: Message, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """Take a message that begins by asking for a brief; None where it does not."""
        request = self._reader.request(message)
        if request is None:
            return None
        if not any(character.isalnum() for character in request.text):
            return self._help(language, conversation)
        deal = self._reader.read(request.text, self._clock().date(), message.spoken)
        if deal.is_empty and message.asks and not request.plain:
            return None  # "brief question: what is churn?"
        unused = self._reader.unused(request.text, self._clock().date(), message.spoken)
        return self._reply(deal, language, conversation, unused=unused)

    def press(self, action: Action, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Carry out a pressed button, which carries the deal; one that carries none tells how to ask for a brief."""
        deal = decode_deal(action.value)
        return self._help(language, conversation) if deal is None else self._reply(deal, language, conversation)

    def submit(self, _form: object, _language: Language, _conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """Briefs have no form."""
        return None

    def make(self, text: str, language: Language | None = None) -> Brief:
        """Return the brief of a text, whatever it says."""
        today = self._clock().date()
        return self._composer.compose(self._reader.read(text, today, language), today)

    def _go_on(self, message: Message, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """Add what a message supposes or tells to the brief in the thread; None where it does neither.

        A question that supposes nothing ("how do I sell to a bank with 5,000 people?") wants an answer, a metric named its sum.
        """
        opened, supposed = conversation.open_brief, self._reader.supposed(message)
        if (
            opened is None
            or is_for_others(message)
            or self._reader.names_metric(message)
            or (supposed is None and self._reader.is_question(message))
        ):
            return None
        today, wanted = self._clock().date(), opened.deal.started is None
        told = self._reader.read(supposed or message.text, today, message.spoken, asked=wanted)
        if not _adds(told, supposed=bool(supposed)):
            return None
        before = opened.deal.without_company() if self._reader.replaces(message, told) else opened.deal
        unused = self._reader.unused(supposed or message.text, today, message.spoken)
        return self._reply(before.merged(told), language, conversation, told, unused)

    def _row(self, message: Message, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """Answer what is asked of the brief in the thread: right below it, or where somebody of the deal is meant."""
        opened, today = conversation.open_brief, self._clock().date()
        if opened is None:
            return None
        if wants_whole(message, opened.deal):
            return self._reply(opened.deal, language, conversation)
        on_screen = conversation.shown is Outcome.BRIEF
        row = row_asked(message, self._composer.rules, self._reader, today, on_screen=on_screen)
        if row is None:
            return None
        deal = opened.deal.merged(Deal(closes=row.closes))
        brief = self._composer.compose(deal, today)
        # Which side it is on is what a brief says first.
        if row.topic in (SIDE_TOLD, MISSING) or brief.segment in self._composer.rules.topics[row.topic].claims:
            return self._one_line(row.topic, brief, language, conversation)
        play = play_instead(row.topic, self._composer.rules)
        return None if play is None else self._play(play, brief, language, conversation)

    def _one_line(self, row: str, brief: Brief, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Reply with one line of a brief."""
        reply, after = self._reply(brief.deal, language, conversation)
        parts = (BriefPart(brief=brief, code=encode_deal(brief.deal), row=row),)
        if row == MISSING:
            return replace(reply, parts=parts), after
        ranked = tuple(dict.fromkeys((row, *reply.topics)))
        show = Action(kind=ActionKind.SHOW, topic=row)
        offered = tuple(dict.fromkeys((show, *(one for one in reply.actions if one.topic == brief.ask))))
        return replace(reply, parts=parts, topics=ranked, actions=offered), after

    @staticmethod
    def _play(play: str, brief: Brief, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Reply with what a play has for the side of a brief."""
        part = AnswerPart(topic=play, segment=brief.segment)
        show = Action(kind=ActionKind.SHOW, topic=play, segment=brief.segment, view=View.MESSAGE)
        reply = Reply(
            outcome=Outcome.ANSWER, language=language, parts=(part,), topics=(play,), segment=brief.segment, confidence=1.0,
            actions=(show,),
        )  # fmt: skip
        return reply, remember(conversation, Asked(play, brief.segment, View.SHORT), language)

    def _reply(
        self, deal: Deal, language: Language, conversation: Conversation, told: Deal | None = None, unused: tuple[str, ...] = ()
    ) -> tuple[Reply, Conversation]:
        """Reply with the brief of a deal; `told` is what was added to it or said otherwise just now, `unused` has no place."""
        brief = self._composer.compose(deal, self._clock().date())
        side = None if brief.segment is Segment.BOTH else brief.segment
        reply = Reply(
            outcome=Outcome.BRIEF,
            language=language,
            parts=(BriefPart(brief=brief, code=encode_deal(deal), told=told, unused=unused),),
            topics=brief.topics,
            segment=side,
            confidence=1.0,
            actions=self._offered(brief),
        )
        # Its questions are what stands there to go on from: "and as an e-mail?", "what do I say?".
        after = replace(
            conversation, language=language, topic=brief.ask, segment=brief.segment, view=View.ASK, pending=OpenBrief(deal=deal)
        )
        return reply, after

    def _offered(self, brief: Brief) -> tuple[Action, ...]:
        """The play whose questions it puts, that play's message where it has one for the side, and the first topics.

        Without a side, but for the message: a button with one is named after it, and the thread keeps the side.
        """
        play, *topics = (Action(kind=ActionKind.SHOW, topic=one) for one in (brief.ask, *brief.topics[:MOST_TOPICS]))
        message = replace(play, segment=brief.segment, view=View.MESSAGE)
        return (play, *([message] if self._composer.has_message(brief) else []), *topics)

    @staticmethod
    def _help(language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Say what a brief is made from."""
        return Reply(outcome=Outcome.BRIEF, language=language, parts=(BriefPart(),), confidence=1.0), conversation


def _adds(told: Deal, *, supposed: bool) -> bool:
    """Whether what was told adds to a brief; hints alone do so only where they are supposed."""
    return bool(told.answers.known or told.stage or told.started or told.closes or (supposed and not told.is_empty))
