"""Reads what a message tells of a deal: the answers of the fit check, how far it is, when it began, and what it mentions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.advisor.calculators.cues import BOOK as SUMS
from bot.advisor.fit.check import FitCheck
from bot.domain.brief import STAGE, BriefRules, Deal, Month
from bot.domain.fit_model import Reads
from bot.domain.language import Language
from bot.language.message import Message
from bot.language.phrases import Hit
from bot.language.quantity import Kind

BOOK = "brief"
"""The name of the brief's phrases among the books of the reader of messages."""
STAGES, HINTS = f"{STAGE}.", "hint."
"""Keys of stages and of hints begin so; the helping cues below have no dot."""
ASKED, OTHERWISE, SUPPOSED, INSTEAD = "brief", "not-brief", "suppose", "instead"
CLOSE, REALISTIC, UNUSED, RETURN, WRITING, LACKING = "close", "realistic", "unused", "return", "writing", "lacking"
START, NO_START, AGO, LAST_MONTH, THIS_MONTH = "start", "not-start", "ago", "last-month", "this-month"
AHEAD = "stage-ahead"
SILENT = f"{HINTS}silent"
OVERVIEW, AROUND = "overview", "overview-around"
CUES = frozenset({
    ASKED, OTHERWISE, SUPPOSED, INSTEAD, CLOSE, REALISTIC, UNUSED, RETURN, WRITING, LACKING, START, NO_START, AGO, LAST_MONTH,
    THIS_MONTH, AHEAD, OVERVIEW, AROUND,
})  # fmt: skip
"""Every helping cue. A language without phrases for one reads less, and no other key has a meaning."""
_NEAR = 4
"""Words between a month and the cue that makes it the beginning."""
_JUST_BEHIND = 2
"""Words behind a month in which such a cue still speaks of it: "March start"."""
_AHEAD = 3
"""Words over which a wish reaches: "wants a second demo"."""
_ALONE = 3
"""Words of a message that is nothing but the month asked for."""


@dataclass(frozen=True, slots=True)
class Request:
    """A message that asks for a brief: what it says of the deal, and whether a colon leaves no doubt."""

    text: str
    plain: bool


