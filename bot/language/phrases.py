"""The one phrase matcher: all phrases of a book compiled into one automaton, every hit found in one pass over the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from bot.language.grammar import GAP, LIST, NUMBER, Place, Splitter, just, lists_of, parse
from bot.language.remembered import Remembered

LONGEST_GAP = 3
"""Words that may stand in a gap."""
SHORTEST_BASE = 3
"""Letters a word keeps when an ending is taken off; "punya" is no "pu"."""
_COLON = ":"

_State: TypeAlias = tuple["_Node", int, int]
"""A node reached, the word the phrase began at, and how many more words may be passed over here."""


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


@dataclass(eq=False, slots=True)
class _Node:
    """A place in the automaton: where each symbol leads, and the keys of the phrases that end here, with their number."""

    edges: dict[str, tuple[_Node, ...]] = field(default_factory=dict)
    keys: tuple[tuple[str, int], ...] = ()
    gap: _Node | None = None
    gapped: bool = False


class _Symbols(NamedTuple):
    """What a word counts as, and where it leads to as the first of a phrase."""

    all: tuple[str, ...]
    begun: tuple[_Node, ...]


_NOTHING = _Symbols((), ())
"""What a word counts as that stands in no phrase, as nearly all do: one for all, for many are remembered."""


@dataclass(slots=True)
class _Search:
    """One pass over a list of words: what was found, and the phrases that have ended from each word."""

    gap: int
    found: dict[tuple[str, int], tuple[int, Hit]] = field(default_factory=dict)
    """By key and first word the hit, and the number of the first phrase that gave it."""
    ended: set[tuple[_Node, int]] = field(default_factory=set)

    def step(self, at: int, word: str, symbols: _Symbols, active: Iterable[_State]) -> list[_State]:
        """Take one word in every state, begin phrases with it, and return the states after it.

        A gap passes over a colon only as its first word.
        """
        after: list[_State] = []
        for node, start, left in active:
            edges = node.edges
            for symbol in symbols.all:
                if symbol in edges:
                    for child in edges[symbol]:
                        self._reach(child, start, at, after)
            if left and (word != _COLON or left == self.gap):
                after.append((node, start, left - 1))
        for node in symbols.begun:
            self._reach(node, at, at, after)
        return after

    def hits(self) -> list[Hit]:
        """What was found, in order."""
        return [hit for _, hit in sorted(self.found.values(), key=lambda one: (one[1].first, one[0]))]

    def _reach(self, node: _Node, start: int, at: int, after: list[_State]) -> None:
        """Note what ends at a node, and go on from it; a gap may be passed over without a word.

        Of one phrase the reading with the narrowest gaps counts, which is the first to end.
        """
        if node.keys and (node, start) not in self.ended:
            self.ended.add((node, start))
            for key, order in node.keys:
                known = self.found.get((key, start))
                first = order if known is None else min(order, known[0])
                in_a_row = known is not None and known[1].last == at + 1 and not known[1].gapped
                self.found[key, start] = (first, Hit(key, start, at + 1, node.gapped and not in_a_row))
        if node.edges:
            after.append((node, start, 0))
        if node.gap is not None:
            after.append((node.gap, start, self.gap))


class PhraseBook:
    """Phrases by key, ready to be looked for in a list of words of any length, in linear time."""

    def __init__(
        self,
        phrases: Mapping[str, Iterable[str]],
        split: Splitter,
        *,
        endings: Sequence[str] = (),
        longest_gap: int = LONGEST_GAP,
    ) -> None:
        """Keys that begin with `list.` are lists for the others. `endings` may hang on any word ("churnnya").

        Raises PhraseError where a phrase cannot be read.
        """
        self._root = _Node()
        self._endings = tuple(endings)
        self._gap = longest_gap
        self._size = 0
        self._starts: dict[int, set[str]] = {}
        self._ends: dict[int, set[str]] = {}
        self._symbols_of = Remembered(self._symbols)
        self._children: dict[tuple[_Node, Place], _Node] = {}
        self.has_numbers = False
        """Whether any phrase has the place of a number."""
        self.vocabulary: set[str] = set()
        """Every whole word that stands in a phrase."""
        named = {key.removeprefix(LIST): tuple(words) for key, words in phrases.items() if key.startswith(LIST)}
        lists = lists_of(named, split)
        for key, entries in phrases.items():
            for phrase in () if key.startswith(LIST) else entries:
                for row in parse(phrase, lists, split):
                    self._keep(key, row)
        self._children.clear()

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[str, Sequence[str]]]) -> PhraseBook:
        """Build a book from (key, words in a row), with no grammar: for stems. Rows without words are passed over."""
        book = cls({}, str.split)
        for key, words in rows:
            if words:
                book._keep(key, tuple(map(just, words)))
        book._children.clear()
        return book

    def find(self, words: Sequence[str], clauses: Sequence[int] = ()) -> list[Hit]:
        """Return every hit in order of appearance, those that begin together in the order of their phrases.

        Of the hits of one key that begin together the longest counts. Where `clauses` gives every word's clause, no phrase goes
        beyond its own.
        """
        search = _Search(self._gap)
        active: list[_State] = []
        for at, word in enumerate(words):
            if active and clauses and clauses[at] != clauses[at - 1]:
                active = []
            symbols = self._symbols_of[word]
            if active or symbols.begun:
                active = search.step(at, word, symbols, active)
        return search.hits()

    def longest(self, words: Sequence[str]) -> Iterator[Hit]:
        """Yield the hits of which none that begins at the same word is longer."""
        ends: dict[int, int] = {}
        hits = self.find(words)
        for hit in hits:
            ends[hit.first] = max(ends.get(hit.first, 0), hit.last)
        return (hit for hit in hits if hit.last == ends[hit.first])

    def _keep(self, key: str, row: Sequence[Place]) -> None:
        node = self._root
        for place in row:
            node = self._gap_behind(node) if GAP in place else self._child(node, place)
        node.keys += ((key, self._size),)
        self._size += 1

    def _gap_behind(self, node: _Node) -> _Node:
        if node.gap is None:
            node.gap = _Node(gapped=True)
        return node.gap

    def _child(self, node: _Node, place: Place) -> _Node:
        child = self._children.get((node, place))
        if child is None:
            child = self._children[node, place] = _Node(gapped=node.gapped)
            for symbol in place:
                node.edges[symbol] = (*node.edges.get(symbol, ()), child)
                self._learn(symbol)
        return child

    def _learn(self, symbol: str) -> None:
        if symbol.endswith("*"):
            self._starts.setdefault(len(symbol) - 1, set()).add(symbol[:-1])
        elif symbol.startswith("*"):
            self._ends.setdefault(len(symbol) - 1, set()).add(symbol[1:])
        elif symbol == NUMBER:
            self.has_numbers = True
        else:
            self.vocabulary.add(symbol)

    def _symbols(self, word: str) -> _Symbols:
        """What a word counts as in this book: itself, its known beginnings and endings, and itself without what hangs on it."""
        whole = [one for one in (word, *self._bases(word)) if one in self.vocabulary or one == NUMBER]
        symbols = (*whole, *self._open_symbols(word))
        if not symbols:
            return _NOTHING
        return _Symbols(symbols, tuple(node for symbol in symbols for node in self._root.edges.get(symbol, ())))

    def _open_symbols(self, word: str) -> Sequence[str]:
        """The beginnings and endings of a word that stand in phrases."""
        begun = [f"{word[:size]}*" for size, starts in self._starts.items() if word[:size] in starts]
        return begun + [f"*{word[-size:]}" for size, ends in self._ends.items() if word[-size:] in ends]

    def _bases(self, word: str) -> Sequence[str]:
        """A word without what hangs on it."""
        if not word.endswith(self._endings):
            return ()
        bases = (word.removesuffix(ending) for ending in self._endings if word.endswith(ending))
        return [base for base in bases if len(base) >= SHORTEST_BASE]
