"""The blanks of a message to send, in square brackets: which there are, and the message with all of them filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BLANK = re.compile(r"\[([^\[\]\n]+)\]")


def blanks_of(text: str) -> tuple[str, ...]:
    """Return the names of the blanks in a text, each once, in order."""
    return tuple(dict.fromkeys(_BLANK.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str | None:
    """Return the text with every blank filled in; None where one has no value, so that nobody sends an open one."""
    if any(not values.get(name, "").strip() for name in blanks_of(text)):
        return None
    return _BLANK.sub(lambda blank: values[blank.group(1)].strip(), text)
