"""`gaps`: what people asked in vain, for the curator: to see, to draft a topic from, to set aside."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.advisor.gap_queue import GapQueue, find_gap
from bot.bootstrap import Answering, build_gap_queue
from bot.cli.options import add_knowledge, answering_of, terminal_settings
from bot.domain.gaps import COMMAND_LINE, Gap, GapState
from bot.errors import StorageError, UsageError
from bot.knowledge.drafting import draft_id, draft_topic
from bot.rendering.terminal import printable
from bot.storage.migrator import schema_state
from bot.storage.stores import database_stores

_OPEN, _ALL = "open", "all"
_DECISIONS = {"dismiss": GapState.DISMISSED, "taught": GapState.TAUGHT, "reopen": GapState.NEW}
"""What an option of that name decides."""
_COLUMNS = "{:<8}  {:<9}  {:>5}  {:>6}  {:>4}  {:>6}  {:<10}  {:<10}  {}"
_DONE = {GapState.DISMISSED: "Dismissed", GapState.TAUGHT: "Marked as taught", GapState.NEW: "Open again"}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("gaps", help="list what people asked in vain, and draft topics from it")
    parser.add_argument("--days", type=int, default=30, help="how far back (default: 30)")
    parser.add_argument("--most", type=int, default=50, help="how many groups (default: 50)")
    states = (_OPEN, _ALL, *GapState)
    parser.add_argument("--state", choices=states, default=_OPEN, help="which ones (default: open, that is new or drafting)")
    parser.add_argument("--json", action="store_true", help="as JSON")
    deeds = parser.add_mutually_exclusive_group()
    deeds.add_argument("--draft", metavar="ID", help="write the YAML of a topic drafted from a group")
    deeds.add_argument("--dismiss", metavar="ID", help="set a group aside")
    deeds.add_argument("--taught", metavar="ID", help="mark a group as taught; asked in vain again, it comes back")
    deeds.add_argument("--reopen", metavar="ID", help="take such a decision back")
    parser.add_argument("--to", metavar="DIR", type=Path, help="with --draft: write the file into this knowledge folder")
    add_knowledge(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List, or decide about one group. Raises StorageError where the database cannot be used, UsageError for a wrong id."""
    given = vars(arguments)
    decision = next(((state, given[name]) for name, state in _DECISIONS.items() if given[name] is not None), None)
    if arguments.to is not None and arguments.draft is None:
        raise UsageError("--to goes with --draft: `sales-advisor gaps --draft ID --to DIR`.")
    if arguments.draft is not None:
        _draft(arguments)
    elif decision is not None:
        _decide(arguments, *decision)
    else:
        _list(arguments)
    return 0


def _list(arguments: argparse.Namespace) -> None:
    days = max(arguments.days, 0)
    with _opened(arguments) as opened:
        gaps = opened.queue.groups(days=days) if opened is not None else ()
    shown = [gap for gap in gaps if _is_wanted(gap, arguments.state)][: max(arguments.most, 1)]
    if arguments.json:
        print(json.dumps([as_data(gap) for gap in shown], ensure_ascii=False, indent=2))
    else:
        print(as_text(shown, days, arguments.state))


def _is_wanted(gap: Gap, state: str) -> bool:
    return gap.is_open if state == _OPEN else state in (_ALL, gap.state)


def _draft(arguments: argparse.Namespace) -> None:
    with _opened(arguments) as opened:
        queue, gap = _found(opened, arguments.draft)
        name = draft_id(gap, _Taken(queue.answering, arguments.to))
        text = f"# Drafted from {gap.times} questions asked in vain. Write what says TODO; `sales-advisor check` names it.\n"
        text += draft_topic(gap)
        if arguments.to is None:
            print(f"# topics/{name}.yml\n{text}", end="")
        else:
            file = arguments.to / "topics" / f"{name}.yml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            print(f"Written: {file}")
        _keep(queue.queue, gap, GapState.DRAFTING)


