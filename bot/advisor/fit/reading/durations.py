"""Reads how long a sale takes, and how long the seller's own money lasts; ages, contract terms and trials are neither."""

from __future__ import annotations

from collections.abc import Iterable

from bot.advisor.fit.reading.cues import Cue
from bot.advisor.fit.reading.evidence import Owner
from bot.advisor.fit.reading.passage import Found, Passage
from bot.domain.fit_model import Criterion, FitModel, Reads, Reserves, Value
from bot.language.phrases import Hit
from bot.language.quantity import Kind, Period, Quantity

_YEARISH = 12.0
_LONG = 24.0
"""Months from which a duration is a sale only where a word says so; lifetimes and careers are longer than sales."""
_TOLD = 9
"""Rank of a runway in months: it says more than words such as "enough"."""
_FAR = 99
_RIVAL = 6
"""Words from which on a word that makes a duration something else is too far off."""
_LABEL = 6
"""Words before a number that may be its label."""
_UNITS = {Cue.IN_DAYS: Period.DAY, Cue.IN_WEEKS: Period.WEEK, Cue.IN_MONTHS: Period.MONTH, Cue.IN_YEARS: Period.YEAR}


def find_durations(model: FitModel, passage: Passage) -> list[Found]:
    """Return the sales cycle, and funds where a runway is named."""
    criterion = model.that_reads(Reads.CYCLE)
    told = (number for number in passage.numbers if not number.is_span and not passage.is_command(number.first))
    found = (_read(model.reserves, criterion, passage, number) for number in told)
    return [one for one in found if one is not None]


def _read(reserves: Reserves, criterion: Criterion | None, passage: Passage, number: Quantity) -> Found | None:
    """A runway, or else the sales cycle: as a duration, or as a number behind its unit."""
    if number.kind is Kind.DURATION:
        runway = _runway(reserves, passage, number)
        return runway or (None if criterion is None else _cycle(criterion, passage, number))
    return None if criterion is None or number.kind is not Kind.PLAIN else _labelled(criterion, passage, number)


def is_term(passage: Passage, number: Quantity) -> bool:
    """Whether a duration is how long a contract runs: "a three-year contract"."""
    first, last = passage.clause(number.first)
    if passage.has(Cue.CYCLE_NAME, first, last) or passage.has(Cue.TAKES, first, last):
        return False
    if passage.has(Cue.CONTRACT_TERM, number.last, min(number.last + 1, last)):
        # "a two-month deal" runs two months; where words follow the number freely, "two months deal" is one closed within two.
        closes = passage.begins(Cue.CLOSED_DEAL, number.last) and "-" not in number.text
        return not closes or number.unit is Period.YEAR
    months = number.months or (0.0, 0.0)
    return months[1] >= _YEARISH and passage.has(Cue.CONTRACT_TERM, first, number.first)


def _cycle(criterion: Criterion, passage: Passage, number: Quantity) -> Found | None:
    """The sales cycle; a word that names it, or a total, raises its rank. None where the duration is something else."""
    months = number.months
    if months is None or number.denied or _is_other(passage, number):
        return None
    first, last = passage.clause(number.first)
    rank = 1 + passage.has(Cue.CYCLE, first, last) + passage.has(Cue.OVERALL, first, last)
    named = passage.has(Cue.CYCLE_NAME, first, last) or _is_named_before(passage, number)
    if (rank == 1 and _is_manner(passage, number)) or not _is_sensible(criterion, months, named=named):
        return None
    # What the past number counted is what the present one counts: "it was 12 months, now 6 weeks".
    meant = named or passage.has(Cue.FORMER, passage.sentence_start(first), number.first)
    sure = meant and not passage.is_question(first)
    return Found(id=criterion.id, value=_value(*months), first=number.first, last=number.last, sure=sure, rank=rank)


def _is_named_before(passage: Passage, number: Quantity) -> bool:
    """Whether a number puts one right that was named as the cycle: "the cycle is two quarters… no, three"."""
    wrong = number.replaces
    return wrong is not None and passage.has(Cue.CYCLE_NAME, *passage.clause(wrong.first))


