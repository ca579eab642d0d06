"""What many topics share is added up as one number, and comes to what its parts come to."""

from __future__ import annotations

import random
from array import array
from itertools import chain

import pytest

from bot.matching.added_sums import CROWDED, FieldSums
from bot.matching.field import POINT_STEPS, Field
from bot.matching.scoring import MOST_ROWS

FEATURES = 2 * MOST_ROWS


@pytest.mark.parametrize("classes", [3 * CROWDED, CROWDED])
def test_features_of_many_classes_and_of_few_add_up_to_the_sum_of_their_points(classes: int) -> None:
    chance = random.Random(7)
    rows = [sorted(chance.sample(range(classes), (1, CROWDED, classes)[place % 3])) for place in range(FEATURES)]
    points = [[chance.randint(-POINT_STEPS, POINT_STEPS) for _ in row] for row in rows]
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row))
    field = Field(
        index={str(place): place for place in range(FEATURES)},
        idf=array("H", [64] * FEATURES),
        starts=array("I", starts),
        positions=array("H", chain.from_iterable(rows)),
        points=array("b", chain.from_iterable(points)),
        base=[0.0] * classes,
        scale=0.1,
        weight=1.0,
    )
    sums = FieldSums(field)
    for places in ([], [0], [0, 1, 2], range(FEATURES)):
        wanted = [0] * classes
        for place in places:
            for at, one in zip(rows[place], points[place], strict=True):
                wanted[at] += one
        found = sums.of(places)
        assert [total - found.above for total in found.totals] == wanted
