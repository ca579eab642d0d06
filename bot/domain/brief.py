"""The deal brief as data: what was told of a deal, the rules that make a brief of it, and the brief."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.fit import Answers, Assessment, Contribution, Verdict
from bot.domain.language import Language, Segment
from bot.domain.text import Text

MONTHS = 12
STAGE, STARTED, CLOSES = "stage", "started", "closes"
"""The facts of a deal that are no criteria of the fit check."""
MISSING = "missing"
"""What is asked of a brief beside the topics of its lines: what it does not know."""
SIGNATURE = "signature"
"""What a brief reckons from a deal, and a message may need."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year, 1 to 12."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime.date) -> Month:
        """The month a day lies in."""
        return cls(moment.year, moment.month)

    @classmethod
    def last(cls, number: int, today: Month) -> Month:
        """The latest month of that number that is not to come: a deal that is told of has begun."""
        return cls(today.year if number <= today.number else today.year - 1, number)

    @classmethod
    def next(cls, number: int, today: Month) -> Month:
        """The first month of that number that is not past: a plan is of what is to come."""
        return cls(today.year if number >= today.number else today.year + 1, number)

    def until(self, other: Month) -> int:
        """The months from this one to another, negative where that is the earlier one."""
        return (other.year - self.year) * MONTHS + other.number - self.number

    def plus(self, months: float) -> Month:
        """The month so many months on, or back; parts of a month are rounded, half a month up."""
        count = self.year * MONTHS + self.number - 1 + int((months + 0.5) // 1)
        return Month(count // MONTHS, count % MONTHS + 1)

    @property
    def first_day(self) -> datetime.date:
        """Its first day."""
        return datetime.date(self.year, self.number, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """All that is ever stored of a brief; the brief is made anew from it.

    `answers` are those of the fit check, `stage` the id of a stage, `closes` the month it is planned to be signed in, `hints`
    the ids of what else was mentioned.
    """

    answers: Answers = field(default_factory=Answers)
    stage: str | None = None
    started: Month | None = None
    closes: Month | None = None
    hints: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was told."""
        told = self.answers.known or self.answers.signs or self.answers.both
        return not (told or self.stage or self.started or self.closes or self.hints)

    def without_company(self) -> Deal:
        """This deal for another company: how far it is and when it began, and nothing of who the customer is."""
        return Deal(stage=self.stage, started=self.started, closes=self.closes)

    def merged(self, other: Deal) -> Deal:
        """This deal with what another telling adds, or says otherwise."""
        known = {**self.answers.values, **other.answers.values}
        given = {name: words for name, words in self.answers.given.items() if name not in other.answers.values}
        answers = Answers(
            values=known,
            given={**given, **other.answers.given},
            signs=tuple(dict.fromkeys((*self.answers.signs, *other.answers.signs))),
            both=self.answers.both or other.answers.both,
        )
        hints = tuple(dict.fromkeys((*self.hints, *other.hints)))
        return Deal(
            answers=answers,
            stage=other.stage or self.stage,
            started=other.started or self.started,
            closes=other.closes or self.closes,
            hints=hints,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBrief:
    """A brief that the next messages may add to or change."""

    deal: Deal = field(default_factory=Deal)
    waiting: bool = True
    """It outlives questions in between: a deal is spoken of for long."""


class Shows(StrEnum):
    """What stands under a topic of a brief."""

    CLAIMS = "claims"
    SIGNATURE = "signature"
    NEXT_STAGE = "next-stage"
    METRICS = "metrics"


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefTopic:
    """A topic a brief can speak of. `calls` gives a rank to each condition that calls for it; of several conditions joined by +
    all must hold. `claims` are told by side, BOTH where the side is open; without any the topic stays away. `fact` names what its
    line begins with where it was told.
    """

    id: str
    heading: Text
    calls: Mapping[str, int]
    claims: Mapping[Segment, tuple[str, ...]]
    shows: Shows = Shows.CLAIMS
    fact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of a purchase, and the play whose questions fit there."""

    id: str
    name: Text
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFact:
    """How a brief names what was told, its value marked by #, and how it names it where it is missing.

    With `unless` it goes without saying where that other fact was told: a bank with 2,000 employees is a large company.
    """

    told: Text
    need: Text | None = None
    unless: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefRules:
    """The whole of the rules, valid by construction.

    `majority` is the share by which one side's evidence must outweigh the other's, as (for - against) / (for + against);
    `cycles` are the figures a signature is reckoned by, in months; `asks` pairs a condition with the play whose questions it
    brings; `needs` are the facts a brief asks for, the most important first. `blanks` are those of a play's message that a fact
    of the deal, or its signature, fills in.
    """

    most_topics: int
    most_questions: int
    most_facts: int
    majority: float
    cycles: Mapping[Segment, str]
    metrics: Mapping[Segment, tuple[str, ...]]
    stages: Mapping[str, Stage]
    asks: tuple[tuple[str, str], ...]
    first_ask: str
    needs: tuple[str, ...]
    facts: Mapping[str, BriefFact]
    topics: Mapping[str, BriefTopic]
    blanks: Mapping[str, Mapping[Language, tuple[str, ...]]] = field(default_factory=dict)
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Phrases by what they tell, such as `stage.demo` or `hint.referral`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """When a deal is to be signed: between two months, equal where the cycle is one number; `overdue` where that has passed.

    `months` is the cycle it was reckoned by, low and high, `told` whether the asker named it.
    """

    first: Month
    last: Month
    months: tuple[float, float]
    told: bool
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One page on a deal. `side` is mixed where the evidence pulls both ways and unknown where there is none.

    `reasons` are what speaks for the side, the heaviest first; `missing` the needs that were not told; `next_stage` the id of the
    stage that follows, None where none was told or none is left; `ask` the play whose questions are put.
    """

    deal: Deal
    side: Verdict
    reasons: tuple[Contribution, ...]
    topics: tuple[str, ...]
    ask: str
    missing: tuple[str, ...]
    signature: Signature | None
    next_stage: str | None
    assessment: Assessment
    rules: BriefRules

    @property
    def segment(self) -> Segment:
        """The side as the knowledge names it; both where it is open."""
        return Segment(self.side.value) if self.side in (Verdict.ENTERPRISE, Verdict.SMB) else Segment.BOTH
