"""Finds the line of a file that a problem speaks of, so that nobody has to look for `guidance.enterprise[0].en`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from bot.errors import Problem
from bot.knowledge.text_file import read_text
from bot.knowledge.yaml_file import LOADER

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_TOLD = re.compile(r"line \d")


def with_lines(problems: Iterable[Problem], folder: Path) -> tuple[Problem, ...]:
    """Return the problems of a folder, each with its line where its path leads to one."""
    roots: dict[str, Any] = {}
    return tuple(_placed(problem, folder, roots) for problem in problems)


def _placed(problem: Problem, folder: Path, roots: dict[str, Any]) -> Problem:
    before = f"{folder.name}/"
    if problem.line or not problem.path or _TOLD.match(problem.path) or not problem.file.startswith(before):
        return problem
    if problem.file not in roots:
        roots[problem.file] = _root(folder / problem.file.removeprefix(before))
    return replace(problem, line=_line_of(roots[problem.file], problem.path))


def _root(path: Path) -> Any:
    """The nodes of a YAML file; None for what cannot be read, which is told with its own place."""
    text = read_text(path, path.name) if path.suffix == ".yml" else ""
    try:
        return yaml.compose(text, Loader=LOADER) if isinstance(text, str) else None
    except yaml.YAMLError:
        return None


def _line_of(node: Any, path: str) -> int:
    """The line that a path leads to, as far as the file goes along: short forms leave steps of it out; 0 for nowhere."""
    line = 0
    for index, key in _STEP.findall(path):
        found = _item(node, int(index)) if index else _entry(node, key)
        if found is not None:
            line, node = found
    return line


def _item(node: Any, index: int) -> tuple[int, Any] | None:
    if not isinstance(node, yaml.SequenceNode) or index >= len(node.value):
        return None
    return node.value[index].start_mark.line + 1, node.value[index]


def _entry(node: Any, wanted: str) -> tuple[int, Any] | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next(((key.start_mark.line + 1, value) for key, value in pairs if key.value == wanted), None)
