"""The shares that the matcher gives, as numbers that a weighed sum can use: their logarithms, none of them large."""

from __future__ import annotations

import math
from collections.abc import Iterator

from bot.matching.weighing import Weighed

_LEAST = 1e-10
_SPAN = -math.log(_LEAST) / 2
"""The least share that is told from none: the matcher is sure of itself, and far behind is not nowhere. And half of how far its
logarithm lies from that of all."""

_TELLING = 1e-3
"""The least share of an intent that is worth a number of its own."""


def log_share(share: float) -> float:
    """The logarithm of a share, from -1 for none to 1 for all of it.

    The size matters: with logarithms as they are, down to -23, a few numbers outweigh all others, and the learner is still on its
    way when it stops. Of 21,800 turns of 66 hands left out in six parts 80.9 in 100 are right with this one, 78.9 with those.
    """
    return 1.0 + math.log(max(share, _LEAST)) / _SPAN


def intents(weighed: Weighed) -> Iterator[tuple[str, float]]:
    """Yield what a message may be beside a question on a subject, 0 to 1 each; what is next to impossible is left out."""
    for name, share in (*weighed.intents, *weighed.follow_ups):
        if share > _TELLING:
            yield f"intent {name}", 1.0 - math.log(share) / math.log(_TELLING)
