"""What the checks look at: the files as they were read, and the knowledge base made of those that are sound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.knowledge import KnowledgeBase, Phrase
from bot.domain.language import Language
from bot.domain.text import Text
from bot.errors import Problem

_TYPED_BY_PEOPLE = ("phrases/", "language/", "intents/", "out_of_scope/", "calibration/", "conversations/")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedText:
    """A text in every language, the file it stands in (relative to the folder), and its path there."""

    file: str
    path: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedPhrase:
    """A phrase, the file it stands in (relative to the folder), and its path there."""

    file: str
    path: str
    phrase: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A knowledge folder that was read.

    `raw` holds the parsed data of every readable file by its name relative to the folder. `knowledge` holds the sound topics;
    it is None where a file all topics lean on (figures, units, sources, groups) is not sound. `topic_ids` and `play_ids` name
    all files of topics and plays, sound or not. `problems` are the faults of shape found on the way.
    """

    folder: Path
    raw: Mapping[str, Any]
    knowledge: KnowledgeBase | None
    topic_ids: frozenset[str]
    phrases: tuple[LocatedPhrase, ...]
    problems: tuple[Problem, ...]
    languages: tuple[Language, ...] = ()
    play_ids: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether every topic and play made it into the knowledge base, so that what is missing there is missing indeed."""
        if self.knowledge is None:
            return False
        return self.subject_ids == frozenset(self.knowledge.subjects)

    @property
    def subject_ids(self) -> frozenset[str]:
        """Everything that phrases can ask for."""
        return self.topic_ids | self.play_ids

    def label(self, file: str) -> str:
        """The name people know a file by: `knowledge/topics/sales-cycle.yml`."""
        return f"{self.folder.name}/{file}"

    def sound(self, file: str) -> Any:
        """The parsed data of a file, or None where it was not read or has faults of shape."""
        return None if self.is_broken(file) else self.raw.get(file)

    def files_in(self, room: str) -> list[str]:
        """The sound files of a subfolder, in order."""
        return [file for file in sorted(self.raw) if file.startswith(f"{room}/") and not self.is_broken(file)]

    def is_broken(self, file: str) -> bool:
        """Whether the file has faults of shape, so that counting what it holds would mislead."""
        return any(problem.file == self.label(file) for problem in self.problems)

    def problem(self, file: str, path: str, what: str, remedy: str) -> Problem:
        """A problem in a file of this folder."""
        return Problem(self.label(file), path, what, remedy)

    def texts(self) -> Iterator[LocatedText]:
        """Every text that stands in every language, in file order, what people type apart."""
        for file in self._texts_files():
            # Labels stand in one language a file; `en` and `id` are at most keys of theirs.
            if file.startswith("templates/"):
                continue
            for path, value in walk(self.raw[file]):
                if isinstance(value, Mapping) and all(isinstance(value.get(code), str) for code in self.languages):
                    text = {language: value[language] for language in self.languages}
                    yield LocatedText(file=file, path=path, text=text)

    def strings(self) -> Iterator[tuple[str, str, str]]:
        """Every string of every file, what people type apart, as file, path, string."""
        for file in self._texts_files():
            for path, value in walk(self.raw[file]):
                if isinstance(value, str):
                    yield file, path, value

    def _texts_files(self) -> list[str]:
        return sorted(file for file in self.raw if not file.startswith(_TYPED_BY_PEOPLE))


def walk(value: object, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value inside `value`, itself first, with its path written as `guidance.enterprise[0].en`."""
    yield path, value
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from walk(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from walk(inner, f"{path}[{index}]")
