"""The fit assessment's rules as data: criteria with their weights and scales, options, questions, signs and rates."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from bot.domain.knowledge import Unit
from bot.domain.language import Segment
from bot.domain.text import Text

Value: TypeAlias = float | tuple[float, float] | bool | str
"""What a criterion can be: a number, a range (low, high), yes or no, or the id of an option."""


class Axis(StrEnum):
    """The two things looked at, never blended: what customers and deals look like, and what the seller is equipped for."""

    MARKET = "market"
    READINESS = "readiness"


class Reads(StrEnum):
    """What a message is read for to answer a criterion that is a number; each way of reading belongs to one criterion at most."""

    STAFF = "staff"
    """How many employees a customer has."""
    DEAL = "deal"
    """What a deal is worth a year, in the currency of the scale."""
    DECIDERS = "deciders"
    """How many people take part in a purchase."""
    CYCLE = "cycle"
    """How many months a sale takes."""


class Party(StrEnum):
    """Whom a part of a message speaks about."""

    CUSTOMER = "customer"
    SELLER = "seller"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A number of a criterion's scale and how it leans: -1 is wholly SMB, 1 wholly enterprise. `because` gives the reason."""

    at: float
    lean: float
    because: str
    figure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finer:
    """A smaller unit of a scale: one of the scale's own is `times` of these."""

    unit: Unit
    times: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How the numbers of a criterion lean: straight lines between `points`, over the logarithm of the number if `by_ratio`.

    `unit` is how its numbers are written, `low` and `high` the smallest and largest number that makes sense,
    `steps` the round numbers a reader is told when asked what would change the verdict; `told` is how a sentence names a number,
    its place marked by #; `currency`, the lower-case ISO code of its numbers, is None where they are no money. `finer` are
    smaller units, in which a number is written that comes out round in them ("3 weeks" rather than "0.7 months").
    """

    unit: Unit
    low: float
    high: float
    by_ratio: bool
    points: tuple[Point, ...]
    steps: tuple[float, ...]
    told: Text | None = None
    currency: str | None = None
    finer: tuple[Finer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the answers a criterion can have, and how it leans (-1 SMB to 1 enterprise).

    `label` is how a form offers it, `short` what a list says, `told` how a sentence names it. `denied` is what a text that denies
    this option says instead ("no procurement"); None where that says nothing.
    """

    value: bool | str
    lean: float
    label: Text
    short: Text
    told: Text | None = None
    denied: bool | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing the verdict rests on: it has a scale (a number) or options (a choice), never both.

    `claims` names, by side, the claim `<topic>.<claim>` that says what the source holds of this criterion, a side
    about which it says nothing has none. `reads` tells how its number is found in messages,
    `told_of` the one party whose words count, None where either's do. A phrase of this criterion sets aside those of the
    criterion it `overrules` in its sentence. `note` says what a reader must know of the claims, such as whom they speak of.
    """

    id: str
    axis: Axis
    name: Text
    weight: float
    claims: Mapping[Segment, str]
    scale: Scale | None = None
    options: tuple[Option, ...] = ()
    reads: Reads | None = None
    told_of: Party | None = None
    overrules: str | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How a criterion is asked. `hint` shows what an answer may look like; `in_form` tells whether the form holds it."""

    criterion: str
    text: Text
    hint: Text
    in_form: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Something people mention that supports a verdict without being an answer, such as the kind of company they sell to.

    Where it is turned down ("not selling to banks") its `opposite` is meant, if it has one.
    """

    id: str
    lean: float
    weight: float
    name: Text
    claim: str
    opposite: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """When evidence is enough for a verdict.

    `least` is the weight of evidence below which nothing is concluded; `majority` the share by which one side's evidence
    must outweigh the other's, as (for - against) / (for + against); `variation` how far weights are varied for the
    stability; `signs` the most that all signs together may weigh.
    """

    least: float
    majority: float
    variation: float
    signs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserves:
    """When the seller's own money answers `criterion`: with the option `ample` from so much money or so many months of runway up,
    with `tight` from so little down; the money is counted in the currency of the scale.
    """

    criterion: str
    ample: str
    tight: str
    ample_usd: float
    tight_usd: float
    ample_months: float
    tight_months: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RateSource:
    """Where the rates of exchange come from, and of which day they are."""

    name: Text
    day: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class FitModel:
    """The whole of the rules, valid by construction. `version` changes whenever anything that decides does."""

    version: str
    criteria: Mapping[str, Criterion]
    questions: Mapping[str, Question]
    signs: Mapping[str, Sign]
    verdicts: Mapping[str, Text]
    thresholds: Thresholds
    reserves: Reserves
    rates: Mapping[str, float]
    """The worth of one unit of a currency in the currency of the scale, by its lower-case ISO code."""
    rates_from: RateSource | None = None
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Phrases by what they tell, such as `buying.structured`; see `bot/language/grammar.py` for how they are written."""

    def on(self, axis: Axis) -> tuple[Criterion, ...]:
        """The criteria of an axis, in the order of the file."""
        return tuple(criterion for criterion in self.criteria.values() if criterion.axis is axis)

    def that_reads(self, reads: Reads) -> Criterion | None:
        """The criterion whose number is found in messages so; None where no criterion asks for it."""
        return next((criterion for criterion in self.criteria.values() if criterion.reads is reads), None)

    @property
    def currency(self) -> str | None:
        """The currency that deals are measured in."""
        deal = self.that_reads(Reads.DEAL)
        return deal.scale.currency if deal is not None and deal.scale is not None else None

    def form(self) -> tuple[Question, ...]:
        """The questions of the form, in order."""
        return tuple(question for question in self.questions.values() if question.in_form)


UNKNOWN = "?"
"""The code of "don't know", beside those of the options."""


def option_key(option: Option) -> str:
    """The name of an option in the keys of its phrases and in codes: `true`, `false` or its id."""
    return str(option.value).lower() if isinstance(option.value, bool) else option.value
