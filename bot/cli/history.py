"""`history`: what was taught in Slack, who changed it and when; and one version brought back."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any

from bot.advisor.ports import TaughtStore
from bot.advisor.teaching import Teacher
from bot.cli.options import terminal_settings
from bot.domain.records import Person
from bot.domain.taught import Taught
from bot.domain.taught_changes import Change, changes
from bot.errors import UsageError
from bot.rendering.terminal import printable
from bot.storage.migrator import schema_state
from bot.storage.stores import database_stores

_LINE = "{:<28}  {:>8}  {:<9}  {:<16}  {:<12}  {}"
_LONGEST = 90


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("history", help="who changed what was taught in Slack, and when")
    parser.add_argument("topic", metavar="ID", nargs="?", help="every version of this topic; without it, all topics")
    parser.add_argument("--restore", metavar="VERSION", type=int, help="with ID: bring back what the topic was in this version")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List, or bring back. Raises StorageError where the database cannot be used, UsageError for what there is not."""
    if arguments.restore is not None and arguments.topic is None:
        raise UsageError("--restore goes with a topic: `sales-advisor history ID --restore VERSION`.")
    with _opened() as store:
        if arguments.topic is None:
            _list(store.current() if store is not None else (), as_json=arguments.json)
            return 0
        versions = store.history(topic=arguments.topic) if store is not None else ()
        if store is None or not versions:
            raise UsageError(f"No topic “{arguments.topic}” was taught in Slack. `sales-advisor history` lists all there are.")
        if arguments.restore is not None:
            _restore(store, versions, arguments.restore)
        else:
            _tell(versions, as_json=arguments.json)
    return 0


def _list(topics: Sequence[Taught], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([_data(one, ()) for one in topics], ensure_ascii=False, indent=2))
    elif not topics:
        print("Nothing was taught in Slack yet.")
    else:
        print(_LINE.format("id", "versions", "state", "changed", "by", "title"))
        for one in topics:
            facts = (one.id, one.version, one.state.value, _moment(one), _by(one), one.title)
            print(printable(_LINE.format(*facts)))


def _tell(versions: Sequence[Taught], *, as_json: bool) -> None:
    steps = [(after, changes(before, after)) for after, before in zip_longest(versions, versions[1:])]
    if as_json:
        print(json.dumps([_data(after, changed) for after, changed in steps], ensure_ascii=False, indent=2))
        return
    for after, changed in steps:
        back = f", as version {after.restores}" if after.restores is not None else ""
        print(printable(f"Version {after.version}  {after.state.value}{back}  {_moment(after)}  {_by(after)}"))
        for one in changed:
            print(printable(f"    {_line(one)}"))


def _line(change: Change) -> str:
    before, after = (_short(text) for text in (change.before, change.after))
    return f"{change.part}: {before} -> {after or '(none)'}" if before else f"{change.part}: {after}"


def _short(text: str) -> str:
    line = " | ".join(filter(None, text.splitlines()))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _restore(store: TaughtStore, versions: Sequence[Taught], wanted: int) -> None:
    newest = versions[0]
    if wanted not in [one.version for one in versions[1:]]:
        raise UsageError(f"“{newest.id}” has no earlier version {wanted}. `sales-advisor history {newest.id}` lists them.")
    # Nobody in Slack did this, so it carries a workspace and no person.
    by = Person(team=newest.changed_by.team)
    done = Teacher(store).restore(newest.id, newest.version, wanted, by)
    if done is None:
        raise UsageError(f"Somebody has changed “{newest.id}” at this moment. Look at its history again.")
    print(printable(f"“{done.title}” is what it was in version {wanted}. A running bot answers so within seconds."))


def _data(taught: Taught, changed: Sequence[Change]) -> dict[str, Any]:
    return {
        "id": taught.id,
        "version": taught.version,
        "state": taught.state.value,
        "title": taught.title,
        "changed_by": taught.changed_by.user,
        "changed_at": taught.changed_at.isoformat(),
        "owner": taught.owner,
        "review_on": str(taught.review_on) if taught.review_on else None,
        "audience": taught.audience.write(),
        "restores": taught.restores,
        "changes": [{"part": one.part.value, "before": one.before, "after": one.after} for one in changed],
    }


def _moment(taught: Taught) -> str:
    return f"{taught.changed_at:%Y-%m-%d %H:%M}"


def _by(taught: Taught) -> str:
    return taught.changed_by.user or "command line"


@contextmanager
def _opened() -> Iterator[TaughtStore | None]:
    """Lend what is taught; None where no bot has made its tables yet. Raises StorageError."""
    url = terminal_settings().database_url
    state = schema_state(url)
    if state.found is None or state.found < state.wanted:
        yield None
        return
    stores = database_stores(url)
    try:
        yield stores.taught
    finally:
        stores.housekeeping.close()
