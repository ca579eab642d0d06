"""Reads how many employees customers have and how many people decide; the seller's own headcount is neither."""

from __future__ import annotations

from collections.abc import Iterator

from bot.advisor.fit.found import Found
from bot.advisor.fit.passage import Number, Owner, Passage
from bot.advisor.fit.words import word_set
from bot.domain.fit_model import FitModel, Value
from bot.matching.quantities import Kind, Quantity

EMPLOYEES, DECIDERS = "employees", "decision_makers"
_REACH = 3
"""Words between a number and the noun it counts, or the label before it."""
_LABELS = (("deciders-label", DECIDERS, 3), ("employees-label", EMPLOYEES, 4), ("size-label", EMPLOYEES, 2))
"""Labels before a number, what they count, and how many words may stand between; before a colon any number may."""
_FEW = 60
"""More employees than this do not take part in one purchase."""
_BREAKS = word_set("and where whose which dan dengan with plus")


def find_counts(model: FitModel, passage: Passage) -> list[Found]:
    """Return the counts of employees and of decision makers, best first in rank."""
    return [found for number in passage.numbers for found in _read(model, passage, number)]


def _read(model: FitModel, passage: Passage, number: Number) -> Iterator[Found]:
    quantity = number.quantity
    if quantity.kind is not Kind.PLAIN or quantity.per is not None:
        return
    if passage.is_command(number.first) or passage.is_denied_number(number):
        return
    role = _role(passage, number)
    if role is None:
        return
    criterion, rank = role
    if criterion == EMPLOYEES and (_is_sellers(passage, number) or _is_one_who_decides(passage, number)):
        return
    scale = model.criteria[criterion].scale
    if scale is None or not scale.low <= quantity.low <= quantity.high <= scale.high:
        return
    first, last = number.first, min(_end(passage, number), len(passage.words))
    given = passage.words_between(first, last) if quantity.vague else None
    sure = rank > 1 and not passage.is_question(first)
    yield Found(id=criterion, value=_value(quantity), first=first, last=last, sure=sure, given=given, rank=rank)


def _value(quantity: Quantity) -> Value:
    return (quantity.low, quantity.high) if quantity.is_range else quantity.low


def _role(passage: Passage, number: Number) -> tuple[str, int] | None:
    """What a number counts and how plainly it says so, None where it counts something else."""
    first, last = passage.clause(number.first)
    # "ten people from six departments approve": the second number is part of what is said of the first.
    others = (other for other in passage.numbers if other.first >= number.last)
    following = next((other.first for other in others if not passage.begins("groups", other.last)), last)
    end = min(last, following)
    labelled = _label(passage, number, first)
    for at in range(number.last, min(number.last + _REACH, end)):
        role = _noun(passage, number, at, end)
        if role is not None:
            return labelled if labelled and labelled[0] == DECIDERS else role
        if passage.begins("other-count", at):
            return None
        if passage.words[at].low in _BREAKS:
            break
    few = labelled is None and number.quantity.high <= _FEW
    return (DECIDERS, 2) if few and (_acts(passage, number, end) or _sums_up(passage, number, first, last)) else labelled


def _noun(passage: Passage, number: Number, at: int, end: int) -> tuple[str, int] | None:
    """Read the noun at a place behind the number."""
    if passage.begins("deciders", at):
        return DECIDERS, 3
    if passage.begins("employees", at):
        reach = min(at + 4, _break(passage, at + 1, end))
        takes_part = number.quantity.high <= _FEW and passage.has("deciding", at + 1, reach)
        return (DECIDERS, 2) if takes_part else (EMPLOYEES, 3)
    if passage.begins("people", at):
        takes_part = _are_titled(passage, at + 1, end) or _decides(passage, number, at, end)
        decides = number.quantity.high <= _FEW and takes_part
        return (DECIDERS, 2) if decides else (EMPLOYEES, 1)
    if passage.begins("titles", at) and number.quantity.high <= _FEW:
        if _decides(passage, number, at, end):
            return DECIDERS, 2
        return None if passage.begins("seller-after", at) else (DECIDERS, 1)
    return None


def _are_titled(passage: Passage, at: int, end: int) -> bool:
    """Whether the people counted are named by what they are or do in the purchase: "8 orang direksi", "7 orang yang acc"."""
    named = any(passage.begins(helper, at) for helper in ("titles", "deciders"))
    return at < end and named and not passage.begins("groups", at) and not passage.begins("seller-after", at)


def _decides(passage: Passage, number: Number, at: int, end: int) -> bool:
    """Whether people behind a number take part in deciding: by words after them, or shortly before the number."""
    first, _ = passage.clause(number.first)
    before = max((other.last for other in passage.numbers if other.last <= number.first), default=first)
    return passage.has("deciding", at, _break(passage, at, end)) or passage.has(
        "deciding", max(first, before, number.first - 5), number.first
    )


def _acts(passage: Passage, number: Number, end: int) -> bool:
    """Whether those who are counted, whatever they are called, decide: "nine officials who must sign"."""
    return any(
        passage.begins("acts", at) for at in range(number.last, min(number.last + _REACH, _break(passage, number.last, end)))
    )


def _sums_up(passage: Passage, number: Number, first: int, last: int) -> bool:
    """Whether a number stands almost alone behind a clause about deciding: "everyone has a say, 11 in total"."""
    if last - first > number.last - number.first + 2 or first == 0 or number.quantity.scale is not None:
        return False
    before, _ = passage.clause(first - 1)
    return passage.words[before].sentence == passage.words[first].sentence and passage.has("deciding", before, first)


def _break(passage: Passage, first: int, last: int) -> int:
    """The first word between two places that begins another thought, else the last place."""
    return next((at for at in range(first, last) if passage.words[at].low in _BREAKS), last)


def _label(passage: Passage, number: Number, first: int) -> tuple[str, int] | None:
    """Read a label before a number: "headcount 1,850", "number of people who sign: 6"."""
    before = max((other.last for other in passage.numbers if other.last <= number.first), default=0)
    begin = max(before, first)
    named = number.first > begin and passage.words[number.first - 1].low == ":"
    for helper, role, reach in _LABELS:
        if role == DECIDERS and number.quantity.high > _FEW:
            continue
        hits = [hit for hit in passage.helpers[helper] if begin <= hit.first and hit.last <= number.first]
        if any(named or number.first <= hit.last + reach for hit in hits):
            return role, 2
    return None


def _is_one_who_decides(passage: Passage, number: Number) -> bool:
    """Whether a one is read as the one who decides, as in "one person who buys"."""
    deciding = (hit for hit in passage.evidence if hit.key.startswith(f"{DECIDERS}."))
    return number.quantity.high == 1 and any(hit.first <= number.first < hit.last for hit in deciding)


def _is_sellers(passage: Passage, number: Number) -> bool:
    """Whether people counted are the seller's own: "we are 12 people", "12 of us"."""
    after = range(number.last, min(number.last + 4, len(passage.words)))
    if any(passage.begins("seller-after", at) for at in after if passage.words[at].clause == passage.words[number.first].clause):
        return True
    return passage.owner(number.first) is Owner.SELLER


def _end(passage: Passage, number: Number) -> int:
    """Take the noun behind a number into what is shown as understood."""
    last = passage.clause(number.first)[1]
    return min(number.last + 1, last)
