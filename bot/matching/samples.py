"""What the matcher learns from and is calibrated on: phrases with what they stand for, and the vocabulary they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.language import Language, Segment
from bot.language.contractions import Contractions
from bot.language.lexicon import Lexicon
from bot.language.reader import contractions_of
from bot.language.text import plain
from bot.language.words import words_of


@dataclass(frozen=True, slots=True)
class Sample:
    """One phrase to learn from: its language, the class it stands for, the side it names, and what it wants of its subject.

    A side or want of "" teaches none: small talk names no side, and not because it might have. `in_thread` marks what was said
    below an answer, where two words are enough ("money wise?"): how a turn is chosen is learnt without it.
    """

    language: Language
    label: str
    side: str
    text: str
    want: str = ""
    in_thread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationLine:
    """One sentence of another hand: the topics that answer it (none: out of scope), the side it names, its style."""

    language: Language
    text: str
    topics: tuple[str, ...]
    segment: Segment | None = None
    style: str = ""


def vocabulary_of(samples: Iterable[Sample], lexicons: Sequence[Lexicon]) -> dict[str, tuple[int, ...]]:
    """Count in how many phrases of each language, in the order of the lexicons, each word stands."""
    order = {lexicon.language: place for place, lexicon in enumerate(lexicons)}
    contractions = contractions_of(lexicons)
    counts: dict[str, list[int]] = {}
    for sample in samples:
        for word in words_of_vocabulary(sample.text, contractions):
            counts.setdefault(word, [0] * len(order))[order[sample.language]] += 1
    return {word: tuple(found) for word, found in sorted(counts.items())}


def words_of_vocabulary(text: str, contractions: Contractions) -> set[str]:
    """The words of a phrase, once each, as messages are cut into words."""
    return set(words_of(plain(text), contractions)) - {":"}
