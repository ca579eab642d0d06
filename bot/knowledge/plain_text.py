"""What a text that people are shown must not hold: it is unfinished, or shows signs in place of words."""

from __future__ import annotations

import re
from collections.abc import Iterator

# <#C123> and <https://…> would become links, <!here> and <@U123> would notify; @channel and @here may be expanded by clients.
CONTROL = re.compile(r"<[!@#]|<https?:|@(?:channel|here|everyone)\b", re.IGNORECASE)
_UNFINISHED = re.compile(r"\b(?:TODO|TBD|FIXME|XXX|[Ll]orem ipsum)\b")
_MARKDOWN = re.compile(r"\*\*|__|^#{1,6} |\[[^\]]+\]\(|`", re.MULTILINE)
_LINK = re.compile(r"\bhttps?://\S+|\bwww\.\S+")
_TEMPLATE = re.compile(r"\{\{|\{%")


def faults_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a text, each with what to do."""
    control = CONTROL.search(text)
    if control:
        yield f"“{control.group()}” is a command to Slack, not a text.", "Write the words without it."
    unfinished = _UNFINISHED.search(text)
    if unfinished:
        yield f"“{unfinished.group()}” stands in the text: it is not finished.", "Finish it, or keep the topic out of topics/."
    link = _LINK.search(text)
    if _MARKDOWN.search(text):
        yield "The text holds Markdown, which people would see as it stands.", "Write it plain; a link goes under `links`."
    elif link and not control:
        yield f"The text holds the address {link.group()}.", "Write it under `links` or `source`, where it can be pressed."
    if _TEMPLATE.search(text):
        yield "The text holds {{ or {%, which belong to templates.", "Write the words themselves."
