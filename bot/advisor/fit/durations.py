"""Reads how long a sale takes, and how long the seller's own money lasts; ages, contract terms and trials are neither."""

from __future__ import annotations

from bot.advisor.fit.found import Found
from bot.advisor.fit.passage import Number, Owner, Passage
from bot.advisor.fit.words import word_set
from bot.domain.fit_model import FitModel, Reserves
from bot.matching.quantities import Kind, Period

CYCLE = "cycle_months"
_TOO_SHORT = (Period.MINUTE,)
_YEARISH = 12.0
_LONG = 24.0
"""Months from which a duration is a sale only where a word says so; lifetimes and careers are longer than sales."""
_TOLD = 9
"""Rank of a runway in months: it says more than words such as "enough"."""
_ARTICLES = word_set("a an per each every tiap setiap one sebulan seminggu setahun sehari sekuartal")
"""A duration that begins so ("a week", "sebulan") may be a manner of speaking, and needs a word that makes it the cycle."""


def find_durations(model: FitModel, passage: Passage) -> list[Found]:
    """Return the sales cycle, and funds where a runway is named."""
    found = [
        _runway(model.reserves, passage, number) or _cycle(passage, number)
        for number in passage.numbers
        if number.quantity.kind is Kind.DURATION and not number.quantity.is_span and not passage.is_command(number.first)
    ]
    scale = model.criteria[CYCLE].scale
    return [one for one in found if one is not None and (one.id != CYCLE or scale is None or _sensible(one, scale.high))]


def is_term(passage: Passage, number: Number) -> bool:
    """Whether a duration is how long a contract runs: "a three-year contract", "kontrak 3 tahun"."""
    first, last = passage.clause(number.first)
    if passage.has("cycle-name", first, last) or passage.has("takes", first, last):
        return False
    if passage.has("contract-term", number.last, min(number.last + 1, last)):
        # "a two-month deal" runs two months, "2 bulan deal" is closed within two.
        closes = passage.words[number.last].low.startswith("deal") and "-" not in number.quantity.text
        return not closes or number.quantity.unit is Period.YEAR
    months = number.quantity.months or (0.0, 0.0)
    return months[1] >= _YEARISH and passage.has("contract-term", first, number.first)


def _sensible(found: Found, longest: float) -> bool:
    ends = found.value if isinstance(found.value, tuple) else (found.value,)
    return all(isinstance(end, float) and 0 < end <= longest for end in ends)


def _cycle(passage: Passage, number: Number) -> Found | None:
    """The sales cycle; a word that names it, or a total, raises its rank. None where the duration is something else."""
    months = number.quantity.months
    if months is None or _is_other(passage, number):
        return None
    first, last = passage.clause(number.first)
    rank = 1 + passage.has("cycle", first, last) + passage.has("overall", first, last)
    article = passage.words[number.first].low in _ARTICLES and not number.quantity.is_range
    alone = last - first == number.last - number.first or number.quantity.bound is not None
    if article and rank == 1 and not alone and not passage.has("within", number.first - 1, number.first):
        return None
    value = months if months[0] != months[1] else months[0]
    named = passage.has("cycle-name", first, last)
    if months[1] < Period.DAY.months or (months[0] > _LONG and not named):
        return None
    sure = named and not passage.is_question(first)
    return Found(id=CYCLE, value=value, first=number.first, last=number.last, sure=sure, rank=rank)


def _is_other(passage: Passage, number: Number) -> bool:
    """Whether a duration is an age, a term, a trial or a rhythm rather than the length of a sale."""
    if number.quantity.unit in _TOO_SHORT or is_term(passage, number):
        return True
    if number.first > 0 and passage.words[number.first - 1].low in ("every", "each", "per", "tiap", "setiap"):
        return True
    first, last = passage.clause(number.first)
    rivals = [_distance(number, hit.first, hit.last) for hit in passage.helpers["not-cycle"] if first <= hit.first < last]
    if not rivals:
        return False
    friends = [_distance(number, hit.first, hit.last) for hit in passage.helpers["cycle"] if first <= hit.first < last]
    return min(rivals) <= min(friends, default=99)


def _distance(number: Number, first: int, last: int) -> int:
    """Words between a number and a cue."""
    return max(first - number.last, number.first - last, 0)


def _runway(reserves: Reserves, passage: Passage, number: Number) -> Found | None:
    """Funds by how many months the seller's money lasts; None where no runway is named or it is neither long nor short."""
    first, last = passage.clause(number.first)
    before, behind = max(first, number.first - 4), min(number.last + 4, last)
    # "18 months of runway and a 9-month cycle": the runway ends at the "and", and a cycle is no runway.
    joins = [at for at in range(before, number.first) if passage.words[at].low in ("and", "dan")]
    near = passage.has("runway", max([before, *joins]), number.first) or passage.has("runway", number.last, behind)
    if not near or passage.owner(number.first, within_clause=True) is Owner.CUSTOMER:
        return None
    low, high = number.quantity.months or (0.0, 0.0)
    if low >= reserves.ample_months:
        return Found(id="funds", value="ample", first=number.first, last=number.last, rank=_TOLD)
    if high <= reserves.tight_months:
        return Found(id="funds", value="tight", first=number.first, last=number.last, rank=_TOLD)
    return None
