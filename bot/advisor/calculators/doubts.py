"""The numbers that have to be asked about before a sum can use them: unclear ones, and those that nothing took."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.advisor.calculators.cues import SURE, Layout, outside
from bot.advisor.calculators.numbers import number_of
from bot.advisor.calculators.shares import Reading
from bot.domain.calculation import Doubt, Held
from bot.domain.metric import InputKind, Metric, MetricInput
from bot.language.quantity import Kind, Quantity

WHICH = "which"
"""Why a number is asked about that may be meant for several inputs."""
_LISTED = 2
"""Words beside a count that is one more of a list ("33 rejected", "another 6")."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A number taken for an input: how strongly it is tied (0 where it was only left over), and the word that ties it."""

    input: str
    reading: Reading
    strength: float
    label: str = ""


def doubt(entry: MetricInput, quantity: Quantity) -> str | None:
    """Why a number has to be asked about before it can be this input; None where it can be used as it is."""
    if quantity.too_large:
        return "too-large"
    if quantity.unclear:
        return "unclear"
    if quantity.is_range:
        return "range"
    return "fraction" if entry.whole and not quantity.value.is_integer() else None


def doubt_of(metric: Metric, claim: Claim) -> str | None:
    """Why a number that was taken for an input has to be asked about; what follows from a share may have a fraction."""
    return None if claim.reading.worked_out else doubt(metric.inputs[claim.input], claim.reading.quantity)


def doubts_of(
    metric: Metric, layout: Layout, readings: Sequence[Reading], claims: Sequence[Claim], tied: Container[int]
) -> Iterator[Doubt]:
    """Yield the numbers to ask about: what is used but unclear, and what no input took though it seems to belong to the sum.

    `tied` are the places of the readings that words tie, to an input or to nothing.
    """
    for claim in claims:
        reason = doubt_of(metric, claim)
        if reason is not None:
            yield Doubt(reason=reason, text=claim.reading.quantity.text, input=claim.input)
    used = [claim.reading for claim in claims]
    # Where all that is needed stands there, a further count only tells more, unless it is said to come on top.
    satisfied = {claim.input for claim in claims} >= set(metric.required) and not layout.message.cues("sums.adding")
    for at, reading in enumerate(readings):
        if reading not in used and at not in tied:
            yield from _unplaced(metric, layout, reading, satisfied=satisfied)


def _unplaced(metric: Metric, layout: Layout, reading: Reading, *, satisfied: bool) -> Iterator[Doubt]:
    """Tell that a number is too large, a share of something unknown, or belongs to the sum and nobody said as what."""
    quantity, added = reading.quantity, _adding(metric)
    if quantity.too_large:
        yield Doubt(reason="too-large", text=quantity.text, input=added)
    elif quantity.kind is Kind.PERCENT and added and _is_tied(metric, layout, reading, added):
        yield Doubt(reason="percentage", text=quantity.text, input=added)
    elif not quantity.vague and (name := _seems_for(metric, quantity, added)):
        yield Doubt(reason="unplaced", text=quantity.text, input=name)
    elif not satisfied and _is_listed_count(metric, layout, reading):
        yield Doubt(reason="uncounted", text=quantity.text, input=next(iter(metric.inputs)))


def _is_listed_count(metric: Metric, layout: Layout, reading: Reading) -> bool:
    """Whether a bare count stands almost alone in its clause, in a sum of counts alone: one more of a list."""
    quantity, message = reading.quantity, layout.message
    counts = all(entry.kind is InputKind.COUNT for entry in metric.inputs.values())
    if not counts or reading.spoken or quantity.kind is not Kind.PLAIN or quantity.spelt or quantity.is_year or quantity.denied:
        return False
    first, last = message.clauses[message.words[quantity.first].clause]
    return first > 0 and last - first - (quantity.last - quantity.first) <= _LISTED


def _seems_for(metric: Metric, quantity: Quantity, added: str) -> str:
    """The input that a number of no name seems to be for: money joins what adds up, a count by the period what is counted so."""
    if quantity.kind is Kind.MONEY or quantity.scale is not None:
        return added
    return _counted_by_period(metric) if quantity.kind is Kind.PLAIN and quantity.per is not None else ""


def _adding(metric: Metric) -> str:
    """The input that adds up amounts of money; "" without one."""
    entries = metric.inputs.items()
    return next((name for name, entry in entries if entry.many and entry.kind is InputKind.MONEY), "")


def _counted_by_period(metric: Metric) -> str:
    """The input that counts something by the period ("4 a year"); "" without one."""
    entries = metric.inputs.items()
    return next((name for name, entry in entries if entry.rated and entry.kind is InputKind.COUNT), "")


def _is_tied(metric: Metric, layout: Layout, reading: Reading, name: str) -> bool:
    cues = outside(layout.cues(f"{metric.id}.{name}"), layout.cues(f"{metric.id}.name"))
    return layout.tie(cues, reading.first, reading.last) >= SURE


def which(metric: Metric, reading: Reading, among: Sequence[str], step: int = 0) -> Doubt:
    """Return the question which of some inputs a number is; it is kept until its name is told."""
    quantity = reading.quantity
    written = replace(
        number_of(metric.inputs[among[0]], quantity), value=quantity.value, unit=quantity.unit.value if quantity.unit else None
    )
    return ask(Held(number=written, among=tuple(among), step=step))


def ask(held: Held) -> Doubt:
    """Return the question what a number is that is kept."""
    return Doubt(reason=WHICH, text=held.number.text, input="", held=held)


def torn(metric: Metric, layout: Layout, readings: Sequence[Reading], claims: Sequence[Claim]) -> Iterator[Doubt]:
    """Yield the number whose time is unclear: a word for a time stands between two numbers ("310k last year 365k")."""
    strengths = {claim.reading.first: claim.strength for claim in claims}
    for pair in pairwise(readings if metric.chronological else ()):
        loose = next((one for one in pair if strengths.get(one.first) == 0.0), None)
        if loose is not None and {one.first for one in pair} <= strengths.keys() and _is_between(metric, layout, *pair):
            yield which(metric, loose, [*metric.inputs][:2])


def _is_between(metric: Metric, layout: Layout, before: Reading, behind: Reading) -> bool:
    """Whether a word of an input stands right between two numbers, with no sign on either side."""
    message = layout.message
    cues = [cue for name in metric.inputs for cue in layout.cues(f"{metric.id}.{name}")]
    touches = any(before.last == cue.first and cue.last == behind.first for cue in cues)
    leads = any(hit.first == before.last for hit in (*message.cues("sums.rising"), *message.cues("sums.from")))
    apart = layout.cost(before.last, before.last) + layout.cost(behind.first, behind.first)
    return touches and not leads and apart == 0.0
