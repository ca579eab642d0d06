"""A message prepared for reading: its numbers, the cues found in it, and whom each part speaks about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.advisor.fit.reading.cues import BOOK, Cue
from bot.advisor.fit.reading.evidence import Owner, outermost, owners_of
from bot.domain.fit_model import Value
from bot.language.message import Message
from bot.language.negation import TWICE, Negation
from bot.language.phrases import Hit
from bot.language.quantity import Bound, Quantity

_LABEL_WORDS = 2
"""Words that "no" may answer without a colon between: "custom work no"."""
_LONGEST_LABEL = 6
"""Words of a label that asks, its colon among them."""
_BOUND_WORDS = 3
"""Words that may say how a number bounds: "at the very most"."""
REACH = 40
"""Words of a clause, to either side, that can belong together: one that runs on for pages must not make reading slow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value (None: a sign) for `id`, read from the words `first` up to but without `last`.

    `sure` tells that the words alone leave little doubt ("12 stakeholders"); what is not sure ("$300") needs company.
    `given` holds the words an amount was given in where it is no fact by itself, `currency` its currency where that is not
    the scale's own. `rank` orders rivals: the highest is taken. `also` are the words that the other end of a range came from.
    """

    id: str
    value: Value | None
    first: int
    last: int
    sure: bool = True
    given: str | None = None
    currency: str | None = None
    rank: int = 0
    also: tuple[int, int] | None = None


class Passage:
    """One message, ready to be read; all places are indexes of its words."""

    def __init__(self, message: Message, answered: Collection[int] = (), *, of_prospect: bool = False) -> None:
        """`answered` are the clauses that ask and hold their answer as well, and so tell; `of_prospect` says that the company
        described is known to be a prospect's.
        """
        self.message = message
        self.of_prospect = of_prospect
        self.words = message.words
        self._hits = message.hits(BOOK)
        self._starts = {key: [hit.first for hit in hits] for key, hits in self._hits.items()}
        told = [one for one in message.quantities if not one.is_year and one.first < one.last]
        self.numbers = list(self._within_bounds(told))
        self._starts_of_numbers = {one.first: one.start for one in self.numbers}
        self.evidence = outermost(self._hits)
        idle = (*self.all(Cue.COMMAND), *self.all(Cue.ASIDE))
        self._commanded = {self.words[hit.first].sentence for hit in idle}
        self._asked = message.asked | {
            self.words[hit.first].clause for hit in self.all(Cue.QUESTION) if self._opens_question(hit)
        }
        self._asked -= {*answered, *self._answered()}
        self._denied = dict(self._turned_down())
        self._owners = owners_of(self.words, self._hits)

    def all(self, cue: Cue) -> Sequence[Hit]:
        """Every hit of a helping cue, in order."""
        return self._hits.get(cue, ())

    def clause(self, at: int) -> tuple[int, int]:
        """The first word of the clause a word stands in, and the one behind its last; of a very long one the part around it."""
        first, last = self.message.clauses[self.words[at].clause]
        return max(first, at - REACH), min(last, at + REACH)

    def sentence_start(self, at: int) -> int:
        """The first word of the sentence a word stands in, of a very long one the first of the part around it."""
        first = bisect_left(self.words, self.words[at].sentence, key=lambda word: word.sentence)
        return max(first, at - REACH)

    def within(self, cue: Cue, first: int, last: int) -> Iterator[Hit]:
        """The hits of a cue that lie between two words."""
        hits, starts = self._hits.get(cue, ()), self._starts.get(cue, ())
        for at in range(bisect_left(starts, first), len(starts)):
            if starts[at] >= last:
                return
            if hits[at].last <= last:
                yield hits[at]

    def has(self, cue: Cue, first: int, last: int) -> bool:
        """Whether a cue lies between two words."""
        return next(self.within(cue, first, last), None) is not None

    def begins(self, cue: Cue, at: int) -> bool:
        """Whether a cue begins at a word."""
        starts = self._starts.get(cue, ())
        place = bisect_left(starts, at)
        return place < len(starts) and starts[place] == at

    def near(self, cue: Cue, number: Quantity, reach: int = 4) -> bool:
        """Whether a cue stands up to `reach` words from a number in its clause."""
        first, last = self.clause(number.first)
        before = self.has(cue, max(first, number.first - reach), number.first)
        return before or self.has(cue, number.last, min(number.last + reach, last))

    def is_silent(self, at: int) -> bool:
        """Whether a word is part of an order or a question, and so tells nothing."""
        return self.is_command(at) or self.is_question(at)

    def is_command(self, at: int) -> bool:
        """Whether the sentence of a word gives orders to the reader of the message, or is about others; it is no evidence."""
        return self.words[at].sentence in self._commanded

    def is_question(self, at: int) -> bool:
        """Whether the clause of a word asks rather than tells."""
        return self.words[at].clause in self._asked

    def is_past(self, at: int) -> bool:
        """Whether the clause of a word tells what was, not what is."""
        return self.has(Cue.FORMER, *self.clause(at))

    def is_denied(self, hit: Hit) -> bool:
        """Whether a negation from outside reaches over a cue; its own is part of what it says ("customisation: none")."""
        denial = self._denied.get(hit.first)
        return denial is not None and not (hit.first <= denial.first and denial.last <= hit.last)

    def is_denied_number(self, number: Quantity) -> bool:
        """Whether a number is turned down: "not 200", "never just one"."""
        at = number.first
        while at > 0 and self.begins(Cue.WITHIN, at - 1):
            at -= 1
        return number.denied or self.has(Cue.DENIES_NUMBER, at - 1, at)

    def owner(self, at: int, *, within_clause: bool = False) -> Owner:
        """Whom a word speaks about: the nearest mark of seller or customer before it in its sentence (or only its clause)."""
        place, owner = self._owners[min(at, len(self.words) - 1)]
        if place is None:
            return Owner.NOBODY
        word, mark = self.words[min(at, len(self.words) - 1)], self.words[place]
        together = mark.clause == word.clause if within_clause else mark.sentence == word.sentence
        return owner if together else Owner.NOBODY

    def before(self, number: Quantity) -> Quantity | None:
        """The number before another."""
        place = bisect_left(self.numbers, number.first, key=lambda one: one.first)
        return self.numbers[place - 1] if place else None

    def earlier(self, number: Quantity) -> Sequence[Quantity]:
        """The numbers of a number's sentence before it."""
        first = self.sentence_start(number.first)
        place, end = (bisect_left(self.numbers, at, key=lambda one: one.first) for at in (first, number.first))
        return self.numbers[place:end]

    def behind(self, number: Quantity) -> Iterator[Quantity]:
        """The numbers behind another, in order."""
        place = bisect_left(self.numbers, number.last, key=lambda one: one.first)
        return (self.numbers[at] for at in range(place, len(self.numbers)))

    def in_clause(self, number: Quantity) -> list[Quantity]:
        """The other numbers of a number's clause."""
        first, last = self.clause(number.first)
        place = bisect_left(self.numbers, first, key=lambda one: one.first)
        end = bisect_left(self.numbers, last, key=lambda one: one.first)
        return [self.numbers[at] for at in range(place, end) if self.numbers[at] is not number]

    def between(self, first: int, last: int) -> str:
        """The text from one word up to but without another, as it was written, the sign of a currency before it included."""
        start = self._starts_of_numbers.get(first, self.words[first].start)
        return self.message.text[start : self.words[last - 1].end]

    def _within_bounds(self, numbers: Sequence[Quantity]) -> Iterator[Quantity]:
        """The numbers, two bounds of one thing made a range: "seven months at least, a year at most"."""
        at = 0
        while at < len(numbers):
            both = _range_of(*numbers[at : at + 2]) if at + 1 < len(numbers) and self._is_bare(numbers[at + 1]) else None
            same = both is not None and self.words[numbers[at].first].sentence == self.words[numbers[at + 1].first].sentence
            yield both if both is not None and same else numbers[at]
            at += 2 if same else 1

    def _is_bare(self, number: Quantity) -> bool:
        """Whether a clause says nothing but a number and its bound."""
        first, last = self.clause(number.first)
        return last - first <= number.last - number.first + _BOUND_WORDS

    def _turned_down(self) -> Iterator[tuple[int, Negation]]:
        """The words that negations reach over. One before them ends at a colon: "nothing formal: they buy at once"."""
        for one in self.message.negations:
            for at in range(one.begin, one.end):
                if self.words[at].low == ":" and one.first < at:
                    break
                yield at, one
        yield from self._twice_turned_down()
        yield from self._answered_no()

    def _twice_turned_down(self) -> Iterator[tuple[int, Negation]]:
        """What begins with one "no" and ends in another says the opposite: "nobody signs without legal"."""
        end = len(self.words)
        for hit in self.message.cues(TWICE):
            yield from ((at, Negation(end, end + 1, hit.first, hit.last)) for at in range(hit.first, hit.last))

    def _answered_no(self) -> Iterator[tuple[int, Negation]]:
        """The labels that "no" alone answers: "custom work: none"."""
        for hit in self.all(Cue.ANSWER_NO):
            first, last = self.clause(hit.first)
            labelled = self.words[hit.first - 1].low == ":" or hit.first - first <= _LABEL_WORDS
            if hit.last == last and hit.first > first and labelled:
                yield from ((at, Negation(hit.first, hit.last, first, hit.first)) for at in range(first, hit.first))

    def _answered(self) -> Iterator[int]:
        """The questions that are answered at once, and so tell: "custom work? always", "outsourcing? never"."""
        for cue in (Cue.ANSWER_YES, Cue.ANSWER_NO):
            for hit in self.all(cue):
                begins = hit.first > 0 and self._clause_start(hit.first) == hit.first
                if begins and not self.begins(Cue.ANSWER_UNKNOWN, hit.first):
                    yield self.words[hit.first - 1].clause

    def _opens_question(self, hit: Hit) -> bool:
        """Whether a clause begins with a question; one before a colon is a label: "who decides: the founder"."""
        first, last = self.message.clauses[self.words[hit.first].clause]
        return first == hit.first and all(self.words[at].low != ":" for at in range(hit.last, min(last, first + _LONGEST_LABEL)))

    def _clause_start(self, at: int) -> int:
        return self.message.clauses[self.words[at].clause][0]


def _range_of(one: Quantity, other: Quantity) -> Quantity | None:
    """Two bounds of one kind as a range in the place of the first; None where they are none."""
    if {one.bound, other.bound} != {Bound.AT_LEAST, Bound.AT_MOST} or one.kind is not other.kind or one.vague or other.vague:
        return None
    times = other.unit.months / one.unit.months if one.unit is not None and other.unit is not None else 1.0
    low, high = sorted((one.value, other.value * times))
    rising = (one.bound is Bound.AT_LEAST) == (low == one.value)
    return replace(one, low=low, high=high, bound=None) if rising and low < high else None
