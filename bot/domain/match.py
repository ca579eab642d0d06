"""Why a message was understood the way it was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What counted: words after repair, repairs, concepts found, (feature, points) towards the first topic, the ranking."""

    words: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    concepts: tuple[tuple[str, str], ...] = ()
    evidence: tuple[tuple[str, float], ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()