class BriefReader:
    """Reads messages by the cues of the rules. Safe to share between threads."""

    def __init__(self, rules: BriefRules, fit: FitCheck) -> None:
        """`fit` reads the answers; its reader of messages must hold the rules' phrases as the book `brief`."""
        self.rules = rules
        self._fit = fit
        lexicons = fit.reader.reader.lexicons.values()
        self._months = {word: number for lexicon in lexicons for word, number in lexicon.time.months.items()}

    def request(self, message: Message) -> Request | None:
        """The deal in a message that begins by asking for a brief; None where it asks for none."""
        hits = message.hits(BOOK)
        opening = [hit for hit in hits.get(ASKED, ()) if hit.first == message.beginning]
        if not opening:
            return None
        last = max(hit.last for hit in opening)
        words = message.words
        plain = last < len(words) and words[last].low == ":"
        if not plain and any(hit.first <= last and hit.last >= opening[0].first for hit in hits.get(OTHERWISE, ())):
            return None
        begin = words[last - 1 + plain].end
        return Request(message.text[begin:].lstrip(" ,:;–—-\n"), plain)

    def read(self, text: str, today: datetime.date, spoken: Language | None = None, *, asked: bool = False) -> Deal:
        """Read a text known to be about a deal.

        `today` is where "last month" is counted from, `asked` tells that the start was asked for.
        """
        message = self._fit.message(text, spoken)
        answers = self._fit.read(message, open_check=True, of_prospect=True).answers
        hits = _outermost(message)
        return Deal(
            answers=answers,
            stage=self._stage(message, hits),
            started=self._started(message, Month.of(today), asked=asked),
            closes=self._closes(message, Month.of(today)),
            hints=tuple(dict.fromkeys(hit.key.removeprefix(HINTS) for hit in hits if self._tells(message, hit, HINTS))),
        )

    def unused(self, text: str, today: datetime.date, spoken: Language | None = None) -> tuple[str, ...]:
        """What a text tells of a deal that a brief has no place for, as it was written, clause by clause."""
        message = self._fit.message(text, spoken)
        named = {message.words[hit.first].clause for hit in message.hits(BOOK).get(UNUSED, ())}
        clauses = (message.clauses[clause] for clause in sorted(named))
        said = (message.text[message.words[first].start : message.words[last - 1].end].strip(" ,.;") for first, last in clauses)
        return tuple(one for one in said if one and self.read(one, today, spoken).is_empty)

    def supposed(self, message: Message) -> str | None:
        """What a message supposes or corrects ("and if it is 20 people?"), as a statement; None where it does neither."""
        opening = [hit.last for hit in message.hits(BOOK).get(SUPPOSED, ()) if hit.first == message.beginning]
        last = max(opening, default=0)
        if not 0 < last < len(message.words):
            return None
        return message.text[message.words[last].start :].replace("?", " ")

    def replaces(self, message: Message, told: Deal) -> bool:
        """Whether a message puts another company in place of the one spoken of: its kind or its size, and "instead"."""
        size = next((one.id for one in self._fit.model.criteria.values() if one.reads is Reads.STAFF), "")
        told_of = bool(told.answers.signs) or size in told.answers.known
        return told_of and bool(message.hits(BOOK).get(INSTEAD))

    def names_metric(self, message: Message) -> bool:
        """Whether a metric is named that can be worked out."""
        return SUMS in self._fit.reader.reader.books and any(key.endswith(".name") for key in message.hits(SUMS))

    def is_question(self, message: Message) -> bool:
        """Whether a message asks, with a mark or by the word it begins with."""
        return message.asks or any(hit.first == message.beginning for hit in message.cues("clauses.asking"))

    def asks_for_all(self, message: Message) -> bool:
        """Whether a message asks for both sides of everything, and for nothing else."""
        hits = message.hits(BOOK)
        covered = _places(hit for key in (OVERVIEW, AROUND) for hit in hits.get(key, ()))
        return bool(hits.get(OVERVIEW)) and len(covered) == sum(word.low.isalnum() for word in message.words)

    def means_all(self, message: Message) -> bool:
        """Whether what asks for both sides says more than to compare, which might mean the topic on screen."""
        hits = message.hits(BOOK).get(OVERVIEW, ())
        comparing = (hit for key in ("views.beside", "views.compare") for hit in message.cues(key))
        return bool(_places(hits) - _places(comparing))

    def _tells(self, message: Message, hit: Hit, kind: str) -> bool:
        """Whether a hit is of a kind and not turned down; a negation inside it is part of what it says ("no reply")."""
        if not hit.key.startswith(kind):
            return False
        if hit.gapped and any(hit.first <= one.first < hit.last for one in message.negations):
            return False  # "PO belum keluar"
        if any(one.last == hit.first for one in message.negations):
            return False  # "tidak ada keberatan"
        denial = message.denial(hit.first)
        return denial is None or hit.first <= denial.first < hit.last

    def _stage(self, message: Message, hits: list[Hit]) -> str | None:
        """The farthest stage told of as reached."""
        ahead = message.hits(BOOK).get(AHEAD, ())
        told = {
            hit.key.removeprefix(STAGES)
            for hit in hits
            if self._tells(message, hit, STAGES) and not any(_wishes(message, one, hit) for one in ahead)
        }
        return next((stage for stage in reversed(list(self.rules.stages)) if stage in told), None)

    def _started(self, message: Message, today: Month, *, asked: bool) -> Month | None:
        """The month a deal began in: named, or told by how long ago it was."""
        starts = _starts(message)
        for at, number, year in self._named_months(message):
            alone = asked and len(message.words) <= _ALONE
            if alone or self._begins(message, at, starts):
                return Month.last(number, today) if year is None else Month(year, number)
        return self._ago(message, today, asked=asked)

    def _closes(self, message: Message, today: Month) -> Month | None:
        """The month it is planned to be signed in: named right behind a word that says so, or right before one."""
        plans = message.hits(BOOK).get(CLOSE, ())
        for at, number, year in self._named_months(message):
            if any(0 <= at - hit.last < _NEAR or at < hit.first <= at + _JUST_BEHIND for hit in _beside(message, at, plans)):
                return Month.next(number, today) if year is None else Month(year, number)
        return None

    def month_doubted(self, message: Message, today: datetime.date) -> Month | None:
        """The month of which is asked whether it can be signed by then ("dec 31 not realistic then?"); None where none is."""
        if not message.hits(BOOK).get(REALISTIC):
            return None
        named = ((number, year) for _, number, year in self._named_months(message))
        months = (Month.next(number, Month.of(today)) if year is None else Month(year, number) for number, year in named)
        return next(months, None)

    def _named_months(self, message: Message) -> Iterator[tuple[int, int, int | None]]:
        """The months named by their number, each with its word before and a year behind it, if any."""
        words = message.words
        for at, word in enumerate(words):
            number = self._months.get(word.low)
            if number is None:
                continue
            behind = words[at + 1].low if at + 1 < len(words) else ""
            year = int(behind) if behind.isdecimal() and len(behind) == 4 else None
            yield at, number, year

    def _begins(self, message: Message, at: int, starts: Sequence[Hit]) -> bool:
        """Whether a cue before a month, or right behind it, makes it the beginning, and nothing between makes it another date."""
        near = _beside(message, at, starts)
        before = max((hit.last for hit in near if at - _NEAR < hit.last <= at), default=None)
        behind = any(at < hit.first <= at + _JUST_BEHIND for hit in near)
        other = message.hits(BOOK).get(NO_START, ())
        if before is not None:
            return not any(before <= hit.first < at for hit in other)
        return behind and not any(at - _NEAR < hit.last <= at for hit in other)

    def _ago(self, message: Message, today: Month, *, asked: bool) -> Month | None:
        """The month a deal began in by how long ago that was: "we started three months ago"."""
        hits = message.hits(BOOK)
        started = {message.words[hit.first].clause for hit in _starts(message)}
        for first, months in _durations_ago(message):
            if asked or message.words[first].clause in started:
                return today.plus(-months)
        for key, back in ((LAST_MONTH, -1), (THIS_MONTH, 0)):
            if any(asked or message.words[hit.first].clause in started for hit in hits.get(key, ())):
                return today.plus(back)
        return None


