"""`brief`: the deal brief - of one line about a deal, or of many as JSON Lines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from bot.advisor.brief.stored import facts_of
from bot.advisor.brief.task import BriefTask
from bot.bootstrap import Answering
from bot.cli.ask import read_line
from bot.cli.options import add_knowledge, add_language, answering_of, language_of
from bot.cli.streams import takes_colour
from bot.domain.brief import Brief
from bot.domain.language import FALLBACK, Language
from bot.domain.reply import BriefPart, Outcome, Reply
from bot.errors import UsageError
from bot.rendering.document import Document
from bot.rendering.terminal import draw_terminal


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("brief", help="a one-page brief of a deal, from one line about it")
    parser.add_argument("text", nargs="*", help="the deal in your own words; without it one is read from standard input")
    parser.add_argument("--plain", action="store_true", help="as plain text, to be copied")
    parser.add_argument("--jsonl", action="store_true", help='read {"id", "text"} a line, write one object a line')
    add_language(parser, "language of the words")
    add_knowledge(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, out: TextIO | None = None, lines: Iterable[str] | None = None) -> int:
    """Make briefs; `out` and `lines` stand for standard output and input. Returns 0. Raises UsageError where none are made."""
    out, lines = out or sys.stdout, sys.stdin if lines is None else lines
    answering = answering_of(arguments)
    task = answering.brief
    if task is None:
        what = f"{answering.snapshot.folder} has no folder brief/, so no briefs are made."
        raise UsageError(f"{what} Copy the one that comes with the product.")
    language = language_of(arguments, answering.renderer.languages)
    if arguments.jsonl:
        for line in brief_lines(answering, task, lines, language):
            print(line, file=out, flush=True)
        return 0
    text = " ".join(arguments.text) or "".join(lines)
    document = document_of(answering, task.make(text, language) if text.strip() else None, spoken(answering, text, language))
    print(document.plain() if arguments.plain else draw_terminal(document, colour=takes_colour(out)), file=out)
    return 0


def brief_lines(answering: Answering, task: BriefTask, lines: Iterable[str], language: Language | None = None) -> Iterator[str]:
    """Make briefs of JSON Lines one by one. Raises UsageError naming a bad line."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        asked = read_line(line, number)
        brief = task.make(asked["text"], language)
        reply = document_of(answering, brief, spoken(answering, asked["text"], language)).plain()
        described = json.dumps({"id": asked.get("id"), **describe(brief), "reply": reply}, ensure_ascii=False)
        # Half a character (a lone surrogate) has no bytes of its own; written as \\udddd it is JSON again.
        yield described.encode(errors="backslashreplace").decode()


def describe(brief: Brief) -> dict[str, Any]:
    """Return a brief as plain data for tools."""
    signature = brief.signature
    months = [] if signature is None else [f"{one.year:04}-{one.number:02}" for one in (signature.first, signature.last)]
    return {
        "side": brief.side.value,
        "facts": facts_of(brief.deal),
        "topics": list(brief.topics),
        "missing": list(brief.missing),
        "signature": months,
    }


def spoken(answering: Answering, text: str, language: Language | None) -> Language:
    """The language a brief is written in: the one asked for, else the text's own."""
    return language or answering.reader.read(text).language or FALLBACK


def document_of(answering: Answering, brief: Brief | None, language: Language) -> Document:
    """The words of a brief, or of what one is made from."""
    return answering.renderer.document(Reply(outcome=Outcome.BRIEF, language=language, parts=(BriefPart(brief=brief),)))
