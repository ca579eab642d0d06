"""The next message of a thread, which may hold nothing but the number a calculation waits for, or change one of its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.advisor.calculators.asking import asks_otherwise
from bot.advisor.calculators.assignment import Assigner, Assignment
from bot.advisor.calculators.cues import SURE
from bot.advisor.calculators.message import Message
from bot.advisor.calculators.numbers import compares_sales, currency_of, number_of, suits
from bot.advisor.calculators.pending import given_in
from bot.advisor.calculators.readings import on_scale_of, readings_of
from bot.advisor.calculators.rest import asks, speaks_of_size
from bot.advisor.calculators.sums import work_out
from bot.advisor.calculators.what_if import changed
from bot.domain.calculation import Calculation, Given
from bot.domain.language import Language
from bot.domain.metric import Metric, Timing
from bot.matching.quantities import Period, Quantity, read_quantities
from bot.matching.quantities.words import COUNTED

LONGEST = 14
"""Words; a longer message says more than the number that was missing."""
_MOST_OTHER_WORDS = 3
"""Besides fillers and words of the metric; with more of them the message is about something else."""
_MOST_IN_QUESTION = 1
_SURE_IN_QUESTION = 9.0
"""A question is another question, unless the word stands right beside the number."""
_MILIAR = 1e9
"""A number of this size that was written with an M was read as "miliar", so its text is read that way again."""


def continued(assigner: Assigner, message: Message, language: Language, pending: Mapping[str, Any]) -> Calculation | None:
    """Return the pending calculation with what this message adds or changes, or None where it does neither."""
    if asks_otherwise(message.text) or speaks_of_size(message.text):
        return None
    metric = assigner.metric
    given = given_in(pending, metric)
    message = _on_scale(metric, message, given)
    numbers = () if pending.get("done") or len(message.text.split()) > LONGEST else _completed(assigner, message, given)
    numbers = numbers or changed(assigner, message, given)
    if not numbers:
        return None
    asked = pending.get("period") if metric.timing is Timing.ASKED else None
    return work_out(
        metric,
        numbers,
        currency=_currency(metric, message, language, pending),
        asked=Period(asked) if asked in list(Period) else None,
    )


def _currency(metric: Metric, message: Message, language: Language, pending: Mapping[str, Any]) -> str:
    """The currency of the numbers before; where there were none yet, or plain ones, this message decides."""
    stored = pending.get("currency")
    if isinstance(stored, str) and stored and pending.get("given"):
        return stored
    return "" if compares_sales(metric, message.quantities) else currency_of(message.quantities, language)


def _on_scale(metric: Metric, message: Message, given: Sequence[Given]) -> Message:
    """Give a bare number the scale word of the numbers before, where the metric's numbers share one."""
    if not metric.same_scale:
        return message
    known = [quantity for number in given for quantity in read_quantities(number.text, indonesian=number.value >= _MILIAR)]
    return replace(message, quantities=tuple(on_scale_of(quantity, known) for quantity in message.quantities))


def _completed(assigner: Assigner, message: Message, given: Sequence[Given]) -> tuple[Given, ...]:
    """The given numbers with what the message adds; empty where it adds nothing new."""
    added = _added(assigner, message, given)
    fresh = {number.input for number in added}
    if not fresh - {number.input for number in given}:
        return ()
    return (*(number for number in given if number.input not in fresh), *added)


def _added(assigner: Assigner, message: Message, given: Sequence[Given]) -> tuple[Given, ...]:
    """What the message adds: numbers that words tie; or, where it says nothing else, all that can be meant one way only."""
    metric, text, quantities = assigner.metric, message.text, message.quantities
    filled = {number.input for number in given}
    readings = readings_of(metric, text, quantities)
    others = assigner.other_words(text, quantities)
    found = assigner.assign(text, readings, message.names, filled)
    if not others and "?" not in text:
        whole = found if len(found.readings) == len(readings) else assigner.assign(text, readings, message.names)
        if len(whole.readings) == len(readings):
            return whole.given(metric)
    if len(others) > (_MOST_IN_QUESTION if asks(text) else _MOST_OTHER_WORDS):
        return ()
    least = _SURE_IN_QUESTION if asks(text) else SURE
    tied = tuple(entry for entry in found.readings if entry[2] >= least and entry[1].share is None)
    if any(name not in filled for name, _, _ in tied):
        return Assignment(tied).given(metric)
    if len(quantities) != 1 or asks(text) or any(word.lower() not in COUNTED for word in others):
        return ()
    return tuple(_lone(metric, quantities[0], filled))


def _lone(metric: Metric, quantity: Quantity, filled: set[str]) -> list[Given]:
    """The one number as the first input that waits for one of its kind."""
    waiting = [name for name in metric.required if name not in filled and suits(metric.inputs[name], quantity, tied=True)]
    return [number_of(metric.inputs[name], quantity) for name in waiting[:1]]