def _decide(arguments: argparse.Namespace, state: GapState, wanted: str) -> None:
    with _opened(arguments) as opened:
        queue, gap = _found(opened, wanted)
        _keep(queue.queue, gap, state)
    print(f"{_DONE[state]}: {_line(gap.text)} ({gap.times} times asked)")


def _keep(queue: GapQueue, gap: Gap, state: GapState) -> None:
    if not queue.mark(gap, state, by=COMMAND_LINE):
        raise StorageError("The decision could not be written. Run the command again.")


class _Taken:
    """The ids a new topic must not have: those of the knowledge, and of the files in the folder it is written to."""

    def __init__(self, answering: Answering, folder: Path | None) -> None:
        self._known = answering.knowledge.subjects
        self._folder = folder

    def __contains__(self, name: object) -> bool:
        return name in self._known or (self._folder is not None and (self._folder / "topics" / f"{name}.yml").exists())


@dataclass(frozen=True, slots=True)
class _Opened:
    """The queue over the bot's database, and for how many days questions are kept."""

    queue: GapQueue
    answering: Answering
    days: int


@contextmanager
def _opened(arguments: argparse.Namespace) -> Iterator[_Opened | None]:
    """Open the queue; None where no bot has made its tables yet."""
    settings = terminal_settings()
    if schema_state(settings.database_url).found is None:
        yield None
        return
    answering = answering_of(arguments)
    stores = database_stores(settings.database_url)
    try:
        yield _Opened(build_gap_queue(answering, stores.gaps), answering, settings.keep_days)
    finally:
        stores.housekeeping.close()


def _found(opened: _Opened | None, wanted: str) -> tuple[_Opened, Gap]:
    """Return the group with an id, all that is kept of it. Raises UsageError where there is none."""
    if opened is not None:
        gap = find_gap(opened.queue.groups(days=opened.days), wanted)
        if gap is not None:
            return opened, gap
    raise UsageError(f"There is no group “{wanted}”. `sales-advisor gaps --state all` lists them with their ids.")


def as_data(gap: Gap) -> dict[str, object]:
    """Return one group as plain data; nobody who asked is named."""
    decided = {} if gap.mark is None else {"decided by": gap.mark.by, "decided": gap.mark.at.isoformat(timespec="minutes")}
    return {
        "id": gap.id,
        "question": gap.text,
        "state": gap.state.value,
        "times": gap.times,
        "people": gap.people,
        "this week": gap.this_week,
        "week before": gap.last_week,
        "first asked": gap.first_asked_at.isoformat(timespec="minutes"),
        "last asked": gap.last_asked_at.isoformat(timespec="minutes"),
        "nearest topic": gap.nearest,
        "why": {why.value: count for why, count in gap.reasons.items()},
        "wordings": {language: list(texts) for language, texts in gap.wordings.items()},
        **decided,
    }


def as_text(gaps: Sequence[Gap], days: int, state: str = _OPEN) -> str:
    """Return the groups in lines, the most asked first."""
    if not gaps:
        asked = f"Nobody asked in vain in the last {days} days"
        return f"{asked}." if state in (_OPEN, _ALL) else f"{asked} what is {state}."
    lines = [_COLUMNS.format("id", "state", "times", "people", "week", "before", "first", "last", "question (nearest topic)")]
    for gap in gaps:
        near = f"  ({gap.nearest})" if gap.nearest else ""
        numbers = (gap.times, gap.people, gap.this_week, gap.last_week)
        asked_on = tuple(f"{at:%Y-%m-%d}" for at in (gap.first_asked_at, gap.last_asked_at))
        lines.append(_COLUMNS.format(gap.id, gap.state, *numbers, *asked_on, _line(gap.text) + near))
    return "\n".join(lines)


def _line(text: str) -> str:
    """What somebody wrote, on one line; a terminal must not take any of it for an order."""
    return printable(" ".join(text.split()))
