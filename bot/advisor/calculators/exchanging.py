"""Sets right which of two numbers is which, where their sizes leave no doubt and no word speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.advisor.calculators.cues import BESIDE
from bot.advisor.calculators.doubts import Claim
from bot.domain.metric import Metric, Share


def set_right(metric: Metric, found: Sequence[Claim]) -> Sequence[Claim]:
    """Return the claims with two inputs exchanged where they must be: the larger deal first, a part not larger than its whole."""
    first, second, *_ = [*metric.inputs, "", ""]
    values = {one.input: one.reading.quantity.yearly[0] for one in found}
    if metric.largest_first:
        both = {first, second} <= values.keys()
        return _exchanged(found, first, second) if both and values[first] < values[second] else found
    shares = {metric.inputs[one.input].share: one for one in found}
    part, whole = shares.get(Share.PART), shares.get(Share.WHOLE)
    if part is None or whole is None or not _are_swapped(part, whole):
        return found
    return _exchanged(found, part.input, whole.input)


def _are_swapped(part: Claim, whole: Claim) -> bool:
    """Whether the larger number was taken for the part though no word beside it says so: "30 meetings, 6 deals"."""
    if part.reading.share is not None or whole.reading.share is not None or part.strength >= BESIDE:
        return False
    return part.reading.quantity.value > whole.reading.quantity.value


def _exchanged(found: Sequence[Claim], one: str, other: str) -> Sequence[Claim]:
    names = {one: other, other: one}
    return [replace(claim, input=names.get(claim.input, claim.input)) for claim in found]
