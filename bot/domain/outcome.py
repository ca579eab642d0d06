"""How a message ended."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """How a message ended; the word tools and statistics count by."""

    ANSWER = "answer"
    CHOICES = "choices"
    UNKNOWN = "unknown"
    SMALLTALK = "smalltalk"
    FIT = "fit"
    CALCULATION = "calculation"
    BRIEF = "brief"
