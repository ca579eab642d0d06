"""Rows to learn from have the right features and the right lengths, whatever part of the phrases they come from."""

from __future__ import annotations

from dataclasses import replace

import numpy
import pytest

from bot.matching.design_matrix import Design, design_of, evened
from bot.matching.field import IDF_STEPS
from bot.matching.incidence import Incidence
from bot.matching.reading import Reader

WEIGHTS = {"word": 1.0, "concept": 0.5}
TEXTS = ("price speed", "price", "harga", "", "weather umbrella")


@pytest.fixture
def incidence(toy_reader: Reader) -> Incidence:
    return Incidence.of(toy_reader.read(text) for text in TEXTS)


def row(design: Design, place: int) -> dict[str, float]:
    start, end = design.rows.starts[place : place + 2]
    names = [*design.features, "(bias)"]
    return dict(zip((names[i] for i in design.rows.columns[start:end]), design.rows.values[start:end].tolist(), strict=True))


def test_a_field_has_the_length_of_its_weight_and_rare_features_count_for_more(incidence: Incidence) -> None:
    design = design_of(incidence, numpy.arange(5), WEIGHTS, {})
    first = row(design, 0)
    words = [first["price"], first["speed"]]
    assert sum(value**2 for value in words) == pytest.approx(1.0, rel=1e-5)
    assert first["speed"] > first["price"]
    assert first["cost"] == pytest.approx(0.5)
    assert first["(bias)"] == 1.0


def test_a_phrase_without_features_keeps_the_bias(incidence: Incidence) -> None:
    assert {
        name: value for name, value in row(design_of(incidence, numpy.arange(5), WEIGHTS, {}), 3).items() if name != "side no"
    } == {"(bias)": 1.0}


def test_a_part_is_weighed_as_if_there_were_no_more(incidence: Incidence) -> None:
    design = design_of(incidence, numpy.array([1, 4]), WEIGHTS, {})
    assert set(design.features) >= {"price", "weather"}
    assert "speed" not in design.features
    assert design.idf[design.features.index("price")] == round(IDF_STEPS * (1 + float(numpy.log(3 / 2))))
    assert set(row(design, 0)) == {"price", "cost", "(bias)"}


def test_what_is_too_rare_is_left_out(incidence: Incidence) -> None:
    design = design_of(incidence, numpy.arange(5), WEIGHTS, {"word": 2})
    assert [feature for feature, field in zip(design.features, design.fields, strict=False) if field == 0] == ["price"]


def test_picked_rows_come_in_the_order_asked(incidence: Incidence) -> None:
    rows = design_of(incidence, numpy.arange(5), WEIGHTS, {}).rows
    taken = rows.take(numpy.array([2, 0]))
    assert taken.count == 2
    assert taken.columns[: taken.starts[1]].tolist() == rows.columns[rows.starts[2] : rows.starts[3]].tolist()
    assert taken.owners.tolist() == [0] * taken.starts[1] + [1] * (taken.starts[2] - taken.starts[1])


def test_evened_a_feature_counts_alike_in_short_and_long_phrases(incidence: Incidence) -> None:
    design = evened(design_of(incidence, numpy.arange(5), WEIGHTS, {}))
    long, short = row(design, 0), row(design, 1)
    assert long["price"] == short["price"]
    assert long["(bias)"] == short["(bias)"] == 1.0


def test_a_part_of_the_rows_is_picked_without_a_copy_of_them(incidence: Incidence) -> None:
    whole = design_of(incidence, numpy.arange(3), {"word": 1.0}, {})
    part = replace(whole, picked=numpy.array([2, 0]))
    assert part.count == 2
    assert part.take(numpy.array([0])).columns.tolist() == whole.take(numpy.array([2])).columns.tolist()
    assert [rows.count for _, rows in part.blocks()] == [2]
