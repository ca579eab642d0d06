"""What a message says that is nothing but a remark on what stands on screen; its words are the cues `remarks`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from bot.advisor.turns.listed import PLACES, counts_out
from bot.language.message import Message
from bot.language.phrases import Hit

AROUND = "remarks.around"
_CLOSING = "sums.closing"
_PLACE, _CHOICE = "remarks.place", "remarks.choice"
_BESIDE_PLACE = ("remarks.beside-place", "remarks.puzzled", "remarks.why")
"""Words that may stand beside a place: it is explained with what it follows from."""


class Remark(StrEnum):
    """One kind of remark; the cues `remarks.<value>` tell it."""

    JUDGE = "judge"
    """Asks whether a figure is good."""
    SHORTER = "shorter"
    LONGER = "longer"
    WORDING = "wording"
    """Wants it said otherwise: simpler, friendlier."""
    ANOTHER = "another"
    """Wants another example or message."""
    PUZZLED = "puzzled"
    """Has not understood."""
    WRONG = "wrong"
    WHY = "why"
    ALL = "all"
    """Means all that there is to choose from."""
    EXPERT = "expert"
    """Wants to ask a person."""
    EXPORT = "export"
    SHARE = "share"
    FILL = "fill"
    """Wants the blanks of a message filled in."""
    FORMULA = "formula"
    """Asks how the metric on screen is worked out."""
    CALCULATE = "calculate"
    """Wants the metric on screen worked out."""
    DROP = "drop"
    """Takes back what was asked for."""


_ASKED = {Remark.JUDGE: "remarks.judge-asked", Remark.PUZZLED: "remarks.puzzled-asked"}
"""Cues that tell a remark only where there is a question mark."""


def remark_of(message: Message) -> Remark | None:
    """The remark that a message is, by the cue that holds most of its words; None where it says anything else.

    "Fill it in: the name is Tan" names behind a colon what to fill in.
    """
    hits = {remark: _told(message, remark) for remark in Remark}
    if _begins(message, hits[Remark.FILL]):
        return Remark.FILL
    said = {remark: _places(found) for remark, found in hits.items() if found and is_whole(message, found)}
    return max(said, key=lambda remark: len(said[remark]), default=None)


def counts_alone(message: Message) -> bool:
    """Whether a message does nothing but mean one of several by its place: "the second one", "langkah ke 2 maksudnya apa"."""
    places = [hit for name in PLACES for hit in message.cues(f"lists.{name}")]
    named = [*message.cues(_PLACE), *message.cues(_CHOICE)]
    # "Keduanya" is both, and no "yang kedua".
    is_one = not message.cues("remarks.place-not") and (counts_out(message) or numbered(message) is not None)
    beside = [hit for key in _BESIDE_PLACE for hit in message.cues(key)]
    return is_one and is_whole(message, [*places, *named, *beside])


def numbered(message: Message) -> int | None:
    """The place that a message names by its number, as in "step 2" or "option 3"; None where it names none, or several."""
    words = message.words
    at = _places([*message.cues(_PLACE), *message.cues(_CHOICE)])
    spelt = {int(one.value) for one in message.quantities if one.spelt and at.issuperset(range(one.first, one.last))}
    named = {int(words[one].low) for one in at if words[one].low.isdecimal()} | spelt
    return named.pop() if len(named) == 1 else None


def is_choice(message: Message) -> bool:
    """Whether a message names a choice by its number, or gives a number alone: "option 2", "2 please"."""
    return bool(message.cues(_CHOICE)) and not message.cues(_PLACE)


def _told(message: Message, remark: Remark) -> Sequence[Hit]:
    """The cues of a remark in a message; whoever drops something uses the words that close a sum."""
    if remark is Remark.DROP:
        return message.cues(_CLOSING)
    if remark is Remark.PUZZLED and message.cues("remarks.puzzled-not"):
        return ()
    asked = message.cues(_ASKED[remark]) if remark in _ASKED and message.asks else ()
    return [*message.cues(f"remarks.{remark}"), *asked]


def _begins(message: Message, hits: Iterable[Hit]) -> bool:
    """Whether a message begins with a cue and goes on behind a colon."""
    words = message.words
    return any(hit.first == message.beginning and hit.last < len(words) and words[hit.last].low == ":" for hit in hits)


def is_whole(message: Message, hits: Iterable[Hit], places: Iterable[int] = ()) -> bool:
    """Whether nothing stands in a message but some hits, the words at some places, and words that may stand around them."""
    covered = _places([*hits, *message.cues(AROUND)]).union(places)
    return all(at in covered or not any(map(str.isalnum, word.low)) for at, word in enumerate(message.words))


def _places(hits: Iterable[Hit]) -> set[int]:
    """The words that hits cover."""
    return {at for hit in hits for at in range(hit.first, hit.last)}
