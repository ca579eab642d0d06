"""The message after a result that changes one of its numbers: "what if we lost 8?", "kalau menang 15?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.advisor.calculators.assignment import Assigner, Assignment
from bot.advisor.calculators.cues import SURE
from bot.advisor.calculators.message import Message
from bot.advisor.calculators.numbers import number_of, suits
from bot.advisor.calculators.readings import readings_of
from bot.domain.calculation import Given
from bot.domain.metric import Metric, Share

LONGEST = 16
"""Words; a longer message is a question of its own."""
_STRONG = re.compile(
    r"(?<!\w)(?:what\s+if|if|suppose|supposing|assum\w{1,4}|imagine|say|(?:kalau|kalo)(?:nya)?|klo|klu|kl|jika|jikalau|bila|apabila|"
    r"andai\w{0,3}|seandainya|misal\w{0,3}|umpama\w{0,3})(?!\w)",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"(?<!\w)(?:(?:what|how)\s+about|with|instead|make\s+(?:it|that)|change|bagaimana|gimana|gmn|dengan|dgn|ganti|ubah|jadi|jadinya)(?!\w)|"
    r"^\s*(?:and|but|or|dan|atau|trus|terus|lalu|nah)(?!\w)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\?|(?<!\w)(?:how\s+(?:many|much)|berapa|brp|brapa)(?!\w)", re.IGNORECASE)
_CALCULATE = re.compile(r"(?<!\w)(?:calc\w{0,8}|compute|(?:meng|di|ng)?(?:hitung|itung)\w{0,3})(?!\w)", re.IGNORECASE)
"""Whoever names the task again may name another one: then no other word may stand there."""
_MOST_OTHER_WORDS = 3
"""Besides fillers and words of the metric, where a what-if word stands; without one there may be none."""
_CLEARLY_NEARER = 2.0
"""How many times nearer the one number must be to the new one than the next, to be the one that changes."""


def says_what_if(text: str) -> bool:
    """Whether a word of the message supposes something or goes on from what came before."""
    return _STRONG.search(text) is not None or _WEAK.search(text) is not None


def changed(assigner: Assigner, message: Message, given: Sequence[Given]) -> tuple[Given, ...]:
    """Return the numbers of the calculation with those the message changes; empty where it changes none."""
    text = message.text
    others = [word for word in assigner.other_words(text, message.quantities) if not _CALCULATE.fullmatch(word)]
    if len(text.split()) > LONGEST or (_ASKS.search(text) and not says_what_if(text)):
        return ()
    if len(others) > (_MOST_OTHER_WORDS if _STRONG.search(text) and not _CALCULATE.search(text) else 0):
        return ()
    readings = readings_of(assigner.metric, text, message.quantities)
    found = assigner.assign(text, readings, message.names, assigner.metric.inputs)
    sure = Assignment(tuple(entry for entry in found.readings if entry[2] >= SURE))
    new = sure.given(assigner.metric)
    if not new and not others and says_what_if(text):
        new = _nearest(assigner.metric, message, given)
    return _with(assigner.metric, given, new)


def _nearest(metric: Metric, message: Message, given: Sequence[Given]) -> tuple[Given, ...]:
    """The lone number in place of the one it must be meant for: the only one of its kind, clearly the nearest, or the later."""
    if len(message.quantities) != 1:
        return ()
    quantity = message.quantities[0]
    once = [number for number in given if sum(other.input == number.input for other in given) == 1]
    fitting = [
        number_of(metric.inputs[number.input], quantity)
        for number in once
        if suits(metric.inputs[number.input], quantity, tied=True)
    ]
    values = {number.input: number.value for number in once}
    ranked = sorted((_distance(new.value, values[new.input]), place) for place, new in enumerate(fitting))
    if metric.chronological:  # what came before is known, what comes after is supposed
        return tuple(new for new in fitting if new.input == list(metric.inputs)[1])
    if not ranked or (len(ranked) > 1 and ranked[0][0] * _CLEARLY_NEARER > ranked[1][0]):
        return ()
    return (fitting[ranked[0][1]],)


def _distance(new: float, old: float) -> float:
    """How many times larger the larger one is."""
    low, high = sorted((abs(new), abs(old)))
    return high / low if low else float("inf")


def _with(metric: Metric, given: Sequence[Given], new: Sequence[Given]) -> tuple[Given, ...]:
    """The given numbers with the new ones in their place; what only served to work out another way is left out."""
    fresh = {number.input for number in new}
    kept = [number for number in given if number.input not in fresh and number.input not in _outdated(metric, given, fresh)]
    after = (*kept, *new)
    return after if new and {(n.input, n.value) for n in after} != {(n.input, n.value) for n in given} else ()


def _outdated(metric: Metric, given: Sequence[Given], fresh: set[str]) -> set[str]:
    """The inputs a change overrules: those a new one was worked out from, or that now follow from a new one themselves."""
    names = {number.input for number in given}
    gone: set[str] = set()
    for rule in metric.derivations:
        if rule.input in fresh - names and set(rule.needs) <= names | fresh:
            gone |= {name for name in rule.needs if not metric.inputs[name].required and name not in fresh}
    followers = [
        rule.input for rule in metric.derivations
        if rule.input in names - fresh and set(rule.needs) <= names | fresh and set(rule.needs) & (fresh - names)
    ]  # fmt: skip
    followers.sort(key=lambda name: metric.inputs[name].share is not Share.PART)
    return gone | set(followers[:1])
