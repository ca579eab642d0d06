"""Reads answers that are options, and signs: "no procurement", "senior sellers", "coffee shops"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from bot.advisor.fit.found import Found
from bot.advisor.fit.passage import Number, Owner, Passage
from bot.advisor.fit.phrases import Hit
from bot.advisor.fit.words import word_set
from bot.domain.fit_model import Axis, Criterion, FitModel, Option, Value
from bot.matching.quantities import Kind

_SIGN = "sign."
_SEVERAL = word_set("and dan plus sama dengan with or")
"""One of these inside "the owner … decides" makes it more than one person."""
_SELLERS_OWN = frozenset({"funds", "team", "role", "outsourcing"})
_CUSTOMERS_OWN = frozenset({"decision_makers"})


def find_choices(model: FitModel, passage: Passage) -> list[Found]:
    """Return at most one option for each criterion: the one with more words for it; on a tie the first."""
    found: dict[str, dict[Value, list[Found]]] = defaultdict(lambda: defaultdict(list))
    for hit in _telling(passage):
        criterion = model.criteria.get(hit.key.partition(".")[0])
        value = None if criterion is None else _value(criterion, hit, passage)
        if criterion is not None and value is not None and _speaks_of_right_side(criterion, hit, passage):
            found[criterion.id][value].append(_found(passage, criterion.id, value, hit))
    return [_heaviest(options) for options in found.values()]


def find_rivals(model: FitModel, passage: Passage) -> set[str]:
    """The criteria of the market for which two different options were found."""
    values: dict[str, set[Value]] = defaultdict(set)
    for hit in _telling(passage):
        criterion = model.criteria.get(hit.key.partition(".")[0])
        value = None if criterion is None or criterion.axis is not Axis.MARKET else _value(criterion, hit, passage)
        if criterion is not None and value is not None:
            values[criterion.id].add(value)
    return {criterion for criterion, different in values.items() if len(different) > 1}


def find_signs(model: FitModel, passage: Passage) -> list[Found]:
    """Return the signs of a text, each once. What sellers say about their own company is none."""
    found: dict[str, Found] = {}
    for hit in _telling(passage):
        sign = hit.key.removeprefix(_SIGN)
        if not hit.key.startswith(_SIGN) or passage.owner(hit.first, within_clause=True) is Owner.SELLER:
            continue
        if passage.is_denied(hit):
            opposite = _opposite(model, sign)
            clause = passage.clause(hit.first)
            if opposite is None or not (passage.has("customer", *clause) or passage.has("selling", *clause)):
                continue
            sign = opposite
        found.setdefault(sign, Found(id=sign, value=None, first=hit.first, last=hit.last, sure=False))
    return list(found.values())


def _telling(passage: Passage) -> Iterator[Hit]:
    """The cues that tell something: not those in orders and questions, and no team in what one person says of himself."""
    roles = {passage.words[hit.first].sentence for hit in passage.evidence if hit.key.startswith("role.")}
    for hit in passage.evidence:
        alone = passage.words[hit.first].sentence in roles and not passage.has("together", *passage.clause(hit.first))
        if (
            not (alone and hit.key.startswith("team."))
            and not passage.is_command(hit.first)
            and not passage.is_question(hit.first)
        ):
            yield hit


def _value(criterion: Criterion, hit: Hit, passage: Passage) -> Value | None:
    """The value a cue stands for; a denied one stands for what the option says, or for nothing."""
    name = hit.key.partition(".")[2]
    if criterion.scale is not None:
        several = (
            any(word.low in _SEVERAL for word in passage.words[hit.first : hit.last])
            or passage.has("plural", hit.first - 1, hit.first)
            or any(_counts(passage, number, hit) for number in passage.numbers)
        )
        return None if passage.is_denied(hit) or (several and name == "1") else float(name)
    option = next(option for option in criterion.options if option_key(option) == name)
    return option.denied if passage.is_denied(hit) else option.value


def _counts(passage: Passage, number: Number, hit: Hit) -> bool:
    """Whether a number right before "people who decide" makes them several."""
    quantity, same = number.quantity, passage.words[number.first].clause == passage.words[hit.first].clause
    return same and number.last == hit.first and quantity.kind is Kind.PLAIN and quantity.high > 1


def option_key(option: Option) -> str:
    """The name of an option in the key of its cues: `true`, `false` or its id."""
    return str(option.value).lower() if isinstance(option.value, bool) else option.value


def _speaks_of_right_side(criterion: Criterion, hit: Hit, passage: Passage) -> bool:
    """The customers' tight budget is not the seller's, and the seller's two founders do not decide on the purchase."""
    owner = passage.owner(hit.first, within_clause=True)
    if criterion.id in _CUSTOMERS_OWN:
        return owner is not Owner.SELLER
    return criterion.id not in _SELLERS_OWN or owner is not Owner.CUSTOMER


def _found(passage: Passage, criterion: str, value: Value, hit: Hit) -> Found:
    # A number told outright ranks above one implied by words such as "the owner decides".
    rank = 0 if isinstance(value, float) else hit.last - hit.first
    faint = any(near.first <= hit.first and hit.last <= near.last for near in passage.helpers["faint"])
    return Found(id=criterion, value=value, first=hit.first, last=hit.last, sure=not faint, rank=rank)


def _heaviest(options: dict[Value, list[Found]]) -> Found:
    best = max(options.values(), key=lambda rivals: sum(found.rank for found in rivals))
    # Two faint words for the same thing make it sure.
    return replace(max(best, key=lambda found: found.rank), sure=len(best) > 1 or best[0].sure)


def _opposite(model: FitModel, sign: str) -> str | None:
    """The sign that a denied one stands for: `large-company` and `small-company` are each other's."""
    twins = {"large-company": "small-company", "small-company": "large-company"}
    twin = twins.get(sign)
    return twin if twin in model.signs else None
