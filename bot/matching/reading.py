"""What the model weighs of a message: its words, pairs, concepts, pieces of words and sides, as features."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.language import Language, Segment
from bot.domain.lazily import lazily
from bot.language.grammar import LIST
from bot.language.lexicon import Lexicon
from bot.language.message import Message
from bot.language.quantity import Kind, Quantity
from bot.language.reader import NAME
from bot.language.reader import Reader as MessageReader
from bot.matching.frame import cues_of, edges_of

FIELDS = ("word", "pair", "concept", "gram", "side", "edge", "cue")
"""The kinds of features, each weighed as a field of its own; the last two tell what is wanted, whatever the subject."""

GRAM_SIZE = 4
"""Letters of a piece of a word, its ends counted. With pieces of 3, 4 and 5 letters together 96.7 of 100 sentences of hands that
nothing was learnt from are found (mean log loss 0.167, three streams of chance), with one size 96.7, 96.8 and 96.8 (0.146, 0.150,
0.143), in two thirds of the time."""

WHILE_LEARNING = 40_000
"""Words of which something is remembered while phrases are learnt: about all that there are."""

ENTERPRISE_FROM = 1000
"""Employees from which a company counts as an enterprise: the source's SMBs have up to 999."""

SIZES = ("person", "staff", "people")
"""Cues `sizes.<name>`: words behind a head count, by how surely it is a company's size; the model learns what each is worth."""

CUED = ("sizes.", "views.", "wants.", LIST)
"""The cues that features are made of, and the lists that they name: all others take most of the time of looking for them."""

SOME, MANY = 11, 100
"""People from which "people" is the size of a company: more than decide on a purchase, and more than meet."""


