"""How a language writes the numbers of replies: periods, rates, scales and money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """The words of one language for numbers.

    `periods` and `customers` are (one, several); `rate` has the fields `{amount}` and `{period}`; `scales` names "thousand",
    "million", "billion" and "trillion"; `money` writes an amount by its currency's ISO code, `#` standing for the number.
    """

    periods: Mapping[str, tuple[str, str]]
    customers: tuple[str, str]
    rate: str
    scales: Mapping[str, str]
    money: Mapping[str, str]
