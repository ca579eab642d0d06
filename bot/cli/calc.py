"""`calc`: one calculation, as in `calc "we lost 5 of 120 customers, churn?"`."""

from __future__ import annotations

import argparse
import sys

from bot.cli.options import add_knowledge, answering_of
from bot.cli.streams import takes_colour
from bot.domain.conversation import Utterance
from bot.domain.reply import Outcome
from bot.errors import UsageError
from bot.rendering.terminal import draw_terminal


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("calc", help="calculate one of the article's metrics")
    parser.add_argument("question", nargs="+", help='such as "we lost 5 of 120 customers, churn?"')
    add_knowledge(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Calculate. Raises UsageError where the words hold no calculation."""
    answering = answering_of(arguments)
    reply = answering.advisor.respond(Utterance(text=" ".join(arguments.question)))
    if reply.outcome is not Outcome.CALCULATION:
        names = ", ".join(sorted(answering.calculators.metrics))
        raise UsageError(
            f'I found nothing to calculate there. Name a metric and its numbers, as in "churn 5 of 120". I have: {names}.'
        )
    print(draw_terminal(answering.renderer.document(reply), colour=takes_colour(sys.stdout)))
    return 0
