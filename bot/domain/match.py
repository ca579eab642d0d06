"""Why a message was understood the way it was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What counted: words after repair, repairs, concepts found, (feature, points) towards the first topic, the ranking.

    turns: inside a conversation, what the message was taken for and what came second.
    """

    words: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    concepts: tuple[tuple[str, str], ...] = ()
    evidence: tuple[tuple[str, float], ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()
    turns: tuple[TurnExplanation, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnExplanation:
    """One thing a message could do in its conversation ("turn sales-cycle"), how likely (0 to 1), and what counted most."""

    what: str
    probability: float
    evidence: tuple[tuple[str, float], ...]
