"""Options that several commands share, and how they reach the settings."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from bot.bootstrap import Answering, build_answering
from bot.domain.language import Language
from bot.errors import UsageError
from bot.knowledge.location import find_knowledge
from bot.settings import Settings


def add_knowledge(parser: argparse.ArgumentParser) -> None:
    """Add `--knowledge DIR`."""
    parser.add_argument(
        "--knowledge", metavar="DIR", type=Path, help="knowledge folder (else ADVISOR_KNOWLEDGE, else the built-in one)"
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
    """Return the knowledge folder a command was called for."""
    return find_knowledge(arguments.knowledge or terminal_settings().knowledge)


def answering_of(arguments: argparse.Namespace) -> Answering:
    """Build the advisor a command was called for."""
    return build_answering(arguments.knowledge or terminal_settings().knowledge)