def _beside(message: Message, at: int, hits: Iterable[Hit]) -> list[Hit]:
    """The hits in the clause of a word."""
    return [hit for hit in hits if message.words[hit.first].clause == message.words[at].clause]


def _places(hits: Iterable[Hit]) -> set[int]:
    """The words that hits cover."""
    return {at for hit in hits for at in range(hit.first, hit.last)}


def _durations_ago(message: Message) -> Iterator[tuple[int, float]]:
    """The durations with an "ago" right behind them, in months, each with its first word."""
    behind = {hit.first for hit in message.hits(BOOK).get(AGO, ())}
    for number in message.quantities:
        if number.kind is Kind.DURATION and number.months is not None and number.last in behind:
            yield min(number.first, len(message.words) - 1), number.months[0]


def _outermost(message: Message) -> list[Hit]:
    """What was told, without what lies inside a longer phrase: "review" in "review kontrak"."""
    telling = [hit for key, found in message.hits(BOOK).items() if "." in key for hit in found]
    return [hit for hit in telling if not any(other.holds(hit) for other in telling)]


def _wishes(message: Message, ahead: Hit, stage: Hit) -> bool:
    """Whether a cue right before a stage, in its clause, makes it one to come."""
    same = message.words[ahead.first].clause == message.words[stage.first].clause
    return same and 0 <= stage.first - ahead.last < _AHEAD


def _starts(message: Message) -> list[Hit]:
    """The cues of a beginning; "quiet since last week" and "no reply from May on" tell of a silence instead."""
    silences = message.hits(BOOK).get(SILENT, ())
    starts = message.hits(BOOK).get(START, ())
    return [hit for hit in starts if not any(0 <= hit.first - one.last <= 1 for one in silences)]
