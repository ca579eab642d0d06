"""The command line: `sales-advisor COMMAND`, or `python -m bot COMMAND`."""

from __future__ import annotations

import argparse
import atexit
import gc
import importlib
import sys
from collections.abc import Sequence

from bot.cli.streams import attend_streams, carry_json, forget_output, tell
from bot.errors import BotError
from bot.settings import load_env_file

COMMANDS = (
    "chat", "ask", "topics", "calc", "fit", "brief", "check", "preview", "train", "evaluate", "gaps", "history", "import",
    "export", "slack",
    "migrate", "doctor", "health", "manifest",
)  # fmt: skip
"""The commands, in the order of the help; each is a module of this package with `add_parser(subparsers)` and
`run(arguments) -> int`."""
_MODULES = {"import": "import_topics"}
"""Their modules' names, where those are not the same: Python has the word already."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 something is wrong with the input, 2 wrongly called, 130 interrupted."""
    attend_streams()
    atexit.register(
        gc.freeze
    )  # what is left goes with the process: looking through it for circles first takes a fifth of a second
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except BotError as error:
        tell(error)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        forget_output()  # its reader has gone, as in `| head`
        return 0
    except OSError as error:
        forget_output()
        what = error.filename or "Standard input or output"
        tell(f"{what} cannot be used: {error.strerror or error}. Check free space and permissions, then run the command again.")
        return 1


def _run(words: Sequence[str]) -> int:
    try:
        parsed = _parser(words).parse_args(words)
        if getattr(parsed, "json", False) or getattr(parsed, "jsonl", False):
            carry_json()
        load_env_file()
        return int(parsed.run(parsed))
    finally:
        sys.stdout.flush()  # here a full disk can still be told of; at Python's own end no more


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser; where the first word is a command, of that one alone, for each loads what it needs."""
    parser = argparse.ArgumentParser(
        prog="sales-advisor", description="Answers on enterprise and SMB selling, cited and curated."
    )
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in words[:1] if words and words[0] in COMMANDS else COMMANDS:
        importlib.import_module(f"bot.cli.{_MODULES.get(name, name)}").add_parser(subparsers)
    return parser
