"""Writes what is taught in Slack as the YAML of a team's folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.domain.taught import Taught
from bot.knowledge.team_folder import LAYER_FILE

_WIDTH = 120
_WAYS = ("open",)
"""Where phrases stand of which nobody said whether they name a side."""


def write_layer(folder: Path, taught: Iterable[Taught], *, name: str) -> None:
    """Write topics as the files of a folder, made where there is none; files of other names are left alone.

    name: what the layer is called where it is read. Raises OSError where a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LAYER_FILE).write_text(_yaml({"name": name}), encoding="utf-8")
    for one in taught:
        for file, content in files_of(one).items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")


def files_of(taught: Taught) -> dict[str, str]:
    """Return a taught topic as files of a folder: one of its own, or one for each language where it only adds phrases."""
    if not taught.adds_phrases_only:
        return {f"topics/{taught.id}.yml": _yaml(taught.body)}
    phrases: Mapping[str, Any] = taught.body.get("phrases") or {}
    return {
        f"phrases/{language}/{taught.id}.yml": _yaml({way: list(lines) for way in _WAYS})
        for language, lines in phrases.items()
        if lines
    }


def _yaml(data: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=_WIDTH)
