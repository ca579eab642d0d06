"""Groups messages by likeness: one pass over them, in the order given, the same groups every time."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

LIKE = 0.45
"""Cosine from which a message belongs to a group. Below it, groups form around a word that many questions share, such as
"discount"; above, a question with one word more stands alone (see `tests/unit/advisor/test_gap_groups.py`)."""

CROWD = 100
"""Groups that a mark may lead to. What stands in the first messages of more tells none of them apart, and to look through them
all would make the work grow with the square of the messages."""

Marks = Mapping[str, float]
"""What a message is known by, each with its weight."""


def grouped(messages: Sequence[Marks]) -> list[list[int]]:
    """Return the groups as places in `messages`, in the order of their first members.

    Leader clustering (Hartigan 1975): each message joins the group whose first member it is likest by the cosine of their marks,
    or begins one of its own. Messages without any mark stand alone.
    """
    vectors = [_scaled(marks) for marks in messages]
    leaders: dict[str, list[int]] = defaultdict(list)
    groups: dict[int, list[int]] = {}
    for place, vector in enumerate(vectors):
        leader = _likest(vector, leaders, vectors)
        if leader is not None:
            groups[leader].append(place)
            continue
        groups[place] = [place]
        for mark in vector:
            if len(leaders[mark]) < CROWD:
                leaders[mark].append(place)
    return list(groups.values())


def central(messages: Sequence[Marks], among: Collection[int]) -> int:
    """Return the place, one of those in `among`, of the message that is likest to all of them together.

    Of several it is the one that says most, then the first.
    """
    vectors = [_scaled(marks) for marks in messages]
    total: Counter[str] = Counter()
    for vector in vectors:
        total.update(vector)
    return max(among, key=lambda place: (round(_dot(vectors[place], total), 9), len(vectors[place]), -place))


def _scaled(marks: Marks) -> Marks:
    length = math.sqrt(sum(weight * weight for weight in marks.values()))
    return {mark: weight / length for mark, weight in marks.items()}


def _likest(vector: Marks, leaders: Mapping[str, list[int]], vectors: Sequence[Marks]) -> int | None:
    """The first member that a message is likest, the oldest of equals; None where none is like enough."""
    likeness = {place: round(_dot(vector, vectors[place]), 9) for place in _candidates(vector, leaders)}
    best = min(likeness, key=lambda place: (-likeness[place], place), default=None)
    return best if best is not None and likeness[best] >= LIKE else None


def _candidates(vector: Iterable[str], leaders: Mapping[str, list[int]]) -> set[int]:
    return {place for mark in vector for place in leaders.get(mark, ())}


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight * long.get(mark, 0.0) for mark, weight in short.items())
