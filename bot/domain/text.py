"""One text in every language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from bot.domain.language import Language

Text: TypeAlias = Mapping[Language, str]
"""By language. Figures stand in it as `$figure-id`."""
