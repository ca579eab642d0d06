"""One thing found in a text, before it is decided whether it becomes an answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.fit_model import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value (None: a sign) for `id`, read from the words `first` up to but without `last`.

    `sure` tells that the words alone leave little doubt ("12 stakeholders"); what is not sure ("$300") needs company.
    `given` holds the words an amount was given in where it is no fact by itself. `rank` orders rivals: the highest is taken.
    """

    id: str
    value: Value | None
    first: int
    last: int
    sure: bool = True
    given: str | None = None
    rank: int = 0
