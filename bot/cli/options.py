"""Options that several commands share, and how they reach the settings."""

from __future__ import annotations

import argparse
import gc
import os
from collections.abc import Sequence
from pathlib import Path

from bot.bootstrap import Answering, answering_over, make_snapshot
from bot.cli.streams import tell
from bot.domain.language import Language
from bot.errors import KnowledgeError, UsageError
from bot.knowledge.learnt_folder import LearntFolder
from bot.knowledge.location import find_knowledge
from bot.knowledge.snapshot import Snapshot
from bot.settings import Settings


def add_knowledge(parser: argparse.ArgumentParser) -> None:
    """Add `--knowledge DIR` and `--knowledge-only DIR`."""
    parser.add_argument(
        "--knowledge",
        metavar="DIR",
        type=Path,
        action="append",
        default=[],
        help="a folder of your own topics on top of the built-in knowledge; may be given again (else ADVISOR_KNOWLEDGE)",
    )
    add_knowledge_only(parser)


def add_knowledge_only(parser: argparse.ArgumentParser) -> None:
    """Add `--knowledge-only DIR`."""
    parser.add_argument(
        "--knowledge-only", metavar="DIR", type=Path, help="a whole knowledge folder in place of the built-in one"
    )


def add_language(parser: argparse.ArgumentParser, what: str) -> None:
    """Add `--language CODE`; `what` tells what is in that language."""
    parser.add_argument("--language", metavar="CODE", help=f"{what}, such as en")


def language_of(arguments: argparse.Namespace, languages: Sequence[Language]) -> Language | None:
    """Return the language a command was called for, None where it names none. Raises UsageError for one that is not spoken."""
    code = arguments.language
    if code is not None and code not in languages:
        raise UsageError(f"The language “{code}” is not spoken here. Use one of {', '.join(languages)}.")
    return None if code is None else Language(code)


def terminal_settings() -> Settings:
    """Return the terminal's settings."""
    return Settings.from_env(os.environ, need="terminal")


def folder_of(arguments: argparse.Namespace) -> Path:
    """Return the whole knowledge folder a command was called for: the built-in one, unless another takes its place."""
    return find_knowledge(arguments.knowledge_only or terminal_settings().knowledge_only)


def layers_of(arguments: argparse.Namespace) -> tuple[Path, ...]:
    """Return the folders of the layers a command was called for, the uppermost last.

    Named on the command line they come in place of ADVISOR_KNOWLEDGE, and so does `--knowledge-only`.
    """
    named = tuple(arguments.knowledge)
    return named if named or arguments.knowledge_only else terminal_settings().knowledge


def snapshot_of(arguments: argparse.Namespace) -> Snapshot:
    """Make the snapshot a command was called for, and tell what of its layers is left out."""
    cache = terminal_settings().cache_folder
    snapshot = make_snapshot(folder_of(arguments), layers_of(arguments), kept=LearntFolder(cache), cache=cache, quiet=True)
    if snapshot.problems:
        tell(KnowledgeError(snapshot.problems))
    return snapshot


def answering_of(arguments: argparse.Namespace) -> Answering:
    """Build the advisor a command was called for; the garbage collector rests meanwhile, and passes it over ever after."""
    gc.disable()
    try:
        return answering_over(snapshot_of(arguments))
    finally:
        gc.freeze()
        gc.enable()
