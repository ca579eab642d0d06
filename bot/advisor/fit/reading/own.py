"""Tells the seller's own company where it is described without a "we": "60 people software company, sells payroll, 5 reps"."""

from __future__ import annotations

from bot.advisor.fit.reading.cues import Cue
from bot.advisor.fit.reading.passage import Passage
from bot.language.quantity import Quantity

_ENOUGH = 2
"""Signs of an own company that leave no doubt; one alone may describe a customer, who sells something too."""


def is_own_firm(passage: Passage, number: Quantity) -> bool:
    """Whether people counted work at the seller's own company: of its trade, what it sells and its sellers two are told.

    In a brief one prospect is described, and where customers are named before they are counted it is they.
    """
    first, last = passage.clause(number.first)
    if passage.of_prospect or passage.has(Cue.SOLD_TO, 0, last):
        return False
    signs = (passage.has(Cue.OWN_TRADE, first, last), _sells(passage, number.last), _has_sellers(passage, number))
    return sum(signs) >= _ENOUGH


def _sells(passage: Passage, behind: int) -> bool:
    """Whether a clause behind a place begins with what is sold."""
    return any(hit.first >= behind and passage.clause(hit.first)[0] == hit.first for hit in passage.all(Cue.SELLS))


def _has_sellers(passage: Passage, counted: Quantity) -> bool:
    """Whether another number counts sellers: "5 reps", "sales 5 orang"."""
    others = (one for one in passage.numbers if passage.words[one.first].clause != passage.words[counted.first].clause)
    return any(passage.has(Cue.SELLER_AFTER, max(one.first - 1, 0), min(one.last + 1, len(passage.words))) for one in others)
