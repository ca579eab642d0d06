"""The calculators as the advisor uses them: does a message ask for a sum, and what does it come to?"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.advisor.calculators.asking import asked_period, asks_for_a_sum, asks_otherwise, asks_plainly
from bot.advisor.calculators.assignment import Assigner, Assignment
from bot.advisor.calculators.cues import SURE, Cue, CueWords, tie
from bot.advisor.calculators.follow_up import continued
from bot.advisor.calculators.form import compute
from bot.advisor.calculators.indonesian import is_indonesian
from bot.advisor.calculators.message import Message
from bot.advisor.calculators.numbers import compares_sales, currency_of, is_money
from bot.advisor.calculators.opening import wants_opened
from bot.advisor.calculators.pending import KIND, pending_of
from bot.advisor.calculators.readings import Reading, readings_of
from bot.advisor.calculators.sums import work_out
from bot.advisor.calculators.what_if import says_what_if
from bot.domain.calculation import Calculation
from bot.domain.language import Language
from bot.domain.metric import InputKind, Metric, Timing
from bot.matching.quantities import Kind, Quantity, read_quantities

LONGEST = 4000
"""Characters of a message that are read."""
MOST_NUMBERS = 40
"""Numbers of a message; one that holds more is a table, not a question."""
_SHORTHAND = 16
"""Words; a message no longer than this that names a metric and gives its numbers asks without a question mark."""
_LONGEST_INCOMPLETE = 45
"""Words; a longer message that lacks a number, or whose words do not tie them all, is a story in which the metric occurs."""
_LONGEST_UNNAMED = 60
"""Words; the same where the metric is not even named but every number is there."""
_STATED = {"%": Kind.PERCENT, "x": Kind.MULTIPLE}
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), "")


@dataclass(frozen=True, slots=True)
class _Candidate:
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
        return not self.calculation.missing

    @property
    def is_sure(self) -> bool:
        """Whether words tie every number, and every required input or what it is derived from has one."""
        return self.is_complete and all(
            strength >= SURE and not reading.spoken for _, reading, strength in self.assignment.readings
        )

    @property
    def is_telling(self) -> bool:
        """Whether any number is an input beyond doubt, though others are missing."""
        kinds = self.metric.inputs
        return any(
            (strength >= SURE or strength == 0.0) and (kinds[name].kind is not InputKind.MONEY or is_money(reading.quantity))
            for name, reading, strength in self.assignment.readings
        )

    @property
    def rank(self) -> tuple[bool, bool, int, bool, float]:
        """The better candidate ranks higher: named, complete, more numbers used, expected by the matcher, stronger ties."""
        strengths = [strength for _, _, strength in self.assignment.readings]
        return self.named and not self.stated, self.is_complete, len(strengths), self.hinted, sum(strengths)


class Calculators:
    """All calculators. Holds compiled words only; one instance serves every conversation."""

    def __init__(self, metrics: Mapping[str, Metric]) -> None:
        self.metrics = metrics
        self._assigners = {name: Assigner(metric) for name, metric in metrics.items()}
        self._names = {name: CueWords(metric.names) for name, metric in metrics.items()}
        self._asks = {name: CueWords(metric.asks) for name, metric in metrics.items()}

    def read(
        self, text: str, *, language: Language, hint: str | None = None, pending: Mapping[str, Any] | None = None
    ) -> Calculation | None:
        """Return the calculation a message asks for, or None where it asks for none.

        `hint` is the topic the matcher found. `pending` is what `pending_of` gave for the message before: then this one may
        hold nothing but the missing number, or change a number of the result.
        """
        text = _plain(text)
        quantities = read_quantities(text, indonesian=is_indonesian(text, language))
        if not 0 < len(quantities) <= MOST_NUMBERS:
            return None
        fresh = self._fresh(text, quantities, language, hint)
        if not pending or pending.get("kind") != KIND or (fresh is not None and self._stands_alone(fresh, text, pending)):
            return fresh
        return self._continued(text, quantities, language, pending) or fresh

    def opens(self, text: str, language: Language) -> Calculation | None:
        """Return the empty calculation of the one metric a message wishes to calculate, None with numbers or no wish."""
        text = _plain(text)
        if read_quantities(text):
            return None
        named = {name: found for name, words in self._names.items() if (found := words.find(text))}
        if len(named) != 1:
            return None
        ((metric, names),) = named.items()
        return self.compute(metric, {}, language) if wants_opened(text, names) else None

    def compute(self, metric: str, inputs: Mapping[str, str], language: Language) -> Calculation:
        """Return the result of a form with one text field per input; `errors` tells by field what cannot be used.

        Raises KeyError for a metric there is no calculator for.
        """
        return compute(self.metrics[metric], inputs, language)

    def pending_of(self, calculation: Calculation) -> dict[str, Any]:
        """Return the JSON data a conversation keeps, so that the next message can complete or change the calculation."""
        return pending_of(calculation)

    def _fresh(self, text: str, quantities: tuple[Quantity, ...], language: Language, hint: str | None) -> Calculation | None:
        """The best calculation of a message on its own."""
        found = (self._candidate(metric, text, quantities, language, hint) for metric in self.metrics.values())
        wanted = [candidate for candidate in found if candidate is not None and self._is_wanted(candidate, text)]
        return max(wanted, key=lambda candidate: candidate.rank).calculation if wanted else None

    def _stands_alone(self, fresh: Calculation, text: str, pending: Mapping[str, Any]) -> bool:
        """Whether a message is a calculation of its own rather than a part of the pending one."""
        if not fresh.missing:
            return True
        return bool(pending.get("done")) and not (fresh.metric == pending.get("metric") and says_what_if(text))

    def _candidate(
        self, metric: Metric, text: str, quantities: tuple[Quantity, ...], language: Language, hint: str | None
    ) -> _Candidate | None:
        names = self._names[metric.id].find(text)
        readings = readings_of(metric, text, quantities)
        if metric.unit.startswith("money"):
            readings = tuple(reading for reading in readings if not _is_result(text, reading, names))
        assignment = self._assigners[metric.id].assign(text, readings, names)
        if not assignment.readings:
            return None
        used = [reading.quantity for _, reading, _ in assignment.readings]
        calculation = work_out(
            metric,
            assignment.given(metric),
            currency="" if compares_sales(metric, used) else currency_of(used, language),
            asked=asked_period(_blanked(text, quantities)) if metric.timing is Timing.ASKED else None,
        )
        stated = any(quantity.kind is _STATED.get(metric.unit) and _touches(text, quantity, names) for quantity in quantities)
        return _Candidate(metric, bool(names), hint == metric.id, stated, assignment, calculation)

    def _is_wanted(self, candidate: _Candidate, text: str) -> bool:
        """Whether the message asks for this calculation rather than only holding its words and numbers."""
        plainly = asks_plainly(text) or self._ends_in_a_question(candidate.metric, text)
        if asks_otherwise(text) and not (candidate.is_complete and plainly):
            return False
        asking, words = asks_for_a_sum(text), len(text.split())
        if candidate.stated and not (candidate.is_complete and asking):
            return False
        if not candidate.named:
            asked = candidate.hinted or bool(self._asks[candidate.metric.id].find(text))
            possible = candidate.calculation.problem is None
            return candidate.is_sure and possible and asking and asked and words <= _LONGEST_UNNAMED
        begins = text.lstrip().lower().startswith(tuple(_first_names(candidate.metric)))
        if candidate.is_complete:
            clear = words <= _LONGEST_INCOMPLETE or candidate.is_sure
            return clear and (asking or begins or candidate.hinted or words <= _SHORTHAND)
        return candidate.is_telling and (asking or begins) and words <= _LONGEST_INCOMPLETE

    def _continued(
        self, text: str, quantities: tuple[Quantity, ...], language: Language, pending: Mapping[str, Any]
    ) -> Calculation | None:
        """The pending calculation with what this message adds, or None where it adds nothing."""
        metric = self.metrics.get(str(pending.get("metric")))
        if metric is None:
            return None
        names = self._names[metric.id].find(text)
        return continued(self._assigners[metric.id], Message(text, quantities, names), language, pending)

    def _ends_in_a_question(self, metric: Metric, text: str) -> bool:
        """Whether a question mark stands right behind the metric's name: "…, churn?"."""
        return any(
            text[name.end :].lstrip()[:1] in ("?", "=") for name in self._names[metric.id].find(text) if name.end < len(text)
        )


