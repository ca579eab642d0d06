"""What a number in a text means: its value or range, kind, currency, period, bound and parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a number counts."""

    PLAIN = "plain"
    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    RATIO = "ratio"
    """A share such as "1 in 4" or "half": the value is 0.25; `parts` holds 1 and 4 where both were written."""
    MULTIPLE = "multiple"
    """A factor such as "3x"."""


class Period(StrEnum):
    """A unit of time, as the unit of a duration or as the period of a rate."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> float:
        """The length in months; days and weeks by 12/365 and 12/52."""
        return _MONTHS[self]


_MONTHS = {
    Period.MINUTE: 12 / 365 / 24 / 60,
    Period.HOUR: 12 / 365 / 24,
    Period.DAY: 12 / 365,
    Period.WEEK: 12 / 52,
    Period.MONTH: 1.0,
    Period.QUARTER: 3.0,
    Period.YEAR: 12.0,
}


class Bound(StrEnum):
    """The side a number limits; the number itself is the limit."""

    AT_MOST = "at most"
    AT_LEAST = "at least"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number, or one range, as it stands in a message's text between `start` and `end`, in its words `first` to `last`.

    `low` and `high` are equal unless a range was written; percent values are 20 for 20 %, durations count `unit`s.
    `currency` is a lower-case ISO code or None where none was named; `scale_currency` the one its scale word counts ("juta").
    `per` is the period of a rate. `scale` is the scale word as written ("k", "juta"), or the one that an M was read as;
    `factor` what it multiplies by.
    `vague` marks sizes without a number ("six figures", "hundreds of"): the lowest value they can mean.
    `over_months` is the span an amount of money covers ("$1.2M over three years" is 36), `is_span` marks that duration.
    `parts` are the two numbers of a share ("12 of 400") or of a range ("80 to 100"), each as it was written, and `link` the
    word between them. `spelt` tells that it stood in words, `article` that it is "a month" rather than "one month".
    `unclear` tells that something touches the number which could not be read with it: whoever needs it has to ask;
    `too_large` that it is beyond what can be counted with. `denied` marks "not 200".
    `replaces` is the number this one corrects ("200 … no wait, 2,000"), which stands among the quantities no more.
    """

    start: int
    end: int
    text: str
    low: float
    high: float
    first: int = 0
    last: int = 0
    kind: Kind = Kind.PLAIN
    currency: str | None = None
    scale_currency: str | None = None
    per: Period | None = None
    unit: Period | None = None
    bound: Bound | None = None
    scale: str | None = None
    factor: float = 1.0
    over_months: float | None = None
    approximate: bool = False
    vague: bool = False
    is_year: bool = False
    is_span: bool = False
    spelt: bool = False
    article: bool = False
    unclear: bool = False
    too_large: bool = False
    denied: bool = False
    parts: tuple[Quantity, ...] = ()
    link: str = ""
    replaces: Quantity | None = None

    @property
    def is_range(self) -> bool:
        """Whether two different values were written."""
        return self.low != self.high

    @property
    def value(self) -> float:
        """The one value, or the middle of the range."""
        return self.low if self.low == self.high else (self.low + self.high) / 2

    @property
    def months(self) -> tuple[float, float] | None:
        """The duration in months, low and high; None where this is no duration."""
        if self.unit is None:
            return None
        return self.low * self.unit.months, self.high * self.unit.months

    @property
    def yearly(self) -> tuple[float, float]:
        """Low and high for one year: by the rate's period, else by the span it covers, else as written."""
        factor = 1.0
        if self.per is not None:
            factor = 12 / self.per.months
        elif self.over_months:
            factor = 12 / self.over_months
        return self.low * factor, self.high * factor
