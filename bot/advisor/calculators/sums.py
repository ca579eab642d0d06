"""Works a metric out from the numbers given: one period, missing inputs derived, limits kept, the sum written down."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from bot.advisor.calculators.numbers import coarse, convert, convert_rate
from bot.advisor.calculators.steps import Ledger
from bot.domain.calculation import Calculation, Doubt, Given, Missing, Outlook, Refused, Step, Term, Worked
from bot.domain.expression import evaluate
from bot.domain.metric import InputKind, Metric, MetricInput, Timing, WhatIf
from bot.language.quantity import Period

DECIMALS = 4
"""A value is kept with this many decimals; surfaces show fewer."""


def work_out(metric: Metric, given: Sequence[Given], *, asked: Period | None = None, doubts: Sequence[Doubt] = ()) -> Calculation:
    """Return the result for the numbers given, or what is missing, impossible or to be asked about.

    `asked` is the period the asker wants the result per, `doubts` the numbers to ask about first.
    """
    found = _Sum(metric, given, asked)
    return found.refused(doubts[0].reason, doubts[0]) if doubts else found.result()


class _Sum:
    """One calculation on its way: `values` by input, in one period."""

    def __init__(self, metric: Metric, given: Sequence[Given], asked: Period | None) -> None:
        self.metric = metric
        self.given = tuple(given)
        self.currencies = {number.currency for number in given if number.currency is not None}
        self.currency = min(self.currencies, default="")
        self.period = _period(metric, given, asked)
        self.steps: list[Step] = []
        self.values = self._collected()

    def result(self) -> Calculation:
        """Return the calculation."""
        reason = "currencies" if len(self.currencies) > 1 else self._fault()
        if reason is not None:
            return self.refused(reason)
        self._derive()
        missing = tuple(name for name in self.metric.required if name not in self.values)
        if missing:
            return Missing(inputs=missing, **self._known())
        values = self._with_defaults()
        reason, value = self._fault(), self._value(values)
        if reason is not None or value is None:
            return self.refused(reason or "zero")
        return self._worked(values, value)

    def _worked(self, values: Mapping[str, float], value: float) -> Worked:
        """The result, with its last line written down."""
        exact = evaluate(self.metric.formula, values) or 0.0
        shown = round(exact, DECIMALS) + 0.0 if self.metric.rounds_up else value
        ledger = Ledger(self.metric, values, self._units())
        self.steps.append(ledger.step(None, self.metric.formula, self._term(shown)))
        return Worked(value=value, steps=tuple(self.steps), outlooks=self._outlooks(values), **self._known())

    def refused(self, reason: str, about: Doubt | None = None) -> Refused:
        """Return that these numbers cannot be used, and why."""
        return Refused(reason=reason, about=about, **self._known())

    def _known(self) -> dict[str, Any]:
        """What every outcome tells."""
        period = None if self.period is None else self.period.value
        return {"spec": self.metric, "unit": self._unit(), "given": self.given, "period": period, "currency": self.currency}

    def _collected(self) -> dict[str, float]:
        """The values by input, those of one input added up, each in the one period."""
        parts: dict[str, list[float]] = {}
        for number in self.given:
            value = _in_period(self.metric, number, self.period)
            self._write_conversion(number, value)
            parts.setdefault(number.input, []).append(value)
        units = self._units()
        for name, numbers in parts.items():
            if len(numbers) > 1:
                terms = [Term(value=value, unit=units[name]) for value in numbers]
                signed = tuple(piece for term in terms for piece in ("+", term))[1:]
                self.steps.append(Step(input=name, sum=signed, result=Term(value=sum(numbers), unit=units[name])))
        return {name: sum(numbers) for name, numbers in parts.items()}

    def _write_conversion(self, number: Given, value: float) -> None:
        """Write down how a number came into another period, where it did."""
        source = number.unit or (number.per if self.metric.is_rated(number.input) else None)
        if self.period is None or source is None or source == self.period.value:
            return
        unit = self._units()[number.input]
        before, after = (source, self.period.value) if number.unit else (f"{unit}/{source}", f"{unit}/{self.period.value}")
        self.steps.append(
            Step(input=number.input, sum=(Term(value=number.value, unit=before),), result=Term(value=value, unit=after))
        )

    def _with_defaults(self) -> dict[str, float]:
        defaults = {name: entry.default for name, entry in self.metric.inputs.items() if entry.default is not None}
        return {**defaults, **self.values}

    def _fault(self) -> str | None:
        """What the numbers so far cannot be, the ones that were not given at their defaults; None where they can be."""
        return self._out_of_range() or self._impossible(self._with_defaults())

    def _out_of_range(self) -> str | None:
        """The first input that is outside what it can be; each number of a sum counts for itself."""
        for name, value in [*((number.input, number.value) for number in self.given), *self.values.items()]:
            if _is_outside(self.metric.inputs[name], value):
                return name
        return None

    def _impossible(self, values: Mapping[str, float]) -> str | None:
        for limit in self.metric.limits:
            small, large = evaluate(limit.small, values), evaluate(limit.large, values)
            if small is not None and large is not None and small > large + 1e-9:
                return limit.id
        return None

    def _derive(self) -> None:
        """Work out inputs that follow from others; what comes out below its lowest value was no such case."""
        for rule in self.metric.derivations:
            if rule.input in self.values or any(name not in self.values for name in rule.needs):
                continue
            value = evaluate(rule.expression, self._with_defaults())
            low = self.metric.inputs[rule.input].low
            if value is not None and (low is None or value >= low):
                ledger = Ledger(self.metric, self._with_defaults(), self._units())
                term = Term(value=value, unit=self._units()[rule.input])
                self.steps.append(ledger.step(rule.input, rule.expression, term))
                self.values[rule.input] = value

    def _value(self, values: Mapping[str, float]) -> float | None:
        value = evaluate(self.metric.formula, values)
        if value is None:
            return None
        # Whole customers: a hair above a whole number is a rounding error of the division, not one customer more.
        return float(math.ceil(value - 1e-9)) if self.metric.rounds_up else round(value, DECIMALS) + 0.0

    def _outlooks(self, values: Mapping[str, float]) -> tuple[Outlook, ...]:
        told = {number.input for number in self.given}
        lines = (what_if for what_if in self.metric.what_ifs if told >= set(what_if.needs))
        found = ((what_if, self._outlook(what_if, values)) for what_if in lines)
        return tuple(Outlook(what_if=what_if.id, result=term) for what_if, term in found if term is not None)

    def _outlook(self, what_if: WhatIf, values: Mapping[str, float]) -> Term | None:
        """What a what-if line comes to; None where it is impossible, or nothing would change."""
        if what_if.value is not None:
            value = evaluate(what_if.value, values)
            return None if value is None or value <= 0 else self._counted(value, what_if.unit or "")
        changed = self._changed(what_if, values)
        if changed is None or self._impossible(changed) is not None:
            return None
        value, before = self._value(changed), self._value(values)
        return None if value is None or value == before else self._term(value)

    def _counted(self, value: float, unit: str) -> Term:
        """What a what-if line comes to in its own unit; what is counted is whole, as the result is."""
        if unit == "count":
            return Term(value=float(math.ceil(value - 1e-9)))
        return Term(value=round(value, DECIMALS), unit=self.currency if unit == "money" else unit)

    def _changed(self, what_if: WhatIf, values: Mapping[str, float]) -> dict[str, float] | None:
        """The values a what-if line reckons with; None where one of them cannot be."""
        changed = {**values}
        for name, change in what_if.change.items():
            value = evaluate(change, values)
            low = self.metric.inputs[name].low
            if value is None or (low is not None and value < low):
                return None
            changed[name] = value
        return changed

    def _term(self, value: float) -> Term:
        return Term(value=value, unit=self._unit())

    def _unit(self) -> str:
        if not self.metric.unit.startswith("money"):
            return self.metric.unit
        rate = "/" + (self.period or Period.DAY).value if self.metric.unit == "money/period" else ""
        return self.currency + rate

    def _units(self) -> dict[str, str]:
        """The unit of every input in the worked sum."""
        period = "" if self.period is None else self.period.value
        units = {InputKind.COUNT: "", InputKind.MONEY: self.currency, InputKind.DURATION: period, InputKind.SHARE: "share"}
        return {name: units[entry.kind] for name, entry in self.metric.inputs.items()}


def _is_outside(entry: MetricInput, value: float) -> bool:
    """Whether a value is outside what an input can be; a rate may be beyond the limit of what it is converted to."""
    low = value <= 0 if entry.above_zero else entry.low is not None and value < entry.low
    unlimited = entry.high is None or (entry.rated and entry.kind is not InputKind.SHARE)
    return low or (not unlimited and value > (entry.high or 0.0)) or not math.isfinite(value)


def _period(metric: Metric, given: Sequence[Given], asked: Period | None) -> Period | None:
    """The one period to reckon in, by the metric's timing; None where nothing has a period."""
    units = [Period(number.unit) for number in given if number.unit]
    if metric.timing is Timing.YEAR:
        return Period.YEAR
    if metric.timing is Timing.ASKED:
        return asked or next(map(coarse, units), None)
    rates = [Period(number.per) for number in given if number.per and metric.is_rated(number.input)]
    return next(iter(rates + units), None)


def _in_period(metric: Metric, number: Given, period: Period | None) -> float:
    """A number's value in the period reckoned in."""
    if period is None:
        return number.value
    if number.unit is not None:
        return convert(number.value, Period(number.unit), period)
    if number.per is not None and metric.is_rated(number.input):
        return convert_rate(number.value, Period(number.per), period)
    return number.value
