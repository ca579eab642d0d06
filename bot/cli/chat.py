"""`chat`: a conversation in the terminal."""

from __future__ import annotations

import argparse
import contextlib
import shutil
import sys
from collections.abc import Iterable, Iterator

from bot.bootstrap import Answering
from bot.cli.ask import explain
from bot.cli.options import add_knowledge, add_language, answering_of, language_of
from bot.cli.streams import takes_colour
from bot.domain.conversation import Utterance
from bot.domain.language import FALLBACK, Language
from bot.domain.reply import Outcome, Reply, SmalltalkPart
from bot.rendering.terminal import draw_terminal, printable

THREAD = "terminal"
WIDEST = 96
"""Characters a line has at most: longer ones are hard to read."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("chat", help="have a conversation in the terminal")
    add_language(parser, "language of the first words")
    parser.add_argument("--explain", action="store_true", help="show after each answer which words counted, and the runner-up")
    add_knowledge(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Converse until the input ends or the person says goodbye."""
    answering = answering_of(arguments)
    language = language_of(arguments, answering.knowledge.languages) or FALLBACK
    interactive = sys.stdin.isatty()
    colour = takes_colour(sys.stdout)
    width = min(shutil.get_terminal_size().columns, WIDEST)
    print(answering.renderer.words(language, "chat_welcome"))
    lines = _typed(f"\n{answering.renderer.words(language, 'chat_prompt')}: ") if interactive else sys.stdin
    drawn = converse(answering, lines, language, width=width, colour=colour, echo=not interactive, explains=arguments.explain)
    for text in drawn:
        print(text, flush=True)
    return 0


def converse(
    answering: Answering,
    lines: Iterable[str],
    language: Language,
    *,
    width: int,
    colour: bool = False,
    echo: bool = False,
    explains: bool = False,
) -> Iterator[str]:
    """Yield what to print for each line of a conversation; `echo` repeats the line first, as piped input does not show.

    `explains` adds why each line was understood as it was.
    """
    for line in lines:
        text = line.rstrip("\n")
        reply = answering.advisor.respond(Utterance(text=text, thread=THREAD, preferred=language, explain=explains))
        labels = [answering.renderer.label(action, reply.language) for action in reply.actions]
        drawn = draw_terminal(answering.renderer.document(reply), labels, width=width, colour=colour)
        yield (f"\n> {printable(text)}\n" if echo else "\n") + drawn
        if reply.explanation is not None:
            yield "\n" + explain(reply.explanation)
        if _is_goodbye(reply):
            return
    yield "\n" + answering.renderer.words(language, "chat_bye")


def _is_goodbye(reply: Reply) -> bool:
    return reply.outcome is Outcome.SMALLTALK and any(
        isinstance(part, SmalltalkPart) and part.intent == "goodbye" for part in reply.parts
    )


def _typed(prompt: str) -> Iterator[str]:
    """Read lines from a person, with editing and history where the terminal has them."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401, PLC0415 (importing it is what gives input() its history; not on Windows)
    while True:
        try:
            yield input(prompt)
        except EOFError:
            return
