"""`export`: writes what was taught in Slack as the YAML of a folder, or as a table."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.cli.options import terminal_settings
from bot.domain.taught import Taught, TaughtState
from bot.errors import UsageError
from bot.knowledge.team_export import as_table, write_layer
from bot.storage.migrator import schema_state
from bot.storage.stores import database_stores

NAME = "Team"
"""What the layer is called where the folder is read."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("export", help="write what was taught in Slack into a folder, for --knowledge")
    parser.add_argument("folder", metavar="DIR", type=Path, help="an empty folder, or one that is made; with --csv a file")
    parser.add_argument("--csv", action="store_true", help="as one table, a topic a row, which `import` and spreadsheets read")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write. Raises StorageError where the database cannot be read, UsageError for a folder or file that holds something."""
    folder: Path = arguments.folder
    if arguments.csv and folder.exists():
        raise UsageError(f"{folder} is there already. Name another file, so that nothing is written over.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty. Name another folder, so that nothing in it is written over.")
    taught = published_in(terminal_settings().database_url)
    if not taught:
        print("Nothing that was taught in Slack is published.")
        return 0
    if arguments.csv:
        folder.write_text(as_table(taught), encoding="utf-8-sig", newline="")  # with a mark, or Excel takes it for another code
        print(f"{len(taught)} taught topics are in {folder}.")
        return 0
    write_layer(folder, taught, name=NAME)
    print(f"{len(taught)} taught topics are in {folder}. Ask from it: sales-advisor chat --knowledge {folder}")
    return 0


def published_in(url: str) -> tuple[Taught, ...]:
    """Return what of the taught topics answers; nothing where no bot has made its tables yet. Raises StorageError."""
    state = schema_state(url)
    if state.found is None or state.found < state.wanted:
        return ()
    stores = database_stores(url)
    try:
        return tuple(one for one in stores.taught.current() if one.state is TaughtState.PUBLISHED)
    finally:
        stores.housekeeping.close()
