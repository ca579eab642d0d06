"""Reads one YAML file and says in plain words, with line and column, why it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.errors import Problem
from bot.knowledge.quoting import short
from bot.knowledge.text_file import read_text
from bot.knowledge.yaml_slips import has_curly_quotes, left_behind

# The C parser is about eight times faster, but PyYAML may have been installed without it.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Without YAML's guesses at types every value is a text; only a value left out stays one that is missing.
_STRING_LOADER: Any = type(
    "_StringLoader", (LOADER,), {"yaml_implicit_resolvers": {"": [("tag:yaml.org,2002:null", re.compile(r"\Z"))]}}
)
_CONVERTED = frozenset(f"tag:yaml.org,2002:{name}" for name in ("timestamp", "int", "float", "bool", "binary"))
_DEEPEST = 20
_REASONS = {
    "mapping values are not allowed": "a colon stands inside a text without quotes, or the line is indented too far",
    "cannot start any token": "a tab or a sign with a meaning of its own begins a value",
    "did not find expected": "the indentation, or a bracket or quote, does not fit what stands before",
    "expected <block end>": "the indentation, or a bracket or quote, does not fit what stands before",
    "tab character": "a tab stands here where blanks must",
    "unexpected end of stream": "a quote is never closed",
    "could not find expected ':'": "a key without its colon stands here",
}
_SYNTAX = "Check indentation, colons and quotes there; put a text with “: ” or “ #” in it in double quotes."


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlFile:
    """What one file holds. `data` is None where `problems` tells why it cannot be read."""

    data: Any = None
    problems: tuple[Problem, ...] = ()


def read_yaml(path: Path, label: str, *, strings: bool = False) -> YamlFile:
    """Read a YAML file; `label` is the name by which problems call it. Nothing is raised: every fault becomes a problem.

    With `strings`, words such as `no`, `on` or `4` stay the texts they are, for files that list what people type.
    """
    text = read_text(path, label)
    if isinstance(text, Problem):
        return YamlFile(problems=(text,))
    left = left_behind(text, label)
    return YamlFile(problems=(left,)) if left else _parse(text, label, _STRING_LOADER if strings else LOADER)


def _parse(text: str, label: str, loader_class: Any) -> YamlFile:
    """Compose first, so that duplicate keys and impossible dates are found with their place; only then construct."""
    try:
        if _is_too_deep(text):
            return _too_deep(label)
        loader = loader_class(text)
        node = loader.get_single_node()
        problems = tuple(_faults(loader, node, label, set()))
        if problems:
            return YamlFile(problems=problems)
        return YamlFile(data=None if node is None else loader.construct_document(node))
    except yaml.MarkedYAMLError as error:
        if _opened_before(text, error.problem_mark) > _DEEPEST:
            return _too_deep(label)
        return _unreadable(label, _place(error.problem_mark), *_told(text, error))
    except yaml.YAMLError:
        what = "The file holds a character that YAML does not allow."
        return _unreadable(label, "", what, "Remove control characters, often pasted along from another program.")


def _told(text: str, error: yaml.MarkedYAMLError) -> tuple[str, str]:
    """What is wrong, and what to do."""
    if "another document" in str(error.problem):
        remedy = "Move what follows into a file of its own, or remove the line `---`."
        return "A second document begins here: a file holds one.", remedy
    if error.problem_mark is not None and has_curly_quotes(text, error.problem_mark.line):
        return (
            "The YAML cannot be read: typographic quotes (“ ”) do not hold a text together.",
            'Write straight ones (") instead.',
        )
    return f"The YAML cannot be read: {_reason(error)}.", _SYNTAX


def _reason(error: yaml.MarkedYAMLError) -> str:
    """The commonest slips in an author's words; the parser's own words for the rare ones."""
    told = str(error.problem or error.context)
    return next((plain for words, plain in _REASONS.items() if words in told), told)


def _is_too_deep(text: str) -> bool:
    """Whether a file is nested beyond all use; the C parser would not raise over that but end the process."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            return True
    return False


def _opened_before(text: str, mark: Any) -> int:
    """How many brackets stand open where the parser gave up: some releases of it have a limit of their own, and meet it
    while they look ahead, before they tell of any bracket.
    """
    before = "" if mark is None else text[: mark.index]
    return sum(before.count(bracket) for bracket in "[{") - sum(before.count(bracket) for bracket in "]}")


def _faults(loader: Any, node: Any, label: str, seen: set[int]) -> Iterator[Problem]:
    """Yield duplicate keys, values that cannot exist, and aliases: a node met twice, which may even hold itself."""
    if node is None:
        return
    if id(node) in seen:
        what = "This value is reused elsewhere by an alias (& and *)."
        yield Problem(label, _place(node.start_mark), what, "Write the value out in every place.")
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        yield from _duplicates(node, label)
        for key, value in node.value:
            yield from _faults(loader, key, label, seen)
            yield from _faults(loader, value, label, seen)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _faults(loader, item, label, seen)
    elif node.tag in _CONVERTED:
        yield from _impossible(loader, node, label)


def _duplicates(node: Any, label: str) -> Iterator[Problem]:
    """YAML readers keep the last of two equal keys and drop the first silently, and merge `<<`: an author must be told."""
    first: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        if key.value == "<<" and not key.style:
            what = "“<<” takes over the keys of another entry, unseen by whoever reads this one."
            yield Problem(label, _place(key.start_mark), what, "Write the keys out here.")
        if key.value in first:
            what = f"The key “{short(key.value)}” stands twice; it stands first in line {first[key.value]}."
            yield Problem(label, _place(key.start_mark), what, "Keep one of the two, or rename one.")
        first.setdefault(key.value, key.start_mark.line + 1)


def _impossible(loader: Any, node: Any, label: str) -> Iterator[Problem]:
    """A value that looks like a date or a number but is none, such as 2026-13-45, makes the YAML reader fail outright."""
    try:
        loader.construct_object(node)
    except (ValueError, KeyError):
        what = f"“{short(node.value)}” looks like a date or a number but is none."
        yield Problem(label, _place(node.start_mark), what, "Correct it, or put it in double quotes if it is a text.")


def _place(mark: Any) -> str:
    """Write a parser's mark the way editors count: from one."""
    return "" if mark is None else f"line {mark.line + 1}, column {mark.column + 1}"


def _too_deep(label: str) -> YamlFile:
    """The one problem of a file that is nested beyond all use."""
    return _unreadable(label, "", "The file is nested too deeply.", "Remove the extra brackets or levels.")


def _unreadable(label: str, path: str, what: str, remedy: str) -> YamlFile:
    """One file with one problem and no data."""
    return YamlFile(problems=(Problem(label, path, what, remedy),))
