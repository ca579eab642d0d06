"""Checks the templates without filling them: the same ones in both languages, short, readable, and each of use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from jinja2 import TemplateSyntaxError
from jinja2.meta import find_referenced_templates
from jinja2.sandbox import SandboxedEnvironment

from bot.domain.language import Language
from bot.rendering.template_names import name_faults

LONGEST_TEMPLATE = 25
"""Lines of one template; what needs more belongs into a macro."""
Fault: TypeAlias = tuple[str, str, str, str]
"""File, path in it, what is wrong, what to do."""
_References: TypeAlias = Mapping[str, frozenset[str] | None]
"""The templates that each template refers to; None where it cannot be read."""


def template_faults(folder: Path, languages: Iterable[Language], used: Collection[str] | None = None) -> tuple[Fault, ...]:
    """Return every fault of the templates in a knowledge folder, by file.

    `used` names the templates, without `.j2`, that replies are put into words by. None leaves that question open: every
    template that is no macro counts as used then.
    """
    rooms = {language: folder / "templates" / language for language in languages}
    every = {path.name for room in rooms.values() for path in _templates(room)}
    needed = {name for name in every if not name.startswith("_")} if used is None else {f"{name}.j2" for name in used}
    faults: list[Fault] = []
    for language, room in rooms.items():
        faults += _room_faults(room, f"{folder.name}/templates/{language}", every, needed)
    faults += name_faults(folder, rooms)
    return tuple(sorted(faults, key=lambda fault: fault[0]))


def _room_faults(room: Path, place: str, every: Collection[str], needed: Collection[str]) -> list[Fault]:
    """The faults of one language's templates; `place` is what its folder is called."""
    faults: list[Fault] = []
    references: dict[str, frozenset[str] | None] = {}
    for path in _templates(room):
        own, references[path.name] = _read(path, f"{place}/{path.name}")
        faults.extend(own)
    missing = (*_missing(references, every, needed), *_lost(references), *_useless(references, needed))
    return [*faults, *((f"{place}/{name}", "", what, remedy) for name, what, remedy in missing)]


def _templates(room: Path) -> list[Path]:
    return sorted(path for path in room.glob("*.j2") if not path.name.startswith("."))


def _read(path: Path, label: str) -> tuple[list[Fault], frozenset[str] | None]:
    """Return a template's own faults, and the templates it refers to."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return [(label, "", "The file cannot be read.", "Save it as UTF-8 text.")], None
    faults: list[Fault] = []
    count = len(text.splitlines())
    if count > LONGEST_TEMPLATE:
        what = f"The template has {count} lines; {LONGEST_TEMPLATE} is the most."
        faults.append((label, "", what, "Move a part into a macro in a file of its own, such as _list.j2."))
    try:
        # Autoescape stays off: templates write plain text, and every surface escapes for itself.
        tree = SandboxedEnvironment(autoescape=False).parse(text)
    except TemplateSyntaxError as error:
        what = f"The template cannot be read: {str(error.message).rstrip('.')}."
        return [*faults, (label, f"line {error.lineno}", what, "Correct the braces or the statement there.")], None
    except RecursionError:
        return [*faults, (label, "", "The template is nested too deeply.", "Remove brackets or levels.")], None
    return faults, frozenset(name for name in find_referenced_templates(tree) if name is not None)


def _missing(references: _References, every: Collection[str], needed: Collection[str]) -> Iterator[tuple[str, str, str]]:
    for name in sorted({*every, *needed} - references.keys()):
        if name in every:
            yield name, "The template stands in the other language only.", "Write it here as well, or remove it there."
        else:
            yield name, "A reply needs this template, and there is none.", "Write it."


def _lost(references: _References) -> Iterator[tuple[str, str, str]]:
    for name, others in references.items():
        for other in sorted((others or frozenset()) - references.keys()):
            yield name, f"There is no template “{other}” in this language.", "Correct the name, or write that template."


def _useless(references: _References, needed: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Templates that no needed one leads to; nothing is said while one cannot be read, for it may be the one that uses them."""
    if None in references.values():
        return
    reached: set[str] = set()
    waiting = list(needed)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(references.get(name) or ())
    for name in sorted(references.keys() - reached):
        yield name, "Nothing uses this template.", "Use it, or remove it."
