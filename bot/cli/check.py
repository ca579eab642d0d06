"""`check`: tells everything that is wrong with the knowledge, file by file, and what to do about it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TextIO

from bot.bootstrap import build_matcher
from bot.cli.options import add_knowledge, folder_of
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
    parser.add_argument("--accept-translations", action="store_true", help="first confirm that all translations are up to date")
    add_knowledge(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, out: TextIO | None = None) -> int:
    """Check, write to `out` (standard output if not given), and return 1 if there is any problem, else 0."""
    out = out or sys.stdout
    folder = folder_of(arguments)
    note = _accept(folder) if arguments.accept_translations else ""
    content = read_content(folder)
    problems = find_problems(content)
    if arguments.json:
        print(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2), file=out)
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


def as_text(problems: Sequence[Problem]) -> str:
    """Return the problems under the names of their files, with the count last; empty if there are none."""
    if not problems:
        return ""
    lines: list[str] = []
    for file, group in groupby(problems, key=lambda problem: problem.file):
        lines.append(file)
        lines.extend(f"  {problem.path or 'whole file'}: {problem.what} {problem.remedy}" for problem in group)
        lines.append("")
    files = {problem.file for problem in problems}
    return "\n".join([*lines, f"{_count(len(problems), 'problem')} in {_count(len(files), 'file')}."])


def praise(content: Content) -> str:
    """Return the line for a sound folder: what it holds."""
    return f"No problems: {', '.join(_holdings(content))}."


def _holdings(content: Content) -> Iterator[str]:
    yield _count(len(content.topic_ids), "topic")
    yield _count(len(content.phrases), "phrase")
    yield _count(_lines(content, "intents"), "line") + " of small talk"
    yield _count(_lines(content, "out_of_scope"), "question") + " out of scope"
    yield _count(_lines(content, "calibration"), "calibration sentence")


def _lines(content: Content, room: str) -> int:
    return sum(len(content.raw[file]) for file in content.files_in(room))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


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
