"""What the advisor says back, before any surface has put it into words and blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.domain.aside import Aside
from bot.domain.brief import Brief, Deal
from bot.domain.calculation import Calculation
from bot.domain.conversation import Action, View
from bot.domain.fit import Assessment
from bot.domain.fit_model import FitModel, Value
from bot.domain.language import Language, Segment
from bot.domain.match import Explanation
from bot.domain.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPart:
    """One view of one topic for one side. `stated` tells whether the asker named the side; `only_side` that they named one
    the topic does not speak of, so that the answer is for the other; `benchmark` that they asked for a usual or good figure.

    `aside` names a line said before it, of what was asked for and there is not; `bare` tells that no more than the answer in a
    sentence, or the message, is shown; `line` counts out the one line of the view that is meant, from 1, `line_of` the one side
    whose line it is, where two are shown; `near` are subjects to turn to, named where there is nothing.
    """

    topic: str
    segment: Segment
    view: View = View.SHORT
    stated: bool = False
    only_side: bool = False
    benchmark: bool = False
    aside: Aside | None = None
    bare: bool = False
    line: int | None = None
    line_of: Segment | None = None
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesPart:
    """Did you mean …: up to three topics, best first. `side` is the one just told, where the same is asked again."""

    topics: tuple[str, ...]
    side: Segment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownPart:
    """Not in my knowledge; the nearest topics, if any come near. `handed_to` names who was told, where someone was."""

    nearest: tuple[str, ...] = ()
    handed_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SmalltalkPart:
    """A social reply: `intent` is the name of its line in the template `smalltalk`."""

    intent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowsePart:
    """A shelf of topics, or the list of all shelves (`group` None)."""

    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FitPart:
    """A fit assessment; None opens it: what it is and how to begin. `question` is the id of the one asked next.

    `rules` is needed where there is no assessment, which has its own. `trouble` is why the last answer cannot be used,
    `troubles` the same by field for a form, `opens` that nothing was said before, `helps` that the words told nothing, so that
    it says what can be told, `ended` that no more is to be asked, so that the verdict alone is said, `explained` that the reasons
    are asked for, so that all of them are told, `exported` that it is shown whole: with scores, trials, rules, rates and every
    section of the source.
    """

    assessment: Assessment | None = None
    question: str | None = None
    rules: FitModel | None = None
    trouble: str | None = None
    troubles: Mapping[str, str] = field(default_factory=dict)
    opens: bool = False
    helps: bool = False
    ended: bool = False
    explained: bool = False
    exported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SizePart:
    """Which side a company of so many employees is on: `value` is the number or range told, of the criterion `id` of `rules`.

    `outside` tells that the source's own range does not hold it, so that the side is our judgement.
    """

    id: str
    value: Value
    side: Segment
    outside: bool
    rules: FitModel


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculationPart:
    """A calculator's result, or what it still needs, or why it refuses; `explained` where its formula was asked for."""

    calculation: Calculation
    explained: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPart:
    """A deal brief; None tells what one is made from. `code` is the deal as a button carries it.

    `told` is what was added to a brief, or said otherwise, by the message it answers: where all of it is new, None.
    `row` is the topic of the one line that is shown, where only that was asked about, or MISSING; `unused` what the message said
    that a brief has no place for.
    """

    brief: Brief | None = None
    code: str = ""
    told: Deal | None = None
    row: str | None = None
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPart:
    """Both sides of everything, side by side."""


__all__ = [
    "AnswerPart",
    "BriefPart",
    "BrowsePart",
    "CalculationPart",
    "ChoicesPart",
    "FitPart",
    "Outcome",
    "OverviewPart",
    "Part",
    "Reply",
    "SizePart",
    "SmalltalkPart",
    "UnknownPart",
]

Part: TypeAlias = (
    AnswerPart
    | ChoicesPart
    | UnknownPart
    | SmalltalkPart
    | BrowsePart
    | FitPart
    | SizePart
    | CalculationPart
    | BriefPart
    | OverviewPart
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole reply. `topics` are ranked ids, best first, at most three, of a brief all it speaks of; `confidence` is 0 to 1.

    `is_cut` tells that only the beginning of the message was read.
    """

    outcome: Outcome
    language: Language
    parts: tuple[Part, ...]
    topics: tuple[str, ...] = ()
    segment: Segment | None = None
    confidence: float = 0.0
    actions: tuple[Action, ...] = ()
    explanation: Explanation | None = None
    is_cut: bool = False
