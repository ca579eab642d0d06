"""Kinds of things that a question asks for, whatever its words are, and that a line tells: people, a moment, how many."""

from __future__ import annotations

from collections.abc import Iterable

from bot.language.message import Message
from bot.language.phrases import Hit
from bot.language.quantity import Kind

MANAGER = "manager"
"""Words for a seller's own manager, where all others are for a customer."""

NAMED = ("people", "moment", "beginning", "ending", "giving-up", "often", MANAGER)
"""Kinds told in words: cues `touches.<kind>` ask for them, `touches.<kind>-told` tell them."""

AMOUNT, LENGTH, UNTIL = "amount", "length", "until"
"""Kinds told by a number: of anything, of a time; the last is asked by what ends the time, as in "how long until it pays"."""

KINDS = (*NAMED, AMOUNT, LENGTH, UNTIL)

OWN_WORDS = frozenset({"beginning", "ending", "giving-up", UNTIL, MANAGER})
"""Kinds that say all that is asked; the others name something besides, of which the line must speak."""

STRICT = frozenset({"people", "moment", "often", AMOUNT, LENGTH, UNTIL})
"""Kinds that only a line of the kind can tell: to "how many pages" no other line on pages is an answer."""

_ADMITTED = {"person": "people", "time": "moment"}
"""What a line may only speak of, by the kind that it can tell where it holds a word of the question: anybody, any time."""

REACH = 2
"""Words behind a number among which stands what is counted."""

_CLOSER = {AMOUNT: (LENGTH, "often", UNTIL), LENGTH: ("often",)}
"""Kinds that are meant instead where their words hold those of another: "how many weeks" asks how long, and not how many."""


def kinds_asked(message: Message) -> frozenset[str]:
    """The kinds that a message asks for."""
    return frozenset(kind for kind in KINDS if any(not _is_within(hit, kind, message) for hit in message.cues(f"touches.{kind}")))


def asks_strictly(message: Message) -> bool:
    """Whether a message asks for what only a line of the kind can tell, and no part as a whole."""
    return bool(kinds_asked(message) & STRICT)


def asking_words(message: Message) -> set[int]:
    """The words that ask for a kind."""
    return _places(hit for kind in KINDS for hit in message.cues(f"touches.{kind}"))


def counted_nouns(message: Message) -> frozenset[str]:
    """The stems of what a message asks the number of: "page" of "how many pages"."""
    times = _places(hit for kind in _CLOSER[AMOUNT] for hit in message.cues(f"touches.{kind}"))
    ends = {hit.last for hit in message.cues("touches.counting")} - times
    return frozenset(term.stem for term in message.terms.terms if term.word in ends and term.low in message.content)


def kinds_told(message: Message) -> frozenset[str]:
    """The kinds that a line tells."""
    named = {kind for kind in (*NAMED, *_ADMITTED) if message.cues(f"touches.{kind}-told")}
    lasts = any(one.kind is Kind.DURATION for one in message.quantities)
    times = {LENGTH, UNTIL, "time"} if lasts else set()
    # "Keep one list" and "millions" tell no number.
    amounts = any(not one.vague and (not one.spelt or one.value != 1) for one in message.quantities)
    return frozenset(named | times | ({AMOUNT} if amounts else set()))


def counted_in(message: Message) -> frozenset[str]:
    """The stems of what is counted in a line."""
    behind = {at for one in message.quantities for at in range(one.first, one.last + REACH)}
    return frozenset(term.stem for term in message.terms.terms if term.word in behind)


def is_told(asked: frozenset[str], nouns: frozenset[str], told: frozenset[str], counted: frozenset[str]) -> bool:
    """Whether a line may tell what is asked for by its kind: it counts what is asked the number of, or is of that kind."""
    if nouns:
        return not counted.isdisjoint(nouns)
    admits = told | {kind for name, kind in _ADMITTED.items() if name in told}
    return asked.isdisjoint(STRICT) or not asked.isdisjoint(admits)


def is_of_kind(kinds: frozenset[str], asked: frozenset[str], covered: frozenset[str]) -> bool:
    """Whether a line is of the kind asked for, and holds any of what is named, where something is."""
    return bool(kinds) and (bool(covered) or not asked or bool(kinds & OWN_WORDS))


def _is_within(hit: Hit, kind: str, message: Message) -> bool:
    """Whether the words of a hit belong to a kind that is meant instead."""
    closer = _places(one for other in _CLOSER.get(kind, ()) for one in message.cues(f"touches.{other}"))
    return closer.issuperset(range(hit.first, hit.last))


def _places(hits: Iterable[Hit]) -> set[int]:
    return {at for hit in hits for at in range(hit.first, hit.last)}
