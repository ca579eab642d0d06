"""What a message leaves to its reader: its parts, each worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from bot.domain.language import Language
from bot.language.dates import Date
from bot.language.phrases import Hit
from bot.language.quantity import Quantity
from bot.language.terms import Terms
from bot.language.tokens import Token, Word

if TYPE_CHECKING:
    from bot.language.message import Message

Hits = Mapping[str, Sequence[Hit]]
"""Phrases found, by their key."""


class Parts(Protocol):
    """What a message asks of its reader when a part is first needed."""

    def cut(self, message: Message) -> tuple[tuple[Token, ...], tuple[Word, ...]]:
        """The tokens and the words of its text."""

    def lows(self, message: Message) -> Sequence[str]:
        """The words as they are compared."""

    def clauses(self, message: Message) -> Sequence[int]:
        """The clause of every word."""

    def terms(self, message: Message) -> Terms:
        """The words set right."""

    def named(self, message: Message) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
        """The concepts and the sides that the terms name."""

    def hits(self, message: Message, book: str) -> Hits:
        """The phrases of a book."""

    def quantities(self, message: Message) -> tuple[Quantity, ...]:
        """The numbers."""

    def dates(self, message: Message) -> tuple[Date, ...]:
        """The dates."""

    def is_grammar(self, word: str) -> bool:
        """Whether a word tells a language."""

    def content(self, message: Message) -> tuple[str, ...]:
        """The terms with a subject of their own."""

    @property
    def languages_asked(self) -> Mapping[str, Language]:
        """The language that each intent of that kind asks to speak."""
