"""Finds the figures a text names after a dollar sign."""

from __future__ import annotations

import re

from bot.domain.text import Text

FIGURE = re.compile(r"\$([a-z][a-z0-9]*(?:-[a-z0-9]+)*)")
"""A figure in a text: `$sales-cycle-smb`. The first group is its id."""


def figures_in(text: Text) -> list[str]:
    """The ids of the figures a text names in any of its languages, each once, in order."""
    return list(dict.fromkeys(found for version in text.values() for found in FIGURE.findall(version)))
