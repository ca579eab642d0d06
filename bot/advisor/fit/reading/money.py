"""Which currency an amount is in, and what it is worth in the currency of the scale."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.fit_model import FitModel
from bot.domain.language import Language
from bot.language.lexicon import Lexicon
from bot.language.message import Message
from bot.language.quantity import Quantity

LARGE = 1_000_000
"""From here on a bare amount is in the currency of the language, where that is another than the scale's: no deal is worth
millions of the scale's own currency without a word that says so.
"""


class Purse:
    """Knows the currency of the scale, the rates, and what each language takes an amount for."""

    def __init__(self, model: FitModel, lexicons: Mapping[Language, Lexicon]) -> None:
        self.own = model.currency or ""
        self._rates = model.rates
        self._homes = {language: lexicon.currency for language, lexicon in lexicons.items()}

    def currency(self, number: Quantity, message: Message) -> str:
        """The currency of an amount: its own, its scale word's ("juta"), else the scale's, or the language's for millions."""
        named = number.currency or number.scale_currency
        if named is not None or number.vague or number.low < LARGE:
            return named or self.own
        return self.home(message.language or message.spoken) or self.own

    def named(self, number: Quantity, language: Language | None) -> str | None:
        """The currency of an answer to a question put in a language; None where it could be in two and has to be asked about."""
        named = number.currency or number.scale_currency
        home = self.home(language)
        if named is not None or number.vague or home in (None, self.own):
            return named or self.own
        return home if number.low >= LARGE else None

    def home(self, language: Language | None) -> str | None:
        """What an amount is taken for in a language."""
        return self._homes.get(language) if language is not None else None

    def is_foreign(self, currency: str) -> bool:
        """Whether a currency is another than the scale's."""
        return currency != self.own

    def converted(self, amount: float, currency: str) -> float | None:
        """An amount in the scale's currency; None where there is no rate."""
        rate = self._rates.get(currency) if self.is_foreign(currency) else 1.0
        return None if rate is None else amount * rate
