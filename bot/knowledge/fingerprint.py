"""Names the state of everything a model is made from, so that a model can tell whether it still fits the knowledge."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot.errors import KnowledgeError, Problem
from bot.knowledge.feature_code import feature_code

_READ_BY_TRAINING = (
    "phrases/*/*.yml", "intents/*/*.yml", "out_of_scope/*/*.yml", "language/*/*.yml",
    "language/*/cues/bounds.yml", "language/*/cues/clauses.yml", "language/*/cues/lists.yml", "language/*/cues/negation.yml",
    "language/*/cues/sizes.yml", "language/*/cues/views.yml", "language/*/cues/wants.yml",
    "calibration/*.jsonl", "conversations/learning/*.yml",
)  # fmt: skip
"""Of the cues those that features are made of; a test finds whatever else the code that makes them reads."""


def fingerprint(folder: Path) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 over all files that training reads and the code that reads messages.

    Line endings make no difference, so that a checkout on Windows keeps its model. Raises KnowledgeError where a file
    cannot be opened.
    """
    digest = hashlib.sha256()
    contents = {name: _content(folder, name) for name in _names(folder)} | feature_code()
    for name, raw in sorted(contents.items()):
        content = raw.replace(b"\r\n", b"\n")
        # The length keeps the end of one file and the beginning of the next apart.
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _names(folder: Path) -> list[str]:
    found = (path for pattern in _READ_BY_TRAINING for path in folder.glob(pattern))
    return [path.relative_to(folder).as_posix() for path in found if not path.name.startswith(".")]


def _content(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        what = f"The file cannot be opened: {error.strerror}."
        raise KnowledgeError([Problem(f"{folder.name}/{name}", "", what, "Check that it is a readable file.")]) from error
