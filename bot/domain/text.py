"""One text in every language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from bot.domain.language import Language

Text: TypeAlias = Mapping[Language, str]
"""By language. Figures stand in it as `$figure-id`."""

FIGURE = "$"
"""What the id of a figure begins with where it stands in a text."""


def names_figure(text: Text) -> bool:
    """Whether a figure stands in a text."""
    return any(FIGURE in words for words in text.values())
