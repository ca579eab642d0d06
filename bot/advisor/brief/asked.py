"""What a message in a thread with a brief asks of it: to see it again, one line, what it lacks, or whether a month will do."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from bot.advisor.brief.reading import ASKED, BOOK, LACKING, RETURN, WRITING, BriefReader
from bot.advisor.fit.reading.cues import BOOK as FIT
from bot.advisor.fit.reading.cues import SIGN, Cue
from bot.advisor.screen.remarks import is_whole
from bot.domain.brief import MISSING, BriefRules, Deal, Month
from bot.language.message import Message

SIDE_TOLD = "enterprise-vs-smb"
"""The topic whose line stands in for the side of a deal, which the first line of a brief tells."""
SIGNED = "sales-cycle"
"""The topic whose line names the month of signature."""
_HINT = "hint."


@dataclass(frozen=True, slots=True)
class Row:
    """The one line of a brief that is asked about, by its topic, and the month it is asked to stand beside, if any."""

    topic: str
    closes: Month | None = None


def wants_whole(message: Message, deal: Deal) -> bool:
    """Whether a message wants the brief again, by that word or by the kind of company it is about ("back to the bakery")."""
    hits = message.hits(BOOK)
    whole, back = message.cues("rows.whole"), hits.get(RETURN, ())
    if whole and is_whole(message, whole):
        return True
    company = [hit for sign in deal.answers.signs for hit in message.hits(FIT).get(f"{SIGN}{sign}", ())]
    return bool(back and company) and is_whole(message, [*back, *company, *hits.get(ASKED, ())])


def is_for_others(message: Message) -> bool:
    """Whether a message begins by naming the fit check, or wants something written to somebody, who is no fact of the deal:
    "mail to procurement".
    """
    begun = (*message.hits(BOOK).get(WRITING, ()), *message.hits(FIT).get(Cue.NAMED, ()))
    return any(hit.first == message.beginning for hit in begun)


def row_asked(message: Message, rules: BriefRules, reader: BriefReader, today: datetime.date, *, on_screen: bool) -> Row | None:
    """The line of a brief that a message asks about and about nothing else; None where it asks about none.

    Where the brief is not `on_screen`, somebody of the deal must be meant by a word of its own.
    """
    doubted = reader.month_doubted(message, today)
    if doubted is not None and SIGNED in rules.topics:
        return Row(SIGNED, doubted)
    lacking = message.hits(BOOK).get(LACKING, ())
    if on_screen and lacking and is_whole(message, lacking):
        return Row(MISSING)
    topic = _topic_asked(message, rules.topics, named=not on_screen)
    return None if topic is None else Row(topic)


def _topic_asked(message: Message, topics: Iterable[str], *, named: bool) -> str | None:
    them = message.cues("rows.them")
    if named and not them:
        return None
    asked = {topic: message.cues(f"rows.{topic}") for topic in topics}
    whole = (topic for topic, hits in asked.items() if hits and is_whole(message, [*hits, *them]))
    return next(whole, None)


def play_instead(topic: str, rules: BriefRules) -> str | None:
    """The play that what is asked of a topic calls for, where the brief has no line on that for its side."""
    return next((play for condition, play in rules.asks if condition == f"{_HINT}{topic}"), None)
