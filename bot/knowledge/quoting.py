"""Shortens what an author wrote, so that a problem quotes enough to find it by and no more."""

from __future__ import annotations

_LONGEST = 60


def short(text: str) -> str:
    """Return the text, or its beginning where it is longer than a line of a terminal can well take."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
