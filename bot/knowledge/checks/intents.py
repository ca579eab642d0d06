"""Checks the turns of conversation: both languages know the same ones, each with enough ways to say it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.language import Language
from bot.errors import Problem
from bot.knowledge.content import Content

FEWEST_LINES = 20
"""Lines a turn needs in each language before the matcher can be trusted with it."""
NEEDED_INTENTS = (
    "greeting", "thanks", "help", "goodbye", "more", "why", "example", "source", "compare", "todo", "correction",
    "ask", "say", "message", "check", "scold", "nod", "remark", "english", "indonesian", "to-enterprise", "to-smb", "to-both", "fit",
)  # fmt: skip
"""The turns the dialogue answers, by the names of their files."""


def check_intents(content: Content) -> Iterator[Problem]:
    """Yield turns that a language lacks, and turns with too few lines."""
    found = {file.rpartition("/")[2].removesuffix(".yml") for file in content.raw if file.startswith("intents/")}
    for language in Language:
        for name in sorted(found.union(NEEDED_INTENTS)):
            file = f"intents/{language}/{name}.yml"
            if content.is_broken(file):
                continue
            if file not in content.raw:
                yield content.problem(file, "", _lack(name), f"Write a list of at least {FEWEST_LINES} ways to say it.")
            elif len(content.raw[file]) < FEWEST_LINES:
                what = f"The number of lines is {len(content.raw[file])}; at least {FEWEST_LINES} are needed."
                yield content.problem(file, "", what, "Add ways in which people say this.")


def _lack(name: str) -> str:
    if name in NEEDED_INTENTS:
        return f"The conversation needs the turn “{name}”, and this language lacks it."
    return f"The turn “{name}” stands in the other language only."
