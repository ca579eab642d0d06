"""`evaluate`: how well questions are answered, from files of questions with the right topics."""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from bot.bootstrap import Answering
from bot.cli.options import add_knowledge, answering_of
from bot.domain.conversation import Utterance
from bot.errors import UsageError

FIRST = 3
"""Topics that count as "among the first"."""

ANSWERED = ("answer", "calculation")
"""Outcomes that answer without asking back."""

Figures: TypeAlias = dict[str, float | int]


@dataclass(frozen=True, slots=True)
class Judged:
    """One question, what was right, and what came."""

    text: str
    language: str
    style: str
    wanted: tuple[str, ...]
    segment: str | None
    outcome: str
    topics: tuple[str, ...]
    got_segment: str | None
    confidence: float

    @property
    def hit(self) -> bool:
        """Whether the first topic is right; out of scope: whether nothing was answered."""
        if not self.wanted:
            return self.outcome not in ANSWERED
        return bool(self.topics) and self.topics[0] in self.wanted

    @property
    def near(self) -> bool:
        """Whether a right topic is among the first three."""
        return any(topic in self.wanted for topic in self.topics[:FIRST])


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("evaluate", help="measure answers against files of questions with their right topics")
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help='JSON Lines: {"text", "topics", "segment", "style", "lang"}'
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--misses", action="store_true", help="list every miss")
    add_knowledge(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure and report."""
    answering = answering_of(arguments)
    judged = [judge(answering, line) for path in arguments.files for line in read_file(path)]
    if not judged:
        raise UsageError("There is no question in these files. Give files with one JSON object a line.")
    report = measure(judged)
    print(json.dumps(report, ensure_ascii=False, indent=2) if arguments.json else as_text(report))
    if arguments.misses:
        print(
            "\n"
            + "\n".join(
                f"{one.outcome}: {one.text} -> {', '.join(one.topics) or 'none'}, not {', '.join(one.wanted) or 'none'}"
                for one in judged
                if not one.hit
            )
        )
    return 0


def read_file(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the questions of a file. Raises UsageError naming file and line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # a text may hold other line breaks
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error.__class__.__name__}). Give a text file in UTF-8.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            data = None
        if not _is_question(data):
            raise UsageError(f'{path}: line {number}: write one JSON object with a "text", and a list of "topics", a line.')
        yield data


def _is_question(data: Any) -> bool:
    """Whether it has a text, and topics, if any, as a list of ids."""
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        return False
    topics = data.get("topics") or []
    return isinstance(topics, list) and all(isinstance(topic, str) for topic in topics)


def judge(answering: Answering, line: dict[str, Any]) -> Judged:
    """Ask one question and note what came."""
    reply = answering.advisor.respond(Utterance(text=line["text"]))
    return Judged(
        text=line["text"],
        language=str(line.get("lang", reply.language.value)),
        style=str(line.get("style", "")),
        wanted=tuple(line.get("topics") or ()),
        segment=line.get("segment"),
        outcome=reply.outcome.value,
        topics=reply.topics,
        got_segment=reply.segment.value if reply.segment else None,
        confidence=reply.confidence,
    )


def measure(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return all figures as plain data; shares are 0 to 1."""
    inside = [one for one in judged if one.wanted]
    outside = [one for one in judged if not one.wanted]
    report: dict[str, Any] = {"questions": len(judged)}
    if inside:
        report["in scope"] = {
            **_groups(inside, scores),
            "by topic": {topic: scores(group) for topic, group in by_topic(inside)},
            "confusions": confusions(inside),
            "curve": curve(inside),
        }
    if outside:
        report["out of scope"] = _groups(outside, refusals)
    return report


def _groups(judged: Sequence[Judged], figures: Callable[[Sequence[Judged]], Figures]) -> dict[str, Any]:
    """The figures of all questions, and of each language and style."""
    return {
        "all": figures(judged),
        **{f"by {name}": {one: figures(group) for one, group in grouped(judged, name)} for name in ("language", "style")},
    }


def scores(group: Sequence[Judged]) -> Figures:
    """Accuracy, coverage and precision of one group of questions in scope."""
    direct = [one.hit for one in group if one.outcome in ANSWERED]
    sided = [one.got_segment == one.segment for one in group if one.segment]
    return {
        "questions": len(group),
        "first right": share(one.hit for one in group),
        "among first three": share(one.near for one in group),
        "answered directly": share(one.outcome in ANSWERED for one in group),
        "right of those answered": share(direct),
        "not in my knowledge": share(one.outcome == "unknown" for one in group),
        "segment right": share(sided),
    }


def refusals(group: Sequence[Judged]) -> Figures:
    """How often what lies out of scope is not answered."""
    return {"questions": len(group), "not answered": share(one.hit for one in group)}


def share(hits: Iterable[bool]) -> float:
    """The share of hits, rounded to three places; 1 for none at all."""
    found = list(hits)
    return round(sum(found) / len(found), 3) if found else 1.0


def grouped(judged: Iterable[Judged], attribute: str) -> list[tuple[str, list[Judged]]]:
    """Group by an attribute, sorted by its name."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[getattr(one, attribute)].append(one)
    return sorted(groups.items())


def by_topic(judged: Iterable[Judged]) -> list[tuple[str, list[Judged]]]:
    """Group by the first right topic."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.wanted[0]].append(one)
    return sorted(groups.items())


def confusions(judged: Iterable[Judged]) -> list[dict[str, Any]]:
    """Pairs of right and given topic, the commonest first."""
    pairs = Counter((one.wanted[0], one.topics[0] if one.topics else "none") for one in judged if not one.hit)
    return [{"right": right, "given": given, "times": times} for (right, given), times in pairs.most_common(15)]


def curve(judged: Sequence[Judged]) -> list[dict[str, float]]:
    """Answered share against precision, if only the surest questions were answered."""
    ordered = sorted(judged, key=lambda one: -one.confidence)
    points = [max(1, round(len(ordered) * tenth / 10)) for tenth in range(1, 11)]
    return [
        {"answered": round(count / len(ordered), 2), "precision": share(one.hit for one in ordered[:count])} for count in points
    ]


def as_text(report: dict[str, Any]) -> str:
    """Return the report as tables in plain text."""
    lines = [f"{report['questions']} questions"]
    for title in ("in scope", "out of scope"):
        for name, rows in report.get(title, {}).items():
            lines.append(f"\n{title}, {name}")
            lines.extend(_rows(rows))
    return "\n".join(lines)


def _rows(rows: Any) -> list[str]:
    if isinstance(rows, list):
        return [f"  {_figures(row)}" for row in rows] or ["  none"]
    if rows and all(isinstance(value, dict) for value in rows.values()):
        return [f"  {name or '-'}: {_figures(row)}" for name, row in rows.items()]
    return [f"  {key}: {value}" for key, value in rows.items()]


def _figures(row: dict[str, Any]) -> str:
    return ", ".join(f"{key} {value}" for key, value in row.items())
