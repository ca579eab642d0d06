"""What a message would come to as one metric's sum, and how surely its words say so."""

from __future__ import annotations

from dataclasses import dataclass

from bot.advisor.calculators.assignment import Assignment
from bot.advisor.calculators.cues import BESIDE, SURE
from bot.advisor.calculators.doubts import Claim
from bot.advisor.calculators.numbers import LARGEST_COUNT, is_money
from bot.advisor.calculators.readings import SMALL_AMOUNT, is_counted
from bot.advisor.calculators.shares import Reading
from bot.domain.calculation import Calculation, Given, Missing
from bot.domain.metric import InputKind, Metric, Share
from bot.language.message import Message
from bot.language.quantity import Kind

_KINDS = {InputKind.DURATION: (Kind.DURATION,), InputKind.SHARE: (Kind.PERCENT, Kind.RATIO)}


def is_mistaken(calculation: Calculation) -> bool:
    """Whether a sum that lacks a number took millions for a count ("deal 200jt" for a win rate), or a few for money."""
    inputs = calculation.spec.inputs
    return isinstance(calculation, Missing) and any(_is_unlikely(inputs[one.input].kind, one) for one in calculation.given)


def _is_unlikely(kind: InputKind, number: Given) -> bool:
    if kind is InputKind.COUNT:
        return number.factor >= LARGEST_COUNT
    bare = number.factor == 1 and number.currency is None and number.per is None
    return kind is InputKind.MONEY and bare and number.value < SMALL_AMOUNT


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a message would come to as one metric's sum."""

    metric: Metric
    named: bool
    hinted: bool
    stated: bool
    assignment: Assignment
    calculation: Calculation

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing (the numbers may still be impossible)."""
        return not isinstance(self.calculation, Missing)

    @property
    def is_sure(self) -> bool:
        """Whether words tie every number, and every required input or what it is derived from has one."""
        return self.is_complete and all(
            (one.strength >= SURE and not one.reading.spoken) or self._is_told_by_kind(one) for one in self.assignment.claims
        )

    def _is_told_by_kind(self, claim: Claim) -> bool:
        """Whether a number can be no other input: the one time, or the one share, of a metric that takes one."""
        kind = self.metric.inputs[claim.input].kind
        alone = sum(entry.kind is kind for entry in self.metric.inputs.values()) == 1
        return alone and claim.reading.quantity.kind in _KINDS.get(kind, ())

    @property
    def is_telling(self) -> bool:
        """Whether any number is an input beyond doubt, though others are missing."""
        kinds = self.metric.inputs
        return any(
            (one.strength >= SURE or one.strength == 0.0)
            and (kinds[one.input].kind is not InputKind.MONEY or is_money(one.reading.quantity))
            for one in self.assignment.claims
        )

    def uses_all(self, message: Message) -> bool:
        """Whether every number of the message serves an input; "1 client pays 200" says a client rather than one."""
        starts = [one.reading.first for one in self.assignment.claims]
        needed = (one for one in message.quantities if one.value != 1 or not is_counted(message, Reading(one)))
        return all(any(number.first <= start < number.last for start in starts) for number in needed)

    def mixes_kinds(self, message: Message) -> bool:
        """Whether a number taken for money counts something else ("of 120 demos 18"), or millions were taken for a count."""
        return any(self._is_other_kind(message, one) for one in self.assignment.claims)

    def _is_other_kind(self, message: Message, claim: Claim) -> bool:
        kind, quantity = self.metric.inputs[claim.input].kind, claim.reading.quantity
        if kind is InputKind.MONEY:
            return quantity.kind is Kind.PLAIN and quantity.scale is None and is_counted(message, claim.reading)
        return kind is InputKind.COUNT and quantity.factor >= LARGEST_COUNT

    @property
    def is_told_in_words(self) -> bool:
        """Whether a word right beside it names the part of a share; "15 of 200" alone may be any share."""
        inputs = self.metric.inputs
        return all(one.strength >= BESIDE for one in self.assignment.claims if inputs[one.input].share is Share.PART)

    @property
    def rank(self) -> tuple[bool, bool, int, bool, float]:
        """The better candidate ranks higher: named, complete, more numbers used, expected by the matcher, stronger ties."""
        strengths = [one.strength for one in self.assignment.claims]
        return self.named and not self.stated, self.is_complete, len(strengths), self.hinted, sum(strengths)
