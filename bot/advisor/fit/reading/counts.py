"""Reads how many employees customers have and how many people decide; the seller's own headcount is neither."""

from __future__ import annotations

from collections.abc import Iterator

from bot.advisor.fit.reading.cues import SIGN, Cue
from bot.advisor.fit.reading.evidence import Owner
from bot.advisor.fit.reading.groups import from_smallest_to_largest, goes_on, of_one_list
from bot.advisor.fit.reading.named import named_deciders
from bot.advisor.fit.reading.own import is_own_firm
from bot.advisor.fit.reading.passage import Found, Passage
from bot.domain.fit_model import Criterion, FitModel, Reads, Value
from bot.language.quantity import Kind, Quantity

_REACH = 3
"""Words between a number and the noun it counts, or the label before it."""
_LABELS = ((Cue.DECIDERS_LABEL, Reads.DECIDERS, 3), (Cue.EMPLOYEES_LABEL, Reads.STAFF, 4), (Cue.SIZE_LABEL, Reads.STAFF, 2))
"""Labels before a number, what they count, and how many words may stand between; before a colon any number may."""
_STAFF = (Reads.STAFF, 3)
"""People named as employees."""
_PEOPLE = (Reads.STAFF, 1)
"""People named as no more than that."""
_TITLED = (Reads.DECIDERS, 1)
"""People named by a title alone most likely decide; a label that counts employees says more ("law firms of 25 partners")."""
_APART = 3
"""Words from "we are …" on from which a company named is another one."""
_LISTED = 2
"""Words of a clause that only names one more of those who take part ("legal, finance, …, seven in all")."""
_FEW = 60
"""More employees than this do not take part in one purchase."""


def find_counts(model: FitModel, passage: Passage) -> list[Found]:
    """Return the counts of employees and of decision makers, best first in rank."""
    criteria = {reads: one for reads in (Reads.STAFF, Reads.DECIDERS) if (one := model.that_reads(reads)) is not None}
    found = [found for number in passage.numbers for found in _read(criteria, passage, number)]
    if Reads.STAFF in criteria and all(passage.all(cue) for cue in (Cue.LARGEST, Cue.SMALLEST)):
        found = list(from_smallest_to_largest(criteria[Reads.STAFF], found))
    elif Reads.STAFF in criteria:
        found = list(of_one_list(criteria[Reads.STAFF], passage, found))
    return [*found, *named_deciders(criteria[Reads.DECIDERS], passage)] if Reads.DECIDERS in criteria else found


def _read(criteria: dict[Reads, Criterion], passage: Passage, number: Quantity) -> Iterator[Found]:
    role = _role_meant(passage, number) if _may_count(passage, number) else None
    criterion = None if role is None else criteria.get(role[0])
    if role is None or criterion is None or not _is_within(criterion, number):
        return
    if role[0] is Reads.STAFF and _is_no_staff(criteria, passage, number):
        return
    first, last = number.first, min(number.last + 1, passage.clause(number.first)[1])
    given = passage.between(first, last) if number.vague else None
    sure = role[1] > 1 and not passage.is_question(first)
    yield Found(id=criterion.id, value=_value(number), first=first, last=last, sure=sure, given=given, rank=role[1])


def _may_count(passage: Passage, number: Quantity) -> bool:
    if number.kind is not Kind.PLAIN or number.per is not None or number.unclear or number.too_large:
        return False
    return not passage.is_command(number.first) and not passage.is_denied_number(number)


def _is_no_staff(criteria: dict[Reads, Criterion], passage: Passage, number: Quantity) -> bool:
    """Whether people counted work for the seller, or are the one who decides."""
    sellers = _is_sellers(passage, number) or is_own_firm(passage, number)
    return sellers or _is_one_who_decides(criteria, passage, number)


def _is_within(criterion: Criterion, number: Quantity) -> bool:
    scale = criterion.scale
    return scale is not None and scale.low <= number.low <= number.high <= scale.high


def _value(number: Quantity) -> Value:
    return (number.low, number.high) if number.is_range else number.low


def _role_meant(passage: Passage, number: Quantity) -> tuple[Reads, int] | None:
    """What a number counts, by its own words or by those of the number it corrects ("200 employees … no wait, 2,000")."""
    return _role(passage, number) or (_role(passage, number.replaces) if number.replaces else None)


