"""Reads a form with one text field per input, and tells by field what cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.advisor.calculators.indonesian import is_indonesian
from bot.advisor.calculators.numbers import DEFAULT_CURRENCY, compares_sales, currency_of, number_of, suits
from bot.advisor.calculators.sums import work_out
from bot.domain.calculation import Calculation, Given
from bot.domain.language import Language
from bot.domain.metric import Metric, MetricInput
from bot.matching.quantities import Quantity, read_quantities

LONGEST_FIELD = 200
"""Characters of a field that are read."""


def compute(metric: Metric, inputs: Mapping[str, str], language: Language) -> Calculation:
    """Return the result for a form's fields; empty fields count as not given.

    `errors` gives, by field, "unreadable" (no number, or one of another kind), "several" (more numbers than the field takes)
    or "invalid" (a number it cannot be).
    """
    given: list[Given] = []
    seen: list[Quantity] = []
    errors: dict[str, str] = {}
    for name, entry in metric.inputs.items():
        text = inputs.get(name, "")[:LONGEST_FIELD].strip()
        if not text:
            continue
        quantities = read_quantities(text, indonesian=is_indonesian(text, language))
        reason = _fault(entry, quantities)
        if reason is not None:
            errors[name] = reason
            continue
        seen += quantities
        given += [number_of(entry, quantity) for quantity in quantities]
    currency = currency_of(seen, language) if seen else DEFAULT_CURRENCY[language]
    if seen and compares_sales(metric, seen):
        currency = ""
    found = work_out(metric, given, currency=currency)
    if errors:
        return replace(
            found, value=None, problem="invalid", reason="unreadable", errors=errors, steps=(), outlooks=(), missing=()
        )
    return _with_field_errors(found)


def _fault(entry: MetricInput, quantities: tuple[Quantity, ...]) -> str | None:
    if not quantities or any(not suits(entry, quantity, tied=True) and not _forgiven(entry, quantity) for quantity in quantities):
        return "unreadable"
    return "several" if len(quantities) > 1 and not entry.many else None


def _forgiven(entry: MetricInput, quantity: Quantity) -> bool:
    """In a field of its own a bare number is what the field asks for, however small, and a year is a number."""
    return suits(replace(entry, sure=False), replace(quantity, is_year=False), tied=True)


def _with_field_errors(found: Calculation) -> Calculation:
    """Point at the field where the reason is one input, or the input is missing."""
    if found.problem is None:
        return found
    if found.missing:
        return replace(found, errors=dict.fromkeys(found.missing, "missing"))
    spec = found.spec
    names = {number.input for number in found.given}
    return replace(found, errors={found.reason: "invalid"} if spec and found.reason in names else {}) if found.reason else found
