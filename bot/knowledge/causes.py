"""Tells the root cause and folds what follows from it: one file gone or broken is one problem, not a hundred and fifty."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import PurePath

from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.plays import PLAYS
from bot.knowledge.reader import in_file_order
from bot.knowledge.translations import LOCK_FILE, read_lock

ROOMS = ("topics", PLAYS)
"""Where subjects stand, each in a file of its own."""
MANY = 3
"""Places naming the same thing that is nowhere, from which on it is told once."""
_QUOTED = re.compile("“([^”]+)”")
_NOWHERE = re.compile("^There is no (?:figure|unit|source section|concept) “[^”]+”")


def folded(problems: Sequence[Problem], content: Content) -> tuple[Problem, ...]:
    """Return the problems of a folder with root causes first, each with the number of those that go away with it."""
    left = list(problems)
    roots: list[Problem] = []
    for subject in sorted(_lost(content)):
        own = [problem for problem in left if _is_own(problem, subject)]
        rest = [problem for problem in left if not _is_own(problem, subject) and _rests_on(problem, subject)]
        if own or len(rest) > 1:
            root, *others = own or [_gone(content, subject)]
            roots += [replace(root, follows=root.follows + len(rest)), *others]
            left = _without(left, {*own, *rest})
    named, left = _named_often(left)
    return (*in_file_order((*roots, *named)), *in_file_order(left))


def _without(problems: Iterable[Problem], folded_away: AbstractSet[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem not in folded_away]


def _lost(content: Content) -> set[str]:
    """The subjects that something is kept of, and that are not there: no file, one of another name or place, a broken one."""
    known = set(content.knowledge.subjects) if content.knowledge is not None else set(content.subject_ids)
    phrases = {PurePath(file).stem for file in content.raw if file.startswith("phrases/")}
    confirmed = {PurePath(file).stem for file in read_lock(content).confirmed if PurePath(file).parts[0] in ROOMS}
    return (phrases | confirmed | set(content.subject_ids)) - known


def _is_own(problem: Problem, subject: str) -> bool:
    """Whether a problem is that of the subject's own file, or of one that was meant to be it."""
    path = PurePath(problem.file)
    return path.stem == subject and len(path.parts) > 1 and path.parts[1] in ROOMS


def _rests_on(problem: Problem, subject: str) -> bool:
    """Whether a problem is that the subject is not there: it names it, or a claim of it, or is told of its phrases."""
    path = PurePath(problem.file)
    if path.stem == subject or (path.name == LOCK_FILE and PurePath(problem.path).stem == subject):
        return True
    return any(name == subject or name.startswith(f"{subject}.") for name in _QUOTED.findall(problem.what))


def _gone(content: Content, subject: str) -> Problem:
    was = next((file for file in read_lock(content).confirmed if PurePath(file).stem == subject), f"topics/{subject}.yml")
    remedy = "Restore it from version control. If it is meant to go, let its phrases go with it, and whatever names it."
    return content.problem(was, "", "The file is missing, and other files still speak of it.", remedy)


def _named_often(problems: Iterable[Problem]) -> tuple[list[Problem], list[Problem]]:
    """Fold what many places name and what is nowhere, such as a figure that was renamed."""
    same: dict[str, list[Problem]] = defaultdict(list)
    left: list[Problem] = []
    for problem in problems:
        found = _NOWHERE.match(problem.what)
        (same[found.group()] if found else left).append(problem)
    often: list[Problem] = []
    for found_in in same.values():
        if len(found_in) < MANY:
            left += found_in
        else:
            often.append(replace(found_in[0], follows=len(found_in) - 1))
    return often, left