def _role(passage: Passage, number: Quantity) -> tuple[Reads, int] | None:
    """What a number counts and how plainly it says so, None where it counts something else."""
    first, end = passage.clause(number.first)[0], _end(passage, number)
    labelled = _label(passage, number, first)
    # The noun may hang on the number itself: "20ppl".
    for at in range(number.last - 1, min(number.last + _REACH, end)):
        role = _noun(passage, number, at, end)
        if role is not None:
            return labelled if labelled and _says_more(passage, number, labelled[0], role) else role
        if _ends_noun(passage, at):
            break
        if passage.begins(Cue.OTHER_COUNT, at):
            return None
    return labelled or _unnamed(passage, number, end)


def _says_more(passage: Passage, number: Quantity, label: Reads, noun: tuple[Reads, int]) -> bool:
    """Whether the label before a number says more of it than the noun behind it."""
    named = label is Reads.DECIDERS or noun in (_PEOPLE, _TITLED)
    return named and not (noun == _STAFF and _has_them(passage, number))


def _has_them(passage: Passage, number: Quantity) -> bool:
    """Whether a number is what somebody behind a label has: "buyers: cafes with 7 staff", not "a committee of 7 employees"."""
    labels = passage.within(Cue.DECIDERS_LABEL, number.first - _REACH, number.first)
    return passage.has(Cue.WITH, number.first - 1, number.first) and all(hit.last < number.first for hit in labels)


def _ends_noun(passage: Passage, at: int) -> bool:
    """Whether what a number counts cannot stand behind this word."""
    return passage.begins(Cue.BREAKS, at) or passage.begins(Cue.EACH, at) or passage.words[at].low == ":"


def _end(passage: Passage, number: Quantity) -> int:
    """Where what is said of a number ends: at the next one, unless that is part of it ("ten people from six departments")."""
    _, last = passage.clause(number.first)
    following = (other.first for other in passage.behind(number) if not passage.begins(Cue.GROUPS, other.last))
    return min(last, next(following, last))


def _unnamed(passage: Passage, number: Quantity, end: int) -> tuple[Reads, int] | None:
    """What a number counts that no noun and no label names."""
    decides = number.high <= _FEW and (_acts(passage, number, end) or _sums_up(passage, number))
    if decides:
        return Reads.DECIDERS, 2
    return (Reads.STAFF, 2) if goes_on(passage, number) else None


def _noun(passage: Passage, number: Quantity, at: int, end: int) -> tuple[Reads, int] | None:
    """Read the noun at a place behind the number."""
    few = number.high <= _FEW
    if few and passage.begins(Cue.DECIDERS, at):
        return Reads.DECIDERS, 3
    if passage.begins(Cue.EMPLOYEES, at):
        takes_part = few and passage.has(Cue.DECIDING, at + 1, min(at + 4, _break(passage, at + 1, end)))
        return (Reads.DECIDERS, 2) if takes_part else (Reads.STAFF, 3)
    if passage.begins(Cue.PEOPLE, at):
        return (Reads.DECIDERS, 2) if few and _take_part(passage, number, at, end) else (Reads.STAFF, 1)
    return _title(passage, number, at, end) if few else None


def _take_part(passage: Passage, number: Quantity, at: int, end: int) -> bool:
    """Whether people counted take part in the purchase, by what they are called or by what is said of them."""
    return _are_titled(passage, at + 1, end) or _decides(passage, number, at, end) or _sums_up(passage, number)


def _title(passage: Passage, number: Quantity, at: int, end: int) -> tuple[Reads, int] | None:
    """Read a title behind the number, unless it is the seller's own people that bear it; None where there is none."""
    if not passage.begins(Cue.TITLES, at):
        return None
    if _decides(passage, number, at, end):
        return Reads.DECIDERS, 2
    return None if passage.begins(Cue.SELLER_AFTER, at) else _TITLED


def _are_titled(passage: Passage, at: int, end: int) -> bool:
    """Whether the people counted are named by what they are or do in the purchase: "8 orang direksi", "7 orang yang acc"."""
    named = passage.begins(Cue.TITLES, at) or passage.begins(Cue.DECIDERS, at)
    return at < end and named and not passage.begins(Cue.GROUPS, at) and not passage.begins(Cue.SELLER_AFTER, at)


