"""`check`: tells everything that is wrong with the knowledge, file by file, and what to do about it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import TextIO

from bot.bootstrap import build_matcher
from bot.cli.check_layers import check_layers
from bot.cli.options import add_knowledge, folder_of
from bot.cli.problem_list import as_json, as_text, counted
from bot.errors import KnowledgeError, Problem, UsageError
from bot.knowledge.causes import folded
from bot.knowledge.checking import check_content
from bot.knowledge.content import Content
from bot.knowledge.lines import with_lines
from bot.knowledge.loader import read_content
from bot.knowledge.metrics import check_metrics
from bot.knowledge.overmatch import are_strays, lost_phrases
from bot.knowledge.reader import in_file_order
from bot.knowledge.trained import check_model
from bot.knowledge.translations import ACCEPT_COMMAND, ALL, accept_translations
from bot.matching.matcher import RANKED_BY
from bot.matching.reading import WHILE_LEARNING
from bot.rendering.renderer import TEMPLATES
from bot.rendering.template_checks import template_faults


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("check", help="tell what is wrong with the knowledge, where, and what to do")
    parser.add_argument("--json", action="store_true", help="as a JSON list of {file, line, path, what, remedy, follows}")
    parser.add_argument("folder", nargs="*", type=Path, help="folders of your own topics to check, and nothing else")
    parser.add_argument(
        "--accept-translations",
        nargs="*",
        metavar="FILE",
        help=f"first confirm the translations of these files, such as topics/objections.yml; “{ALL}” for every file",
    )
    add_knowledge(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, out: TextIO | None = None) -> int:
    """Check, write to `out` (standard output if not given), and return 1 if there is any problem, else 0."""
    out = out or sys.stdout
    layers = (*arguments.folder, *arguments.knowledge)
    accepted = arguments.accept_translations
    if layers and accepted is None:
        return check_layers(folder_of(arguments), layers, out, as_json=arguments.json)
    folder = folder_of(arguments)
    note = "" if accepted is None else _accept(folder, _named(accepted, folder, layers))
    content = read_content(folder)
    found, strays = find_problems(content)
    problems = with_lines(folded(found, content), content.folder)
    if arguments.json:
        print(as_json(problems), file=out)
    else:
        print(f"{note}{as_text(problems) or praise(content)}{_told(with_lines(strays, content.folder))}", file=out)
    return 1 if problems else 0


def find_problems(content: Content) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return every problem of the files, the templates and the trained model, in file order; then strays, which are none."""
    found = [
        *check_content(content),
        *(Problem(*fault) for fault in template_faults(content.folder, content.languages, TEMPLATES)),
    ]
    found.extend(check_metrics(content.folder))
    stale = check_model(content.folder)
    # A model of other phrases would accuse the wrong ones, so overmatch waits until the model is fresh.
    lost = () if stale else tuple(lost_phrases(content, build_matcher(content.folder, most=WHILE_LEARNING, cued=RANKED_BY)))
    strays = lost if are_strays(lost, content) else ()
    found.extend(stale or (() if strays else lost))
    return in_file_order(found), in_file_order(strays)


def _told(strays: Sequence[Problem]) -> str:
    """Phrases that the model happens to have lost: no fault, for a few always are, but worth a look."""
    lines = "".join(f"\n  {stray.file}: {stray.place}: {stray.what}" for stray in strays)
    return f"\nWorth a look, though no fault while they are so few:{lines}" if strays else ""


def praise(content: Content) -> str:
    """Return the line for a sound folder: what it holds."""
    return f"No problems: {', '.join(_holdings(content))}."


def _holdings(content: Content) -> Iterator[str]:
    yield counted(len(content.topic_ids), "topic")
    yield counted(len(content.phrases), "phrase")
    yield counted(_lines(content, "intents"), "line") + " of small talk"
    yield counted(_lines(content, "out_of_scope"), "question") + " out of scope"
    yield counted(_lines(content, "calibration"), "calibration sentence")


def _lines(content: Content, room: str) -> int:
    return sum(len(content.raw[file]) for file in content.files_in(room))


def _named(accepted: Sequence[str], folder: Path, layers: Sequence[Path]) -> list[str]:
    """The files to be confirmed, relative to the folder. Raises UsageError where none is named, or a layer is checked."""
    if layers:
        raise UsageError("A folder of your own has no translations to confirm. Leave --accept-translations out.")
    if not accepted:
        raise UsageError(f"Name the files you have compared, such as `{ACCEPT_COMMAND} topics/objections.yml`, or “{ALL}”.")
    return [PurePath(name).as_posix().removeprefix(f"{folder.name}/") for name in accepted]


def _accept(folder: Path, files: Sequence[str]) -> str:
    """Confirm translations and return what to tell about it. Raises UsageError where the lock cannot be written."""
    try:
        accepted = accept_translations(folder, files)
    except KnowledgeError as error:
        told = "".join(f"  {problem}\n" for problem in error.problems)
        return f"The translations were not confirmed:\n{told}\n"
    except OSError as error:
        raise UsageError(
            f"{folder.name}: the translations cannot be confirmed: {error.strerror}. Check that you may write there."
        ) from error
    lines = [f"  {file}: {counted(count, 'text')}" for file, count in accepted.changed.items()]
    head = f"Confirmed in {folder.name}/{accepted.lock.name}:" if lines else "The translations were confirmed already."
    return "\n".join([head, *lines]) + "\n\n"
