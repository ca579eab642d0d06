"""What a message wants of its subject, beyond an answer to it."""

from __future__ import annotations

from enum import StrEnum


class Want(StrEnum):
    """Parts of a play, and figures that no source of ours gives; phrases teach them under these names."""

    STEPS = "steps"
    ASK = "ask"
    SAY = "say"
    MESSAGE = "message"
    CHECK = "check"
    BENCHMARK = "benchmark"
    """An average, a good value, a usual figure of an industry."""


PARTS = (Want.STEPS, Want.ASK, Want.SAY, Want.MESSAGE, Want.CHECK)
"""The parts of a play; cues `views.<part>` name them."""
