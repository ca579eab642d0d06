"""`preview DIR`: what a folder of topics would do to the questions people ask, before it answers any."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.advisor.preview import Foresight
from bot.bootstrap import answering_over, make_snapshot
from bot.cli.options import add_knowledge, folder_of, layers_of, terminal_settings
from bot.cli.problem_list import counted
from bot.cli.streams import tell
from bot.domain.knowledge import Subject
from bot.domain.preview import Affected, Effect, Origin, Preview
from bot.domain.records import AskedQuestion
from bot.errors import KnowledgeError
from bot.knowledge.learnt_folder import LearntFolder
from bot.knowledge.preview_lines import asked_lines, built_in_lines, layer_lines, texts_that_differ
from bot.knowledge.snapshot import Snapshot
from bot.rendering.terminal import printable
from bot.storage.migrator import schema_state
from bot.storage.stores import database_stores

MOST = 10
"""Questions shown, the worst first."""
MOST_ASKED = 2_000
"""Questions of people looked through, the newest."""
_FROM = {Origin.ASKED: "asked", Origin.CALIBRATION: "calibration", Origin.PHRASE: "phrase"}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("preview", help="tell what a folder of topics would answer anew, and take from other topics")
    parser.add_argument("folder", metavar="DIR", type=Path, help="a folder of your own topics")
    add_knowledge(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Look, and return 1 where a topic loses questions, else 0. Raises KnowledgeError where there is no such folder."""
    folder: Path = arguments.folder
    below = tuple(layer for layer in layers_of(arguments) if layer.resolve() != folder.resolve())
    cache = terminal_settings().cache_folder
    kept = LearntFolder(cache)
    before = make_snapshot(folder_of(arguments), below, kept=kept, cache=cache, quiet=True)
    after = make_snapshot(folder_of(arguments), (*below, folder), kept=kept, cache=cache, quiet=True)
    if after.problems:
        tell(KnowledgeError(after.problems))
    preview = _preview(before, after)
    print("\n".join(as_lines(preview, {**before.knowledge.subjects, **after.knowledge.subjects})))
    return 1 if preview.steals else 0


def _preview(before: Snapshot, after: Snapshot) -> Preview:
    others = (*asked_lines(_asked()), *layer_lines(before.layers))
    texts = texts_that_differ(before.layers, after.layers)
    matchers = answering_over(before).matcher, answering_over(after).matcher
    return Foresight(built_in_lines(before.folder)).of(texts, *matchers, others)


def _asked() -> tuple[AskedQuestion, ...]:
    """The last questions of the bot's database; none where no bot has made its tables yet."""
    url = terminal_settings().database_url
    state = schema_state(url)
    if state.found is None or state.found < state.wanted:
        return ()
    stores = database_stores(url)
    try:
        return stores.questions.latest(limit=MOST_ASKED)
    finally:
        stores.housekeeping.close()


def as_lines(preview: Preview, subjects: Mapping[str, Subject]) -> Iterator[str]:
    """Yield what a change does, a question a line, the worst first."""
    taken = counted(preview.count(Effect.TAKEN), "question")
    doubtful, found = (preview.count(effect) for effect in (Effect.DOUBTFUL, Effect.FOUND))
    yield f"{taken} would be taken from other topics, {doubtful:,} asked back about, {found:,} newly answered."
    for one in preview.affected[:MOST]:
        yield f"  {_told(one, subjects)}: “{printable(' '.join(one.line.text.split()))}” ({_FROM[one.line.origin]})"
    if len(preview.affected) > MOST:
        yield f"  and {len(preview.affected) - MOST:,} more"


def _told(one: Affected, subjects: Mapping[str, Subject]) -> str:
    before, after = (_name(topic, subjects) for topic in (one.before, one.after))
    if one.effect is Effect.TAKEN:
        return f"{before} loses to {after}"
    return f"{before} no longer sure" if one.effect is Effect.DOUBTFUL else f"{after} answers"


def _name(topic: str, subjects: Mapping[str, Subject]) -> str:
    found = subjects.get(topic)
    return topic if found is None else next(iter(found.title.values()))
