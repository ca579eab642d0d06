"""Brings learnt weights into the whole steps that a model keeps, a field at a time, in little memory."""

from __future__ import annotations

from array import array
from typing import NamedTuple

import numpy

from bot.matching.design_matrix import Design, ordinary_norms
from bot.matching.field import IDF_STEPS, POINT_STEPS, Field
from bot.matching.recipes import Recipe
from bot.matching.rows import MANY, Floats, Integers


def packed(design: Design, rows: Floats, base: Floats, recipe: Recipe) -> dict[str, Field]:
    """Keep the weights that matter, in whole steps, by field. The rows are changed in their place."""
    fields, norms = {}, ordinary_norms(design).tolist()
    for place, (name, weight) in enumerate(recipe.weights.items()):
        columns, norm = numpy.flatnonzero(design.fields == place), norms[place]
        idf = design.idf[columns]
        first = int(columns[0]) if len(columns) else 0
        points = rows[first : first + len(columns)]  # the columns of a field stand together
        points *= (idf / IDF_STEPS).astype(numpy.float32)[:, None]
        _drop_small(points, recipe.smallest_effect * norm / weight)
        steps = _steps(points)
        fields[name] = Field(
            index={design.features[first + at]: row for row, at in enumerate(steps.kept.tolist())},
            idf=array("H", idf[steps.kept].astype(numpy.uint16).tobytes()),
            starts=steps.starts,
            positions=steps.positions,
            points=steps.points,
            base=[round(float(one), 4) for one in base],
            scale=steps.scale,
            weight=weight,
            norm=round(norm, 6) if recipe.even else 0.0,
        )
    return fields


def _drop_small(points: Floats, least: float) -> None:
    """Take the middle one of each row's points from all of them, and leave out what is less."""
    for first in range(0, len(points), MANY):  # in their place and by parts, for memory's sake
        some = points[first : first + MANY]
        middle = some.shape[1] // 2
        some -= numpy.partition(some, middle, axis=1)[:, middle, None]
        some[numpy.abs(some) < least] = 0


class _Steps(NamedTuple):
    """Points in whole steps of `scale`, of the rows that have any (`kept`), as `Field` holds them."""

    kept: Integers
    starts: array[int]
    positions: array[int]
    points: array[int]
    scale: float


def _steps(points: Floats) -> _Steps:
    """Bring points into whole steps, the largest being the last; the points are changed in their place."""
    scale = float(max(points.max(initial=0.0), -points.min(initial=0.0))) / POINT_STEPS or 1.0
    points /= numpy.float32(scale)
    numpy.rint(points, out=points)
    kept = numpy.flatnonzero(points.any(axis=1))
    sizes, positions, steps = [numpy.zeros(1, numpy.int64)], array("H"), array("b")
    for first in range(0, len(kept), MANY):
        some = points[kept[first : first + MANY]]
        owners, places = numpy.nonzero(some)
        sizes.append(numpy.bincount(owners, minlength=len(some)))
        positions.frombytes(places.astype(numpy.uint16).tobytes())
        steps.frombytes(some[owners, places].astype(numpy.int8).tobytes())
    starts = array("I", numpy.cumsum(numpy.concatenate(sizes)).astype(numpy.uint32).tobytes())
    return _Steps(kept, starts, positions, steps, scale)
