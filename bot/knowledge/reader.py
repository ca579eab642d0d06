"""Reads the files of a knowledge folder one by one and keeps every fault it meets, so that all are told at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter

from bot.domain.language import Language
from bot.errors import KnowledgeError, Problem
from bot.knowledge.json_lines import read_json_lines
from bot.knowledge.schema import KEBAB
from bot.knowledge.wording import validate
from bot.knowledge.yaml_file import YamlFile, read_yaml

LANGUAGES = "language"
"""The folder whose folders are the languages."""
_CODE = re.compile(r"[a-z]{2,3}")
_LAST = 99
_Shape = TypeVar("_Shape")


class WrittenOut(NamedTuple):
    """The contents of a file with its short forms written out, and the languages it stands in."""

    data: Any
    languages: tuple[Language, ...]


class Reader:
    """Reads files of one folder. `raw` collects the parsed data by file name, `problems` every fault."""

    def __init__(self, folder: Path, languages: Sequence[Language] | None = None) -> None:
        """`languages` are those of the layer below, where the folder has none of its own."""
        self.folder = folder.resolve()
        if languages is not None:
            self.languages = tuple(languages)
        self.raw: dict[str, Any] = {}
        self.problems: list[Problem] = []

    def read(self, name: str, shape: TypeAdapter[_Shape], *, strings: bool = False) -> _Shape | None:
        """Return the file's contents in their shape, or None where a fault was kept. `strings` leaves every value a text."""
        return self._shaped(name, shape, read_yaml(self.folder / name, self.label(name), strings=strings))

    def read_light(self, name: str, shape: TypeAdapter[_Shape], written_out: Callable[[Any], WrittenOut]) -> _Shape | None:
        """Return a file whose short forms are written out first, in the languages it stands in; every value in it is a text."""
        file = read_yaml(self.folder / name, self.label(name), strings=True)
        if file.problems or file.data is None:
            return self._shaped(name, shape, file)
        full = written_out(file.data)
        return self._shaped(name, shape, YamlFile(data=full.data), full.languages)

    def read_lines(self, name: str, shape: TypeAdapter[_Shape]) -> _Shape | None:
        """Return the objects of a file with one JSON object a line, by their line, or None where a fault was kept."""
        return self._shaped(name, shape, read_json_lines(self.folder / name, self.label(name)))

    def raise_problems(self) -> None:
        """Raise KnowledgeError with every fault kept so far, if there is any."""
        if self.problems:
            raise KnowledgeError(in_file_order(self.problems))

    def languages_in(self, room: str) -> list[Language]:
        """The languages a subfolder has folders for; other folders, and files beside them, are kept as faults."""
        found = set(self.folders_in(room, self.languages))
        return [language for language in self.languages if language in found]

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """The languages there are, each a folder of `language/`, in the order that their files ask for."""
        room = self.folder / LANGUAGES
        names = [path.name for path in room.iterdir() if path.is_dir()] if room.is_dir() else []
        codes = sorted(name for name in names if _CODE.fullmatch(name))
        return tuple(Language(code) for code in sorted(codes, key=self._order))

    def _order(self, code: str) -> int:
        """The place a language asks for; where its file is at fault, the last one: reading that file tells why."""
        data = read_yaml(self.folder / LANGUAGES / code / "language.yml", code, strings=True).data
        order = data.get("order") if isinstance(data, dict) else None
        return int(order) if isinstance(order, str) and order.isdecimal() and len(order) < 3 else _LAST

    def _shaped(
        self, name: str, shape: TypeAdapter[_Shape], file: YamlFile, languages: Sequence[Language] | None = None
    ) -> _Shape | None:
        if file.problems:
            self.problems.extend(file.problems)
            return None
        if file.data is not None:
            self.raw[name] = file.data
        try:
            return validate(shape, file.data, self.label(name), self.languages if languages is None else languages)
        except KnowledgeError as error:
            self.problems.extend(error.problems)
            return None

    def ids_in(self, room: str) -> list[str]:
        """The ids of the YAML files in a subfolder, in order; misnamed files are kept as faults, other files are left alone."""
        return [path.stem for path in self._entries(room) if _is_yaml(path) and self._is_well_named(room, path)]

    def folders_in(self, room: str, allowed: Sequence[str]) -> list[str]:
        """The names of the subfolders of a subfolder; others than those allowed, and files beside them, are kept as faults."""
        found = self._entries(room)
        for path in found:
            if _is_yaml(path) or (path.is_dir() and path.name not in allowed):
                remedy = f"Keep it in one of the folders {', '.join(allowed)}."
                self._fault(f"{room}/{path.name}", "This is out of place.", remedy)
        return [path.name for path in found if path.is_dir() and path.name in allowed]

    def _entries(self, room: str) -> list[Path]:
        """What stands in a subfolder, in order; a missing folder is kept as a fault."""
        if not (self.folder / room).is_dir():
            self._fault(room, "The folder is missing.", "Create it, or restore it from version control.")
            return []
        return sorted(path for path in (self.folder / room).iterdir() if not path.name.startswith("."))

    def _is_well_named(self, room: str, path: Path) -> bool:
        if path.suffix != ".yml":
            self._fault(
                f"{room}/{path.name}", "The file name does not end in “.yml”.", f"Rename it to {named_well(path.stem)}.yml."
            )
            return False
        if not KEBAB.fullmatch(path.stem):
            remedy = f"Rename it to lower-case letters, digits and single hyphens, such as {named_well(path.stem)}.yml."
            self._fault(f"{room}/{path.name}", f"The file name “{path.stem}” is not an id.", remedy)
            return False
        return True

    def _fault(self, name: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.label(name), "", what, remedy))

    def label(self, name: str) -> str:
        """The name people know a file by."""
        return f"{self.folder.name}/{name}"


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by file and leave them in the order they were found within it: an author opens each file once."""
    return tuple(sorted(problems, key=lambda problem: problem.file))


def named_well(name: str) -> str:
    """The id that a file's name comes nearest to."""
    return "-".join(re.findall("[a-z0-9]+", name.lower())) or "sales-cycle"


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in (".yml", ".yaml")
