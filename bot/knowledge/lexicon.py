"""Loads the lexicon: the words the matcher knows beforehand, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.language import Language, Segment
from bot.errors import KnowledgeError
from bot.knowledge import schema
from bot.knowledge.reader import Reader, in_file_order
from bot.matching.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class _Part:
    """What one language's four files hold."""

    concepts: Mapping[str, Sequence[str]]
    slang: Mapping[str, str]
    segments: schema.SegmentsFile
    stop_words: schema.StopWordsFile


def load_lexicon(folder: Path) -> Lexicon:
    """Return the lexicon of a knowledge folder. Raises KnowledgeError with every fault of shape in its files."""
    reader = Reader(folder)
    lexicon = read_lexicon(reader)
    if lexicon is None:
        raise KnowledgeError(in_file_order(reader.problems))
    return lexicon


def read_lexicon(reader: Reader) -> Lexicon | None:
    """Read all files of the lexicon, or return None where faults were kept. Words such as `no` and `y` stay words."""
    read = {language: _read_part(reader, language) for language in Language}
    parts = {language: part for language, part in read.items() if part is not None}
    if len(parts) < len(read):
        return None
    return Lexicon(
        concepts={language: part.concepts for language, part in parts.items()},
        slang={language: part.slang for language, part in parts.items()},
        stop={language: frozenset(part.stop_words.stop) for language, part in parts.items()},
        polite={language: frozenset(part.stop_words.polite) for language, part in parts.items()},
        segments={
            Segment.ENTERPRISE: tuple(phrase for part in parts.values() for phrase in part.segments.enterprise),
            Segment.SMB: tuple(phrase for part in parts.values() for phrase in part.segments.smb),
        },
        names=tuple(name for part in parts.values() for name in part.segments.names),
    )


def _read_part(reader: Reader, language: Language) -> _Part | None:
    """Read all four files even if the first is at fault, so that every fault is told at once."""
    concepts = reader.read(f"lexicon/{language}/concepts.yml", schema.CONCEPTS, strings=True)
    slang = reader.read(f"lexicon/{language}/slang.yml", schema.SLANG, strings=True)
    segments = reader.read(f"lexicon/{language}/segments.yml", schema.SEGMENTS, strings=True)
    stop_words = reader.read(f"lexicon/{language}/stopwords.yml", schema.STOP_WORDS, strings=True)
    if concepts is None or slang is None or segments is None or stop_words is None:
        return None
    return _Part(concepts, slang, segments, stop_words)
