"""Reads messages: made once for the languages of a knowledge folder, shared by every task and every thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from bot.domain.language import Language, Segment
from bot.domain.lazily import lazily
from bot.language.contractions import Contractions
from bot.language.dates import Calendar, Date
from bot.language.grammar import NUMBER
from bot.language.lexicon import Lexicon
from bot.language.message import Message
from bot.language.parts import Hits
from bot.language.phrases import Hit, PhraseBook, longest
from bot.language.quantities import NumberTables, has_none, read_quantities
from bot.language.quantity import Quantity
from bot.language.remembered import MOST
from bot.language.spelling import Speller
from bot.language.terms import TermReader, Terms, Vocabulary
from bot.language.text import LONGEST, plain
from bot.language.tokens import Token, Word, cut
from bot.language.words import bare_words, is_plain, words_of

CUES = "cues"
"""The book of the languages' own cues; the others belong to tasks."""
BOUNDS = "bounds."
"""Cues that limit numbers hold signs and are found among the tokens, by the reader of numbers."""
NAME = "name"
"""What a side is called that is the name of a company known to be large."""
_SIDE = "side "
"""What the sides are marked with among the concepts: both are looked for at once."""


class _Compiled(NamedTuple):
    """A book with what it was compiled from."""

    said: tuple[tuple[str, tuple[str, ...]], ...]
    lexicons: tuple[Lexicon, ...]
    book: PhraseBook


_compiled: dict[str, _Compiled] = {}
"""The last book of each name."""


