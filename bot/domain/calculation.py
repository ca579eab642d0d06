"""A calculator's result as data: the value, the sum that led to it, or what is missing or impossible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.metric import Metric


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A number as it was read for an input: `text` is how it stood there.

    `currency` is a lower-case code or None, `per` the period of a rate, `unit` that of a duration (day, week, month,
    quarter, year). Shares are 0.2 for 20 %.
    """

    input: str
    value: float
    text: str
    currency: str | None = None
    per: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A number of a worked sum and its unit: "%", "x", "customers", a currency, a period, or "" for a bare number."""

    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the sum: terms with signs (`+ - × ÷ ( )`) between them, and what they come to.

    `input` names the input that was worked out on the way; None is the result itself.
    """

    input: str | None
    sum: tuple[Term | str, ...]
    result: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a what-if line of the metric comes to."""

    what_if: str
    result: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation:
    """The result of a calculator.

    `metric` is the topic's id, `spec` its data. `unit` is "%", "x", "customers", or a currency, with "/day" or another
    period where the result is a rate. `value` is None where `problem` stands: "missing:<input id>" (`missing` holds all of
    them) or "invalid" with `reason`: the id of an input or limit, "zero", "currencies" or "unreadable".
    `period` is the one reckoned in, `currency` the one that money counts in. `errors` gives a reason by input where a form
    was filled in.
    """

    metric: str
    value: float | None = None
    unit: str = ""
    problem: str | None = None
    reason: str | None = None
    given: tuple[Given, ...] = ()
    missing: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    outlooks: tuple[Outlook, ...] = ()
    period: str | None = None
    currency: str = "usd"
    errors: Mapping[str, str] = field(default_factory=dict)
    spec: Metric | None = None
