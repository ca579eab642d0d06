"""Pieces of words are weighed the same, whether they are given one by one or added up by words."""

from __future__ import annotations

from itertools import count

import pytest

from bot.matching.field import Field
from bot.matching.reading import InPieces, grams_of
from bot.matching.scoring import LONGEST, MOST_ROWS, Scorer

KNOWN = ("negotiation", "negosiasi", "location", "ration", "iteration", "churn", "penetration")
MANY = tuple(f"{word}s{number}" for word in KNOWN for number in range(100, 300))
LONG = "a" * LONGEST + "bcdefghijklmnopqrstuvwxyz" * 2


@pytest.fixture
def scorer() -> Scorer:
    """A model that knows two in three of the pieces of some words."""
    pieces = sorted({piece for word in (*KNOWN, LONG) for piece in grams_of(word)})[::3]
    pieces += sorted({piece for word in KNOWN for piece in grams_of(word)} - set(pieces))[::2]
    number = len(pieces)
    points = [(place * 37) % 255 - 127 for place in range(2 * number)]
    field = Field(
        index=dict(zip(pieces, count())),
        idf=[64 + place for place in range(number)],
        starts=[2 * place for place in range(number + 1)],
        positions=[0, 2] * number,
        points=points,
        base=[0.5, -0.25, 0.0],
        scale=0.03,
        weight=0.7,
    )
    return Scorer([([0.1, 0.2, 0.3], {"gram": field})])


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("churn",),
        ("xyzzy",),
        ("negotiation", "location", "ration", "iteration", "penetration"),
        ("negosiasi", "churn", "unheard", LONG),
        MANY,
    ],
)
def test_added_up_by_words_the_pieces_come_to_the_same(scorer: Scorer, words: tuple[str, ...]) -> None:
    pieces = frozenset(piece for word in words for piece in grams_of(word))
    for _ in range(2):  # met for the first time, and remembered
        assert scorer.scores({"gram": InPieces(words)}) == scorer.scores({"gram": pieces})


def test_one_of_those_messages_has_more_pieces_than_can_be_added_at_once() -> None:
    assert len({piece for word in MANY for piece in grams_of(word)}) > MOST_ROWS
