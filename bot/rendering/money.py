"""Amounts with their units as each language writes them: money, shares, periods, rates, customers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.domain.calculation import Term
from bot.domain.language import Language
from bot.domain.writing import Writing
from bot.rendering.figures import write_exactly, write_number

WITHOUT_CENTS = 10_000
"""From here on nobody counts cents."""
_SHARES = {"%": 1, "share": 100}
"""Units told in per cent, and what one of them is of it."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Writes amounts in one language."""

    writing: Writing
    language: Language

    def term(self, term: Term) -> str:
        """Write a number with its unit: "3.5%", "2.75x", "101 customers", "$666.67 a day", "60 hari", "Rp12.000.000"."""
        unit, _, per = term.unit.partition("/")
        if unit in _SHARES:
            share = term.value * _SHARES[unit]
            # 5 of 800 are 0.625 %: of so little, two decimals would tell too little.
            return f"{write_number(share, self.language, 2 if abs(share) >= 1 else 3)}%"
        if unit == "x":
            return f"{write_number(term.value, self.language)}x"
        forms = self.writing.customers if unit == "customers" else self.writing.periods.get(unit)
        if forms is not None:
            return f"{write_number(term.value, self.language)} {forms[0] if term.value == 1 else forms[1]}"
        amount = self.money(term.value, unit) if unit else write_number(term.value, self.language)
        return self.writing.rate.format(amount=amount, period=self.period(per)) if per else amount

    def period(self, name: str) -> str:
        """The name of one period, such as "month"."""
        return self.writing.periods[name][0]

    def money(self, value: float, currency: str) -> str:
        """Write an amount of money; `currency` is a lower-case ISO code. Round amounts, and large ones, go without cents."""
        sign = "-" if value < 0 else ""
        round_enough = abs(value) >= WITHOUT_CENTS or float(value).is_integer()
        number = write_exactly(Decimal(str(abs(value))), self.language, 0 if round_enough else 2)
        return f"{sign}{self._in_currency(number, currency)}"

    def round_money(self, value: float, currency: str) -> str:
        """Write a round amount of money, from a million up in millions or billions: "Rp330 juta", "€2.5 billion"."""
        for name, size in (("billion", 1e9), ("million", 1e6)):
            if value >= size:
                return self._in_currency(f"{write_number(value / size, self.language)} {self.writing.scales[name]}", currency)
        return self._in_currency(write_number(value, self.language), currency)

    def _in_currency(self, number: str, currency: str) -> str:
        return self.writing.money.get(currency, f"{currency.upper()} #").replace("#", number)
