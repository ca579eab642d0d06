"""The message after a result that changes one of its numbers: "what if we lost 8?", "sorry, 130", "kalau menang 15?"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.advisor.calculators.cues import BOOK, TOTAL
from bot.advisor.calculators.numbers import number_of, suits
from bot.advisor.calculators.wish import says_what_if
from bot.domain.calculation import Given
from bot.domain.metric import Derivation, Metric, Share
from bot.language.message import Message
from bot.language.quantity import Quantity

LONGEST = 18
"""Words; a longer message is a question of its own."""
_MOST_OTHER_WORDS = 3
"""Besides fillers and words of the metric, where a word supposes something; without one there may be none."""
_CLEARLY_NEARER = 2.0
"""How many times nearer the one number must be to the new one than the next, to be the one that changes."""


def may_change(message: Message, others: Sequence[str]) -> bool:
    """Whether a message may change a number, by its length and the `others` among its words that say something else.

    Whoever names the task again may name another one: then no other word may stand there.
    """
    asks = message.asks or bool(message.cues("sums.how-many"))
    if len(message.words) > LONGEST or (asks and not says_it_differs(message)):
        return False
    strong = message.cues("sums.supposing") and not message.cues("sums.calculating")
    return len(others) <= (_MOST_OTHER_WORDS if strong else 0)


def says_it_differs(message: Message) -> bool:
    """Whether a word supposes or corrects something."""
    return says_what_if(message) or bool(message.cues("sums.correcting"))


def nearest(metric: Metric, given: Sequence[Given], quantity: Quantity) -> tuple[Given, ...]:
    """Return a lone number in place of the one it must be meant for: the one of its kind, clearly the nearest, or the later."""
    fitting = [one for one in _replaceable(metric, given) if suits(metric.inputs[one.input], quantity, tied=True)]
    new = {one.input: number_of(metric.inputs[one.input], quantity, one.label) for one in fitting}
    ranked = sorted((_distance(new[one.input].value, one.value), one.input) for one in fitting)
    if len(ranked) > 1 and ranked[0][0] * _CLEARLY_NEARER > ranked[1][0]:
        return ()
    return tuple(new[name] for _, name in ranked[:1])


def _replaceable(metric: Metric, given: Sequence[Given]) -> Sequence[Given]:
    """The numbers that are alone for their input; of an earlier and a later one the later, for what came before is known."""
    names = [one.input for one in given]
    later = list(metric.inputs)[1] if metric.chronological else None
    return [one for one in given if names.count(one.input) == 1 and later in (None, one.input)]


def changed(metric: Metric, message: Message, given: Sequence[Given], new: Sequence[Given]) -> tuple[Given, ...] | None:
    """Return the given numbers with the new ones in their place, None where nothing changes.

    What only served to work out another way is left out.
    """
    added = [number for number in new if _is_added(metric, message, number)]
    replaced = {number.input for number in new if number not in added}
    gone = replaced | _outdated(metric, given, replaced)
    named = () if message.cues("sums.adding") else added
    after = (*(one for one in given if one.input not in gone and not _is_replaced(one, named)), *new)
    return after if sorted(map(_identity, after)) != sorted(map(_identity, given)) else None


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


def _distance(new: float, old: float) -> float:
    """How many times larger the larger one is."""
    low, high = sorted((abs(new), abs(old)))
    return high / low if low else float("inf")


def _outdated(metric: Metric, given: Sequence[Given], fresh: set[str]) -> set[str]:
    """The inputs a change overrules: those a new one was worked out from, or that now follow from a new one themselves."""
    names = {number.input for number in given}
    rules = [rule for rule in metric.derivations if set(rule.needs) <= names | fresh]
    gone = {name for rule in rules if rule.input in fresh - names for name in _served(metric, rule)} - fresh
    followers = [rule.input for rule in rules if rule.input in names - fresh and set(rule.needs) & (fresh - names)]
    return gone | set(sorted(followers, key=lambda name: metric.inputs[name].share is not Share.PART)[:1])


def _served(metric: Metric, rule: Derivation) -> Iterator[str]:
    """What only served to work out an input."""
    return (name for name in rule.needs if not metric.inputs[name].required)
