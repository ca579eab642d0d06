"""Reads the phrases: the ways people ask for each topic, by language."""

from __future__ import annotations

from bot.domain.language import Language
from bot.knowledge import assembly, schema
from bot.knowledge.content import LocatedPhrase
from bot.knowledge.reader import Reader


def read_phrases(reader: Reader) -> tuple[LocatedPhrase, ...]:
    """Return all sound phrases by language, then topic, in the order of their files; faults are kept by the reader."""
    names = [
        (language, topic_id) for language in reader.languages_in("phrases") for topic_id in reader.ids_in(f"phrases/{language}")
    ]
    return tuple(located for language, topic_id in names for located in _read_file(reader, language, topic_id))


def _read_file(reader: Reader, language: Language, topic_id: str) -> list[LocatedPhrase]:
    file = f"phrases/{language}/{topic_id}.yml"
    entry = reader.read(file, schema.PHRASES, strings=True)
    if entry is None:
        return []
    phrases = assembly.assemble_phrases(language, topic_id, entry)
    return [LocatedPhrase(file=file, path=path, phrase=phrase) for path, phrase in phrases.items()]