def _decides(passage: Passage, number: Quantity, at: int, end: int) -> bool:
    """Whether people behind a number take part in deciding: by words after them, or shortly before the number."""
    first, _ = passage.clause(number.first)
    earlier = passage.before(number)
    before = max(first, number.first - 5, earlier.last if earlier else 0)
    return passage.has(Cue.DECIDING, at, _break(passage, at, end)) or passage.has(Cue.DECIDING, before, number.first)


def _acts(passage: Passage, number: Quantity, end: int) -> bool:
    """Whether those who are counted, whatever they are called, decide: "nine officials who must sign"."""
    places = range(number.last, min(number.last + _REACH, _break(passage, number.last, end)))
    return any(passage.begins(Cue.ACTS, at) for at in places)


def _sums_up(passage: Passage, number: Quantity) -> bool:
    """Whether a number stands almost alone behind a clause about deciding: "everyone has a say, 11 in total"."""
    first, last = passage.clause(number.first)
    if last - first > number.last - number.first + 2 or first == 0 or number.scale is not None:
        return False
    if passage.has(Cue.CUSTOMER, first, last):
        return False
    before, _ = passage.clause(first - 1)
    while before > 0 and first - before <= _LISTED and not passage.has(Cue.DECIDING, before, first):
        first, before = before, passage.clause(before - 1)[0]
    return passage.words[before].sentence == passage.words[number.first].sentence and passage.has(Cue.DECIDING, before, first)


def _break(passage: Passage, first: int, last: int) -> int:
    """The first word between two places that begins another thought, else the last place."""
    return next((hit.first for hit in passage.within(Cue.BREAKS, first, last)), last)


def _label(passage: Passage, number: Quantity, first: int) -> tuple[Reads, int] | None:
    """Read a label before a number: "headcount 1,850", "number of people who sign: 6"."""
    earlier = passage.before(number)
    begin = max(first, earlier.last if earlier else 0)
    named = number.first > begin and passage.words[number.first - 1].low == ":"
    for cue, role, reach in _LABELS:
        if role is Reads.DECIDERS and number.high > _FEW:
            continue
        ends = _ends_of_labels(passage, cue, begin, number.first, first)
        if any(named or number.first <= end + reach for end in ends):
            return role, 2
    return None


def _ends_of_labels(passage: Passage, cue: Cue, begin: int, end: int, first: int) -> Iterator[int]:
    """Where the labels before a number end. The noun of the number before is none: "15 people and one more"."""
    return (hit.last for hit in passage.within(cue, begin, end) if begin == first or hit.first != begin)


def _is_one_who_decides(criteria: dict[Reads, Criterion], passage: Passage, number: Quantity) -> bool:
    """Whether a one is read as the one who decides, as in "one person who buys"."""
    if number.high != 1 or Reads.DECIDERS not in criteria:
        return False
    key = f"{criteria[Reads.DECIDERS].id}."
    return any(hit.key.startswith(key) and hit.first <= number.first < hit.last for hit in passage.evidence)


def _is_sellers(passage: Passage, number: Quantity) -> bool:
    """Whether people counted are the seller's own: "we are 12 people", "12 of us", "a team of 4"."""
    clause = passage.words[number.first].clause
    if passage.has(Cue.EACH, number.first, min(number.last + 3, passage.clause(number.first)[1])):
        return False
    after = range(number.last, min(number.last + 4, len(passage.words)))
    if any(passage.begins(Cue.SELLER_AFTER, at) for at in after if passage.words[at].clause == clause):
        return True
    first, _ = passage.clause(number.first)
    # "rata-rata tim 14 orang" is what customers have on average.
    if any((hit.first, hit.last) == (first, number.first) for hit in passage.within(Cue.OWN_TEAM, first, number.first)):
        return True
    return passage.owner(number.first) is Owner.SELLER and not _is_of_a_company(passage, number)


def _is_of_a_company(passage: Passage, number: Quantity) -> bool:
    """Whether a company other than that of "we are a …" is named before a count: "we only have slides, an airline with 900"."""
    first, _ = passage.clause(number.first)
    named = [hit.first for hit in passage.evidence if hit.key.startswith(SIGN) and first <= hit.first < number.first]
    marks = [hit.last for hit in passage.within(Cue.SELLER, first, number.first)]
    return any(all(at - mark >= _APART for mark in marks) for at in named)
