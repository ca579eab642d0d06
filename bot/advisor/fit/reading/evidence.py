"""What of the phrases found tells something: the longest of those that overlap, and not what means something else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

from bot.advisor.fit.reading.cues import SIGN, Cue
from bot.language.phrases import Hit

_Mark = TypeVar("_Mark")
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
    nothing = sorted(hits.get(Cue.NOTHING, ()), key=lambda hit: hit.first)
    starts, reaches = [hit.first for hit in nothing], list(accumulate((hit.last for hit in nothing), max))
    kept = [hit for hit, _ in unheld((hit, None) for hit in telling)]
    kept += [hit for hit in telling if hit not in kept and not hit.gapped and _is_of_another(hit, kept)]
    return sorted((hit for hit in kept if hit.last > _reach(starts, reaches, hit.first)), key=lambda hit: (hit.first, -hit.last))


def _is_of_another(hit: Hit, kept: Sequence[Hit]) -> bool:
    """Whether words in a row tell of another thing than the gapped phrases around them ("hardly any money for sales")."""
    if hit.key.startswith(SIGN) or hit.last - hit.first < _IN_A_ROW:
        return False
    around = [one for one in kept if one.first <= hit.first and hit.last <= one.last]
    return all(one.gapped and _told_of(one) != _told_of(hit) for one in around)


def _told_of(hit: Hit) -> str:
    return hit.key.partition(".")[0]


def _reach(starts: Sequence[int], reaches: Sequence[int], at: int) -> int:
    """How far the cues that begin up to a word go."""
    place = bisect_right(starts, at)
    return reaches[place - 1] if place else 0
