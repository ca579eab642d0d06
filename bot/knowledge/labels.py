"""Loads the labels: the one-line words of buttons and headings, by language and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.domain.language import Language
from bot.errors import Problem
from bot.knowledge import schema
from bot.knowledge.reader import Reader
from bot.knowledge.unchanged import read_once


@read_once
def load_labels(folder: Path) -> Mapping[Language, Mapping[str, str]]:
    """Return all labels of a knowledge folder. Raises KnowledgeError with every fault of shape."""
    reader = Reader(folder)
    labels = {language: read_labels(reader, language) for language in reader.languages}
    reader.raise_problems()
    return labels


def read_labels(reader: Reader, language: Language) -> dict[str, str]:
    """Read a language's labels from all its files, which share one set of keys; faults are kept by the reader."""
    labels: dict[str, str] = {}
    for name in label_files(reader.folder, reader.languages):
        file = f"templates/{language}/{name}"
        for key, text in (reader.read(file, schema.LABELS, strings=True) or {}).items():
            if key in labels:
                what = f"The label “{key}” stands already in another file of this folder."
                reader.problems.append(Problem(f"{reader.folder.name}/{file}", key, what, "Keep it in one of them."))
            labels[key] = text
    return labels


def label_files(folder: Path, languages: Iterable[Language]) -> list[str]:
    """The names of the files labels stand in, `labels.yml` and any `labels-….yml`; one found in a language is due in all."""
    found = (path.name for language in languages for path in (folder / "templates" / language).glob("labels-*.yml"))
    return ["labels.yml", *sorted(set(found))]
