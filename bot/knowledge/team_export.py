"""Writes what is taught in Slack as the YAML of a team's folder."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.domain.taught import Taught
from bot.knowledge.team_folder import LAYER_FILE

_WIDTH = 120
_WAYS = ("open",)
"""Where phrases stand of which nobody said whether they name a side."""


def write_layer(folder: Path, taught: Iterable[Taught], *, name: str | None) -> None:
    """Write topics as the files of a folder, made where there is none; files of other names are left alone.

    name: what the layer is called where it is read, None where that is written already. Raises OSError where a file cannot be
    written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if name is not None:
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


def as_table(taught: Iterable[Taught]) -> str:
    """Return topics as a CSV table, which `bot.knowledge.importing` reads back: a row for each language that is asked in."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(["topic", "title", "questions", "answer", "language", "side", "source", "links"])
    for one in taught:
        body = one.body
        links = [f"{link['title']} | {link['url']} | {link.get('audience', 'internal')}" for link in body.get("links") or ()]
        for language, lines in one.phrases.items():
            asked = "\n".join(str(line) for line in lines)
            told = [body.get("answer", ""), language, body.get("side", ""), _source(body.get("source")), "\n".join(links)]
            table.writerow([one.id, body.get("title", ""), asked, *told])
    return written.getvalue()


def _source(source: Any) -> str:
    """A source in words: what it is called and where it is."""
    if not isinstance(source, Mapping):
        return str(source or "")
    return ", ".join(str(source[key]) for key in ("document", "person", "team", "slack", "url") if source.get(key))


def _yaml(data: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=_WIDTH)
