"""Checks that texts are tidy: no stray spaces or line breaks, and short enough to be read at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.errors import Problem
from bot.knowledge.content import Content

LONGEST_TEXT = 220
"""Characters of one text: two lines of a Slack message on a wide screen."""
_LETTER = re.compile(r"^plays/.*\.message\.")
_DOUBLE_SPACE = re.compile(r"\S[^\S\n]{2,}\S")


def check_hygiene(content: Content) -> Iterator[Problem]:
    """Yield every text that is untidy or too long; phrases are what people really type, and may be both."""
    for file, path, text in content.strings():
        # A message to a customer is a letter: its lines and length are its own, and the playbook's check counts its words.
        is_letter = _LETTER.search(f"{file}: {path}") is not None
        for line in text.splitlines() if is_letter else [text]:
            for what, remedy in _untidy(line) if is_letter else (*_untidy(line), *_long(line)):
                yield content.problem(file, path, what, remedy)


def _untidy(text: str) -> Iterator[tuple[str, str]]:
    if text != text.strip():
        yield "The text begins or ends with a space.", "Remove the space and the quotes that keep it."
    if _DOUBLE_SPACE.search(text):
        yield "Two spaces stand in a row.", "Leave one."


def _long(text: str) -> Iterator[tuple[str, str]]:
    if "\n" in text.strip():
        yield "The text runs over several lines.", "Write it on one line."
    if len(text) > LONGEST_TEXT:
        yield f"The text has {len(text)} characters; {LONGEST_TEXT} is the most.", "Shorten it, or split it in two."
