"""What a message turns down, and how far each "not" reaches."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.language.phrases import Hit
from bot.language.tokens import Word, clause_bounds

REACH = 4
"""Words over which a negation reaches in its clause: "not selling much to banks"."""


FAR_REACH = 9
"""Words over which a "nobody" reaches, for a verb stands between: "nobody has ever asked us for a custom feature"."""
FAR = "negation.far"
APART = "negation.apart"
TWICE = "negation.twice"
"""Cues of two negations that cancel each other: what stands behind them is meant."""
FORWARD = ("negation.before", FAR, APART)
"""Cues that turn down what comes behind them."""
AFTER = "negation.after"
ANSWER = "negation.answer"
SIDE = "negation.side"
TELLING = frozenset({*FORWARD, AFTER, ANSWER})
"""All cues that turn something down: in nearly all messages there is none."""


@dataclass(frozen=True, slots=True)
class Negation:
    """The words `first` to `last` that turn down, and the words `begin` to `end` that they reach over.

    `apart` tells that the message is not about those: they are only set apart from what is meant ("win rate, not churn").
    """

    first: int
    last: int
    begin: int
    end: int
    apart: bool = False

    def covers(self, at: int) -> bool:
        """Whether a word lies within its reach."""
        return self.begin <= at < self.end


def negations_of(words: Sequence[Word], hits: Mapping[str, Sequence[Hit]], asked: Collection[int]) -> tuple[Negation, ...]:
    """Return the negations of a message, in order; `hits` are those of the cues, `asked` the clauses that end in "?"."""
    bounds = clause_bounds(words)
    behind = _outermost(hits.get(AFTER, ()))
    harmless = _Cover([*harmless_of(words, hits), *behind])
    ends = sorted(hit.first for hit in hits.get("negation.ends", ()))
    telling = (hit for key in FORWARD for hit in hits.get(key, ()) if not harmless.holds(hit))
    found = [_forward(words, bounds, hit, ends) for hit in telling]
    found += [_backward(words, bounds, hit) for hit in behind]
    found += [one for hit in hits.get(ANSWER, ()) if (one := _answer(words, bounds, hit, asked)) is not None]
    return tuple(sorted(found, key=lambda one: (one.first, one.begin)))


class _Cover:
    """Hits, asked in one step whether any of them covers another one, or meets it: by the farthest end up to every word."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._ends: list[int] = []
        farthest: dict[int, int] = {}
        for hit in hits:
            farthest[hit.first] = max(farthest.get(hit.first, 0), hit.last)
        for at in range(max(farthest, default=-1) + 1):
            self._ends.append(max(self._ends[-1] if self._ends else 0, farthest.get(at, 0)))

    def holds(self, hit: Hit) -> bool:
        """Whether a hit lies inside one of them."""
        return self._end_by(hit.first) >= hit.last

    def meets(self, hit: Hit) -> bool:
        """Whether a hit has a word in common with one of them."""
        return self._end_by(hit.last - 1) > hit.first

    def _end_by(self, at: int) -> int:
        """The farthest end of those that begin up to a word."""
        return self._ends[min(at, len(self._ends) - 1)] if self._ends else 0


def _outermost(hits: Sequence[Hit]) -> list[Hit]:
    """Leave out what lies inside a longer one; the hits are in order."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.first, -one.last)):
        if not kept or kept[-1].last < hit.last:
            kept.append(hit)
    return kept


def harmless_of(words: Sequence[Word], hits: Mapping[str, Sequence[Hit]]) -> list[Hit]:
    """The phrases that hold a "not" and turn nothing down: "not only", and "isn't …" where it begins its clause and so asks."""
    asking = (
        hit
        for hit in hits.get("negation.inverted", ())
        if not hit.first or words[hit.first - 1].clause != words[hit.first].clause
    )
    return [*hits.get("negation.really", ()), *hits.get(TWICE, ()), *asking]


def turned_down(words: Sequence[Word], hits: Mapping[str, Sequence[Hit]]) -> frozenset[int]:
    """The words at which a side of the market is turned down, if one begins there: "not for …", "we don't sell to …".

    What stands behind a comma is what is meant instead: "no, enterprise".
    """
    if SIDE not in hits:
        return frozenset()
    harmless = _Cover(harmless_of(words, hits))
    within = (hit for hit in hits[SIDE] if _same_clause(words, hit.first, hit.last))
    return frozenset(hit.last for hit in within if not harmless.meets(hit))


def _same_clause(words: Sequence[Word], one: int, other: int) -> bool:
    return other < len(words) and words[one].clause == words[other].clause


def _forward(words: Sequence[Word], bounds: Mapping[int, tuple[int, int]], hit: Hit, ends: Sequence[int]) -> Negation:
    """Reach over the next few words, up to the end of the clause or an "and"; "or" goes on."""
    first, last = bounds[words[hit.first].clause]
    end = min(last, hit.last + (FAR_REACH if hit.key == FAR else REACH))
    place = bisect_left(ends, hit.last)
    stop = min(ends[place], end) if place < len(ends) else end
    contrasted = first > 0 or (last < len(words) and last in ends)  # "not churn but win rate"
    alone = hit.first == first and contrasted and stop == last > hit.last
    return Negation(hit.first, hit.last, hit.last, stop, apart=hit.key == APART or alone)


def _backward(words: Sequence[Word], bounds: Mapping[int, tuple[int, int]], hit: Hit) -> Negation:
    """Reach back over the words before: "procurement is not involved"."""
    first, _ = bounds[words[hit.first].clause]
    return Negation(hit.first, hit.last, max(first, hit.first - REACH), hit.first)


def _answer(words: Sequence[Word], bounds: Mapping[int, tuple[int, int]], hit: Hit, asked: Collection[int]) -> Negation | None:
    """Reach over the whole question that a "no" right behind it answers."""
    clause = words[hit.first].clause
    before = words[hit.first - 1].clause if hit.first else clause
    if hit.first != bounds[clause][0] or before not in asked:
        return None
    begin, end = bounds[before]
    return Negation(hit.first, hit.last, begin, end)
