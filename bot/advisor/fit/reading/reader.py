"""Reads a message into answers, and tells which words each of them came from. The same message always reads the same."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from bot.advisor.fit.reading.amounts import Purse, find_amounts
from bot.advisor.fit.reading.choices import Choices
from bot.advisor.fit.reading.counts import find_counts
from bot.advisor.fit.reading.cues import BOOK, Cue
from bot.advisor.fit.reading.durations import find_durations
from bot.advisor.fit.reading.groups import describes_two_groups, spread_of
from bot.advisor.fit.reading.passage import Found, Passage
from bot.domain.fit import Answers, Given, Understood
from bot.domain.fit_model import Axis, FitModel, Reads
from bot.domain.language import FALLBACK
from bot.language.lexicon import Lexicon
from bot.language.message import Message
from bot.language.phrases import Hit
from bot.language.reader import Reader
from bot.language.spelling import Speller
from bot.language.tokens import Word

MENDED = "list.mended"
"""The words in which slips of the finger are mended."""
_DIGITS = "0123456789.,'"
_LONGEST_LABEL = 3
"""Words of a question that is a label of the answer behind it."""
_REPLIES = (Cue.QUESTION, Cue.ANSWER_YES, Cue.ANSWER_NO, Cue.ANSWER_UNKNOWN)
_COVERED = 0.6
"""Share of the words that must be understood where a single unsure thing stands without any word of selling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read from a message: the answers, and for display the words that each came from."""

    answers: Answers
    understood: tuple[Understood, ...] = ()


class _Told(NamedTuple):
    """What a message says, and whether it is believed where no fit check is open."""

    reading: Reading
    is_believable: bool


class FitReader:
    """Reads messages by the cues of a model. Safe to share between threads."""

    def __init__(self, model: FitModel, reader: Reader) -> None:
        """`reader` is the one reader of messages; it must hold the model's phrases as the book `fit`."""
        self.model = model
        self.reader = reader
        self.purse = Purse(model, reader.lexicons)
        mended = model.cues.get(MENDED, ())
        known = reader.books[BOOK].vocabulary if BOOK in reader.books else set()
        self._known = frozenset(known)
        self._speller = Speller(dict.fromkeys(mended, 1), self._known)
        self._short = {language: _short_forms(lexicon, known) for language, lexicon in reader.lexicons.items()}

    def passage(self, message: Message, *, of_prospect: bool = False) -> Passage:
        """Prepare a message for reading: short forms written out, slips mended in the few words the check cannot do without,
        and what answers a label that asks put beside it.
        """
        message = self._mended(message)
        answers = {word.clause + 1: word for word in _asked_labels(message)}
        if answers:
            message = message.mended(tuple(_beside(word, answers.get(word.clause)) for word in message.words))
        return Passage(message, answered=frozenset(label.clause for label in answers.values()), of_prospect=of_prospect)

    def _mended(self, message: Message) -> Message:
        short = self._short.get(message.language or message.spoken or FALLBACK, {})
        repairs = [short.get(word.low) or self._noun_of(word.low) or self._speller.repair(word.low) for word in message.words]
        if not any(repairs):
            return message
        pairs = zip(message.words, repairs, strict=True)
        return message.mended(tuple(word._replace(low=right) if right else word for word, right in pairs))

    def _noun_of(self, word: str) -> str | None:
        """The noun that hangs on digits: "20ppl"."""
        noun = word.lstrip(_DIGITS) if word[0] in _DIGITS else ""
        return noun if len(noun) > 1 and noun in self._known else None

    def read(self, message: Message, *, open_check: bool = False, of_prospect: bool = False) -> Reading:
        """Return what a message says about customers, deals and the seller. Chatter, questions and orders say nothing.

        `open_check` tells that a fit check is open, so that a single unsure thing ("actually it is $5k") is believed;
        `of_prospect` that the company described is no seller's.
        """
        if not message.words:
            return Reading(answers=Answers())
        told = message.kept(self._told_of_prospect if of_prospect else self._told)
        return told.reading if open_check or told.is_believable else Reading(answers=Answers())

    def _told_of_prospect(self, message: Message) -> _Told:
        return self._told(message, of_prospect=True)

    def _told(self, message: Message, *, of_prospect: bool = False) -> _Told:
        passage = self.passage(message, of_prospect=of_prospect)
        choices = Choices(self.model, passage)
        found = list(_of_now(passage, list(self._found(passage, choices))))
        both = describes_two_groups(self.model, passage, found, rivals=choices.rivals())
        taken = [one for one in self._best(found) if not (both and self._is_of_one_group(one))]
        taken += spread_of(self.model, found) if both else []
        return _Told(self._reading(passage, taken, both=both), both or _believable(passage, taken))

    def says(self, message: Message, cue: Cue, longest: int) -> bool:
        """Whether a message of at most `longest` words says one of a cue's phrases, such as "don't know" or "stop"."""
        return len(message.words) <= longest and bool(message.hits(BOOK).get(cue))

    def is_named(self, message: Message) -> bool:
        """Whether a message begins by naming the fit check; what follows describes customers or the seller."""
        return bool(self.names(message))

    @staticmethod
    def names(message: Message) -> list[Hit]:
        """The names of the check that a message begins with."""
        return [hit for hit in message.hits(BOOK).get(Cue.NAMED, ()) if hit.first == message.beginning]

    def asks(self, message: Message) -> bool:
        """Whether a message asks something, with or without a mark: a sentence begins with a question, or its end is one.

        In the middle of a sentence a lone "who" or "which" goes on telling.
        """
        if message.asks:
            return True
        words, hits = message.words, message.hits(BOOK).get(Cue.QUESTION, ())
        return any(_is_question(words, hit) for hit in hits)

    def _found(self, passage: Passage, choices: Choices) -> Iterator[Found]:
        counts = find_counts(self.model, passage)
        amounts = find_amounts(self.model, self.purse, passage, counts)
        return chain(counts, amounts, find_durations(self.model, passage), choices.options(), choices.signs())

    def _is_of_one_group(self, found: Found) -> bool:
        """Whether something is told of the market that cannot hold for two groups of customers; signs stand for either side."""
        return found.id in self.model.criteria and self.model.criteria[found.id].axis is Axis.MARKET

    def _best(self, found: list[Found]) -> list[Found]:
        """Of rivals for one criterion the one of the highest rank, of equals the larger duration or the first."""
        cycle = self.model.that_reads(Reads.CYCLE)
        best: dict[str, Found] = {}
        for one in found:
            rival = best.get(one.id)
            longest = cycle is not None and one.id == cycle.id
            if rival is None or _rank(one, longest=longest) > _rank(rival, longest=longest):
                best[one.id] = one
        return list(best.values())

    def _reading(self, passage: Passage, taken: list[Found], *, both: bool) -> Reading:
        order = list(self.model.criteria)
        told = sorted((one for one in taken if one.value is not None), key=lambda one: order.index(one.id))
        signs = [one for one in taken if one.value is None]
        answers = Answers(
            values={one.id: one.value for one in told},
            given={one.id: Given(words=one.given, currency=one.currency) for one in taken if one.given is not None},
            signs=tuple(one.id for one in signs),
            both=both,
        )
        shown = (Understood(id=one.id, value=one.value, words=_words_of(passage, one)) for one in (*told, *signs))
        return Reading(answers=answers, understood=tuple(shown))


