"""Reads a file with one JSON object a line and says in plain words, with the line, what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.errors import Problem
from bot.knowledge.quoting import short
from bot.knowledge.text_file import read_text
from bot.knowledge.yaml_file import YamlFile

_REMEDY = 'Write one object a line, such as {"text": "…", "topics": [], "segment": null, "style": "plain"}.'


class _DuplicateKeyError(ValueError):
    """One object has the same key twice; Python's reader would keep the last silently."""


def read_json_lines(path: Path, label: str) -> YamlFile:
    """Return the values of a file by their place, such as `line 3`; empty lines are passed over, every fault is a problem."""
    text = read_text(path, label)
    if isinstance(text, Problem):
        return YamlFile(problems=(text,))
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    # Not splitlines: it would also cut at signs that may stand inside a JSON text.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            place = f"line {number}"
            try:
                values[place] = json.loads(line, object_pairs_hook=_unique)
            except _DuplicateKeyError as error:
                problems.append(Problem(label, place, f"The key “{error}” stands twice.", "Keep one of the two."))
            except (ValueError, RecursionError):
                problems.append(Problem(label, place, "This is not a JSON object.", _REMEDY))
    return YamlFile(problems=tuple(problems)) if problems else YamlFile(data=values or None)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _DuplicateKeyError(short(key))
        found[key] = value
    return found
