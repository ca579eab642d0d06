"""The next message of a thread, which may hold nothing but the number a calculation waits for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.advisor.calculators.asking import asks_otherwise
from bot.advisor.calculators.assignment import Assigner, Assignment
from bot.advisor.calculators.cues import SURE, Cue
from bot.advisor.calculators.numbers import currency_of, number_of, suits
from bot.advisor.calculators.pending import given_in
from bot.advisor.calculators.readings import on_scale_of, readings_of
from bot.advisor.calculators.sums import work_out
from bot.domain.calculation import Calculation, Given
from bot.domain.language import Language
from bot.domain.metric import Timing
from bot.matching.quantities import Period, Quantity, read_quantities
from bot.matching.quantities.words import word_set

LONGEST = 14
"""Words; a longer message says more than the number that was missing."""
_MOST_OTHER_WORDS = 1
"""Besides fillers; with more of them the number needs a word that ties it."""
_SURE_IN_QUESTION = 9.0
"""A question is another question, unless the word stands right beside the number."""
_FILLERS = word_set(
    "it its it's was were is are be about around roughly total totals in all so ok okay well we i had have has the "
    "a of at and that that's then just only sorry say maybe think guess oh ah yes yep for us our itu adalah sekitar "
    "kira-kira jadi totalnya semuanya oke ya iya sih kok cuma hanya kalau kalo ada yang nya aja saja kak min segini "
    "angkanya nilainya jumlahnya"
)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Message:
    """A message as far as it was read: its text, its numbers, and where it names the metric."""

    text: str
    quantities: tuple[Quantity, ...]
    names: Sequence[Cue]


def continued(assigner: Assigner, message: Message, language: Language, pending: Mapping[str, Any]) -> Calculation | None:
    """Return the pending calculation with what this message adds, or None where it adds nothing."""
    if len(message.text.split()) > LONGEST or asks_otherwise(message.text):
        return None
    metric = assigner.metric
    given = given_in(pending, metric)
    filled = {number.input for number in given}
    added = _added(assigner, message, given)
    fresh = {number.input for number in added}
    if not fresh - filled:
        return None
    stored, asked = pending.get("currency"), pending.get("period") if metric.timing is Timing.ASKED else None
    return work_out(
        metric,
        (*(number for number in given if number.input not in fresh), *added),
        currency=stored if isinstance(stored, str) and stored else currency_of(message.quantities, language),
        asked=Period(asked) if asked in list(Period) else None,
    )


def _added(assigner: Assigner, message: Message, given: Sequence[Given]) -> tuple[Given, ...]:
    """What the message adds: numbers that words tie; or, where it says little else, the one number it holds."""
    metric, text, quantities = assigner.metric, message.text, message.quantities
    filled = {number.input for number in given}
    found = assigner.assign(text, readings_of(metric, text, quantities), message.names, filled)
    least = _SURE_IN_QUESTION if "?" in text else SURE
    tied = tuple(entry for entry in found.readings if entry[2] >= least and entry[1].share is None)
    if any(name not in filled for name, _, _ in tied):
        return Assignment(tied).given(metric)
    if len(quantities) != 1 or _says_more(text, quantities[0]):
        return ()
    known = [quantity for number in given for quantity in read_quantities(number.text)]
    quantity = on_scale_of(quantities[0], known) if metric.same_scale else quantities[0]
    open_inputs = [name for name in metric.required if name not in filled and suits(metric.inputs[name], quantity, tied=True)]
    return tuple(number_of(metric.inputs[name], quantity) for name in open_inputs[:1])


def _says_more(text: str, quantity: Quantity) -> bool:
    """Whether other words than fillers stand around the one number, or a question mark does."""
    rest = text[: quantity.start] + " " + text[quantity.end :]
    words = [word for word in _WORD.findall(rest.lower()) if word not in _FILLERS]
    return len(words) > _MOST_OTHER_WORDS or "?" in rest