def _plain(text: str) -> str:
    """The beginning of a message without markup and invisible characters."""
    return html.unescape(text[:LONGEST]).translate(_INVISIBLE).replace("’", "'")


def _is_result(text: str, reading: Reading, names: Sequence[Cue]) -> bool:
    """Whether money is what the metric came to already: "net profit of $45k"."""
    for name in names:
        between = text[name.end : reading.start].strip().lower() if name.end <= reading.start else None
        if between in ("", "of", "is", "was", "at", "about", "sebesar", "adalah", "senilai") and reading.quantity.per is None:
            return True
    return False


def _touches(text: str, quantity: Quantity, names: Sequence[Cue]) -> bool:
    """Whether a number stands right beside the metric's name: "churn of 5%", "20% win rate"."""
    return tie(text, names, quantity.start, quantity.end, ()) >= SURE + 2


def _blanked(text: str, quantities: Sequence[Quantity]) -> str:
    """The text without its numbers, so that "a month" in a price is not what the asker wants the result per."""
    for quantity in quantities:
        text = text[: quantity.start] + " " * (quantity.end - quantity.start) + text[quantity.end :]
    return text


def _first_names(metric: Metric) -> list[str]:
    """The metric's plain names, lower case, as a message may begin with them."""
    return [name.lower() for names in metric.names.values() for name in names if "…" not in name and name[0] not in "!~"]
