"""Names the code that makes features: a model fits only the reader it was learnt with."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_READER = "matching.reading"
"""The module that reads messages; what it imports from this product, directly or not, belongs to it."""

_TURNS = "advisor.turns.features"
"""The module that tells what speaks for each thing a turn can be; what it imports belongs to it, the signals of the gates too."""

_SHAPES = "domain."
"""Modules that only say what a thing consists of: one field more there changes no feature."""

_IMPORTED = re.compile(r"^\s*from\s+bot\.([\w.]+)\s+import\s+(?:\(([^)]*)\)|([^\n(]+))", re.MULTILINE)
"""`from bot.a import b, c`, on one line or in brackets; b and c may be modules too."""


def feature_code(package: Path = _PACKAGE) -> dict[str, bytes]:
    """Return the contents of all modules that make features, by their name, found by following the imports."""
    turns = {name: content for name, content in code_of(_TURNS, package).items() if not name.startswith(_SHAPES)}
    return code_of(_READER, package) | turns


@cache
def code_of(first: str, package: Path = _PACKAGE) -> dict[str, bytes]:
    """Return the contents of a module, such as `matching.reading`, and of all that it imports, by their name."""
    found: dict[str, bytes] = {}
    waiting = [first]
    while waiting:
        name = waiting.pop()
        file = _file_of(package, name)
        if name in found or file is None:
            continue
        found[name] = file.read_bytes()
        for module, bracketed, listed in _IMPORTED.findall(found[name].decode()):
            waiting.append(module)
            waiting.extend(f"{module}.{one}" for one in re.findall(r"\w+", bracketed or listed))
    return found


def _file_of(package: Path, name: str) -> Path | None:
    place = package.joinpath(*name.split("."))
    return next((file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()), None)
