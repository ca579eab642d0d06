"""The lock of translations: for every text, a fingerprint of the first language that the others were last compared with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter

from bot.errors import KnowledgeError, Problem
from bot.knowledge.content import Content
from bot.knowledge.loader import read_content
from bot.knowledge.wording import validate
from bot.knowledge.yaml_file import read_yaml

LOCK_FILE = "translations.yml"
ACCEPT_COMMAND = "sales-advisor check --accept-translations"
_SHAPE = TypeAdapter(dict[str, dict[str, str]])
_HEAD = f"""\
# Written by `{ACCEPT_COMMAND}`; do not edit by hand.
# For every text, the start of the SHA-256 of the first language, with which the others were last compared.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What was confirmed: fingerprints by file and path. `problems` tell why the lock cannot be read."""

    confirmed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def fingerprint(text: str) -> str:
    """The first eight hexadecimal digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def fingerprints(content: Content) -> dict[str, dict[str, str]]:
    """The fingerprints of all texts as they are now, by file and path."""
    found: dict[str, dict[str, str]] = {}
    for located in content.texts():
        found.setdefault(located.file, {})[located.path] = fingerprint(located.text[content.languages[0]])
    return found


def read_lock(content: Content) -> Lock:
    """Read the lock of a folder; a missing or damaged one has one problem, not one for every text."""
    label = content.label(LOCK_FILE)
    file = read_yaml(content.folder / LOCK_FILE, label)
    if file.problems:
        return _unusable(file.problems)
    try:
        confirmed = validate(_SHAPE, file.data, label)
    except KnowledgeError as error:
        return _unusable(error.problems)
    return Lock(confirmed=confirmed)


def _unusable(problems: tuple[Problem, ...]) -> Lock:
    """Nobody mends the lock by hand, so every fault of it has the same remedy."""
    remedy = f"Compare the translations, then run `{ACCEPT_COMMAND}`."
    return Lock(problems=tuple(replace(problem, remedy=remedy) for problem in problems))


def accept_translations(folder: Path) -> Path:
    """Confirm all translations as they stand: rewrite the lock, the same for the same texts, and return its path.

    Raises KnowledgeError where a file has faults of shape: its texts would silently lose their confirmation.
    """
    content = read_content(folder, with_phrases=False)
    if content.problems:
        raise KnowledgeError(content.problems)
    lines = [_HEAD]
    for file, texts in sorted(fingerprints(content).items()):
        lines.append(f"{file}:\n")
        lines.extend(f'  {path}: "{mark}"\n' for path, mark in sorted(texts.items()))
    lock = content.folder / LOCK_FILE
    lock.write_text("".join(lines), encoding="utf-8", newline="\n")
    return lock
