"""Checks for what YAML reads without a word and not as it was meant."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.text_file import read_text
from bot.knowledge.yaml_slips import misread


def check_slips(content: Content) -> Iterator[Problem]:
    """Yield texts cut by a #, and typographic quotes around whole texts, of every file that could be read."""
    for file in sorted(content.raw):
        text = read_text(content.folder / file, content.label(file)) if file.endswith(".yml") else ""
        if isinstance(text, str):
            yield from misread(text, content.label(file))
