"""Checks that no text carries Slack's control markup, which would notify people or break a message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.errors import Problem
from bot.knowledge.content import Content

# <#C123> and <https://…> would become links, <!here> and <@U123> would notify; @channel and @here may be expanded by clients.
_CONTROL = re.compile(r"<[!@#]|<https?:|@(?:channel|here|everyone)\b", re.IGNORECASE)


def check_markup(content: Content) -> Iterator[Problem]:
    """Yield every text or phrase with control markup in it."""
    phrases = ((located.file, located.path, located.phrase.text) for located in content.phrases)
    for file, path, text in (*content.strings(), *phrases):
        found = _CONTROL.search(text)
        if found:
            what = f"“{found.group()}” is a command to Slack, not a text."
            yield content.problem(file, path, what, "Write the words without it.")
