"""A form with one text field per input: reads it, tells by field what cannot be used, and fills it in from an open sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.advisor.calculators.doubts import doubt
from bot.advisor.calculators.numbers import number_of, suits
from bot.advisor.calculators.sums import work_out
from bot.domain.calculation import Calculation, Given, OpenSum, Refused
from bot.domain.language import Language
from bot.domain.metric import InputKind, Metric, MetricInput
from bot.language.quantity import Quantity
from bot.language.reader import Reader

LONGEST_FIELD = 200
"""Characters of a field that are read."""


def compute(metric: Metric, inputs: Mapping[str, str], language: Language, reader: Reader) -> Calculation:
    """Return the result for a form's fields; empty fields count as not given.

    `errors` gives, by field, "unreadable" (no number, or one of another kind), "several" (more numbers than the field takes),
    "invalid" (a number it cannot be) or why a number has to be asked about.
    """
    given: list[Given] = []
    errors: dict[str, str] = {}
    for name, entry in metric.inputs.items():
        text = inputs.get(name, "")[:LONGEST_FIELD].strip()
        quantities = reader.read(text, language).quantities if text else ()
        reason = _fault(entry, quantities) if text else None
        if reason is not None:
            errors[name] = reason
        else:
            given += [number_of(entry, quantity) for quantity in quantities]
    found = work_out(metric, given)
    if errors:
        return Refused(
            spec=metric, given=found.given, unit=found.unit, period=found.period, currency=found.currency,
            reason="unreadable", errors=errors,
        )  # fmt: skip
    if isinstance(found, Refused) and found.reason in {number.input for number in given}:
        return replace(found, errors={found.reason: "invalid"})
    return found


def fields_of(metric: Metric, opened: OpenSum, language: Language, reader: Reader) -> dict[str, str]:
    """Return the fields' contents for the numbers of an open sum: as they were written where they read the same alone."""
    fields: dict[str, list[str]] = {}
    for number in opened.given:
        if number.input in metric.inputs:
            fields.setdefault(number.input, []).append(_field(metric.inputs[number.input], number, language, reader))
    return {name: " + ".join(texts) for name, texts in fields.items()}


def _field(entry: MetricInput, number: Given, language: Language, reader: Reader) -> str:
    """One number as written; in digits where its words meant more than they say alone ("5" for 5 million)."""
    quantities = reader.read(number.text, language).quantities
    same = len(quantities) == 1 and _fault(entry, quantities) is None
    if same and replace(number_of(entry, quantities[0]), label=number.label, factor=number.factor) == number:
        return number.text
    return _written(entry, number, language, reader)


def _written(entry: MetricInput, number: Given, language: Language, reader: Reader) -> str:
    """A number in digits, with its currency, unit and period."""
    value = number.value * 100 if entry.kind is InputKind.SHARE else number.value
    sign = "%" if entry.kind is InputKind.SHARE else ""
    mark = reader.lexicons[language].numbers.decimal if language in reader.lexicons else "."
    written = f"{value:.10g}{sign}".replace(".", mark)
    parts = (
        number.currency.upper() if number.currency else "",
        written,
        number.unit or "",
        f"per {number.per}" if number.per else "",
    )
    return " ".join(part for part in parts if part)


def _fault(entry: MetricInput, quantities: tuple[Quantity, ...]) -> str | None:
    if not quantities or any(not suits(entry, one, tied=True) and not _forgiven(entry, one) for one in quantities):
        return "unreadable"
    if len(quantities) > 1 and not entry.many:
        return "several"
    return next((reason for one in quantities if (reason := doubt(entry, one)) is not None), None)


def _forgiven(entry: MetricInput, quantity: Quantity) -> bool:
    """In a field of its own a bare number is what the field asks for, however small, and a year is a number."""
    return suits(replace(entry, sure=False), replace(quantity, is_year=False), tied=True)
