"""What a message turns down, and how far each "not" reaches."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.language.phrases import Hit
from bot.language.tokens import Word, clause_bounds

REACH = 4
"""Words over which a negation reaches in its clause: "not selling much to banks"."""


@dataclass(frozen=True, slots=True)
class Negation:
    """The words `first` to `last` that turn down, and the words `begin` to `end` that they reach over."""

    first: int
    last: int
    begin: int
    end: int

    def covers(self, at: int) -> bool:
        """Whether a word lies within its reach."""
        return self.begin <= at < self.end


def negations_of(words: Sequence[Word], hits: Mapping[str, Sequence[Hit]], asked: Collection[int]) -> tuple[Negation, ...]:
    """Return the negations of a message, in order; `hits` are those of the cues, `asked` the clauses that end in "?"."""
    bounds = clause_bounds(words)
    harmless = hits.get("negation.really", ())
    ends = sorted(hit.first for hit in hits.get("negation.ends", ()))
    telling = (hit for hit in hits.get("negation.before", ()) if not any(one.covers(hit) for one in harmless))
    found = [_forward(words, bounds, hit, ends) for hit in telling]
    found += [_backward(words, bounds, hit) for hit in hits.get("negation.after", ())]
    found += [one for hit in hits.get("negation.answer", ()) if (one := _answer(words, bounds, hit, asked)) is not None]
    return tuple(sorted(found, key=lambda one: (one.first, one.begin)))


def _forward(words: Sequence[Word], bounds: Mapping[int, tuple[int, int]], hit: Hit, ends: Sequence[int]) -> Negation:
    """Reach over the next few words, up to the end of the clause or an "and"; "or" goes on."""
    _, last = bounds[words[hit.first].clause]
    end = min(last, hit.last + REACH)
    stop = next((at for at in ends if hit.last <= at < end), end)
    return Negation(hit.first, hit.last, hit.last, stop)


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
