"""`ask`: one question, or many as JSON Lines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from bot.bootstrap import Answering
from bot.cli.options import add_knowledge, answering_of
from bot.cli.streams import takes_colour
from bot.domain.calculation import Calculation, Missing, Refused, Worked
from bot.domain.conversation import Utterance, part_of
from bot.domain.match import Explanation, TurnExplanation
from bot.domain.reply import AnswerPart, CalculationPart, Outcome, Reply
from bot.errors import UsageError
from bot.rendering.terminal import draw_terminal


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("ask", help="answer one question, or many as JSON Lines")
    parser.add_argument("question", nargs="*", help="the question; without one it is read from standard input")
    parser.add_argument("--jsonl", action="store_true", help='read {"id", "text", "thread"?} a line, write one object a line')
    parser.add_argument("--explain", action="store_true", help="show which words counted, and the runner-up")
    add_knowledge(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Answer."""
    answering = answering_of(arguments)
    if arguments.jsonl:
        for line in answer_lines(answering, sys.stdin):
            print(line, flush=True)
        return 0
    question = " ".join(arguments.question) or sys.stdin.read()
    reply = answering.advisor.respond(Utterance(text=question, explain=arguments.explain))
    labels = [answering.renderer.label(action, reply.language) for action in reply.actions]
    print(draw_terminal(answering.renderer.document(reply), labels, colour=takes_colour(sys.stdout)))
    if arguments.explain and reply.explanation is not None:
        print("\n" + explain(reply.explanation))
    return 0


def answer_lines(answering: Answering, lines: Iterable[str]) -> Iterator[str]:
    """Answer JSON Lines one by one; lines with the same `thread` are one conversation. Raises UsageError naming a bad line."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        asked = read_line(line, number)
        thread = asked.get("thread")
        reply = answering.advisor.respond(Utterance(text=asked["text"], thread=None if thread is None else f"jsonl:{thread}"))
        described = json.dumps({"id": asked.get("id"), **describe(reply, answering)}, ensure_ascii=False)
        # Half a character (a lone surrogate) has no bytes of its own; written as \\udddd it is JSON again.
        yield described.encode(errors="backslashreplace").decode()


def read_line(line: str, number: int) -> dict[str, Any]:
    """Read one JSON object with a `text`. Raises UsageError."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        raise UsageError(
            f'line {number}: this is not JSON. Write one object a line, such as {{"id": "1", "text": "churn?"}}.'
        ) from None
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise UsageError(f'line {number}: "text" is missing. Write one object a line, such as {{"id": "1", "text": "churn?"}}.')
    return asked


def describe(reply: Reply, answering: Answering) -> dict[str, Any]:
    """Return a reply as plain data for tools."""
    described: dict[str, Any] = {
        "outcome": reply.outcome.value,
        "topics": list(reply.topics),
        "segment": reply.segment.value if reply.segment else None,
        "part": _part(reply, answering),
        "language": reply.language.value,
        "confidence": round(reply.confidence, 4),
        "reply": "\n".join([answering.renderer.document(reply).plain(addresses=True), *_options(reply, answering)]),
    }
    for part in reply.parts:
        if isinstance(part, CalculationPart):
            one = part.calculation
            value = one.value if isinstance(one, Worked) else None
            described |= {"metric": one.metric, "value": value, "unit": one.unit, "problem": problem_of(one)}
    return described


def _options(reply: Reply, answering: Answering) -> list[str]:
    """What there is to choose from, a line each: it stands on the buttons alone, of which this surface has none."""
    if reply.outcome not in (Outcome.CHOICES, Outcome.UNKNOWN):
        return []
    labels = (answering.renderer.label(action, reply.language) for action in reply.actions)
    return [f"{place}. {label}" for place, label in enumerate(labels, start=1)]


def _part(reply: Reply, answering: Answering) -> str | None:
    """The part of a play that a reply shows, None where it shows none."""
    first = reply.parts[0]
    if not isinstance(first, AnswerPart) or first.topic not in answering.knowledge.plays:
        return None
    return part_of(first.view).value


def problem_of(calculation: Calculation) -> str | None:
    """Return why there is no result: "missing:<input>", "unclear" if a number is asked about, "invalid"; None if worked out."""
    if isinstance(calculation, Missing):
        return f"missing:{calculation.inputs[0]}"
    if isinstance(calculation, Refused):
        return "invalid" if calculation.about is None else "unclear"
    return None


def explain(explanation: Explanation) -> str:
    """Return an explanation in lines."""
    repaired = ", ".join(f"{wrong} → {right}" for wrong, right in explanation.corrections) or "none"
    concepts = ", ".join(f"{words} = {concept}" for words, concept in explanation.concepts) or "none"
    evidence = ", ".join(f"{feature} {points:+.2f}" for feature, points in explanation.evidence) or "none"
    ranking = ", ".join(f"{topic} {share:.0%}" for topic, share in explanation.ranking)
    turns = "\n".join(_turn_line(place, turn) for place, turn in enumerate(explanation.turns))
    return (
        f"Words:       {' '.join(explanation.words)}\nCorrections: {repaired}\nConcepts:    {concepts}\n"
        f"Evidence:    {evidence}\nRanking:     {ranking}"
    ) + (f"\n{turns}" if turns else "")


def _turn_line(place: int, turn: TurnExplanation) -> str:
    counted = ", ".join(f"{feature} {points:+.2f}" for feature, points in turn.evidence) or "none"
    return f"{'In second:  ' if place else 'In thread:  '} {turn.what} {turn.probability:.0%} ({counted})"
