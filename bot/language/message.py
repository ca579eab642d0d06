"""A message, read once: what every task asks of it. Parts that only some tasks need are worked out when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from bot.domain.language import Language
from bot.domain.lazily import lazily
from bot.language.dates import Date
from bot.language.negation import TELLING, Negation, negations_of, turned_down
from bot.language.parts import Hits, Parts
from bot.language.phrases import Hit
from bot.language.quantities import MOST_NUMBERS
from bot.language.quantity import Quantity
from bot.language.terms import Terms
from bot.language.tokens import MOST_WORDS, Form, Token, Word, clause_bounds

_AHEAD = frozenset("$€£¥₹#@(")
KeptT = TypeVar("KeptT")


@dataclass(frozen=True)
class Message:
    """One message. `text` is what all places refer to; `spoken` the language its asker is known to speak, if any.

    `shortened` tells that its text was longer than what is read.
    """

    text: str
    spoken: Language | None
    shortened: bool
    parts: Parts = field(repr=False, compare=False)

    @lazily
    def _cut(self) -> tuple[tuple[Token, ...], tuple[Word, ...]]:
        return self.parts.cut(self)

    @lazily
    def tokens(self) -> tuple[Token, ...]:
        """The pieces of the text, in order."""
        return self._cut[0]

    @lazily
    def words(self) -> tuple[Word, ...]:
        """The words with their places, in order."""
        return self._cut[1]

    @lazily
    def lows(self) -> Sequence[str]:
        """The words as they are compared: known without their places, which only some ask for."""
        return self.parts.lows(self)

    @lazily
    def terms(self) -> Terms:
        """The words set right, with what was repaired and what is unknown."""
        return self.parts.terms(self)

    @property
    def language(self) -> Language | None:
        """The language its words are in, None where they do not tell."""
        return self.terms.language

    @lazily
    def is_cut(self) -> bool:
        """Whether more was written than is read, be it characters, words or numbers."""
        many = len(self.lows)
        return self.shortened or many >= MOST_WORDS or (many > MOST_NUMBERS and len(self.quantities) >= MOST_NUMBERS)

    @lazily
    def is_firm(self) -> bool:
        """Whether words of grammar tell the language, not only words that several languages use."""
        return any(map(self.parts.is_grammar, self.lows))

    @property
    def asks(self) -> bool:
        """Whether there is a question mark."""
        return "?" in self.text

    @lazily
    def content(self) -> tuple[str, ...]:
        """The terms with a subject of their own."""
        return self.parts.content(self)

    @lazily
    def _named(self) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
        return self.parts.named(self)

    @property
    def concepts(self) -> tuple[Hit, ...]:
        """The concepts of the lexicon that are named, over the terms."""
        return self._named[0]

    @property
    def sides(self) -> tuple[Hit, ...]:
        """The sides of the market that are named, over the terms."""
        return self._named[1]

    @lazily
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers, in order."""
        return self.parts.quantities(self)

    @lazily
    def dates(self) -> tuple[Date, ...]:
        """The dates, in order."""
        return self.parts.dates(self)

    @lazily
    def _books(self) -> dict[str, Hits]:
        return {}

    @lazily
    def clause_of(self) -> Sequence[int]:
        """The clause of every word: known without their places where there is but one."""
        return self.parts.clauses(self)

    def hits(self, book: str) -> Hits:
        """The phrases of a book that were found, by key, each in order; a key without any is missing."""
        found = self._books.get(book)
        if found is None:
            found = self._books[book] = self.parts.hits(self, book)
        return found

    @lazily
    def _kept(self) -> dict[Callable[[Message], Any], Any]:
        return {}

    def kept(self, work: Callable[[Message], KeptT]) -> KeptT:
        """What a task works out of the message, worked out once: several of its steps may ask."""
        if work not in self._kept:
            self._kept[work] = work(self)
        found: KeptT = self._kept[work]
        return found

    def mended(self, words: tuple[Word, ...]) -> Message:
        """The message with its words spelt otherwise; its numbers stay, for they are read from the tokens."""
        mended = self._cut_into(self.tokens, words)
        vars(mended)["quantities"] = self.quantities
        return mended

    def cues(self, key: str) -> Sequence[Hit]:
        """The hits of one list of `knowledge/language/<code>/cues/`, named `<file>.<key>`, in order."""
        return self._cues.get(key, ())

    @lazily
    def _cues(self) -> Hits:
        return self.hits("cues")

    @lazily
    def beginning(self) -> int:
        """The first word that is more than politeness."""
        polite = {hit.first: hit.last for hit in self.cues("clauses.polite")}
        at = 0
        while at in polite:
            at = polite[at]
        return at

    @lazily
    def _turned_down(self) -> frozenset[int]:
        return turned_down(self.words, self.hits("cues"))

    def is_turned_down(self, side: Hit) -> bool:
        """Whether a side, found among the terms, is turned down: the other one is meant."""
        around = (one for one in self.sides if one.covers(side))
        return any(self.terms.terms[one.first].word in self._turned_down for one in around)

    @lazily
    def negations(self) -> tuple[Negation, ...]:
        """What turns something down, with its reach."""
        hits = self.hits("cues")
        return () if TELLING.isdisjoint(hits) else negations_of(self.words, hits, self.asked)

    def denial(self, first: int) -> Negation | None:
        """The negation that reaches over a word, if any."""
        return self._denied.get(first)

    @lazily
    def _denied(self) -> Mapping[int, Negation]:
        """The negation over every word that one reaches, the first of them."""
        return {at: one for one in reversed(self.negations) for at in range(one.begin, one.end)}

    @lazily
    def clauses(self) -> Mapping[int, tuple[int, int]]:
        """By clause its first word, and the one behind its last."""
        return clause_bounds(self.words)

    @lazily
    def asked(self) -> frozenset[int]:
        """The clauses that a question mark ends."""
        marks = (token.word for token in self.tokens if token.low == "?" and token.word > 0)
        return frozenset(self.words[at - 1].clause for at in marks)

    def part(self, first: int, last: int) -> Message:
        """A piece of the message, from one word up to but without another, the marks behind it included; places stay the same."""
        return self.keeping(range(first, last))

    def keeping(self, kept: Iterable[int]) -> Message:
        """The message with some of its words alone, and the marks behind them; places stay the same."""
        places = {old: new for new, old in enumerate(kept)}
        tokens = (token._replace(word=places[at] + token.word - at) for token in self.tokens if (at := _owner(token)) in places)
        words = tuple(self.words[at] for at in places)
        return self._cut_into(tuple(tokens), words)

    def _cut_into(self, tokens: tuple[Token, ...], words: tuple[Word, ...]) -> Message:
        """The message cut otherwise than its text by itself would be."""
        message = replace(self, shortened=self.shortened or len(self.lows) >= MOST_WORDS)
        vars(message).update(_cut=(tokens, words), lows=[word.low for word in words], clause_of=[word.clause for word in words])
        return message

    def between(self, first: int, last: int) -> str:
        """The text from one word up to but without another, as it was written."""
        return self.text[self.words[first].start : self.words[last - 1].end] if first < last else ""


def _owner(token: Token) -> int:
    """The word a token belongs to; a mark belongs to the word before it, a sign of money to the one behind."""
    return max(token.word - 1, 0) if token.form is Form.SIGN and token.low not in _AHEAD else token.word
