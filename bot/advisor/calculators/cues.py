"""A metric's words: the book of phrases they make, and how closely they tie a number to an input.

Keys of the book read `<metric>.name`, `.asks`, `.ignore` and `<metric>.<input>`; a weak cue ("~open") has the key with `.weak`
behind it, what says something else ("!gross profit") with `.barred`, the words for all of an input with `.total`, and
those for what comes off it with `.less`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from bot.domain.metric import Metric, Words
from bot.language.message import Message
from bot.language.phrases import Hit
from bot.language.quantity import Quantity
from bot.language.tokens import Form

BOOK = "sums"
"""The name of the book."""
WEAK, BARRED, TOTAL, LESS = ".weak", ".barred", ".total", ".less"
_MARKS = {"~": WEAK, "!": BARRED}
STRONG = 10.0
"""A word right beside the number."""
LEAST = 3.0
"""A tie weaker than this is none."""
SURE = 5.0
"""A tie at least this strong counts as said in so many words."""
BESIDE = 9.5
"""A tie from right beside the number."""
_WEAK_LOSS = 2.0
"""What a cue marked "~" loses: a noun that stands near every number."""
_BOTH_SIDES = 2.0
"""What a cue with the number in its middle ("have # left") gains."""
_BEHIND = 0.05
"""Of two equal ties the one from before the number wins: "target 300" over "900 target"."""
_FAR_DATE = 8.0
"""What may stand at most between a number and its date."""
_PER_COMMA, _PER_STOP, _PER_NUMBER, _LONGER = 2.5, 6.0, 6.0, 0.5
_COSTS = dict.fromkeys(",(", _PER_COMMA) | dict.fromkeys(".!?;\n", _PER_STOP)


def phrases_of(metrics: Mapping[str, Metric]) -> dict[str, list[str]]:
    """Return the phrases by key, those of all languages together; signs without a word ("%") are left to who reads tokens."""
    found: dict[str, list[str]] = {}
    for metric in metrics.values():
        for name, words in _lists(metric):
            for phrase in dict.fromkeys(one for phrases in words.values() for one in phrases):
                bare = phrase.lstrip("~!")
                if any(sign.isalnum() for sign in bare):
                    found.setdefault(f"{metric.id}.{name}{_MARKS.get(phrase[0], '')}", []).append(bare)
    return found


def _lists(metric: Metric) -> Iterator[tuple[str, Words]]:
    yield "name", metric.names
    yield "asks", metric.asks
    yield "ignore", metric.ignore
    for name, entry in metric.inputs.items():
        yield name, entry.cues
        yield f"{name}{TOTAL}", entry.totals
        yield f"{name}{LESS}", entry.lessens


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found among the words `first` to `last`, and what it is worth at best."""

    first: int
    last: int
    worth: float
    gapped: bool = False


class Layout:
    """What stands between the words of one message, added up once: words, commas, ends of sentences, numbers."""

    def __init__(self, message: Message) -> None:
        self.message = message
        self._marks = [0.0] * (len(message.words) + 1)
        self._signs: dict[int, str] = {}
        self._starts = [word.start for word in message.words]
        for token in message.tokens:
            if token.form is Form.SIGN:
                self._signs.setdefault(token.word, token.low)
                self._marks[token.word] += _COSTS.get(token.low, 0.0)
        costs = [1.0] * len(message.words)
        for hit in message.cues("sums.joining"):
            costs[hit.first] += _PER_COMMA
        for quantity in _singles(message.quantities):
            if quantity.first < len(costs):
                costs[quantity.first] += _PER_NUMBER
        self._words_before = [0.0, *accumulate(costs)]
        self._marks_before = [0.0, *accumulate(self._marks)]

    def cost(self, first: int, last: int) -> float:
        """What the words from `first` up to but without `last` cost, with the marks around them."""
        marks = self._marks_before[last + 1] - self._marks_before[first]
        begins = 1.0 if self._marks[first] else 0.0
        return self._words_before[last] - self._words_before[first] + marks + begins

    def distance(self, one: tuple[int, int], other: tuple[int, int]) -> float:
        """What stands between two spans of words; without end where they overlap."""
        (_, first), (last, _) = sorted((one, other))
        return self.cost(first, last) if first <= last else inf

    def words_in(self, start: int, end: int) -> tuple[int, int]:
        """The words that lie in a piece of the text."""
        return bisect_left(self._starts, start), bisect_left(self._starts, end)

    def months_of(self, spans: Sequence[tuple[int, int]]) -> list[float | None]:
        """For every number the point in time of the date nearest to it, None where none is near. A date serves one number."""
        dates = self.message.dates
        places = [self.words_in(date.start, date.end) for date in dates]
        pairs = sorted(
            (self.distance(span, place), at, date) for at, span in enumerate(spans) for date, place in enumerate(places)
        )
        found: list[float | None] = [None] * len(spans)
        used: set[int] = set()
        for distance, at, date in pairs:
            if distance <= _FAR_DATE and found[at] is None and date not in used:
                found[at] = dates[date].months
                used.add(date)
        return found

    def sign_behind(self, last: int) -> str:
        """The first sign between a word and the one before it."""
        return self._signs.get(last, "")

    def cues(self, key: str) -> list[Cue]:
        """The cues of one list of the book that nothing bars, strong and weak ones."""
        hits = self.message.hits(BOOK)
        found = [(hit, 0.0) for hit in hits.get(key, ())] + [(hit, _WEAK_LOSS) for hit in hits.get(key + WEAK, ())]
        if not found:  # of most lists of most messages
            return []
        barred = hits.get(key + BARRED, ())
        return [
            Cue(hit.first, hit.last, STRONG - loss + _LONGER * (hit.last - hit.first - 1), hit.gapped)
            for hit, loss in found
            if not any(one.first < hit.last and hit.first < one.last for one in barred)
        ]

    def tie(self, cues: Iterable[Cue], first: int, last: int) -> float:
        """How strongly the cues tie the number in these words."""
        return max((self.strength(cue, first, last) for cue in cues), default=0.0)

    def strength(self, cue: Cue, first: int, last: int) -> float:
        """How strongly one cue ties the number; a cue that holds the number in it is beside it."""
        if cue.first <= first and last <= cue.last:
            return STRONG + (_BOTH_SIDES if cue.first < first and last < cue.last else 0.0)
        if first <= cue.first and cue.last <= last:  # "5% churn per month": the rate belongs to the number
            return cue.worth
        if cue.last <= first:
            return cue.worth - self.cost(cue.last, first)
        return cue.worth - self.cost(last, cue.first) - _BEHIND if last <= cue.first else 0.0


def outside(cues: Sequence[Cue], names: Sequence[Cue]) -> list[Cue]:
    """Leave out the cues that are only a part of the metric's name ("win" in "win rate"); names with a gap hide nothing."""
    return [cue for cue in cues if not any(_holds(name, cue) for name in names if not name.gapped)]


def _holds(name: Cue, cue: Cue) -> bool:
    inside = name.first <= cue.first and cue.last <= name.last
    return inside and cue.last - cue.first < name.last - name.first


def is_within(first: int, last: int, hits: Iterable[Hit | Cue | Quantity]) -> bool:
    """Whether these words lie within one of the spans."""
    return any(hit.first <= first and last <= hit.last for hit in hits)


def _singles(quantities: Iterable[Quantity]) -> Iterable[Quantity]:
    """The single numbers of quantities, both of a share or a range."""
    for quantity in quantities:
        yield from quantity.parts or (quantity,)