def _asked_labels(message: Message) -> Iterator[Word]:
    """Yield the last word of every question that is a mere label, answered at once: "budget? tight", "headcount? 300"."""
    hits = message.hits(BOOK) if message.asked else {}
    asking = {hit.first for hit in hits.get(Cue.QUESTION, ())}
    replying = {hit.first for cue in _REPLIES for hit in hits.get(cue, ())}
    for clause in message.asked:
        first, last = message.clauses[clause]
        behind = message.clauses.get(clause + 1)
        is_label = last - first <= _LONGEST_LABEL and asking.isdisjoint(range(first, last))
        if is_label and behind is not None and behind[0] not in replying:
            yield message.words[last - 1]


def _beside(word: Word, label: Word | None) -> Word:
    """A word of an answer put into the clause of the label it answers."""
    return word if label is None else word._replace(clause=label.clause, sentence=label.sentence)


def _of_now(passage: Passage, found: Sequence[Found]) -> Iterator[Found]:
    """What is, without what was: "it was $2k a year, now it is $70k"; the past alone is told as it is."""
    now = {one.id for one in found if not passage.is_past(one.first)}
    return (one for one in found if one.id not in now or not passage.is_past(one.first))


def _is_question(words: Sequence[Word], hit: Hit) -> bool:
    """Whether a question begins a sentence or, in several words, its clause, or stands at the end of all that is said."""
    before = words[hit.first - 1] if hit.first else None
    if before is None or before.sentence != words[hit.first].sentence:
        return True
    several = hit.last - hit.first > 1 and before.clause != words[hit.first].clause
    return several or hit.last == len(words)


def _words_of(passage: Passage, one: Found) -> str:
    """The words something was read from, those of the other end of a range behind them."""
    words = passage.between(one.first, one.last)
    return words if one.also is None else f"{words} … {passage.between(*one.also)}"


def _short_forms(lexicon: Lexicon, known: Container[str]) -> Mapping[str, str]:
    """The chat spellings that stand for one word, without those that the check's own phrases use as they are."""
    return {short: full for short, full in lexicon.slang.items() if full.isalpha() and short not in known}


def _rank(found: Found, *, longest: bool) -> tuple[int, float]:
    size = found.value if longest and isinstance(found.value, float) else 0.0
    return found.rank, size


def _believable(passage: Passage, taken: list[Found]) -> bool:
    """Whether what was found is more than a word that crept into chatter: a sure thing, or things in a text about selling.

    Signs alone ("banks and ministries") are believed where nothing is asked: most talk about banks is no fit check.
    """
    if not taken or any(one.sure for one in taken):
        return bool(taken)
    answers = sum(one.value is not None for one in taken)
    asks = _asks(passage)
    if answers > 1 or (len(taken) > 1 and not asks):
        return True
    return bool(answers or not asks) and _speaks_of_selling(passage, taken, alone=not answers)


def _asks(passage: Passage) -> bool:
    return passage.message.asks or bool(passage.all(Cue.QUESTION))


def _speaks_of_selling(passage: Passage, taken: list[Found], *, alone: bool) -> bool:
    """Whether the rest of the words are about selling too, or there is hardly any; a sign alone may stand beside a customer."""
    spoken = passage.all(Cue.SELLING) or (alone and passage.all(Cue.CUSTOMER))
    return bool(spoken) or _covers(passage, taken)


def _covers(passage: Passage, taken: list[Found]) -> bool:
    """Whether most of the words were understood."""
    covered = {at for one in taken for at in range(one.first, one.last)}
    covered |= {at for hit in passage.all(Cue.DEAL) for at in range(hit.first, hit.last)}
    return len(covered) >= _COVERED * len(passage.words)
