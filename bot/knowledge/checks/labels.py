"""Checks that both languages have the same labels, with the same fields in braces."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from string import Formatter

from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.labels import label_files


def check_labels(content: Content) -> Iterator[Problem]:
    """Yield labels that one language lacks, fields that differ, and braces that are no fields."""
    for name in label_files(content.folder, content.languages):
        for language, other in permutations(content.languages, 2):
            file = f"templates/{language}/{name}"
            own, others = content.sound(file), content.sound(f"templates/{other}/{name}")
            yield from _braces(content, file, own or {})
            if own is not None and others is not None:
                yield from _differences(content, file, own, others)


def _braces(content: Content, file: str, own: dict[str, str]) -> Iterator[Problem]:
    for key, text in own.items():
        if not all(name.isidentifier() for name in _fields(text)):
            what = "The braces in the text hold no plain name."
            yield content.problem(file, key, what, "Write a field as {name}, and a brace that is none as {{ or }}.")


def _differences(content: Content, file: str, own: dict[str, str], others: dict[str, str]) -> Iterator[Problem]:
    for key, text in others.items():
        if key not in own:
            what = f"The label “{key}” stands in the other language only."
            yield content.problem(file, key, what, "Add it here, or remove it there.")
            continue
        for field in sorted(_fields(text) - _fields(own[key])):
            what = f"The field {{{field}}} stands in the other language only."
            yield content.problem(file, key, what, "Use the same fields in both languages.")


def _fields(text: str) -> frozenset[str]:
    """The names in braces; braces that do not match count as a nameless field."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return frozenset([""])