def _labelled(criterion: Criterion, passage: Passage, number: Quantity) -> Found | None:
    """The sales cycle where its unit stands before a number with no noun: "days to close 9", "cycle (months): 9"."""
    earlier = passage.before(number)
    begin = max(passage.sentence_start(number.first), number.first - _LABEL, earlier.last if earlier else 0)
    unit = next((period for cue, period in _UNITS.items() if passage.has(cue, begin, number.first)), None)
    if unit is None or number.unclear or number.too_large or number.last < passage.clause(number.first)[1]:
        return None
    months = number.low * unit.months, number.high * unit.months
    if not passage.has(Cue.CYCLE, begin, number.first) or not _is_sensible(criterion, months, named=True):
        return None
    return Found(id=criterion.id, value=_value(*months), first=begin, last=number.last, rank=2)


def _value(low: float, high: float) -> Value:
    return low if low == high else (low, high)


def _is_manner(passage: Passage, number: Quantity) -> bool:
    """Whether "a week", "sebulan" is a manner of speaking; it needs a word that makes it the cycle, or to stand alone."""
    one = passage.begins(Cue.ONE, number.first) and number.value == 1
    article = number.article or one or passage.begins(Cue.RHYTHM, number.first)
    first, last = passage.clause(number.first)
    alone = last - first == number.last - number.first or number.bound is not None
    return article and not number.is_range and not alone and not passage.has(Cue.WITHIN, number.first - 1, number.first)


def _is_sensible(criterion: Criterion, months: tuple[float, float], *, named: bool) -> bool:
    if months[1] < Period.DAY.months or (months[0] > _LONG and not named):
        return False
    return criterion.scale is None or 0 < months[0] <= months[1] <= criterion.scale.high


def _is_other(passage: Passage, number: Quantity) -> bool:
    """Whether a duration is an age, a term, a trial or a rhythm rather than the length of a sale."""
    if number.unit is Period.MINUTE or is_term(passage, number) or passage.has(Cue.RHYTHM, number.first - 1, number.first):
        return True
    first, last = passage.clause(number.first)
    sales = list(passage.within(Cue.CYCLE, first, last))
    # "siklus jualan": what stands inside a name of the cycle is no rival of it.
    rivals = (hit for hit in passage.within(Cue.NOT_CYCLE, first, last) if not any(one.holds(hit) for one in sales))
    nearest = _nearest(number, rivals)
    return nearest <= _RIVAL and nearest <= _nearest(number, sales)


def _nearest(number: Quantity, hits: Iterable[Hit]) -> int:
    """Words between a number and the nearest cue."""
    return min((max(hit.first - number.last, number.first - hit.last, 0) for hit in hits), default=_FAR)


def _runway(reserves: Reserves, passage: Passage, number: Quantity) -> Found | None:
    """Funds by how many months the seller's money lasts; None where no runway is named or it is neither long nor short."""
    if not _is_runway(passage, number) or passage.owner(number.first, within_clause=True) is Owner.CUSTOMER:
        return None
    low, high = number.months or (0.0, 0.0)
    value = reserves.ample if low >= reserves.ample_months else reserves.tight if high <= reserves.tight_months else None
    if value is None:
        return None
    return Found(id=reserves.criterion, value=value, first=number.first, last=number.last, rank=_TOLD)


def _is_runway(passage: Passage, number: Quantity) -> bool:
    """Whether money is said to last so long, by a word near the duration, or by money named before it in its clause."""
    first, last = passage.clause(number.first)
    before, behind = max(first, number.first - 4), min(number.last + 4, last)
    # "18 months of runway and a 9-month cycle": the runway ends at the "and", and a cycle is no runway.
    begin = max((hit.first for hit in passage.within(Cue.BREAKS, before, number.first)), default=before)
    if passage.has(Cue.RUNWAY, begin, number.first) or passage.has(Cue.RUNWAY, number.last, behind):
        return True
    return passage.has(Cue.RESERVE, first, number.first) and not passage.has(Cue.CYCLE, first, last)
