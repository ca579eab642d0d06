"""The lexicons that matching reads by: one for each language of the knowledge folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from bot.language.lexicon import Lexicon as OneLanguage

Lexicon: TypeAlias = Sequence[OneLanguage]
"""The words of all languages, in the order of the vocabulary's counts."""
