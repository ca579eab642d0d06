"""A calculator as data: what it needs, how it reckons, and what it says. Written in `knowledge/metrics`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.expression import Expression
from bot.domain.language import Language
from bot.domain.text import Text

Words = Mapping[Language, tuple[str, ...]]
"""Words or short phrases by language. `*` ends a word stem, ` … ` leaves a gap of a few words."""


class InputKind(StrEnum):
    """What an input is."""

    COUNT = "count"
    MONEY = "money"
    DURATION = "duration"
    SHARE = "share"


class Share(StrEnum):
    """The place of an input in "12 of 400"."""

    PART = "part"
    WHOLE = "whole"


class Untied(StrEnum):
    """How numbers that no word ties to an input are given to the inputs that stay open."""

    ORDER = "order"
    """First number, first input."""
    SIZE = "size"
    """Largest number, first input."""
    ONE = "one"
    """Only the last number to the last input, never two at a time."""


class Timing(StrEnum):
    """The period a calculator reckons in."""

    GIVEN = "given"
    """That of the rate given, else that of the duration given."""
    ASKED = "asked"
    """The one asked for, else days for a duration in days or weeks, months for a longer one. The result is a rate."""
    YEAR = "year"
    """Years; an amount without a period counts as yearly."""
    SAME = "same"
    """That of the first amount that has one. Amounts in another are converted; one without a period is in the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricInput:
    """One number a calculator takes.

    `low` and `high` limit it (`above_zero`: it must be more than 0), and `refusal` says so. `cues` are the words that tie
    a number in a text to it. `rated` numbers may carry a period, which is converted; `many` add up. `sure` takes only what
    looks like money (a currency, a scale word, a period, or at least 1,000). `default` stands in where it is not given.
    `whole` numbers have no fraction: nobody loses two and a half customers. `totals` are the cues of one that takes many which
    mean all of them together ("costs", not "rent"), `lessens` those behind which a number comes off it ("lose the 80k one").
    """

    id: str
    kind: InputKind
    name: Text
    hint: Text
    cues: Words
    refusal: Text
    required: bool = True
    default: float | None = None
    low: float | None = 0.0
    high: float | None = None
    above_zero: bool = False
    rated: bool = False
    many: bool = False
    sure: bool = False
    share: Share | None = None
    assumed_unit: str | None = None
    whole: bool = False
    totals: Words = field(default_factory=dict)
    lessens: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How an input that was not given follows from others; it applies where all inputs in `needs` were given.

    `only_missing`: it fills in what is missing alone; a number that was told stays when what it could follow from is told later.
    """

    input: str
    needs: tuple[str, ...]
    expression: Expression
    only_missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What cannot be: `small` over `large`. `text` says it to people; `id` is the reason's key."""

    id: str
    small: Expression
    large: Expression
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A line on what else follows: the result with other inputs (`change`), or another sum over the same ones (`value`).

    `text` holds {value}, and may hold {period}. A `value` is told only where it is above zero, the line only where the inputs in
    `needs` were given.
    """

    id: str
    text: Text
    change: Mapping[str, Expression]
    value: Expression | None = None
    unit: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a result below zero is called, and what it means; the amount is then shown without its sign."""

    title: Text
    meaning: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example: inputs as people write them, and the result they must give."""

    language: Language
    inputs: Mapping[str, str]
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One calculator. `id` is the topic's id; `unit` is "%", "x", "customers", "money" or "money/period".

    `names` are the words that name it, `asks` those that ask for it without a name; `ignore` ties numbers to nothing.
    `untied_inputs` are filled with numbers no word ties, as `untied` says. `largest_first` sets
    right whichever of the first two the words tie to the smaller number. `same_scale` lets a bare number take the scale
    word of the others ("800 juta … 500"); `chronological` orders the first two inputs by the dates that stand beside them.
    `dated` are the earlier and the later input where only dates tell them apart ("1 January: 1,050. 31 January: 1,008").
    `asked` names count only beside one of `asks` ("how many … replace"); an `evident` sum needs no question where all its numbers
    stand with their names.
    """

    id: str
    title: Text
    unit: str
    inputs: Mapping[str, MetricInput]
    formula: Expression
    formula_text: Text
    meaning: Text
    names: Words
    asks: Words
    ignore: Words
    examples: tuple[Example, ...]
    derivations: tuple[Derivation, ...] = ()
    limits: tuple[Limit, ...] = ()
    what_ifs: tuple[WhatIf, ...] = ()
    rounds_up: bool = False
    timing: Timing = Timing.GIVEN
    untied: Untied = Untied.ONE
    untied_inputs: tuple[str, ...] = ()
    largest_first: bool = False
    same_scale: bool = False
    chronological: bool = False
    dated: tuple[str, ...] = ()
    asked: bool = False
    evident: bool = False
    loss: Loss | None = None

    def is_rated(self, name: str) -> bool:
        """Whether an input's number may carry a period and is converted from it."""
        return self.inputs[name].rated or self.timing is Timing.SAME

    @property
    def required(self) -> tuple[str, ...]:
        """The ids of the inputs the formula cannot do without, in order."""
        return tuple(name for name, entry in self.inputs.items() if entry.required)
