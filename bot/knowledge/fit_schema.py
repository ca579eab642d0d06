"""The shape of the files in `fit/`: rules, criteria, questions, signs, verdicts and cues."""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Annotated, Self

from pydantic import AfterValidator, Field, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from bot.domain.fit_model import Party, Reads
from bot.knowledge.entries import Entry
from bot.knowledge.schema import Filled, Filleds, Id, TextEntry, UnitEntry

Number = Annotated[float, Field(allow_inf_nan=False)]
Positive = Annotated[float, Field(allow_inf_nan=False, gt=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Lean = Annotated[float, Field(ge=-1, le=1)]


def _claim(text: str) -> str:
    """A claim is named with its topic."""
    topic, _, claim = text.partition(".")
    if not topic or not claim:
        raise PydanticCustomError("value_error", "not a claim")
    return text


ClaimId = Annotated[str, AfterValidator(_claim)]


class ThresholdsEntry(Entry):
    """When evidence is enough."""

    least: Positive
    majority: Share
    variation: Share
    signs: Positive


class RatesEntry(Entry):
    """Rates of exchange: where they come from, of which day they are, and the worth of one unit of each currency."""

    source: TextEntry
    day: datetime.date
    worth: dict[Id, Positive]


class ReservesEntry(Entry):
    """When the seller's own money answers a criterion with one of two options."""

    criterion: Filled
    ample: Id
    tight: Id
    ample_usd: Positive
    tight_usd: Positive
    ample_months: Positive
    tight_months: Positive


class RulesFile(Entry):
    """The file `fit/rules.yml`."""

    version: Filled
    thresholds: ThresholdsEntry
    reserves: ReservesEntry
    rates: RatesEntry


class PointEntry(Entry):
    """A number of a scale and how it leans, with the reason."""

    at: Number
    lean: Lean
    because: Filled
    figure: Id | None = None


class FinerEntry(Entry):
    """A smaller unit of a scale, and how many of it make one of the scale's own."""

    unit: UnitEntry
    times: Positive


class ScaleEntry(Entry):
    """How the numbers of a criterion lean."""

    unit: UnitEntry
    low: Number
    high: Number
    by_ratio: bool
    steps: Annotated[list[Number], Field(min_length=2)]
    points: Annotated[list[PointEntry], Field(min_length=2)]
    told: TextEntry | None = None
    currency: Annotated[str, Field(pattern=r"^[a-z]{3}$")] | None = None
    finer: list[FinerEntry] = Field(default_factory=list)

    @model_validator(mode="after")
    def _upwards(self) -> Self:
        """Points go upwards in number and never back towards SMB: more must never count as less."""
        ats, leans = [point.at for point in self.points], [point.lean for point in self.points]
        rising = all(a < b for a, b in pairwise(ats)) and leans == sorted(leans)
        within = self.low <= min(ats[0], *self.steps) and max(ats[-1], *self.steps) <= self.high
        if not rising or not within or (self.by_ratio and ats[0] <= 0):
            raise PydanticCustomError("range_order", "range order")
        return self


class OptionEntry(TextEntry):
    """One answer of a criterion; its text is the label, `short` what a result says of it."""

    value: bool | Id
    lean: Lean
    short: TextEntry
    told: TextEntry | None = None
    denied: bool | Id | None = None


class ClaimsEntry(Entry):
    """The claims a criterion rests on, by side; a side about which the sources say nothing has none."""

    smb: ClaimId | None = None
    enterprise: ClaimId | None = None


class CriterionEntry(Entry):
    """One criterion: it has a scale or options."""

    name: TextEntry
    weight: Positive
    claims: ClaimsEntry
    scale: ScaleEntry | None = None
    options: Annotated[list[OptionEntry], Field(min_length=2)] | None = None
    reads: Annotated[Reads, Field(strict=False)] | None = None
    told_of: Annotated[Party, Field(strict=False)] | None = None
    overrules: str | None = None
    note: TextEntry | None = None

    @model_validator(mode="after")
    def _scale_or_options(self) -> Self:
        """A criterion is a number or a choice, never both and never neither."""
        if (self.scale is None) is (self.options is None):
            raise PydanticCustomError("scale_or_options", "scale or options")
        return self


class QuestionEntry(TextEntry):
    """How a criterion is asked."""

    form: bool
    hint: TextEntry


class SignEntry(Entry):
    """What supports a verdict without being an answer."""

    name: TextEntry
    lean: Lean
    weight: Positive
    claim: ClaimId
    opposite: Id | None = None


_CriterionId = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
RULES = TypeAdapter(RulesFile)
CRITERIA = TypeAdapter(Annotated[dict[_CriterionId, CriterionEntry], Field(min_length=1)])
QUESTIONS = TypeAdapter(dict[_CriterionId, QuestionEntry])
SIGNS = TypeAdapter(dict[Id, SignEntry])
VERDICTS = TypeAdapter(dict[Id, TextEntry])
CUES = TypeAdapter(dict[Filled, Filleds])