class Reader:
    """Turns text into Messages. Holds no state between messages but caches."""

    def __init__(
        self,
        lexicons: Sequence[Lexicon],
        counts: Mapping[str, Sequence[int]],
        books: Mapping[str, Mapping[str, Iterable[str]]] | None = None,
        common: Iterable[str] = (),
        *,
        most: int = MOST,
        cued: tuple[str, ...] = ("",),
    ) -> None:
        """`counts`: word -> how often it stands in each language's phrases (see `Vocabulary`); `common`: further right words.

        `books`: the phrases of tasks, by the name of their book and their key; `most`: words of which something is remembered;
        `cued`: how the names of the cues begin that are looked for. Raises PhraseError where a phrase cannot be read.
        """
        self.lexicons = {lexicon.language: lexicon for lexicon in lexicons}
        self._contractions = contractions_of(lexicons)
        cues = merged(lexicon.cues for lexicon in lexicons)
        self._openers, self._tied = (frozenset(cues.get(key, ())) for key in ("clauses.openers", "clauses.tied"))
        self._vocabulary = Vocabulary(counts, lexicons, most)
        self._stop = frozenset().union(*(lexicon.stop | lexicon.polite for lexicon in lexicons))
        self._terms = TermReader(lexicons, self._vocabulary, self._speller_of(lexicons, counts, common), most)
        self._names = PhraseBook.of_rows(chain(self._concept_rows(lexicons), self._side_rows(lexicons)), most)
        self._numbers = NumberTables(lexicons)
        self._calendar = Calendar(lexicons)
        words = {key: phrases for key, phrases in cues.items() if key.startswith(cued) and not key.startswith(BOUNDS)}
        self._made: dict[str, _Compiled] = {}
        self.books = {name: self._book(name, phrases) for name, phrases in {CUES: words, **(books or {})}.items()}

    @lazily
    def locales(self) -> Mapping[str, Language]:
        """The languages by the codes that clients know them by."""
        return {locale: lexicon.language for lexicon in self.lexicons.values() for locale in lexicon.locales}

    @lazily
    def languages_asked(self) -> Mapping[str, Language]:
        """The language that each intent of that kind asks to speak."""
        return {lexicon.asked_by: lexicon.language for lexicon in self.lexicons.values() if lexicon.asked_by}

    def _book(self, name: str, phrases: Mapping[str, Iterable[str]]) -> PhraseBook:
        """The compiled phrases of a book: the last one of its name, where it is of the same phrases and languages.

        No book depends on what words stand in the phrases to learn from, so that a reader which knows more of them shares it.
        """
        said = tuple((key, tuple(entries)) for key, entries in phrases.items())
        lexicons = tuple(self.lexicons.values())
        last = _compiled.get(name)
        if last is None or last.said != said or list(map(id, last.lexicons)) != list(map(id, lexicons)):
            endings = [ending for lexicon in lexicons for ending in lexicon.endings]
            last = _Compiled(said, lexicons, PhraseBook(dict(said), self.split, endings=endings))
        self._made[name] = _compiled[name] = last
        return last.book

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the place of a reader that was pickled: its books serve those that are made after it, as if it had made them."""
        self.__dict__.update(state)
        _compiled.update(self._made)

    def split(self, text: str) -> Iterator[str]:
        """Yield the words of a phrase as they are compared in messages."""
        if text.isascii() and text.islower() and text.replace(" ", "").isalpha():  # nearly all are, and there are many
            return (part for word in text.split() for part in self._contractions.parts(word))
        return words_of(plain(text), self._contractions)

    def read(self, text: str, spoken: Language | None = None) -> Message:
        """Read one message of any length and script; never fails, takes linear time.

        `spoken` is the language the asker is known to speak; it decides only what the message leaves open.
        """
        return Message(text=plain(text), spoken=spoken, shortened=len(text) > LONGEST, parts=self)

    def cut(self, message: Message) -> tuple[tuple[Token, ...], tuple[Word, ...]]:
        """The tokens and the words of a message."""
        return cut(message.text, self._contractions, self._openers, self._tied)

    def lows(self, message: Message) -> Sequence[str]:
        """The words of a message as they are compared."""
        bare = bare_words(message.text, self._contractions)
        return [word.low for word in message.words] if bare is None else bare

    def clauses(self, message: Message) -> Sequence[int]:
        """The clause of every word of a message."""
        one = is_plain(message.text, message.lows, self._openers)
        return [0] * len(message.lows) if one else [word.clause for word in message.words]

    def terms(self, message: Message) -> Terms:
        """The words of a message set right."""
        return self._terms.read(message.lows)

    def meet(self, words: Iterable[str]) -> None:
        """Work out beforehand what is remembered of words, as if each had been said by itself."""
        for word in words:
            self._terms.meet(word)
            message = self.read(word)
            self.named(message)
            for book in self.books:
                self.hits(message, book)

    def named(self, message: Message) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
        """The concepts and the sides that the terms of a message name, the longest that begin at a term."""
        hits = self._names.find([term.stem for term in message.terms.terms])
        sides = [hit._replace(key=hit.key.removeprefix(_SIDE)) for hit in hits if hit.key.startswith(_SIDE)]
        return longest([hit for hit in hits if not hit.key.startswith(_SIDE)]), longest(sides)

    def hits(self, message: Message, book: str) -> Hits:
        """The phrases of a book in a message, by key; a number counts as one place, whatever its words."""
        phrases = self.books[book]
        lows, clauses = message.lows, message.clause_of
        hits = phrases.find(lows, clauses)
        if phrases.has_numbers and message.quantities:
            hits = sorted(
                {*hits, *_around_numbers(phrases, message, lows, clauses)}, key=lambda hit: (hit.first, -hit.last, hit.key)
            )
        found: dict[str, list[Hit]] = {}
        for hit in hits:
            found.setdefault(hit.key, []).append(hit)
        return found

    def quantities(self, message: Message) -> tuple[Quantity, ...]:
        """The numbers of a message."""
        if has_none(message.text, message.lows, self._numbers):
            return ()
        languages = (message.language or message.spoken, message.spoken)
        home = any(code in self.lexicons and bool(self.lexicons[code].money.home) for code in languages if code)
        return read_quantities(message.text, message.tokens, self._numbers, home=home)

    def dates(self, message: Message) -> tuple[Date, ...]:
        """The dates of a message."""
        return self._calendar.dates(message.tokens)

    def is_grammar(self, word: str) -> bool:
        """Whether a word of grammar belongs to some of the languages alone."""
        return self._vocabulary.is_grammar(word)

    def content(self, message: Message) -> tuple[str, ...]:
        """The terms with a subject of their own: no stop words, no politeness, no digits."""
        stop = self._stop
        lows = [term.low for term in message.terms.terms if term.low not in stop]
        return tuple([low for low in lows if low.isalpha() or not any(sign.isdigit() for sign in low)])

    def _speller_of(self, lexicons: Sequence[Lexicon], counts: Mapping[str, Sequence[int]], common: Iterable[str]) -> Speller:
        concepts = chain.from_iterable(lexicon.concepts.values() for lexicon in lexicons)
        listed = self._words(chain.from_iterable(concepts))
        sides = (phrases for one in lexicons for side in Segment for phrases in (one.segments.get(side, ()), one.names))
        sided = self._words(chain.from_iterable(sides))
        chat = frozenset().union(*(lexicon.slang for lexicon in lexicons))
        frequencies = {**dict.fromkeys(sorted(listed), 1), **{word: sum(seen) for word, seen in counts.items()}}
        return Speller(frequencies, self._stop | chat | sided | frozenset(common))

    def _words(self, phrases: Iterable[str]) -> set[str]:
        """All words of some phrases."""
        return {word for phrase in phrases for word in self.split(phrase)}

    def _concept_rows(self, lexicons: Sequence[Lexicon]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each concept's phrases as stems, once each."""
        for lexicon in lexicons:
            for concept, phrases in lexicon.concepts.items():
                spelt = (self._terms.spellings(self.split(phrase), lexicon.language) for phrase in phrases)
                yield from ((concept, row) for row in dict.fromkeys(chain.from_iterable(spelt)))

    def _side_rows(self, lexicons: Sequence[Lexicon]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The words of each side as stems of every language, for people mix them; once each."""
        pairs = [(side.value, phrase) for one in lexicons for side, phrases in one.segments.items() for phrase in phrases]
        pairs += [(NAME, name) for one in lexicons for name in one.names]
        rows = ((side, self._terms.stems(self.split(phrase), code)) for side, phrase in pairs for code in self.lexicons)
        yield from ((f"{_SIDE}{side}", row) for side, row in dict.fromkeys(rows))


def contractions_of(lexicons: Iterable[Lexicon]) -> Contractions:
    """What all languages write out, together."""
    words = {word: tuple(full.split()) for one in lexicons for word, full in one.contractions.items()}
    endings = {ending: tuple(full.split()) for one in lexicons for ending, full in one.contraction_endings.items()}
    return Contractions(words, endings)


def merged(maps: Iterable[Mapping[str, Iterable[str]]]) -> dict[str, list[str]]:
    """Put the phrases of all languages together: people mix them."""
    merged: dict[str, list[str]] = {}
    for one in maps:
        for key, phrases in one.items():
            merged.setdefault(key, []).extend(phrases)
    return merged


def _around_numbers(phrases: PhraseBook, message: Message, lows: Sequence[str], clauses: Sequence[int]) -> Iterator[Hit]:
    """Find phrases with a number in them: the words of every quantity become one `#`, and places are told by words again."""
    starts = {quantity.first: quantity.last for quantity in message.quantities if quantity.last > quantity.first}
    shown: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(lows):
        shown.append(NUMBER if at in starts else lows[at])
        places.append(at)
        at = starts.get(at, at + 1)
    places.append(len(lows))
    for hit in phrases.find(shown, [clauses[place] for place in places[:-1]]):
        if NUMBER in shown[hit.first : hit.last]:
            yield Hit(hit.key, places[hit.first], places[hit.last], hit.gapped)
