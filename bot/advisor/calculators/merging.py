"""The numbers of a sum after a change: which are replaced, which join, and which followed from one that is no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.advisor.calculators.cues import BOOK, TOTAL
from bot.advisor.calculators.numbers import number_like
from bot.domain.calculation import Given
from bot.domain.metric import Derivation, Metric, Share
from bot.language.message import Message


def changed(metric: Metric, message: Message, given: Sequence[Given], new: Sequence[Given]) -> tuple[Given, ...] | None:
    """Return the given numbers with the new ones in their place, None where nothing changes.

    What only served to work out another way is left out.
    """
    new = [number_like(metric.inputs[one.input], one, given) for one in new]
    added = [number for number in new if _is_added(metric, message, number)]
    replaced = {number.input for number in new if number not in added}
    named = () if message.cues("sums.adding") else added
    after = (*_left(given, replaced | _outdated(metric, given, replaced), named), *new)
    return after if sorted(map(_identity, after)) != sorted(map(_identity, given)) else None


def _left(given: Sequence[Given], gone: set[str], named: Sequence[Given]) -> list[Given]:
    """The numbers given before that are still there."""
    return [one for one in given if one.input not in gone and not _is_replaced(one, named)]


def _is_replaced(old: Given, new: Sequence[Given]) -> bool:
    """Whether one of many numbers is replaced by another of the same name ("rent")."""
    return any(one.input == old.input and _is_same(one.label, old.label) for one in new)


def _identity(number: Given) -> tuple[str, float]:
    return number.input, number.value


def _is_added(metric: Metric, message: Message, number: Given) -> bool:
    """Whether a number joins those of its input instead of replacing them: another expense, not all of them."""
    if not metric.inputs[number.input].many:
        return False
    totals = message.hits(BOOK).get(f"{metric.id}.{number.input}{TOTAL}", ())
    said = {" ".join(word.low for word in message.words[hit.first : hit.last]) for hit in totals}
    return bool(message.cues("sums.adding")) or number.label not in said


def _is_same(one: str, other: str) -> bool:
    """Whether two labels are one word, an ending apart ("cost", "costs")."""
    short, long = sorted((one, other), key=len)
    return bool(short) and long.startswith(short)


def _outdated(metric: Metric, given: Sequence[Given], fresh: set[str]) -> set[str]:
    """The inputs a change overrules: those a new one was worked out from, or that now follow from a new one themselves."""
    names = {number.input for number in given}
    rules = [rule for rule in metric.derivations if set(rule.needs) <= names | fresh]
    gone = _served(metric, (rule for rule in rules if rule.input in fresh - names)) - fresh
    followers = [rule.input for rule in rules if _follows(rule, names, fresh)]
    return gone | set(sorted(followers, key=lambda name: metric.inputs[name].share is not Share.PART)[:1])


def _follows(rule: Derivation, names: set[str], fresh: set[str]) -> bool:
    """Whether an input told before follows from what is new from now on."""
    told = rule.input in names - fresh and not rule.only_missing
    return told and bool(set(rule.needs) & (fresh - names))


def _served(metric: Metric, rules: Iterable[Derivation]) -> set[str]:
    """What only served to work out an input."""
    return {name for rule in rules for name in rule.needs if not metric.inputs[name].required}
