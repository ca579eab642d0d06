"""Reads a message into answers, and tells which words each of them came from. The same message always reads the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from bot.advisor.fit.reading.amounts import find_amounts
from bot.advisor.fit.reading.choices import Choices
from bot.advisor.fit.reading.counts import find_counts
from bot.advisor.fit.reading.cues import BOOK, Cue
from bot.advisor.fit.reading.durations import find_durations
from bot.advisor.fit.reading.groups import describes_two_groups
from bot.advisor.fit.reading.money import Purse
from bot.advisor.fit.reading.passage import Found, Passage
from bot.domain.fit import Answers, Given, Understood
from bot.domain.fit_model import Axis, FitModel, Reads, Value
from bot.language.message import Message
from bot.language.reader import Reader
from bot.language.spelling import Speller

MENDED = "list.mended"
"""The words in which slips of the finger are mended."""
_COVERED = 0.6
"""Share of the words that must be understood where a single unsure thing stands without any word of selling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read from a message: the answers, and for display the words that each came from."""

    answers: Answers
    understood: tuple[Understood, ...] = ()


class FitReader:
    """Reads messages by the cues of a model. Safe to share between threads."""

    def __init__(self, model: FitModel, reader: Reader) -> None:
        """`reader` is the one reader of messages; it must hold the model's phrases as the book `fit`."""
        self.model = model
        self.reader = reader
        self.purse = Purse(model, reader.lexicons)
        mended = model.cues.get(MENDED, ())
        known = reader.books[BOOK].vocabulary if BOOK in reader.books else set()
        self._speller = Speller(dict.fromkeys(mended, 1), frozenset(known))

    def passage(self, message: Message) -> Passage:
        """Prepare a message for reading, slips of the finger mended in the few words the check cannot do without."""
        repairs = [self._speller.repair(word.low) for word in message.words]
        if any(repairs):
            pairs = zip(message.words, repairs, strict=True)
            message = replace(message, words=tuple(word._replace(low=right) if right else word for word, right in pairs))
        return Passage(message)

    def read(self, message: Message, *, open_check: bool = False) -> Reading:
        """Return what a message says about customers, deals and the seller. Chatter, questions and orders say nothing.

        `open_check` tells that a fit check is open, so that a single unsure thing ("actually it is $5k") is believed.
        """
        if not message.words:
            return Reading(answers=Answers())
        passage = self.passage(message)
        choices = Choices(self.model, passage)
        found = list(self._found(passage, choices))
        both = describes_two_groups(self.model, passage, found, rivals=choices.rivals())
        taken = [one for one in self._best(found) if not (both and self._is_about_market(one))]
        if not both and not (open_check or _believable(passage, taken)):
            return Reading(answers=Answers())
        return self._reading(passage, taken, both=both)

    def says(self, message: Message, cue: Cue, longest: int) -> bool:
        """Whether a message of at most `longest` words says one of a cue's phrases, such as "don't know" or "stop"."""
        return len(message.words) <= longest and bool(message.hits(BOOK).get(cue))

    def _found(self, passage: Passage, choices: Choices) -> Iterator[Found]:
        counts = find_counts(self.model, passage)
        amounts = find_amounts(self.model, self.purse, passage, counts)
        return chain(counts, amounts, find_durations(self.model, passage), choices.options(), choices.signs())

    def _is_about_market(self, found: Found) -> bool:
        return found.id in self.model.signs or self.model.criteria[found.id].axis is Axis.MARKET

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
        values: dict[str, Value | None] = {one.id: one.value for one in taken if one.value is not None}
        ordered = {criterion: values[criterion] for criterion in self.model.criteria if criterion in values}
        words = {one.id: passage.between(one.first, one.last) for one in taken}
        answers = Answers(
            values=ordered,
            given={one.id: Given(words=one.given, currency=one.currency) for one in taken if one.given is not None},
            signs=tuple(one.id for one in taken if one.value is None),
            both=both,
        )
        shown = (Understood(id=one, value=ordered.get(one), words=words[one]) for one in (*ordered, *answers.signs))
        return Reading(answers=answers, understood=tuple(shown))


def _rank(found: Found, *, longest: bool) -> tuple[int, float]:
    size = found.value if longest and isinstance(found.value, float) else 0.0
    return found.rank, size


def _believable(passage: Passage, taken: list[Found]) -> bool:
    """Whether what was found is more than a word that crept into chatter: a sure thing, or things in a text about selling.

    Signs alone ("banks and ministries") are believed where nothing is asked: most talk about banks is no fit check.
    """
    if not taken or any(one.sure for one in taken):
        return bool(taken)
    answers = [one for one in taken if one.value is not None]
    asked = passage.message.asks or bool(passage.all(Cue.QUESTION))
    if not answers:
        spoken = passage.all(Cue.SELLING) or passage.all(Cue.CUSTOMER)
        return not asked and (bool(spoken) or len(taken) > 1 or _covers(passage, taken))
    return len(answers) > 1 or bool(passage.all(Cue.SELLING)) or (len(taken) > 1 and not asked) or _covers(passage, taken)


def _covers(passage: Passage, taken: list[Found]) -> bool:
    """Whether most of the words were understood."""
    covered = {at for one in taken for at in range(one.first, one.last)}
    covered |= {at for hit in passage.all(Cue.DEAL) for at in range(hit.first, hit.last)}
    return len(covered) >= _COVERED * len(passage.words)
