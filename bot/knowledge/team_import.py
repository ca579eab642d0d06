"""Reads back what `team_export` wrote: a folder as bodies, not as the domain's objects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.domain.knowledge import KnowledgeBase
from bot.errors import KnowledgeError
from bot.knowledge.importing import Imported
from bot.knowledge.team_folder import read_layer
from bot.knowledge.yaml_file import read_yaml

_LISTED = ("open", "any")
"""The keys under which phrases stand of which nobody said whether they name a side."""


def read_bodies(folder: Path, below: KnowledgeBase) -> tuple[Imported, ...]:
    """Return a folder's topics, and the phrases it adds to topics below it.

    Raises KnowledgeError where anything in it is at fault.
    """
    layer = read_layer(folder, below)
    if layer.problems:
        raise KnowledgeError(layer.problems)
    topics = {path.stem: _body(path) for path in sorted((folder / "topics").glob("*.yml"))}
    added: dict[str, dict[str, list[str]]] = {}
    for path in sorted((folder / "phrases").glob("*/*.yml")):
        added.setdefault(path.stem, {})[path.parent.name] = list(_lines(_body(path)))
    for name, phrases in added.items():
        topics.setdefault(name, {"phrases": {}})
        topics[name]["phrases"] = {**topics[name].get("phrases", {}), **phrases}
    return tuple(Imported(id=name, body=body) for name, body in topics.items())


def _body(path: Path) -> dict[str, Any]:
    return dict(read_yaml(path, path.name, strings=True).data or {})


def _lines(phrases: dict[str, Any]) -> Iterator[str]:
    for key in _LISTED:
        yield from phrases.get(key) or ()
