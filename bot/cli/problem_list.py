"""How problems of the knowledge are written: under their files, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from bot.errors import Problem


def as_json(problems: Sequence[Problem]) -> str:
    """Return the problems as a JSON list."""
    return json.dumps([_as_data(problem) for problem in problems], ensure_ascii=False, indent=2)


def _as_data(problem: Problem) -> dict[str, str | int]:
    """The problem, its place first."""
    place: dict[str, str | int] = {"file": problem.file, "line": problem.line, "path": problem.path}
    return place | {"what": problem.what, "remedy": problem.remedy, "follows": problem.follows}


def as_text(problems: Sequence[Problem]) -> str:
    """Return the problems under the names of their files, with the count last; empty if there are none."""
    if not problems:
        return ""
    lines: list[str] = []
    for file, group in groupby(problems, key=lambda problem: problem.file):
        lines.append(file)
        lines.extend(f"  {problem.place or 'whole file'}: {problem.words}" for problem in group)
        lines.append("")
    files = {problem.file for problem in problems}
    return "\n".join([*lines, f"{counted(len(problems), 'problem')} in {counted(len(files), 'file')}."])


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where there is not just one."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
