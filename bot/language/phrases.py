"""The one phrase matcher: all phrases of a book compiled into one automaton, every hit found in one pass over the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from bot.language.automaton import NOTHING, NOWHERE, Hit, Node, Search, State, Symbols, ended, joined
from bot.language.grammar import GAP, LIST, NUMBER, Place, Splitter, just, lists_of, parse
from bot.language.remembered import MOST, Remembered

__all__ = ["LONGEST_GAP", "Hit", "PhraseBook", "longest"]

LONGEST_GAP = 3
"""Words that may stand in a gap."""
SHORTEST_BASE = 3
"""Letters a word keeps when an ending is taken off; "punya" is no "pu"."""


class PhraseBook:
    """Phrases by key, ready to be looked for in a list of words of any length, in linear time."""

    def __init__(
        self,
        phrases: Mapping[str, Iterable[str]],
        split: Splitter,
        *,
        endings: Sequence[str] = (),
        longest_gap: int = LONGEST_GAP,
        most: int = MOST,
    ) -> None:
        """Keys that begin with `list.` are lists for the others. `endings` may hang on any word ("churnnya"). `most`: words
        remembered.

        Raises PhraseError where a phrase cannot be read.
        """
        self._root = Node()
        self._endings = tuple(endings)
        self._gap = longest_gap
        self._size = 0
        self._starts: dict[int, set[str]] = {}
        self._ends: dict[int, set[str]] = {}
        self._symbols_of = Remembered(self._symbols, most=most)
        self._children: dict[tuple[Node, Place], Node] = {}
        self.has_numbers = False
        """Whether any phrase has the place of a number."""
        self.vocabulary: set[str] = set()
        """Every whole word that stands in a phrase."""
        named = {key.removeprefix(LIST): tuple(words) for key, words in phrases.items() if key.startswith(LIST)}
        once = cache(lambda word: tuple(split(word)))  # phrases share their words
        lists = lists_of(named, once)
        for key, entries in phrases.items():
            for phrase in () if key.startswith(LIST) else entries:
                for row in parse(phrase, lists, once):
                    self._keep(key, row)
        self._settle()

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[str, Sequence[str]]], most: int = MOST) -> PhraseBook:
        """Build a book from (key, words in a row), with no grammar: for stems. Rows without words are passed over."""
        book = cls({}, str.split, most=most)
        for key, words in rows:
            if words:
                book._keep(key, tuple(map(just, words)))
        book._settle()
        return book

    def find(self, words: Sequence[str], clauses: Sequence[int] = ()) -> list[Hit]:
        """Return every hit in order of appearance, those that begin together in the order of their phrases.

        Of the hits of one key that begin together the longest counts. Where `clauses` gives every word's clause, no phrase goes
        beyond its own.
        """
        search: Search | None = None
        active: list[State] = []
        for at, symbols in enumerate(map(self._symbols_of.__getitem__, words)):
            if active and clauses and clauses[at] != clauses[at - 1]:
                active = []
            if active or symbols is not NOTHING:
                search = search or Search(self._gap)
                active = search.step(at, words[at], symbols, active)
        return search.hits() if search else []

    def _keep(self, key: str, row: Sequence[Place]) -> None:
        node = self._root
        for place in row:
            node = self._gap_behind(node) if GAP in place else self._child(node, place)
        node.keys += ((key, self._size),)
        self._size += 1

    def _settle(self) -> None:
        """Let places share what is alike, once there are no more phrases: where nothing leads on, and ways to one place."""
        self._children.clear()
        ways: dict[tuple[Node, ...], tuple[Node, ...]] = {}
        waiting, met = [self._root], {self._root}
        while waiting:
            node = waiting.pop()
            edges = {symbol: ways.setdefault(nodes, nodes) for symbol, nodes in node.edges.items()}
            node.edges = edges if edges or node is self._root else NOWHERE
            onward = {child for nodes in node.edges.values() for child in nodes} | ({node.gap} if node.gap is not None else set())
            waiting += onward - met
            met |= onward

    def _gap_behind(self, node: Node) -> Node:
        if node.gap is None:
            node.gap = Node(gapped=True)
        return node.gap

    def _child(self, node: Node, place: Place) -> Node:
        child = self._children.get((node, place))
        if child is None:
            child = self._children[node, place] = Node(gapped=node.gapped)
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

    def _symbols(self, word: str) -> Symbols:
        """What a word counts as in this book: itself, its known beginnings and endings, and itself without what hangs on it."""
        whole = [one for one in (word, *self._bases(word)) if one in self.vocabulary or one == NUMBER]
        symbols = (*whole, *self._open_symbols(word))
        if not symbols:
            return NOTHING
        begun = tuple(dict.fromkeys(node for symbol in symbols for node in self._root.edges.get(symbol, ())))
        gaps = tuple(node.gap for node in begun if node.gap is not None)
        return Symbols(symbols, ended(begun), joined(begun), joined(gaps))

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


def longest(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits of which none that begins at the same word is longer."""
    ends: dict[int, int] = {}
    for hit in hits:
        ends[hit.first] = max(ends.get(hit.first, 0), hit.last)
    return tuple([hit for hit in hits if hit.last == ends[hit.first]])
