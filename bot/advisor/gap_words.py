"""How questions asked in vain are read for their likeness: by stems and concepts, misspelt words set right by each other."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.language.message import Message
from bot.language.spelling import Speller

CONCEPT = 0.5
"""What a concept counts beside the words that name it: it joins languages, but is broader than what was asked."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A question's words: `stems` with a subject or a number, each with the word itself; `marks` for its likeness.

    `is_misspelt` tells that a word had to be set right.
    """

    stems: Mapping[str, str]
    marks: Mapping[str, float]
    is_misspelt: bool


class MessageReader(Protocol):
    """Reads one text; `bot.language.reader.Reader` fulfils it."""

    def read(self, text: str) -> Message:
        """Return the message."""


class GapReader:
    """Reads questions together: what the knowledge has no word for is often what they share."""

    def __init__(self, reader: MessageReader, vocabulary: Mapping[str, Sequence[int]]) -> None:
        """`vocabulary`: word -> how often it stands in the phrases of each language."""
        self._reader = reader
        self._vocabulary = vocabulary
        self._most = math.log(1 + max(map(sum, vocabulary.values()), default=1))

    def read(self, texts: Sequence[str]) -> list[Worded]:
        """Return each text's words. An unknown word that stands once is taken for an unknown word like it that stands oftener."""
        messages = [self._reader.read(text) for text in texts]
        repaired = _repairs(messages)
        return [self._worded(message, repaired) for message in messages]

    def _worded(self, message: Message, repaired: Mapping[str, str]) -> Worded:
        content = set(message.content)
        stems: dict[str, str] = {}
        marks: dict[str, float] = {}
        for term in message.terms.terms:
            stem = repaired.get(term.low, term.stem)
            if term.low in content:
                marks[stem] = max(marks.get(stem, 0.0), self._weight(term.low))
            if term.low in content or any(sign.isdigit() for sign in term.low):
                stems[stem] = term.low
        for hit in message.concepts:
            named = (self._weight(term.low) for term in message.terms.terms[hit.first : hit.last])
            marks[f"concept {hit.key}"] = CONCEPT * max(named)
        is_misspelt = bool(message.terms.corrections) or any(term.low in repaired for term in message.terms.terms)
        return Worded(stems, marks, is_misspelt)

    def _weight(self, word: str) -> float:
        """From 1 for a word that stands in no phrase towards 0 for the commonest: those say little about what was lacking."""
        return max(0.1, 1 - math.log(1 + sum(self._vocabulary.get(word, ()))) / self._most)


def _repairs(messages: Sequence[Message]) -> dict[str, str]:
    """The stem that each misspelt word is taken for."""
    unknown = Counter(word for message in messages for word in set(message.terms.unknown))
    speller = _speller(unknown)
    stems = {term.low: term.stem for message in messages for term in message.terms.terms}
    # What stands oftener is known to the speller, and right as it stands.
    meant = ((word, speller.repair(word)) for word in unknown)
    return _meant_here(messages, stems) | {word: stems[right] for word, right in meant if right is not None}


def _speller(counts: Mapping[str, int]) -> Speller:
    """What sets right by the words that stand more than once."""
    return Speller({word: count for word, count in counts.items() if count > 1})


def _meant_here(messages: Sequence[Message], stems: Mapping[str, str]) -> dict[str, str]:
    """The same for words set right by the knowledge's words, where what others asked beside them is likelier meant."""
    spoken = Counter(word for message in messages for word in set(message.content))
    speller = _speller(spoken)
    corrections = {pair for message in messages for pair in message.terms.corrections}
    meant = ((repaired, speller.repair(typed)) for typed, repaired in corrections)
    return {word: stems[right] for word, right in meant if right is not None and spoken[right] > spoken[word]}
