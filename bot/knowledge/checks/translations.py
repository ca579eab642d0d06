"""Checks that no text changed after its translations were confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.translations import ACCEPT_COMMAND, LOCK_FILE, fingerprints, read_lock

_CONFIRM = f"Bring the translations up to date, then run `{ACCEPT_COMMAND}`."
_TIDY = f"Run `{ACCEPT_COMMAND}`."


def check_translations(content: Content) -> Iterator[Problem]:
    """Yield texts that changed, texts never confirmed, and confirmations of texts that are gone."""
    lock = read_lock(content)
    yield from lock.problems
    if lock.problems:
        return
    current = fingerprints(content)
    for file, texts in current.items():
        if file not in lock.confirmed:
            what = "The translations of this file were never confirmed."
            yield content.problem(file, "", what, f"Compare the languages, then run `{ACCEPT_COMMAND}`.")
        else:
            yield from _compared(content, file, texts, lock.confirmed[file])
    for file in sorted(lock.confirmed.keys() - current.keys() - content.raw.keys()):
        if not content.is_broken(file):
            yield content.problem(LOCK_FILE, file, "The file is gone.", _TIDY)


def _compared(content: Content, file: str, texts: Mapping[str, str], confirmed: Mapping[str, str]) -> Iterator[Problem]:
    for path, fingerprint in texts.items():
        if path not in confirmed:
            yield content.problem(file, path, "The translation of this text was never confirmed.", _CONFIRM)
        elif confirmed[path] != fingerprint:
            yield content.problem(file, path, "The text changed after its translations were confirmed.", _CONFIRM)
    for path in sorted(confirmed.keys() - texts.keys()):
        # A text that lost one language is told by the schema; saying it is gone would send the author the wrong way.
        if not content.is_broken(file):
            yield content.problem(LOCK_FILE, f"{file}: {path}", "The text is gone.", _TIDY)
