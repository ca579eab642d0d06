"""Answers which side a company of so many people is on: the fit check's own line between the two, and the topic it stands in."""

from __future__ import annotations

from collections.abc import Mapping

from bot.advisor.fit.changes import bare_number
from bot.advisor.fit.check import FitCheck
from bot.advisor.fit.reading.cues import BOOK, Cue
from bot.advisor.fit.scoring.scale import fits, leans_of
from bot.advisor.kept import remember
from bot.advisor.offers import Asked
from bot.domain.conversation import Action, ActionKind, Conversation, View
from bot.domain.fit import Answers
from bot.domain.fit_model import Criterion, Reads, Value
from bot.domain.knowledge import Topic
from bot.domain.language import Language, Segment
from bot.domain.reply import Outcome, Reply, SizePart
from bot.language.message import Message
from bot.language.quantity import Kind

_SHORT = 7
"""Words of a message below the definition of a side that names a company by its size and wants to know no more."""


class SizeQuestion:
    """Hears such questions. Safe to share between threads."""

    def __init__(self, check: FitCheck, topics: Mapping[str, Topic]) -> None:
        self._check = check
        self._staff = check.model.that_reads(Reads.STAFF)
        claim = self._staff.claims.get(Segment.SMB, "") if self._staff is not None else ""
        topic = topics.get(claim.partition(".")[0])
        other = topics.get(topic.counterpart or "") if topic is not None else None
        self._topics = {one.side: one.id for one in (topic, other) if one is not None}

    def answer(self, message: Message, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        """Say which side a company of the size told is on; None where something else is asked, or the size is on neither."""
        value = self._size(message, conversation)
        side = None if value is None or self._staff is None else _side_of(self._staff, value)
        if value is None or side is None or self._staff is None or side not in self._topics:
            return None
        part = SizePart(
            id=self._staff.id, value=value, side=side, outside=_is_outside(self._staff, value), rules=self._check.model
        )
        topic = self._topics[side]
        show = (Action(kind=ActionKind.SHOW, topic=one) for one in (topic, self._topics.get(side.other)) if one is not None)
        reply = Reply(
            outcome=Outcome.ANSWER, language=language, parts=(part,), topics=(topic,), segment=side, confidence=1.0,
            actions=(*show, Action(kind=ActionKind.FIT)),
        )  # fmt: skip
        return reply, remember(conversation, Asked(topic, side, View.SHORT), language)

    def _size(self, message: Message, conversation: Conversation) -> Value | None:
        """The number of people whose side is asked about: no other fact is told, and nothing else is asked of it."""
        if self._staff is None or not self._is_asked(message, conversation):
            return None
        answers = self._check.read(message, open_check=True, of_prospect=True).answers
        if not self._says_no_more(answers):
            return None
        return self._named(self._staff, answers) if self._staff.id in answers.known else _bare(self._staff, message)

    def _is_asked(self, message: Message, conversation: Conversation) -> bool:
        """Whether a message asks for the side, or names a company below the definition of one."""
        hits = message.hits(BOOK)
        if hits.get(Cue.SIZE_OTHERWISE):
            return False
        if hits.get(Cue.SIZE_ASKED) or hits.get(Cue.SIDE_ASKED):
            return True
        names = bare_number(message) is not None or (len(message.words) <= _SHORT and not hits.get(Cue.QUESTION))
        return names and conversation.shown is Outcome.ANSWER and conversation.topic in self._topics.values()

    def _says_no_more(self, answers: Answers) -> bool:
        """Whether no other fact is told than a size; "ok", which agrees, may make of it people who decide."""
        told = {one.id for one in map(self._check.model.that_reads, (Reads.STAFF, Reads.DECIDERS)) if one is not None}
        return set(answers.known) <= told and len(answers.known) <= 1 and not answers.both

    def _named(self, staff: Criterion, answers: Answers) -> Value | None:
        """The size told; None where a sign speaks for the other side, so that size alone does not tell."""
        signs = self._check.model.signs
        is_smb = _side_of(staff, answers.known[staff.id]) is Segment.SMB
        agrees = all((signs[sign].lean < 0) == is_smb for sign in answers.signs if sign in signs)
        return answers.known[staff.id] if agrees else None


def _bare(staff: Criterion, message: Message) -> Value | None:
    """The one number of a message, where nothing names what it counts."""
    numbers = [one for one in message.quantities if one.kind is Kind.PLAIN and one.per is None and not one.unclear]
    if len(numbers) != 1 or numbers[0].is_range or not fits(staff, numbers[0].low):
        return None
    return numbers[0].low


def _side_of(staff: Criterion, value: Value) -> Segment | None:
    """The side that both ends of a size are on; None where they are on either."""
    sides = {Segment.SMB if lean < 0 else Segment.ENTERPRISE for lean in leans_of(staff, value)}
    return sides.pop() if len(sides) == 1 else None


def _is_outside(staff: Criterion, value: Value) -> bool:
    """Whether a size lies beyond the range that the source gives."""
    points = staff.scale.points if staff.scale is not None else ()
    given = [point.at for point in points if point.figure is not None]
    ends = value if isinstance(value, tuple) else (value, value)
    return not given or not all(isinstance(end, float) and min(given) <= end <= max(given) for end in ends)
