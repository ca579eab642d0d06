"""A calculator's result as data: worked out, something missing, or refused; and the sum a conversation keeps open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.domain.metric import Metric


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A number as it was read for an input: `text` is how it stood there, `label` the word that tied it to its input ("rent").

    `currency` is a lower-case code or None, `per` the period of a rate, `unit` that of a duration (day, week, month,
    quarter, year). Shares are 0.2 for 20 %. `factor` is what its scale word multiplied by, 1 without one.
    """

    input: str
    value: float
    text: str
    currency: str | None = None
    per: str | None = None
    unit: str | None = None
    factor: float = 1.0
    label: str = ""


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
class Sum:
    """What every outcome knows: the metric, the numbers given, the period reckoned in and the currency that money counts in.

    `unit` is "%", "x", "customers", or a currency ("" where nobody named one), with "/day" or another period where the result is
    a rate.
    """

    spec: Metric
    given: tuple[Given, ...] = ()
    unit: str = ""
    period: str | None = None
    currency: str = ""

    @property
    def metric(self) -> str:
        """The topic's id."""
        return self.spec.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked(Sum):
    """The result, and the sum that led to it; `before` is the same sum for an earlier time, where it was compared with one."""

    value: float
    steps: tuple[Step, ...] = ()
    outlooks: tuple[Outlook, ...] = ()
    before: Worked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing(Sum):
    """The inputs that are still needed, in order; never empty."""

    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A number kept until its name is told: the inputs it may be `among`, and the `step` it takes them by (1 up, -1 down)."""

    number: Given
    among: tuple[str, ...]
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A number to ask about before a sum can use it: how it was written, and the input it seems to be for ("" for none).

    `reason` is "too-large", "unclear", "range", "fraction", "percentage" (of something unknown), "unplaced" or
    "uncounted" (money or a count of no name), or "which" (the one `held` may be meant for several inputs).
    """

    reason: str
    text: str
    input: str
    held: Held | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(Sum):
    """Numbers that cannot be, or that have to be asked about.

    `reason` is the id of an input or limit, a general one ("zero", "currencies", "unreadable" for a form), or that of the
    number in `about` that is to be asked about. `errors` gives a reason by field where a form was filled in.
    """

    reason: str
    about: Doubt | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


Calculation: TypeAlias = Worked | Missing | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSum:
    """A sum as a conversation remembers it: `waiting` for a number, or done, when its numbers may still be changed.

    `asked` is the input that was asked about, where one number was in doubt, `held` the number whose name was asked for.
    """

    metric: str
    given: tuple[Given, ...] = ()
    period: str | None = None
    waiting: bool = True
    asked: str = ""
    held: Held | None = None
