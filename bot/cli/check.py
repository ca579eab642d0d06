"""`check`: tells everything that is wrong with the knowledge, file by file, and what to do about it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from bot.bootstrap import build_matcher
from bot.cli.check_layers import check_layers
from bot.cli.options import add_knowledge, folder_of
from bot.cli.problem_list import as_json, as_text, counted
from bot.errors import KnowledgeError, Problem, UsageError
from bot.knowledge.checking import check_content
from bot.knowledge.content import Content
from bot.knowledge.loader import read_content
from bot.knowledge.metrics import check_metrics
from bot.knowledge.overmatch import check_overmatch
from bot.knowledge.reader import in_file_order
from bot.knowledge.trained import check_model
from bot.knowledge.translations import accept_translations
from bot.rendering.renderer import TEMPLATES
from bot.rendering.template_checks import template_faults


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("check", help="tell what is wrong with the knowledge, where, and what to do")
    parser.add_argument("--json", action="store_true", help="as a JSON list of {file, path, what, remedy}")
    parser.add_argument("folder", nargs="*", type=Path, help="folders of your own topics to check, and nothing else")
    parser.add_argument("--accept-translations", action="store_true", help="first confirm that all translations are up to date")
    add_knowledge(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, out: TextIO | None = None) -> int:
    """Check, write to `out` (standard output if not given), and return 1 if there is any problem, else 0."""
    out = out or sys.stdout
    layers = (*arguments.folder, *arguments.knowledge)
    if layers:
        return check_layers(folder_of(arguments), layers, out, as_json=arguments.json)
    folder = folder_of(arguments)
    note = _accept(folder) if arguments.accept_translations else ""
    content = read_content(folder)
    problems = find_problems(content)
    if arguments.json:
        print(as_json(problems), file=out)
    else:
        print(f"{note}{as_text(problems) or praise(content)}", file=out)
    return 1 if problems else 0


def find_problems(content: Content) -> tuple[Problem, ...]:
    """Return every problem of the files, the templates and the trained model, in file order."""
    found = [
        *check_content(content),
        *(Problem(*fault) for fault in template_faults(content.folder, content.languages, TEMPLATES)),
    ]
    found.extend(check_metrics(content.folder))
    stale = check_model(content.folder)
    # A model of other phrases would accuse the wrong ones, so overmatch waits until the model is fresh.
    found.extend(stale or check_overmatch(content, build_matcher(content.folder)))
    return in_file_order(found)


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


def _accept(folder: Path) -> str:
    """Confirm the translations and return what to tell about it. Raises UsageError where the lock cannot be written."""
    try:
        return f"Confirmed all translations in {folder.name}/{accept_translations(folder).name}.\n\n"
    except KnowledgeError:
        # The check that follows tells each of these faults.
        return "The translations were not confirmed, because some files have faults of shape. Mend them first.\n\n"
    except OSError as error:
        raise UsageError(
            f"{folder.name}: the translations cannot be confirmed: {error.strerror}. Check that you may write there."
        ) from error
