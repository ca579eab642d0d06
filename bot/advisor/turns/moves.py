"""Where a candidate leads from the answer on screen: some moves are commoner than others, whatever is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from bot.advisor.turns.candidates import Act, Candidate
from bot.domain.conversation import Conversation, View

_MOVE = 0.5
"""What a move counts: half of a signal, for there are many of them."""


def moves(candidate: Candidate, conversation: Conversation) -> Mapping[str, float]:
    """Return by name what is known of a candidate before the message is read: what it does, and where it leads to and from."""
    return _moves(candidate, conversation.topic, conversation.view)


@lru_cache(maxsize=8192)
def _moves(candidate: Candidate, current: str | None, shown: View) -> Mapping[str, float]:
    return dict(_named(candidate, current, shown))


def _named(candidate: Candidate, current: str | None, shown: View) -> Iterator[tuple[str, float]]:
    act = candidate.act
    yield str(act), 1.0
    yield f"{act} after {shown}", _MOVE
    if act is Act.STAY:
        yield f"stay at {current}", _MOVE
    elif act is Act.TURN:
        yield f"turn to {candidate.subject}", _MOVE
        yield f"turn to {candidate.subject} from {current}", _MOVE
    elif act is Act.VIEW:
        yield f"view {candidate.view}", 1.0
        yield f"view {candidate.view} of {current}", _MOVE
        yield f"view {candidate.view} after {shown}", _MOVE
    elif act is Act.SIDE:
        yield f"side {candidate.side}", 1.0
