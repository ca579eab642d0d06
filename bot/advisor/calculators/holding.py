"""A number that nobody named: which inputs it may be meant for, and what becomes of it once its name is told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.advisor.calculators.amending import stepped
from bot.advisor.calculators.assignment import Assigner
from bot.advisor.calculators.cues import Layout, outside
from bot.advisor.calculators.merging import changed
from bot.advisor.calculators.numbers import suits
from bot.advisor.calculators.shares import Reading
from bot.advisor.calculators.sums import work_out
from bot.advisor.calculators.wish import other_words
from bot.domain.calculation import Calculation, Given, Held, OpenSum
from bot.domain.metric import InputKind, Metric, MetricInput
from bot.language.message import Message


def among(metric: Metric, given: Sequence[Given], reading: Reading) -> list[str]:
    """Return the inputs of a sum that a number may be meant for: those that have one number, of its kind."""
    names = [one.input for one in given]
    return [name for name, entry in metric.inputs.items() if names.count(name) == 1 and suits(entry, reading.quantity, tied=True)]


def settled(
    metric: Metric, message: Message, held: Held, given: Sequence[Given], named: Collection[str]
) -> tuple[Given, ...] | None:
    """Return the numbers with the one that was kept, for the one input of its own that is named; None where that is open."""
    found = [name for name in held.among if name in named]
    if len(found) != 1:
        return None
    entry = metric.inputs[found[0]]
    number = stepped(entry, _as_input(entry, held.number), given, held.step)
    return None if number is None else changed(metric, message, given, (number,)) or tuple(given)


def _as_input(entry: MetricInput, number: Given) -> Given:
    """A number as it was written, as the number of an input: "5" is 5 % of a share, and 5 of the unit that a time assumes."""
    value = number.value / 100 if entry.kind is InputKind.SHARE and number.value > 1 else number.value
    unit = number.unit or (entry.assumed_unit if entry.kind is InputKind.DURATION else None)
    return replace(number, input=entry.id, value=value, unit=unit)


def placed(assigner: Assigner, layout: Layout, opened: OpenSum) -> Calculation | None:
    """Return the open sum with the number that was asked about, where a message says no more than its name ("the pipeline")."""
    metric, message, held = assigner.metric, layout.message, opened.held
    if held is None or other_words(message, (), assigner.cues(layout)):
        return None
    named = {name for name in held.among if outside(layout.cues(f"{metric.id}.{name}"), assigner.names(layout))}
    numbers = settled(metric, message, held, opened.given, named)
    return None if numbers is None else work_out(metric, numbers)
