"""`gaps`: what people asked in vain, for the curator."""

from __future__ import annotations

import argparse
import datetime
import json
from collections.abc import Sequence

from bot.cli.options import terminal_settings
from bot.domain.clock import utc_now
from bot.domain.records import Gap
from bot.storage.migrator import schema_state
from bot.storage.stores import database_stores


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("gaps", help="list the questions that found no answer")
    parser.add_argument("--days", type=int, default=30, help="how far back (default: 30)")
    parser.add_argument("--most", type=int, default=50, help="how many (default: 50)")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List. Raises StorageError where the database cannot be read."""
    gaps = read_gaps(terminal_settings().database_url, days=max(arguments.days, 0), most=max(arguments.most, 1))
    print(
        json.dumps([as_data(gap) for gap in gaps], ensure_ascii=False, indent=2)
        if arguments.json
        else as_text(gaps, arguments.days)
    )
    return 0


def read_gaps(url: str, *, days: int, most: int) -> tuple[Gap, ...]:
    """Return the unanswered questions of the last days; none where no bot has made its tables yet."""
    if schema_state(url).found is None:
        return ()
    stores = database_stores(url)
    try:
        return stores.questions.gaps(since=utc_now() - datetime.timedelta(days=days), limit=most)
    finally:
        stores.housekeeping.close()


def as_data(gap: Gap) -> dict[str, object]:
    """Return one gap as plain data."""
    return {"question": gap.text, "times": gap.times, "last asked": gap.last_asked_at.isoformat(timespec="minutes")}


def as_text(gaps: Sequence[Gap], days: int) -> str:
    """Return the gaps in lines, those asked last first."""
    if not gaps:
        return f"Nobody asked in vain in the last {days} days."
    return "\n".join(f"{gap.last_asked_at:%Y-%m-%d}  {gap.times:>3} x  {gap.text}" for gap in gaps)
