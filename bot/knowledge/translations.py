"""The lock of translations: for every text, a fingerprint of the first language that the others were last compared with."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter

from bot.errors import KnowledgeError, Problem
from bot.knowledge.content import Content
from bot.knowledge.labels import label_files
from bot.knowledge.loader import read_content
from bot.knowledge.wording import validate
from bot.knowledge.yaml_file import read_yaml

LOCK_FILE = "translations.yml"
ACCEPT_COMMAND = "sales-advisor check --accept-translations"
ALL = "all"
"""Names every file."""
_SHAPE = TypeAdapter(dict[str, dict[str, str]])
_HEAD = f"""\
# Written by `{ACCEPT_COMMAND} FILE`; do not edit by hand.
# For every text, the start of the SHA-256 of the first language, with which the others were last compared.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What was confirmed: fingerprints by file and path. `problems` tell why the lock cannot be read."""

    confirmed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What was confirmed just now: the lock, and how many texts of which file are new in it, changed or gone from it."""

    lock: Path
    changed: Mapping[str, int]


def fingerprint(text: str) -> str:
    """The first eight hexadecimal digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def fingerprints(content: Content) -> dict[str, dict[str, str]]:
    """The fingerprints of all texts as they are now, by file and path; of labels by the first language's file and key."""
    found: dict[str, dict[str, str]] = {}
    for located in content.texts():
        found.setdefault(located.file, {})[located.path] = fingerprint(located.text[content.languages[0]])
    for name in label_files(content.folder, content.languages):
        files = [f"templates/{language}/{name}" for language in content.languages]
        labels = [labels for file in files if (labels := content.sound(file)) is not None]
        if labels and len(labels) == len(files):
            # A label that one language lacks is told by the check of labels; here it counts as there.
            found[files[0]] = {key: fingerprint(str(text)) for key, text in {**labels[-1], **labels[0]}.items()}
    return found


def read_lock(content: Content) -> Lock:
    """Read the lock of a folder; a missing or damaged one has one problem, not one for every text."""
    label = content.label(LOCK_FILE)
    file = read_yaml(content.folder / LOCK_FILE, label, strings=True)  # a label may be called `yes`
    if file.problems:
        return _unusable(file.problems)
    try:
        confirmed = validate(_SHAPE, file.data, label)
    except KnowledgeError as error:
        return _unusable(error.problems)
    return Lock(confirmed=confirmed)


def _unusable(problems: tuple[Problem, ...]) -> Lock:
    """Nobody mends the lock by hand, so every fault of it has the same remedy."""
    remedy = f"Restore it from version control; or compare all translations, then run `{ACCEPT_COMMAND} {ALL}`."
    return Lock(problems=tuple(replace(problem, remedy=remedy) for problem in problems))


def accept_translations(folder: Path, files: Collection[str] = (ALL,)) -> Accepted:
    """Confirm the translations of some files as they stand, and of no other: rewrite the lock, the same for the same texts.

    files: relative to the folder; ALL for every one. Those that are gone are forgotten. Raises KnowledgeError where a file has
    faults of shape, for its texts would silently lose their confirmation, and where there is none of a name.
    """
    content = read_content(folder)
    now, lock = fingerprints(content), read_lock(content)
    wanted = {*now, *lock.confirmed} if ALL in files else set(files)
    problems = _hindrances(content, wanted, known={*now, *lock.confirmed})
    problems += () if ALL in files else lock.problems
    if problems:
        raise KnowledgeError(problems)
    kept = {**lock.confirmed, **{file: now.get(file, {}) for file in wanted}}
    path = content.folder / LOCK_FILE
    path.write_text(_written({file: texts for file, texts in kept.items() if texts}), encoding="utf-8", newline="\n")
    changed = {file: _differing(lock.confirmed.get(file, {}), now.get(file, {})) for file in sorted(wanted)}
    return Accepted(lock=path, changed={file: count for file, count in changed.items() if count})


def _hindrances(content: Content, wanted: Collection[str], known: Collection[str]) -> tuple[Problem, ...]:
    """Why some files cannot be confirmed."""
    what, remedy = "No text to be confirmed stands in such a file.", "Correct its name."
    lost = tuple(content.problem(file, "", what, remedy) for file in sorted(wanted) if file not in known)
    hurt = {content.label(file) for file in wanted}
    return (*lost, *(problem for problem in content.problems if problem.file in hurt))


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> int:
    return sum(before.get(path) != after.get(path) for path in {**before, **after})


def _written(confirmed: Mapping[str, Mapping[str, str]]) -> str:
    lines = [_HEAD]
    for file, texts in sorted(confirmed.items()):
        lines.append(f"{file}:\n")
        lines.extend(f'  {path}: "{mark}"\n' for path, mark in sorted(texts.items()))
    return "".join(lines)
