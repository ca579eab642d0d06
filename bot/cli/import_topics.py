"""`import`: topics out of a table, a page of Markdown, or a folder that `export` wrote."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from bot.advisor.lesson_body import topic_id
from bot.advisor.teaching import Arrival, Teacher
from bot.bootstrap import Answering, build_answering
from bot.cli.options import add_language, language_of, terminal_settings
from bot.cli.problem_list import counted
from bot.cli.streams import tell
from bot.domain.clock import utc_now
from bot.domain.gaps import COMMAND_LINE
from bot.domain.language import Language
from bot.domain.records import Person
from bot.domain.taught import Taught, TaughtState
from bot.errors import KnowledgeError, Problem, UsageError
from bot.knowledge.csv_table import Table, read_table
from bot.knowledge.importing import FIELDS, Habits, Imported, Names, columns_of, topics_in
from bot.knowledge.markdown_topics import HEADER, read_page
from bot.knowledge.team_export import write_layer
from bot.knowledge.team_folder import LAYER_FILE
from bot.knowledge.team_import import read_bodies
from bot.knowledge.text_file import read_text
from bot.storage.migrator import bring_up_to_date
from bot.storage.stores import database_stores

_TABLES, _PAGES = (".csv", ".tsv", ".txt"), (".md", ".markdown")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("import", help="make topics of a table (CSV), of Markdown, or of a folder that `export` wrote")
    parser.add_argument("file", metavar="FILE", type=Path, help="a .csv or .md file, or a folder")
    parser.add_argument(
        "--to", metavar="DIR", type=Path, help="write YAML into this folder of yours, in place of the bot's database"
    )
    parser.add_argument(
        "--publish", action="store_true", help="let them answer at once; else they are drafts in the curators' Home"
    )
    parser.add_argument("--source", metavar="TEXT", help="the source of what names none (else the name of the file)")
    parser.add_argument(
        "--column",
        metavar="FIELD=NAME",
        action="append",
        default=[],
        help=f"which column holds a field ({', '.join(FIELDS)}); again for more",
    )
    add_language(parser, "the language of what names none (else it is read from the words)")
    parser.set_defaults(run=run)


_NO_TOPICS = "In a table each is a row below the names of the columns; on a page a heading (# Discounts) with its answer below."


def run(arguments: argparse.Namespace) -> int:
    """Import. Raises KnowledgeError with the fault of every cell, and imports nothing then; StorageError, UsageError."""
    answering = build_answering()
    found = read_bodies(arguments.file, answering.knowledge) if arguments.file.is_dir() else _read(arguments, answering)
    if not found:
        raise UsageError(f"{arguments.file} holds no topics. {_NO_TOPICS}")
    if arguments.to is not None:
        return _write(arguments.to, found, answering)
    return _keep(found, answering, publish=arguments.publish or arguments.file.is_dir())


def _read(arguments: argparse.Namespace, answering: Answering) -> tuple[Imported, ...]:
    file: Path = arguments.file
    names = _names(answering)
    habits = Habits(
        language_of=lambda text: answering.reader.read(text).language,
        source=arguments.source or file.name,
        languages=_languages(answering),
        language=language_of(arguments, answering.knowledge.languages),
        mapping=_mapping(arguments.column),
    )
    if file.suffix.lower() in _PAGES:
        return topics_in(_page(file, names), {one: [one] if one in HEADER else [] for one in FIELDS}, habits, file.name)
    if file.suffix.lower() not in _TABLES:
        raise UsageError(f"{file} is neither a table (.csv) nor a page (.md), nor a folder. From Excel, save as “CSV UTF-8”.")
    table = read_table(file)
    if table.encoding != "UTF-8":
        tell(f"{file.name} is read as {table.encoding}. If its letters come out wrong, save it as “CSV UTF-8”.")
    return topics_in(table, columns_of(table, names, habits, file.name), habits, file.name)


def _page(file: Path, names: Names) -> Table:
    text = read_text(file, file.name)
    if isinstance(text, Problem):
        raise KnowledgeError([text])
    return read_page(text, {word: field for field, words in names.items() for word in words})


def _names(answering: Answering) -> Names:
    """What each field is called, in every language."""
    say = answering.renderer.words
    lists = {one: [say(code, f"import_{one}") for code in answering.knowledge.languages] for one in FIELDS}
    return {one: tuple(name.strip() for words in said for name in words.split(",")) for one, said in lists.items()}


def _languages(answering: Answering) -> dict[str, Language]:
    """The languages by what they are called: their codes and their names in every language."""
    codes = answering.knowledge.languages
    named = {answering.renderer.words(said, f"language_{code}").casefold(): code for said in codes for code in codes}
    return {code.value: code for code in codes} | named


def _mapping(columns: Sequence[str]) -> dict[str, str]:
    found = {}
    for one in columns:
        field, sign, name = one.partition("=")
        if field not in FIELDS or not sign:
            raise UsageError(f"--column {one}: write FIELD=NAME, where FIELD is one of {', '.join(FIELDS)}.")
        found[field] = name.strip()
    return found


def _write(folder: Path, found: Sequence[Imported], answering: Answering) -> int:
    """Write the topics into a folder; no file in it is written over."""
    taken = {path.stem for path in (folder / "topics").glob("*")} | set(answering.knowledge.subjects)
    drafts = []
    for one in found:
        name = one.id or topic_id(one.body["title"], taken)
        if "answer" in one.body and name in taken:
            name = topic_id(name, taken)
        taken.add(name)
        drafts.append(_draft(one, name, TaughtState.DRAFT))
    held = (folder / LAYER_FILE).exists()
    write_layer(folder, drafts, name=None if held else folder.resolve().name)
    print(f"{counted(len(drafts), 'topic')} written into {folder}. Look at them: sales-advisor check {folder}")
    return 0


def _draft(one: Imported, name: str, state: TaughtState) -> Taught:
    return Taught(
        id=name, version=1, state=state, body=one.body, changed_by=Person(team="", user=COMMAND_LINE), changed_at=utc_now()
    )


def _keep(found: Sequence[Imported], answering: Answering, *, publish: bool) -> int:
    """Keep the topics in the bot's database, as drafts or published; what is there in the same words stays as it is."""
    url = terminal_settings().database_url
    bring_up_to_date(url)
    stores = database_stores(url)
    try:
        arrival = Arrival(
            by=Person(team="", user=COMMAND_LINE),
            state=TaughtState.PUBLISHED if publish else TaughtState.DRAFT,
            taken=frozenset(answering.knowledge.subjects),
        )
        kept = Teacher(stores.taught).take_in([(one.id, one.body) for one in found], arrival)
    finally:
        stores.housekeeping.close()
    same = f" {counted(len(found) - kept, 'topic')} stood there in the same words." if kept < len(found) else ""
    next_step = "They answer within ten seconds." if publish else "Curators find them in their Home, to look at and publish."
    print(f"{counted(kept, 'topic')} imported.{same} {next_step}")
    return 0
