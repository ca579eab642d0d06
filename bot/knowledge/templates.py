"""Loads the templates: the words around every answer, by language and name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.domain.language import Language
from bot.errors import KnowledgeError
from bot.knowledge.text_file import read_text


def load_templates(folder: Path, languages: Iterable[Language]) -> dict[Language, dict[str, str]]:
    """Return the texts of all templates of a knowledge folder. Raises KnowledgeError where one cannot be read."""
    found: dict[Language, dict[str, str]] = {}
    problems = []
    for language in languages:
        found[language] = {}
        for path in sorted((folder / "templates" / language).glob("*.j2")):
            text = read_text(path, f"{folder.name}/templates/{language}/{path.name}")
            if isinstance(text, str):
                found[language][path.name] = text
            else:
                problems.append(text)
    if problems:
        raise KnowledgeError(problems)
    return found
