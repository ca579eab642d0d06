"""A text prepared for reading: its words, its numbers, the cues found in it, and who each part speaks about."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from enum import Enum

from bot.advisor.fit.phrases import Hit, PhraseBook
from bot.advisor.fit.words import Word, plain, word_set, words_of
from bot.matching.quantities import Quantity, read_quantities

HELPERS = word_set(
    "not not-really not-after question command nothing faint seller seller-after together customer selling other-group "
    "both-served employees employees-label size-label people deciders deciders-label titles deciding acts seats per-seat "
    "groups other-count plural cycle cycle-name takes overall within not-cycle contract-term runway deal not-deal per-deal "
    "reserve indonesian english answer-unknown answer-stop answer-yes answer-no"
)
"""The keys of cues that only help to read others. Cues of facts and signs have a dot in their key (`buying.structured`)."""


class Owner(Enum):
    """Whom a part of a text speaks about."""

    SELLER = "seller"
    CUSTOMER = "customer"
    NOBODY = "nobody"


class Number:
    """A quantity and the words it covers, from `first` up to but without `last`."""

    __slots__ = ("first", "last", "quantity")

    def __init__(self, quantity: Quantity, first: int, last: int) -> None:
        self.quantity = quantity
        self.first = first
        self.last = last


def _bounds(words: Iterable[Word]) -> dict[int, tuple[int, int]]:
    """The first word of every clause, and the one behind its last: found once, for long lists of numbers ask for it often."""
    bounds: dict[int, tuple[int, int]] = {}
    for at, word in enumerate(words):
        first, _ = bounds.get(word.clause, (at, at))
        bounds[word.clause] = (first, at + 1)
    return bounds


class Passage:
    """One text, ready to be read; all positions are indexes of `words`."""

    def __init__(self, text: str, book: PhraseBook) -> None:
        self.text = plain(text)
        self.words: list[Word] = book.mended(words_of(self.text))
        self._clauses = _bounds(self.words)
        self.numbers = self._numbers(read_quantities(self.text))
        hits = book.find(self.words)
        self.helpers: dict[str, list[Hit]] = defaultdict(list)
        for hit in hits:
            self.helpers[hit.key].append(hit)
        self.evidence = _outermost([hit for hit in hits if hit.key not in HELPERS], self.helpers["nothing"])
        self._asked = self._questions()
        self._owners = self._marks()

    def clause(self, at: int) -> tuple[int, int]:
        """The first word of the clause a word stands in, and the one behind its last."""
        return self._clauses[self.words[at].clause]

    def has(self, helper: str, first: int, last: int) -> bool:
        """Whether a helping cue lies between two words."""
        return any(first <= hit.first and hit.last <= last for hit in self.helpers.get(helper, ()))

    def begins(self, helper: str, at: int) -> Hit | None:
        """The helping cue that begins at a word, if any."""
        return next((hit for hit in self.helpers.get(helper, ()) if hit.first == at), None)

    def is_command(self, at: int) -> bool:
        """Whether the sentence of a word gives orders to the reader of the text; nothing in it is evidence."""
        return self.words[at].sentence in self._commanded

    def is_question(self, at: int) -> bool:
        """Whether the clause of a word asks rather than tells."""
        return self.words[at].clause in self._asked

    def owner(self, at: int, *, within_clause: bool = False) -> Owner:
        """Whom a word speaks about: the nearest mark of seller or customer before it in its sentence (or only its clause)."""
        word = self.words[at] if at < len(self.words) else self.words[-1]
        for first, last, owner in reversed(self._owners):
            mark = self.words[first]
            near = mark.clause == word.clause if within_clause else mark.sentence == word.sentence
            if last <= at and near:
                return owner
        return Owner.NOBODY

    def is_denied(self, hit: Hit) -> bool:
        """Whether a negation stands up to four words before a cue in its clause, or right behind it."""
        clause = self.words[hit.first].clause
        really = [near for near in self.helpers["not"] if not any(_covers(kept, near) for kept in self.helpers["not-really"])]
        before = any(
            near.last <= hit.first <= near.last + 3
            and self.words[near.first].clause == clause
            and not self._joined(near.last, hit.first)
            for near in really
        )
        return before or any(
            near.first == hit.last and self.words[near.first].clause == clause for near in self.helpers["not-after"]
        )

    def is_denied_number(self, number: Number) -> bool:
        """Whether "not" or "bukan" stands right before a number."""
        return number.first > 0 and self.words[number.first - 1].low in ("not", "bukan", "never")

    def words_between(self, first: int, last: int) -> str:
        """The text from one word up to but without another, as it was written, with the sign of a currency before it."""
        start = self.words[first].start
        start -= start > 0 and self.text[start - 1] in "$€£¥₹"
        return self.text[start : self.words[last - 1].end]

    def _joined(self, first: int, last: int) -> bool:
        """Whether an "and" ends the reach of a negation; "or" does not."""
        return any(word.low in ("and", "dan", "just", "but", "langsung", "only", "cuma") for word in self.words[first:last])

    def _numbers(self, quantities: Iterable[Quantity]) -> list[Number]:
        starts = [word.start for word in self.words]
        ends = [word.end for word in self.words]
        found = []
        for quantity in quantities:
            first, last = bisect_left(ends, quantity.start + 1), bisect_left(starts, quantity.end)
            if first < last and not quantity.is_year:
                found.append(Number(quantity, first, last))
        return found

    @property
    def _commanded(self) -> set[int]:
        return {self.words[hit.first].sentence for hit in self.helpers["command"]}

    def _questions(self) -> set[int]:
        """Clauses that begin with a question word, and the last clause of a sentence that ends with a question mark."""
        asked = {self.words[hit.first].clause for hit in self.helpers["question"] if self.clause(hit.first)[0] == hit.first}
        for at, word in enumerate(self.words):
            following = self.words[at + 1] if at + 1 < len(self.words) else None
            if (following is None or following.sentence != word.sentence) and "?" in self.text[
                word.end : following.start if following else len(self.text)
            ]:
                asked.add(word.clause)
        return asked

    def _marks(self) -> list[tuple[int, int, Owner]]:
        """All marks of seller and customer, in order; of overlapping ones the longest."""
        marks = [(hit, Owner.SELLER) for hit in self.helpers["seller"]]
        marks += [(hit, Owner.CUSTOMER) for hit in self.helpers["customer"]]
        labels = [hit for hit, _ in marks if self.words[hit.last - 1].low == ":" and self.clause(hit.first)[0] != hit.first]
        marks = [(hit, owner) for hit, owner in marks if hit not in labels]
        kept = [(hit, owner) for hit, owner in marks if not any(other.holds(hit) for other, _ in marks)]
        return sorted(((hit.first, hit.last, owner) for hit, owner in kept), key=lambda mark: (mark[1], mark[0]))


def _outermost(hits: list[Hit], nothing: list[Hit]) -> list[Hit]:
    """Drop what lies inside a longer cue ("procurement" in "no procurement"), or inside words that mean something else."""
    return [
        hit for hit in hits if not any(other.holds(hit) for other in hits) and not any(_covers(other, hit) for other in nothing)
    ]


def _covers(outer: Hit, inner: Hit) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last
