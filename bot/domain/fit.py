"""The fit assessment as data: what was answered, and the result with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.fit_model import Axis, FitModel, Value
from bot.domain.language import Segment


class Verdict(StrEnum):
    """The motion a company is made for. MIXED: its sides pull apart, or both markets are served. UNKNOWN: not enough said."""

    ENTERPRISE = "enterprise"
    SMB = "smb"
    MIXED = "mixed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The words an amount was given in, and the lower-case ISO code of its currency where that is another than the scale's."""

    words: str
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All that is ever stored of an assessment; the result is computed anew from it.

    `values` maps a criterion to its value, or to None for "don't know"; a criterion that is missing was never asked.
    `given` holds, for values that stand for other words (an amount in rupiah, "seven figures"), those words: such a value
    counts, but is no fact. `signs` are ids of signs; `both` tells that customers of both kinds were described.
    """

    values: Mapping[str, Value | None] = field(default_factory=dict)
    given: Mapping[str, Given] = field(default_factory=dict)
    signs: tuple[str, ...] = ()
    both: bool = False

    @property
    def known(self) -> dict[str, Value]:
        """The criteria that have a value."""
        return {criterion: value for criterion, value in self.values.items() if value is not None}

    @property
    def facts(self) -> dict[str, Value]:
        """The values that were said outright."""
        return {criterion: value for criterion, value in self.known.items() if criterion not in self.given}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFit:
    """An assessment open in a conversation: the answers so far, and the `question` put, None where none is left.

    `earlier` holds the answers before each step, the oldest first, for "one step back". A `closed` one was called off or left:
    its result may still be asked for, and nothing is added to it unasked.
    """

    answers: Answers = field(default_factory=Answers)
    question: str | None = None
    earlier: tuple[Answers, ...] = ()
    closed: bool = False

    @property
    def waiting(self) -> bool:
        """Whether a question waits for its answer."""
        return self.question is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """One thing read from a text and the words it came from. `id` names a criterion, or a sign where `value` is None."""

    id: str
    value: Value | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one answer or sign adds to its axis: points from -100 (SMB) to 100 (enterprise), and the claim it rests on.

    `claim` is None where the sources say nothing of it, so that it is our judgement.
    """

    id: str
    value: Value | None
    given: Given | None
    points: float
    side: Segment
    claim: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisResult:
    """Where one axis stands: score, and the interval `low` to `high` it can still reach, all from -100 (SMB) to 100.

    `leaning` is the verdict of this axis alone, which rests on the weight of the evidence for `enterprise` and for `smb`;
    `unanswered` are the criteria without a value, in the order of the file.
    """

    axis: Axis
    leaning: Verdict
    score: float
    low: float
    high: float
    contributions: tuple[Contribution, ...]
    unanswered: tuple[str, ...]
    enterprise: float = 0.0
    smb: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One answer changed to another value."""

    criterion: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A smallest set of changed answers that turns the verdict into another one."""

    changes: tuple[Change, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Where readiness falls short of the market: the criterion, what the source says is needed, and the topic to read."""

    criterion: str
    value: Value
    claim: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The result of a fit assessment.

    `outcome` names the verdict's sentence (mixed verdicts have several); `stability` is the share of weight variations that
    keep the verdict; `next_question` the criterion to ask next, None where nothing left can change the verdict;
    `rules` what it was reckoned by, `understood` what was read from a text, where it was a text.
    """

    verdict: Verdict
    outcome: str
    market: AxisResult
    readiness: AxisResult
    answers: Answers
    flips: tuple[Flip, ...]
    stability: float
    gaps: tuple[Gap, ...]
    next_question: str | None
    rules: FitModel
    understood: tuple[Understood, ...] = ()

    @property
    def model(self) -> str:
        """The version of the rules: the author's, and a fingerprint of what decides."""
        return self.rules.version

    @property
    def facts(self) -> dict[str, Value]:
        """The answers that were said outright, by criterion."""
        return self.answers.facts

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """What counted, market first."""
        return self.market.contributions + self.readiness.contributions
