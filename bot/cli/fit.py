"""`fit`: the fit assessment - asked question by question, from a text, or for many texts as JSON Lines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from bot.advisor.fit.check import FitCheck, with_answer
from bot.advisor.fit.stored import json_value
from bot.cli.ask import read_line
from bot.cli.options import add_knowledge, add_language, folder_of, language_of
from bot.domain.fit import Answers, Assessment, AxisResult
from bot.domain.language import FALLBACK, Language
from bot.domain.reply import FitPart, Outcome, Reply
from bot.knowledge.fit import load_fit
from bot.knowledge.labels import load_labels
from bot.knowledge.loader import load_knowledge
from bot.rendering.document import Document
from bot.rendering.renderer import Renderer
from bot.rendering.terminal import draw_terminal


@dataclass(frozen=True, slots=True, kw_only=True)
class FitDesk:
    """What the command needs: the assessment and its words."""

    check: FitCheck
    renderer: Renderer

    def document(self, part: FitPart, language: Language) -> Document:
        """The words of one part."""
        return self.renderer.document(Reply(outcome=Outcome.FIT, language=language, parts=(part,)))


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("fit", help="which sales process fits: asks, or reads a text")
    parser.add_argument("text", nargs="*", help="customers, deals and team in your own words; without it you are asked")
    parser.add_argument("--jsonl", action="store_true", help='read {"id", "text"} a line, write one object a line')
    add_language(parser, "language of the words")
    add_knowledge(parser)
    parser.set_defaults(run=run)


def build_desk(arguments: argparse.Namespace) -> FitDesk:
    """Build what the command needs from the knowledge folder it was called for. Raises KnowledgeError."""
    folder = folder_of(arguments)
    knowledge = load_knowledge(folder)
    return FitDesk(check=FitCheck(load_fit(folder, knowledge)), renderer=Renderer(knowledge, folder, load_labels(folder)))


def run(arguments: argparse.Namespace, out: TextIO | None = None, lines: Iterable[str] | None = None) -> int:
    """Assess; `out` and `lines` stand for standard output and input. Returns 0."""
    out, lines = out or sys.stdout, sys.stdin if lines is None else lines
    desk = build_desk(arguments)
    language = language_of(arguments, desk.renderer.languages)
    if arguments.jsonl:
        texts = assess_lines(desk, lines)
    elif arguments.text:
        texts = iter([assess_text(desk, " ".join(arguments.text), language)])
    else:
        texts = ask(desk, lines, language or FALLBACK)
    for text in texts:
        print(text, file=out, flush=True)
    return 0


def assess_text(desk: FitDesk, text: str, language: Language | None) -> str:
    """Return the assessment of a text in words: in `language`, else in the text's own."""
    reading = desk.check.read(text)
    assessment = desk.check.assess(reading.answers, reading.understood)
    return _drawn(desk, assessment, language or reading.language or FALLBACK)


def ask(desk: FitDesk, lines: Iterable[str], language: Language) -> Iterator[str]:
    """Ask question by question and yield what to print, the assessment last: once nothing could change it, or after "stop"."""
    answers, typed = Answers(), iter(lines)
    question = desk.check.question_after(answers)
    part = FitPart(question=question, rules=desk.check.model, opens=True)
    while question is not None:
        yield _question(desk, part, language)
        line = next(typed, None)
        resumed = None if line is None else desk.check.resume(desk.check.pending_of(answers, question), line, language)
        if line is None or (resumed is not None and resumed.ended):
            break
        trouble = None
        if resumed is None or resumed.trouble is not None:
            heard = desk.check.answer(question, line, language)
            trouble = heard.trouble.value if heard.trouble else None
            answers = with_answer(answers, question, heard)
        else:
            answers = resumed.answers
        question = question if trouble else desk.check.question_after(answers)
        part = FitPart(question=question, rules=desk.check.model, trouble=trouble)
    yield _drawn(desk, desk.check.assess(answers), language)


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
    """Assess JSON Lines one by one. Raises UsageError naming a bad line."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            asked = read_line(line, number)
            reading = desk.check.read(asked["text"])
            described = describe(desk.check.assess(reading.answers, reading.understood))
            yield json.dumps({"id": asked.get("id"), **described}, ensure_ascii=False)


def describe(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment as plain data for tools."""
    return {
        "verdict": assessment.verdict.value,
        "facts": {name: json_value(value) for name, value in assessment.facts.items()},
        "market": _axis(assessment.market),
        "readiness": _axis(assessment.readiness),
        "outcome": assessment.outcome,
        "given": dict(assessment.answers.given),
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
