"""`fit`: the fit assessment - asked question by question, from a text, or for many texts as JSON Lines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TextIO

from bot.advisor.fit.check import FitCheck, Resumed, merged, with_answer
from bot.advisor.fit.stored import json_value
from bot.cli.ask import read_line
from bot.cli.options import add_knowledge, add_language, answering_of, language_of
from bot.domain.conversation import ActionKind, Utterance
from bot.domain.fit import Answers, Assessment, AxisResult, OpenFit
from bot.domain.language import FALLBACK, Language
from bot.domain.reply import FitPart, Outcome, Reply
from bot.language.message import Message
from bot.rendering.document import Document
from bot.rendering.renderer import Renderer
from bot.rendering.terminal import draw_terminal


@dataclass(frozen=True, slots=True, kw_only=True)
class FitDesk:
    """What the command needs: the assessment, its words, and what answers a question asked instead."""

    check: FitCheck
    renderer: Renderer
    answer: Callable[[Utterance], Reply]

    def document(self, part: FitPart, language: Language) -> Document:
        """The words of one part."""
        return self.renderer.document(Reply(outcome=Outcome.FIT, language=language, parts=(part,)))


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("fit", help="which sales process fits: asks, or reads a text")
    parser.add_argument("text", nargs="*", help="customers, deals and team in your own words; without it you are asked")
    parser.add_argument(
        "--details", action="store_true", help="show scores, trials, rules, rates and all of the source's sections"
    )
    parser.add_argument("--jsonl", action="store_true", help='read {"id", "text"} a line, write one object a line')
    add_language(parser, "language of the words")
    add_knowledge(parser)
    parser.set_defaults(run=run)


def build_desk(arguments: argparse.Namespace) -> FitDesk:
    """Build what the command needs from the knowledge folder it was called for. Raises KnowledgeError or ModelError."""
    answering = answering_of(arguments)
    fit = answering.fit
    return FitDesk(check=fit, renderer=answering.renderer, answer=answering.advisor.respond)


def run(arguments: argparse.Namespace, out: TextIO | None = None, lines: Iterable[str] | None = None) -> int:
    """Assess; `out` and `lines` stand for standard output and input. Returns 0."""
    out, lines = out or sys.stdout, sys.stdin if lines is None else lines
    desk = build_desk(arguments)
    language = language_of(arguments, desk.renderer.languages)
    if arguments.jsonl:
        texts = assess_lines(desk, lines)
    elif arguments.text:
        texts = iter([assess_text(desk, " ".join(arguments.text), language, whole=arguments.details)])
    else:
        texts = ask(desk, lines, language or FALLBACK)
    for text in texts:
        print(text, file=out, flush=True)
    return 0


def assess_text(desk: FitDesk, text: str, language: Language | None, *, whole: bool = False) -> str:
    """Return the assessment of a text in words: in `language`, else in the text's own; `whole` with scores and all sources.

    A question is answered instead.
    """
    reply = desk.answer(Utterance(text=text, preferred=language, meant_for=ActionKind.FIT))
    if language is not None and reply.outcome is Outcome.FIT:
        reply = replace(reply, language=language)
    parts = tuple(replace(part, exported=whole) if isinstance(part, FitPart) else part for part in reply.parts)
    return draw_terminal(desk.renderer.document(replace(reply, parts=parts)))


def ask(desk: FitDesk, lines: Iterable[str], language: Language) -> Iterator[str]:
    """Ask question by question and yield what to print, the assessment last: once nothing could change it, or after "stop"."""
    opened, typed = desk.check.opened(Answers()), iter(lines)
    part = FitPart(question=opened.question, rules=desk.check.model, opens=True)
    while opened.question is not None:
        yield _question(desk, part, language)
        line = next(typed, None)
        resumed = None if line is None else _resumed(desk, opened, desk.check.message(line, language), language)
        if resumed is None or resumed.ended:
            break
        opened = resumed.opened
        trouble = resumed.trouble.value if resumed.trouble else None
        part = FitPart(question=opened.question, rules=desk.check.model, trouble=trouble)
    yield _drawn(desk, desk.check.assess(opened.answers), language)


def _resumed(desk: FitDesk, opened: OpenFit, message: Message, language: Language) -> Resumed:
    """Take a line as the next step; here nothing else can be meant, so what cannot be used is asked about again."""
    resumed = desk.check.resume(opened, message, language)
    if resumed is not None:
        return resumed
    heard = desk.check.answer(opened.question or "", message, language)
    answers = with_answer(opened.answers, opened.question or "", heard)
    return Resumed(opened=opened if heard.trouble else desk.check.opened(answers, opened), trouble=heard.trouble)


def _question(desk: FitDesk, part: FitPart, language: Language) -> str:
    """A question with its options, numbered; the last stands for "don't know"."""
    criterion = desk.check.model.criteria[part.question or ""]
    labels = [option.label[language] for option in criterion.options]
    if labels:
        labels.append(desk.renderer.words(language, "form_unknown"))
    return "\n" + draw_terminal(desk.document(part, language), labels)


def _drawn(desk: FitDesk, assessment: Assessment, language: Language) -> str:
    return draw_terminal(desk.document(FitPart(assessment=assessment, question=assessment.next_question), language))


def assess_lines(desk: FitDesk, lines: Iterable[str]) -> Iterator[str]:
    """Assess JSON Lines one by one; lines of one `thread` add to each other. Raises UsageError naming a bad line."""
    threads: dict[str, Answers] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        asked = read_line(line, number)
        thread = asked.get("thread")
        before = None if thread is None else threads.get(str(thread))
        reading = desk.check.read(desk.check.message(asked["text"]), open_check=before is not None)
        answers = reading.answers if before is None else merged(before, reading.answers)
        if thread is not None:
            threads[str(thread)] = answers
        described = describe(desk.check.assess(answers, reading.understood))
        yield json.dumps({"id": asked.get("id"), **described}, ensure_ascii=False)


def describe(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment as plain data for tools."""
    return {
        "verdict": assessment.verdict.value,
        "facts": {name: json_value(value) for name, value in assessment.facts.items()},
        "market": _axis(assessment.market),
        "readiness": _axis(assessment.readiness),
        "outcome": assessment.outcome,
        "given": {name: given.words for name, given in assessment.answers.given.items()},
        "signs": list(assessment.answers.signs),
        "gaps": [gap.criterion for gap in assessment.gaps],
        "stability": round(assessment.stability, 4),
        "next_question": assessment.next_question,
        "model": assessment.model,
    }


def _axis(axis: AxisResult) -> dict[str, Any]:
    return {
        "verdict": axis.leaning.value,
        "score": round(axis.score, 2),
        "low": round(axis.low, 2),
        "high": round(axis.high, 2),
        "contributions": {part.id: round(part.points, 2) for part in axis.contributions},
    }
