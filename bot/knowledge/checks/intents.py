"""Checks the turns of conversation: both languages know the same ones, each with enough ways to say it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.intents import NEEDED
from bot.errors import Problem
from bot.knowledge.content import Content

FEWEST_LINES = 20
"""Lines a turn needs in each language before the matcher can be trusted with it."""


def check_intents(content: Content) -> Iterator[Problem]:
    """Yield turns that a language lacks, and turns with too few lines."""
    found = {file.rpartition("/")[2].removesuffix(".yml") for file in content.raw if file.startswith("intents/")}
    needed = {*NEEDED, *_asking(content)}
    for language in content.languages:
        for name in sorted(found | needed):
            file = f"intents/{language}/{name}.yml"
            if content.is_broken(file):
                continue
            if file not in content.raw:
                yield content.problem(file, "", _lack(name, needed), f"Write a list of at least {FEWEST_LINES} ways to say it.")
            elif len(content.raw[file]) < FEWEST_LINES:
                what = f"The number of lines is {len(content.raw[file])}; at least {FEWEST_LINES} are needed."
                yield content.problem(file, "", what, "Add ways in which people say this.")


def _asking(content: Content) -> Iterator[str]:
    """The turn by which people ask for each language."""
    for language in content.languages:
        nature = content.sound(f"language/{language}/language.yml") or {}
        yield from (name for name in (nature.get("asked_by"),) if isinstance(name, str))


def _lack(name: str, needed: set[str]) -> str:
    if name in needed:
        return f"The conversation needs the turn “{name}”, and this language lacks it."
    return f"The turn “{name}” stands in the other language only."
