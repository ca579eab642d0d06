"""Checks a whole knowledge folder: the shape of every file, then everything that can only be seen across files."""

from __future__ import annotations

from pathlib import Path

from bot.errors import Problem
from bot.knowledge.checks.registry import CHECKS
from bot.knowledge.content import Content
from bot.knowledge.loader import read_content
from bot.knowledge.reader import in_file_order


def check_knowledge(folder: Path) -> tuple[Problem, ...]:
    """Return every problem of a knowledge folder, phrases and translations included, in file order; none means it is sound."""
    return check_content(read_content(folder))


def check_content(content: Content) -> tuple[Problem, ...]:
    """Return every problem of a folder that was read. The trained model is not looked at: see `bot.knowledge.trained`."""
    found = [problem for check in CHECKS for problem in check(content)]
    return in_file_order([*content.problems, *found])
