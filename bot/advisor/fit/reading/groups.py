"""One kind of customer, or several: two groups set against each other, and sizes from the smallest to the largest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.advisor.fit.reading.cues import Cue
from bot.advisor.fit.reading.passage import Found, Passage
from bot.advisor.fit.scoring.scale import leans_of
from bot.domain.fit_model import Axis, Criterion, FitModel, Reads
from bot.language.quantity import Kind, Quantity

CLEAR = 0.3
"""A lean from here on, either way, is clear enough where the words set two groups apart."""
FAR = 0.5
"""A lean from here on, either way, sets two groups apart even where the words do not."""
_WHOLE_WITHIN = 0.06
"""Shares that come to all but so much make a whole; people round."""
_ENDS = 2
_NEAR_ONE = 3
"""Words before a count within which a "one" tells of one customer: "one with 45,000 employees"."""


def describes_two_groups(model: FitModel, passage: Passage, found: list[Found], *, rivals: bool) -> bool:
    """Whether the message sets two groups of customers against each other ("one client …; the other eighty …").

    `rivals` tells that two options of one criterion of the market were found.
    """
    if _told(passage, Cue.BOTH_SERVED) or _counts_apart(found, model):
        return True
    apart = rivals or _apart(found, model, CLEAR) or _signs_apart(found, model)
    return apart and (_told(passage, Cue.OTHER_GROUP) or _shares_of_a_whole(passage))


def _shares_of_a_whole(passage: Passage) -> bool:
    """Whether shares of the business are told that make up all of it: "10 % of our customers are …, 90 % are …"."""
    shares = (one for one in passage.numbers if one.kind in (Kind.PERCENT, Kind.RATIO) and not one.is_range and not one.parts)
    told = [one.value / 100 if one.kind is Kind.PERCENT else one.value for one in shares]
    return len(told) > 1 and abs(sum(told) - 1) <= _WHOLE_WITHIN


def _counts_apart(found: list[Found], model: FitModel) -> bool:
    """Whether sure numbers of one kind lie so far apart that they are of two groups."""
    counted = {one.id for one in map(model.that_reads, (Reads.DEAL, Reads.STAFF)) if one is not None}
    return any(_apart([one for one in found if one.id == name and one.sure], model, FAR) for name in counted)


def _told(passage: Passage, cue: Cue) -> bool:
    """Whether words set two groups apart; "half" in "half a year" does not."""
    inside = {at for one in passage.numbers if one.kind is Kind.DURATION for at in range(one.first, one.last)}
    hits = (hit for hit in passage.all(cue) if hit.first not in inside)
    return any(not passage.is_silent(hit.first) and not passage.is_denied(hit) for hit in hits)


def _apart(found: list[Found], model: FitModel, far: float) -> bool:
    """Whether the evidence on the market, taken one by one, leans to both sides at least so far."""
    leans = [
        lean
        for one in found
        if one.value is not None and one.id in model.criteria and model.criteria[one.id].axis is Axis.MARKET
        for lean in leans_of(model.criteria[one.id], one.value)
    ]
    return len(found) > 1 and min(leans, default=0.0) <= -far and max(leans, default=0.0) >= far


def _signs_apart(found: list[Found], model: FitModel) -> bool:
    named = {one.id for one in found}
    return any(model.signs[sign].opposite in named for sign in named if sign in model.signs)


def spread_of(model: FitModel, found: list[Found]) -> list[Found]:
    """Return the staff and the deals of two groups of customers, from the smaller to the larger; no one number is of both."""
    told = [one.id for one in map(model.that_reads, (Reads.STAFF, Reads.DEAL)) if one is not None]
    spreads = (_spread([one for one in found if one.id == name]) for name in told)
    return [one for one in spreads if one is not None]


def _spread(found: list[Found]) -> Found | None:
    """The smallest and the largest of the numbers of one kind, None where all are the same or were told in another currency."""
    told = [one for one in found if one.given is None]
    if len({one.value for one in told}) < _ENDS:
        return None
    least, most = min(told, key=lambda one: _ends_of(one)[0]), max(told, key=lambda one: _ends_of(one)[1])
    also = None if least is most else (most.first, most.last)
    return replace(least, value=(_ends_of(least)[0], _ends_of(most)[1]), also=also)


def _ends_of(found: Found) -> tuple[float, float]:
    """The two ends of a number that was read; both are it where it is no range."""
    value = found.value
    if isinstance(value, tuple):
        return value
    return (value, value) if isinstance(value, float) else (0.0, 0.0)


def from_smallest_to_largest(criterion: Criterion, found: list[Found]) -> Iterator[Found]:
    """Yield the counts, two of staff made one range: "9,000 in the biggest one and 4,000 in the smallest"."""
    staff = [one for one in found if one.id == criterion.id and isinstance(one.value, float)]
    if len(staff) != _ENDS:
        yield from found
        return
    yield replace(_spread(staff) or staff[0], sure=True)
    yield from (one for one in found if one not in staff)


def of_one_list(criterion: Criterion, passage: Passage, found: list[Found]) -> Iterator[Found]:
    """Yield the counts, two of staff told one after the other made one range: "one with 45,000 employees and one with 60,000"."""
    staff = [one for one in found if one.id == criterion.id and isinstance(one.value, float)]
    both = _spread(staff) if len(staff) == _ENDS and _are_of_one_each(passage, staff) else None
    yield from found if both is None else (both, *(one for one in found if one not in staff))


def _are_of_one_each(passage: Passage, staff: list[Found]) -> bool:
    """Whether counts of one sentence are those of one customer each."""
    together = len({passage.words[one.first].sentence for one in staff}) == 1
    return together and all(passage.has(Cue.ONE, one.first - _NEAR_ONE, one.first) for one in staff)


def goes_on(passage: Passage, number: Quantity) -> bool:
    """Whether a number repeats what one before counted, without its noun: "two with 15 people and one with 6,000"."""
    if _is_extreme(passage, number):
        return any(_counts_people(passage, one) for one in passage.numbers)
    if number.last != passage.clause(number.first)[1] or number.scale is not None or not _is_what_one_has(passage, number):
        return False
    return any(_is_what_one_has(passage, one) and _counts_people(passage, one) for one in passage.earlier(number))


def _is_what_one_has(passage: Passage, number: Quantity) -> bool:
    return passage.has(Cue.WITH, number.first - 1, number.first)


def _is_extreme(passage: Passage, number: Quantity) -> bool:
    """Whether a number is that of the largest or the smallest: "4,000 in the smallest", "yang terkecil 3"."""
    if passage.begins(Cue.ONE, number.first):
        return False
    return passage.near(Cue.LARGEST, number) or passage.near(Cue.SMALLEST, number)


def _counts_people(passage: Passage, number: Quantity) -> bool:
    return any(passage.begins(cue, number.last) for cue in (Cue.PEOPLE, Cue.EMPLOYEES))