@dataclass(frozen=True)
class Reading:
    """A message as the matcher looks at it.

    `words` are as typed, `corrected` after repair; `concepts` and `sides` pair words with what they name; `firm` tells that
    words of grammar tell the language, not only words that several languages use.
    """

    message: Message

    @lazily
    def words(self) -> tuple[str, ...]:
        """The words as typed."""
        return tuple([low for low in self.message.lows if low != ":"])

    @lazily
    def corrected(self) -> tuple[str, ...]:
        """The words after repair, chat words written out."""
        return tuple(term.low for term in self.message.terms.terms)

    @lazily
    def stems(self) -> tuple[str, ...]:
        """The stems of the words after repair."""
        return tuple(term.stem for term in self.message.terms.terms)

    @property
    def corrections(self) -> tuple[tuple[str, str], ...]:
        """(as typed, as repaired)."""
        return self.message.terms.corrections

    @lazily
    def concepts(self) -> tuple[tuple[str, str], ...]:
        """(words, concept)."""
        return tuple((" ".join(self.corrected[hit.first : hit.last]), hit.key) for hit in self.message.concepts)

    @lazily
    def sides(self) -> tuple[tuple[str, str], ...]:
        """(words, side)."""
        return tuple((" ".join(self.corrected[hit.first : hit.last]), hit.key) for hit in self.message.sides)

    @property
    def names_side(self) -> bool:
        """Whether words name a side, or a head count tells it."""
        return bool(self.message.sides) or self.sized is not None

    @lazily
    def sized(self) -> Segment | None:
        """The side that the head counts tell beyond doubt."""
        return side_by_headcount(self.message)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The words like nothing known."""
        return self.message.terms.unknown

    @property
    def content(self) -> tuple[str, ...]:
        """The words with a subject of their own."""
        return self.message.content

    @property
    def asks(self) -> bool:
        """Whether there is a question mark."""
        return self.message.asks

    @property
    def firm(self) -> bool:
        """Whether words of grammar tell the language."""
        return self.message.is_firm

    @property
    def language(self) -> Language | None:
        """The language of the words."""
        return self.message.language

    @lazily
    def features(self) -> Mapping[str, frozenset[str]]:
        """The features by field. The `frame`, which only what tells a want has a use for, is looked at when first asked for."""
        grams = frozenset([gram for word in set(self.content) for gram in grams_of(word)])
        return _Features({**self.whole, "gram": grams}, self.message, self._shaped)

    @property
    def by_words(self) -> Mapping[str, frozenset[str]]:
        """The same with words in the place of their pieces, for whoever has those of a word added up."""
        return _Features({**self.whole, "gram": InPieces(self.content)}, self.message, self._shaped)

    @property
    def whole(self) -> Mapping[str, frozenset[str]]:
        """The features by field, without the `frame` and the pieces of words: those are the same wherever a word stands."""
        message, shaped = self.message, self._shaped
        found = [hit.key for hit in message.sides]
        return {
            "word": frozenset(shaped),
            "pair": frozenset([f"{first} {second}" for first, second in pairwise(shaped)]),
            "concept": frozenset(hit.key for hit in message.concepts) | {f"side {side}" for side in found},
            "side": frozenset(_side_features(found)) | frozenset(_size_features(message)),
        }

    @property
    def frame(self) -> Mapping[str, frozenset[str]]:
        """How the message begins and ends and which words for wanting something stand in it, as features by field."""
        return _frame_of(self.message, self._shaped)

    @lazily
    def _shaped(self) -> list[str]:
        stems = [term.stem for term in self.message.terms.terms]
        return [stem if stem.isalpha() else _shape(stem) for stem in stems]


class InPieces(frozenset[str]):
    """Words that stand for their pieces: these are the features."""


class _Features(dict[str, frozenset[str]]):
    """The features of a reading by field; those of its frame come with the first of them that is asked for."""

    def __init__(self, found: Mapping[str, frozenset[str]], message: Message, shaped: Sequence[str]) -> None:
        super().__init__(found)
        self._message, self._shaped = message, shaped

    def __missing__(self, field: str) -> frozenset[str]:
        self.update(_frame_of(self._message, self._shaped))
        return self[field]


class Reader:
    """Reads texts into readings, for training and calibration: of the cues only those that features are made of are found."""

    def __init__(self, lexicon: Sequence[Lexicon], vocabulary: Mapping[str, Sequence[int]]) -> None:
        """`vocabulary`: word -> how often it stands in the phrases of each language."""
        self._reader = MessageReader(lexicon, vocabulary, most=WHILE_LEARNING, cued=CUED)

    @property
    def languages_asked(self) -> Mapping[str, Language]:
        """The language that each intent of that kind asks to speak."""
        return self._reader.languages_asked

    def read(self, text: str) -> Reading:
        """Read one text."""
        return Reading(self._reader.read(text))


def grams_of(word: str) -> Iterator[str]:
    """The pieces of a word, its ends marked."""
    padded = f"^{word}$"
    return (padded[at : at + GRAM_SIZE] for at in range(len(padded) - GRAM_SIZE + 1))


def _frame_of(message: Message, shaped: Sequence[str]) -> dict[str, frozenset[str]]:
    return {"edge": frozenset(edges_of(shaped)), "cue": cues_of(message)}


def _side_features(found: Sequence[str]) -> Iterator[str]:
    """Which sides are named, whether one alone, both, or none."""
    sides = {"enterprise" if side == NAME else side for side in found}
    yield from found
    if not sides:
        yield "no side"
    elif len(sides) == 1:
        yield f"only {next(iter(sides))}"
    else:
        yield "both"


def side_by_headcount(message: Message) -> Segment | None:
    """The side that the head counts of a message tell beyond doubt ("3,000 employees"); None where they tell none, or both.

    Few people may also be those in a meeting, so only many say for sure how large a company is, or some that all is about.
    """
    least = SOME if len(message.content) <= 1 else MANY
    counts = [count for size, count in _headcounts(message) if size != "people" or count >= least]
    sides = {Segment.ENTERPRISE if count >= ENTERPRISE_FROM else Segment.SMB for count in counts}
    return sides.pop() if len(sides) == 1 else None


def _size_features(message: Message) -> Iterator[str]:
    """Each head count as large or small, with the word for people behind it."""
    return (f"{'large' if count >= ENTERPRISE_FROM else 'small'} {size}" for size, count in _headcounts(message))


def _headcounts(message: Message) -> Iterator[tuple[str, float]]:
    """(a name of SIZES, how many) for each count of people: "a 120-person firm", "40 karyawan", "a company of 80"."""
    if not any(low[:1].isdigit() for low in message.lows):
        return
    behind = {hit.first: size for size in SIZES for hit in message.cues(f"sizes.{size}")}
    before = dict.fromkeys((hit.last for hit in message.cues("sizes.before")), "staff")
    if behind or before:  # nearly all numbers count something else
        yield from _counted(message.quantities, behind, before)


def _counted(quantities: Iterable[Quantity], behind: Mapping[int, str], before: Mapping[int, str]) -> Iterator[tuple[str, float]]:
    """The same, by what stands behind a number and before it: places of words, each with a name of SIZES."""
    for quantity in quantities:
        size = behind.get(quantity.last, before.get(quantity.first))
        if size and quantity.kind is Kind.PLAIN and not quantity.spelt:
            yield size, quantity.high


def _shape(word: str) -> str:
    """Numbers become one feature by their kind, so that a figure never ties a phrase to a topic by chance."""
    if not any(sign.isdigit() for sign in word):
        return word
    return "#%" if word.endswith("%") else "#"
