"""`migrate`: makes the database's tables, or brings them to this release's version."""

from __future__ import annotations

import argparse
import os

from bot.settings import Settings
from bot.storage.migrator import migrate


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("migrate", help="bring the database (DATABASE_URL) to this release's version")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001  every command is called with its arguments
    """Migrate; run again, it changes nothing."""
    state = migrate(Settings.from_env(os.environ, need="terminal").database_url)
    if state.is_current and state.found == state.wanted:
        print(f"The database is up to date (version {state.wanted}).")
    elif state.is_current:
        print(
            f"A newer release brought the database to version {state.found}; this one needs {state.wanted} and goes on with it."
        )
    else:
        before = "nothing" if state.found is None else f"version {state.found}"
        print(f"The database was brought from {before} to version {state.wanted}.")
    return 0
