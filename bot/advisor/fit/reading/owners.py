"""Whom each part of a message speaks about: the seller or his customers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from bot.advisor.fit.reading.cues import Cue
from bot.advisor.fit.reading.evidence import unheld
from bot.language.phrases import Hit
from bot.language.tokens import Word


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
    kept = list(_apart(unheld(marks)))
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


def _apart(marks: Iterable[tuple[Hit, Owner]]) -> Iterator[tuple[Hit, Owner]]:
    """The marks that begin behind the one before: "pelanggan kami ada …" speaks of customers, not of "kami ada"."""
    reached = 0
    for hit, owner in marks:
        if hit.first >= reached:
            reached = hit.last
            yield hit, owner
