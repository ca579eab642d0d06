"""`doctor`: looks at everything the bot needs, and says what to do where something is missing."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPException

from bot.bootstrap import Answering, build_answering
from bot.bootstrap.following import layers_with
from bot.cli import health
from bot.cli.export import published_in
from bot.domain.taught import Taught
from bot.errors import BotError, SettingsError, StorageError
from bot.listeners.diagnosis import GROUP_SCOPE, Finding, diagnose
from bot.settings import Settings
from bot.storage.migrator import check_writable, schema_state


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("doctor", help="check everything the bot needs and say what to do")
    parser.add_argument("--http", action="store_true", help="check for HTTP (a signing secret) instead of Socket Mode")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print every finding; returns 1 if anything needs attention."""
    well = True
    for finding in examine(http=arguments.http):
        well = well and finding.well
        print(f"{'ok  ' if finding.well else 'FIX '} {finding.name}: {finding.found}")
        if finding.remedy:
            print(f"     {finding.remedy}")
    print("\nEverything is in order." if well else "\nMend what is marked FIX, then run `sales-advisor doctor` again.")
    return 0 if well else 1


def examine(*, http: bool) -> Iterator[Finding]:
    """Look at the settings first; what does not depend on them is looked at in any case."""
    settings = None
    try:
        settings = Settings.from_env(os.environ, need="http" if http else "socket")
        yield Finding(name="Settings", well=True, found="complete", remedy=" ".join(settings.warnings))
    except SettingsError as error:
        for problem in error.problems:
            yield Finding(name="Settings", well=False, found=problem)
    yield _knowledge(settings)
    if settings is not None:
        yield _database(settings)
        app_token = None if http else settings.app_token
        yield from diagnose(
            bot_token=settings.bot_token or "",
            app_token=app_token,
            api_url=settings.slack_api_url,
            more_scopes=[GROUP_SCOPE] if settings.curators.groups else [],
        )
        yield from _running(settings.port)


def _running(port: int) -> Iterator[Finding]:
    """What the bot running beside this command says of itself, such as answers that Slack never took; nothing without one."""
    try:
        status, text = health.asked(port)
    except (OSError, HTTPException):
        return
    if health.is_ours(text):
        found = "; ".join(text.splitlines())
        remedy = "Its log says where those answers were to go, and why Slack did not take them." if " never (" in text else ""
        yield Finding(name="Running bot", well=status == HTTPStatus.OK, found=found, remedy=remedy)


def _knowledge(settings: Settings | None) -> Finding:
    try:
        answering = _built(settings)
    except BotError as error:
        return Finding(name="Knowledge", well=False, found=str(error), remedy="Run `sales-advisor check` and mend what it names.")
    snapshot = answering.snapshot
    folders = [str(folder.resolve()) for folder in settings.knowledge] if settings is not None else []
    origins = [layer.origin if layer.origin in folders else "what was taught in Slack" for layer in snapshot.layers]
    layers = "".join(
        f", with {len(layer.topics)} of {origin} on top" for layer, origin in zip(snapshot.layers, origins, strict=True)
    )
    found = f"{len(answering.knowledge.topics)} topics in {snapshot.folder}{layers}"
    if snapshot.problems:
        remedy = "Run `sales-advisor check`: what is wrong there is left out of every answer."
        faults = "; ".join(map(str, snapshot.problems))
        return Finding(name="Knowledge", well=False, found=f"{found}. Left out: {faults}", remedy=remedy)
    return Finding(name="Knowledge", well=True, found=found)


def _built(settings: Settings | None) -> Answering:
    if settings is None:
        return build_answering()
    with layers_with(settings.knowledge, _taught(settings.database_url)) as layers:
        return build_answering(settings.knowledge_only, layers=layers, cache=settings.cache_folder)


def _taught(url: str) -> tuple[Taught, ...]:
    """What is taught in Slack; nothing where the database cannot be read, which is a finding of its own."""
    with suppress(StorageError):
        return published_in(url)
    return ()


def _database(settings: Settings) -> Finding:
    """What the bot finds in its place: tables it needs not have, for it makes them, but a place where it can write."""
    try:
        state = schema_state(settings.database_url)
        check_writable(settings.database_url)
    except BotError as error:
        remedy = "The bot answers without it, but forgets everything, and two copies may both answer."
        return Finding(name="Database", well=False, found=str(error), remedy=remedy)
    if state.is_current:
        return Finding(name="Database", well=True, found=f"up to date (version {state.found})")
    if state.found is None:
        return Finding(name="Database", well=True, found="no tables yet; the bot makes them when it starts")
    if state.found < state.wanted:
        found = f"version {state.found}; the bot brings it to {state.wanted} when it starts"
        return Finding(name="Database", well=True, found=found)
    found = f"its tables have version {state.found}, which this release (version {state.wanted}) does not know"
    return Finding(name="Database", well=False, found=found, remedy="Start the newer release, or use another DATABASE_URL.")
