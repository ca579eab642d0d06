"""The command line: `sales-advisor COMMAND`, or `python -m bot COMMAND`."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence

from bot.errors import BotError

COMMANDS = (
    "chat", "ask", "topics", "calc", "fit", "check", "train", "evaluate", "gaps", "slack", "migrate", "doctor", "health",
    "manifest",
)  # fmt: skip
"""The commands, in the order of the help; each is a module of this package with `add_parser(subparsers)` and
`run(arguments) -> int`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 something is wrong with the input, 2 wrongly called, 130 interrupted."""
    words = sys.argv[1:] if arguments is None else arguments
    parsed = _parser(words).parse_args(words)
    _accept_any_characters()
    try:
        return int(parsed.run(parsed))
    except BotError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (as in `| head`); Python would complain once more while closing it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _accept_any_characters() -> None:
    """Let bytes that are no text, and characters the terminal lacks, be replaced: neither is worth an error."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser; where the first word is a command, of that one alone, for each loads what it needs."""
    parser = argparse.ArgumentParser(
        prog="sales-advisor", description="Answers on enterprise and SMB selling, cited and curated."
    )
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in words[:1] if words and words[0] in COMMANDS else COMMANDS:
        importlib.import_module(f"bot.cli.{name}").add_parser(subparsers)
    return parser
