"""A message that says the numbers of the open sum again, or what it comes to: "no, the 48 include them", "so 80k left?"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.advisor.calculators.assignment import Assigner
from bot.advisor.calculators.cues import SURE, Layout
from bot.advisor.calculators.nearness import is_near
from bot.advisor.calculators.numbers import number_of
from bot.advisor.calculators.readings import readings_of
from bot.advisor.calculators.sums import work_out
from bot.advisor.calculators.wish import other_words
from bot.domain.calculation import Given, Worked
from bot.domain.metric import Metric
from bot.language.quantity import Kind

_MORE = ("sums.calculating", "sums.how-many", "sums.within")
"""Lists of words that say nothing of their own here."""


def says_again(assigner: Assigner, layout: Layout, given: Sequence[Given]) -> bool:
    """Return whether a message holds no number that the sum does not have, and hardly a word; a percentage asks of a rate."""
    metric, message = assigner.metric, layout.message
    readings = [one for one in readings_of(metric, message) if not one.is_pronoun_like]
    cues = [*assigner.cues(layout), *layout.cues(f"{metric.id}.asks")]
    if not readings or other_words(message, message.quantities, cues, _MORE):
        return False
    in_percent = metric.unit == "%" and all(one.quantity.kind is Kind.PERCENT for one in readings)
    said = in_percent or all(is_near(one.quantity.value, _known(metric, given)) for one in readings)
    return said and not _tells_anew(assigner, layout, given)


def _known(metric: Metric, given: Sequence[Given]) -> list[float]:
    """The numbers of a sum, and what it comes to."""
    now = work_out(metric, given)
    return [one.value for one in given] + ([now.value] if isinstance(now, Worked) else [])


def _tells_anew(assigner: Assigner, layout: Layout, given: Sequence[Given]) -> bool:
    """Whether a number is said to be an input that has another one: "lost 40" where 40 are all, not "the 40 include lost"."""
    inputs, told = assigner.metric.inputs, {(one.input, one.value) for one in given}
    sure = [] if layout.message.cues("sums.within") else assigner.assign(layout, inputs).claims
    found = [number_of(inputs[one.input], one.reading.quantity) for one in sure if one.strength >= SURE]
    return any((one.input, one.value) not in told for one in found)
