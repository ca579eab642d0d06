"""What the matcher learns from and is calibrated on: phrases with what they stand for, and the vocabulary they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.language import Language, Segment
from bot.matching.text import clean, words


@dataclass(frozen=True, slots=True)
class Sample:
    """One phrase to learn from: its language, the class it stands for, the side it names, and what it wants of its subject.

    A side or want of "" teaches none: small talk names no side, and not because it might have.
    """

    language: Language
    label: str
    side: str
    text: str
    want: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationLine:
    """One sentence of another hand: the topics that answer it (none: out of scope), the side it names, its style."""

    language: Language
    text: str
    topics: tuple[str, ...]
    segment: Segment | None = None
    style: str = ""


def vocabulary_of(samples: Iterable[Sample]) -> dict[str, tuple[int, int]]:
    """Count in how many English and Indonesian phrases each word stands."""
    counts: dict[str, list[int]] = {}
    for sample in samples:
        for word in set(words(clean(sample.text))):
            counts.setdefault(word, [0, 0])[sample.language is Language.ID] += 1
    return {word: (english, indonesian) for word, (english, indonesian) in sorted(counts.items())}
