"""Checks that no text changed, and no label went, after its translations were confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.translations import ACCEPT_COMMAND, LOCK_FILE, fingerprints, read_lock


def check_translations(content: Content) -> Iterator[Problem]:
    """Yield texts that changed, texts never confirmed, and confirmations of texts that are gone."""
    lock = read_lock(content)
    yield from lock.problems
    if lock.problems:
        return
    current = fingerprints(content)
    for file, texts in current.items():
        if content.is_broken(file):
            continue
        if file not in lock.confirmed:
            what = "The translations of this file were never confirmed."
            yield content.problem(file, "", what, f"Compare the languages, then run `{ACCEPT_COMMAND} {file}`.")
        else:
            yield from _compared(content, file, texts, lock.confirmed[file])
    for file in sorted(lock.confirmed.keys() - current.keys() - content.raw.keys()):
        if not content.is_broken(file):
            yield content.problem(LOCK_FILE, file, "The file is gone.", f"Restore it, or run `{ACCEPT_COMMAND} {file}`.")


def _compared(content: Content, file: str, texts: Mapping[str, str], confirmed: Mapping[str, str]) -> Iterator[Problem]:
    confirm = f"Bring the translations up to date, then run `{ACCEPT_COMMAND} {file}`."
    for path, fingerprint in texts.items():
        if path not in confirmed:
            yield content.problem(file, path, "The translation of this text was never confirmed.", confirm)
        elif confirmed[path] != fingerprint:
            yield content.problem(file, path, "The text changed after its translations were confirmed.", confirm)
    for path in sorted(confirmed.keys() - texts.keys()):
        remedy = f"Restore it, or, where nothing asks for it, run `{ACCEPT_COMMAND} {file}`."
        if file.startswith("templates/"):
            yield content.problem(file, path, f"The label “{path}” is gone from every language.", remedy)
        else:
            yield content.problem(LOCK_FILE, f"{file}: {path}", "The text is gone.", remedy)
