"""Checks that nothing stands where nobody reads it: subfolders of topics, files of other names in the folder itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.plays import PLAYS

FLAT = ("topics", PLAYS, "metrics")
"""Rooms of files without subfolders."""
BY_LANGUAGE = ("phrases", "intents", "out_of_scope", "templates")
"""Rooms of folders by language, each without subfolders."""
ROOTS = frozenset({"figures", "units", "sources", "groups", "overview", "translations"})


def check_strays(content: Content) -> Iterator[Problem]:
    """Yield YAML files that nothing reads."""
    rooms = [*FLAT, *(f"{room}/{language}" for room in BY_LANGUAGE for language in content.languages)]
    for room in rooms:
        for path in _yaml_below(content.folder / room):
            name = path.relative_to(content.folder).as_posix()
            what = f"Nothing reads this file: {room}/ has no subfolders."
            yield content.problem(name, "", what, f"Move it into {room}/, or keep it outside of {content.folder.name}/.")
    for path in sorted(content.folder.glob("*.y*ml")):
        if path.stem not in ROOTS or path.suffix != ".yml":
            yield content.problem(path.name, "", "Nothing reads this file.", "Move it into topics/ if it is one, or remove it.")


def _yaml_below(room: Path) -> list[Path]:
    return sorted(path for path in room.rglob("*.y*ml") if path.parent != room)
