"""The automaton of phrases: one pass over a list of words finds every phrase that ends anywhere in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from bot.language.made import maker

COLON = ":"

Edges: TypeAlias = "Mapping[str, tuple[Node, ...]]"
"""Where each symbol leads."""

State: TypeAlias = tuple[Edges, int, int]
"""Where words lead from here, the word the phrase began at, and how many more words may be passed over here."""


class Hit(NamedTuple):
    """A phrase found: its key, and the words it covers from `first` up to but without `last`. `gapped` tells of words between."""

    key: str
    first: int
    last: int
    gapped: bool = False

    def covers(self, other: Hit) -> bool:
        """Whether the other lies inside this one."""
        return self.first <= other.first and other.last <= self.last

    def holds(self, other: Hit) -> bool:
        """Whether the other lies inside this one and is shorter."""
        return self.covers(other) and self.last - self.first > other.last - other.first


_hit = maker(Hit)


@dataclass(eq=False, slots=True)
class Node:
    """A place in the automaton: where each symbol leads, and the keys of the phrases that end here, with their number."""

    edges: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    keys: tuple[tuple[str, int], ...] = ()
    gap: Node | None = None
    gapped: bool = False


NOWHERE: dict[str, tuple[Node, ...]] = {}
"""The edges of every place where phrases end and none goes on; not to be changed."""


class Symbols(NamedTuple):
    """What a word counts as; as the first of a phrase, what ends with it, and where it leads to: next, and over a gap.

    The places it leads to are one, for all phrases that begin alike: a word such as "a" begins a dozen.
    """

    all: tuple[str, ...] = ()
    ended: tuple[tuple[str, int], ...] = ()
    next: Edges | None = None
    beyond: Edges | None = None

    def __reduce__(self) -> Any:
        """Keep what is one for all so where it is pickled."""
        return "NOTHING" if self is NOTHING else (Symbols, tuple(self))


NOTHING = Symbols()
"""What a word counts as that stands in no phrase, as nearly all do: one for all, for many are remembered."""


@dataclass(slots=True)
class Search:
    """One pass over a list of words: what was found, and the phrases that have ended from each word."""

    gap: int
    found: dict[tuple[str, int], tuple[int, int, Hit]] = field(default_factory=dict)
    """By key and first word: that word, the number of the first phrase that gave the hit, and the hit."""
    ended: set[tuple[Node, int]] = field(default_factory=set)
    """The places behind a gap that were met; any other is met by one word alone."""

    def step(self, at: int, word: str, symbols: Symbols, active: Iterable[State]) -> list[State]:
        """Take one word in every state, begin phrases with it, and return the states after it.

        A gap passes over a colon only as its first word, and may be passed over without a word.
        """
        after: list[State] = []
        for edges, start, left in active:
            for symbol in symbols.all:
                if symbol in edges:
                    self._reach(edges[symbol], start, at, after)
            if left and (word != COLON or left == self.gap):
                after.append((edges, start, left - 1))
        for key, order in symbols.ended:
            self.found[key, at] = (at, order, _hit((key, at, at + 1, False)))
        if symbols.next:
            after.append((symbols.next, at, 0))
        if symbols.beyond:
            after.append((symbols.beyond, at, self.gap))
        return after

    def _reach(self, nodes: Iterable[Node], start: int, at: int, after: list[State]) -> None:
        """Note what ends at some nodes, and go on from them."""
        for node in nodes:
            if node.keys:
                self._note(node, start, at)
            if node.edges:
                after.append((node.edges, start, 0))
            if node.gap is not None:
                after.append((node.gap.edges, start, self.gap))

    def hits(self) -> list[Hit]:
        """What was found, in order."""
        return [hit for _, _, hit in sorted(self.found.values())] if self.found else []

    def _note(self, node: Node, start: int, at: int) -> None:
        """Note what ends at a node. Of one phrase the reading with the narrowest gaps counts, which is the first to end."""
        if node.gapped:
            if (node, start) in self.ended:
                return
            self.ended.add((node, start))
        for key, order in node.keys:
            known = self.found.get((key, start))
            if known is None:
                self.found[key, start] = (start, order, _hit((key, start, at + 1, node.gapped)))
                continue
            _, first, hit = known
            in_a_row = hit.last == at + 1 and not hit.gapped
            self.found[key, start] = (start, min(order, first), Hit(key, start, at + 1, node.gapped and not in_a_row))


def ended(nodes: Iterable[Node]) -> tuple[tuple[str, int], ...]:
    """The keys of the phrases that end at some nodes, each with the number of the first."""
    found: dict[str, int] = {}
    for node in nodes:
        for key, order in node.keys:
            found[key] = min(order, found.get(key, order))
    return tuple(found.items())


def joined(nodes: Sequence[Node]) -> Edges | None:
    """Where all of some nodes lead to; None where there are none."""
    if len(nodes) < 2:
        return nodes[0].edges if nodes else None
    found = dict(nodes[0].edges)
    for node in nodes[1:]:
        for symbol, children in node.edges.items():
            # Most symbols lead on from one of them alone: what is there already is shared.
            found[symbol] = (*found[symbol], *children) if symbol in found else children
    return found
