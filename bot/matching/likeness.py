"""Groups messages by likeness: one pass over them, in the order given, the same groups every time."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

LIKE = 0.42
"""Cosine from which a message belongs to a group: one of two words in common is enough, one of three is not.

Set by the examples in `tests/unit/advisor/test_gap_groups.py`. From 0.5 on the same question with one word more stands alone;
below 0.4 groups form around a word that many questions share, such as "discount".
"""

CROWD = 100
"""Groups that a mark may lead to. What stands in the first messages of more tells none of them apart, and to look through them
all would make the work grow with the square of the messages."""

CLOSE = 0.85
"""Share of the greatest likeness from which a message is about as like to its group as the likest."""

Marks = Mapping[str, float]
"""What a message is known by, each with its weight."""
_Leaders = defaultdict[str, list[tuple[int, float]]]
"""The first members of groups by their marks, with the weight of the mark in them."""


def grouped(messages: Sequence[Marks]) -> list[list[int]]:
    """Return the groups as places in `messages`, in the order of their first members.

    Leader clustering (Hartigan 1975): each message joins the group whose first member it is likest by the cosine of their marks,
    or begins one of its own. Messages without any mark stand alone.
    """
    vectors = [_scaled(marks) for marks in messages]
    leaders: _Leaders = defaultdict(list)
    groups: dict[int, list[int]] = {}
    for place, vector in enumerate(vectors):
        leader = _likest(vector, leaders, vectors)
        if leader is not None:
            groups[leader].append(place)
            continue
        groups[place] = [place]
        for mark, weight in vector.items():
            if len(leaders[mark]) < CROWD:
                leaders[mark].append((place, weight))
    return list(groups.values())


def central(messages: Sequence[Marks], among: Collection[int]) -> int:
    """Return the place, one of those in `among`, of the message that stands best for all of them.

    Of those that are about as like to all together as the likest it is the one that says most, then the first: the likest by
    itself is often a mere word or two.
    """
    vectors = [_scaled(marks) for marks in messages]
    total: Counter[str] = Counter()
    for vector in vectors:
        total.update(vector)
    likeness = {place: round(_dot(vectors[place], total), 9) for place in among}
    close = [place for place, value in likeness.items() if value >= CLOSE * max(likeness.values())]
    return max(close, key=lambda place: (len(vectors[place]), likeness[place], -place))


def _scaled(marks: Marks) -> Marks:
    length = math.sqrt(sum(weight * weight for weight in marks.values()))
    return {mark: weight / length for mark, weight in marks.items()}


def _likest(vector: Marks, leaders: _Leaders, vectors: Sequence[Marks]) -> int | None:
    """The first member that a message is likest, the oldest of equals; None where none is like enough.

    Only those are compared in full whose likeness comes to half of what is needed by marks that tell groups apart.
    """
    partly: dict[int, float] = defaultdict(float)
    for mark, weight in vector.items():
        for place, other in leaders.get(mark, ()):
            partly[place] += weight * other
    likeness = {place: round(_dot(vector, vectors[place]), 9) for place, part in partly.items() if part >= LIKE / 2}
    best = min(likeness, key=lambda place: (-likeness[place], place), default=None)
    return best if best is not None and likeness[best] >= LIKE else None


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight * long.get(mark, 0.0) for mark, weight in short.items())
