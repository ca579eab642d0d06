"""Checks the names in templates: one that no other language's template uses is a slip, and would fail when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TypeAlias

from jinja2 import TemplateError, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import SandboxedEnvironment

from bot.domain.language import Language

FILTERS = ("number", "percent", "figures")
"""Filters of our own, which `bot.rendering.renderer` adds."""
GLOBALS = frozenset({"label"})
Fault: TypeAlias = tuple[str, str, str, str]
"""File, path in it, what is wrong, what to do."""
_Names: TypeAlias = Mapping[str, int]
"""Names with the first line that uses them."""


def name_faults(folder: Path, rooms: Mapping[Language, Path]) -> list[Fault]:
    """Return the names that stand in one language's template alone. `rooms` are the folders with the templates of each language.

    What a template is given is the same in every language; so a name that only one asks for is given by nobody.
    """
    read = {
        language: {path.name: found for path in sorted(room.glob("[!.]*.j2")) if (found := _names_in(path)) is not None}
        for language, room in rooms.items()
    }
    return [
        (f"{folder.name}/templates/{language}/{name}", f"line {line}", *words)
        for language, room in read.items()
        for name, own in room.items()
        for line, words in _alone(own, [other[name] for code, other in read.items() if code != language and name in other])
    ]


def _alone(own: _Names, others: list[_Names]) -> Iterator[tuple[int, tuple[str, str]]]:
    """The names that none of the others has, each with its line; nothing is told where there is no other."""
    known = {name for names in others for name in names}
    for name, line in own.items() if others else ():
        if name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            remedy = f"Did you mean “{near[0]}”?" if near else "Correct it, or remove it."
            yield line, (f"Nothing gives this template the name “{name}”.", remedy)


def _names_in(path: Path) -> _Names | None:
    """The names a template is to be given, and the parts of them that it asks for; None where it cannot be read."""
    environment = SandboxedEnvironment(autoescape=False)
    environment.filters.update(dict.fromkeys(FILTERS, str))
    try:
        tree = environment.parse(path.read_text(encoding="utf-8"))
        asked = find_undeclared_variables(tree) - GLOBALS
    except (OSError, UnicodeDecodeError, TemplateError, RecursionError):
        return None  # told where the template itself is looked at
    found: dict[str, int] = {}
    for node in tree.find_all((nodes.Name, nodes.Getattr)):
        name = node.name if isinstance(node, nodes.Name) else node.attr if isinstance(node, nodes.Getattr) else ""
        if isinstance(node, nodes.Getattr) or name in asked:
            found.setdefault(name, node.lineno)
    return found
