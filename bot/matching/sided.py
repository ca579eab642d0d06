"""Which side of the market a message is about: the one its words or a head count name, else what the learnt model makes of it."""

from __future__ import annotations

from bot.domain.language import Segment
from bot.language.message import Message
from bot.matching.model import NO_SIDE, LinearModel, softmax
from bot.matching.reading import Reading, side_by_headcount
from bot.matching.scoring import Scores

BOTH_FROM = 0.91
"""Probability from which a message is about both sides although its words name one: "how long does it take a small company to
sign" has 0.7 to 0.9, by the training, "SMBs against the big companies" 0.99. Of 1,813 lines that name a side 95.9 in 100 are
right with 0.8, 95.7 with 0.91."""


def named_side(message: Message) -> Segment | None:
    """The side whose words stand in the message: one, both, or None. A side turned down names the other, unless one is named.
    Where no words name one, a head count does.
    """
    if not message.sides:
        return side_by_headcount(message)
    said = {_segment(hit.key) for hit in message.sides if not message.is_turned_down(hit)}
    if said:
        return Segment.BOTH if len(said) > 1 else next(iter(said))
    denied = {_segment(hit.key) for hit in message.sides}
    return next(iter(denied)).other if len(denied) == 1 else None


def _segment(side: str) -> Segment:
    return Segment.SMB if side == Segment.SMB else Segment.ENTERPRISE


def side_of(reading: Reading, sides: LinearModel, scores: Scores) -> Segment | None:
    """The side a message names or clearly hints at, by the scores of the model of sides."""
    message, named = reading.message, named_side(reading.message)
    if named is not None and (named is reading.sized or any(message.is_turned_down(hit) for hit in message.sides)):
        return named
    shares = dict(zip(sides.classes, softmax(scores.total), strict=True))
    label = max(shares, key=shares.__getitem__)
    if label == Segment.BOTH and named is not None and shares[label] < BOTH_FROM:
        return named
    return None if label == NO_SIDE else Segment(label)
