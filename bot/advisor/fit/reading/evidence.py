"""What of the phrases found tells something, and of whom: the longest of those that overlap, not what means something else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import accumulate
from typing import TypeVar

from bot.advisor.fit.reading.cues import SIGN, Cue
from bot.language.phrases import Hit
from bot.language.tokens import Word

_Mark = TypeVar("_Mark")
_NEAREST = 8
"""Phrases before one that are looked at for those around it."""
_IN_A_ROW = 3
"""Words that tell of something by themselves though a gapped phrase lies around them."""


def unheld(marks: Iterable[tuple[Hit, _Mark]]) -> Iterator[tuple[Hit, _Mark]]:
    """The marks that lie in no longer one; `marks` are sorted by first word, longest first."""
    reached, group, widest = 0, -1, 0
    for hit, mark in marks:
        if hit.first != group:
            reached, group, widest = max(reached, widest), hit.first, hit.last
        if hit.last > reached and hit.last == widest:
            yield hit, mark


def outermost(hits: Mapping[str, Sequence[Hit]]) -> list[Hit]:
    """What tells something, in order, without what lies inside a longer phrase ("procurement" in "no procurement"), or inside
    words that mean something else.
    """
    # Of two that cover the same words the one without words between goes first: "product is not ready" over "product … ready".
    telling = sorted(
        (hit for key, found in hits.items() if "." in key for hit in found),
        key=lambda hit: (hit.first, -hit.last, hit.gapped, hit.key),
    )
    kept = [hit for hit, _ in unheld((hit, None) for hit in telling)]
    beside = list(_beside(telling, kept))
    kept = [hit for hit in kept if not any(hit.first <= one.first and one.last <= hit.last for one in beside)]
    kept = sorted((*kept, *beside), key=lambda hit: (hit.first, -hit.last))
    return list(_meant(kept, hits.get(Cue.NOTHING, ())))


def _beside(telling: Sequence[Hit], kept: Sequence[Hit]) -> Iterator[Hit]:
    """The words in a row that tell of another thing than the gapped phrases around them: "hardly any money for sales"."""
    starts = [hit.first for hit in kept]
    for hit in telling:
        if hit.gapped or hit.last - hit.first < _IN_A_ROW or hit.key.startswith(SIGN):
            continue
        place = bisect_right(starts, hit.first)
        around = [one for one in kept[max(place - _NEAREST, 0) : place] if hit.last <= one.last]
        if _is_hidden(hit, around):
            yield hit


def _is_hidden(hit: Hit, around: Sequence[Hit]) -> bool:
    return bool(around) and hit not in around and all(_hides_another(hit, one) for one in around)


def _hides_another(hit: Hit, around: Hit) -> bool:
    """Whether the phrase around a hit has words between, and tells of another thing."""
    return around.gapped and _told_of(around) != _told_of(hit)


def _meant(hits: Iterable[Hit], nothing: Iterable[Hit]) -> Iterator[Hit]:
    """What does not lie inside words that mean something else."""
    idle = sorted(nothing, key=lambda hit: hit.first)
    starts, reaches = [hit.first for hit in idle], list(accumulate((hit.last for hit in idle), max))
    return (hit for hit in hits if hit.last > _reach(starts, reaches, hit.first))


def _told_of(hit: Hit) -> str:
    return hit.key.partition(".")[0]


def _reach(starts: Sequence[int], reaches: Sequence[int], at: int) -> int:
    """How far the cues that begin up to a word go."""
    place = bisect_right(starts, at)
    return reaches[place - 1] if place else 0


class Owner(Enum):
    """Whom a part of a message speaks about."""

    SELLER = "seller"
    CUSTOMER = "customer"
    NOBODY = "nobody"


def owners_of(words: Sequence[Word], hits: Mapping[str, Sequence[Hit]]) -> list[tuple[int | None, Owner]]:
    """Return, for every word, the nearest mark of seller or customer that ends before it, and where that begins.

    Of overlapping marks the longest counts, of those that only touch the first.
    """
    marks = sorted(
        (
            (hit, owner)
            for cue, owner in ((Cue.SELLER, Owner.SELLER), (Cue.CUSTOMER, Owner.CUSTOMER))
            for hit in _heads(words, hits.get(cue, ()))
        ),
        key=lambda mark: (mark[0].first, -mark[0].last),
    )
    kept = list(_apart(words, unheld(marks)))
    owners: list[tuple[int | None, Owner]] = []
    last: tuple[int | None, Owner] = (None, Owner.NOBODY)
    at = 0
    for place in range(len(words)):
        while at < len(kept) and kept[at][0].last <= place:
            last = (kept[at][0].first, kept[at][1])
            at += 1
        owners.append(last)
    return owners


def _heads(words: Sequence[Word], hits: Iterable[Hit]) -> Iterator[Hit]:
    """The marks without labels ("team :") that do not begin their clause."""
    for hit in hits:
        begins = hit.first == 0 or words[hit.first - 1].clause != words[hit.first].clause
        if words[hit.last - 1].low != ":" or begins:
            yield hit


def _apart(words: Sequence[Word], marks: Iterable[tuple[Hit, Owner]]) -> Iterator[tuple[Hit, Owner]]:
    """The marks that begin behind the one before: words inside a mark of customers are no mark of the seller.

    Nor does "clients we have" speak of the seller: his mark right behind that of customers tells whose they are.
    """
    reached, before = 0, Owner.NOBODY
    for hit, owner in marks:
        touching = 0 < hit.first == reached and words[hit.first].clause == words[hit.first - 1].clause
        whose = touching and (before, owner) == (Owner.CUSTOMER, Owner.SELLER)
        if hit.first >= reached:
            reached = hit.last
            before = before if whose else owner
            if not whose:
                yield hit, owner
