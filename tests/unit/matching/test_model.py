"""The model's file keeps what was learnt; damaged ones are refused in plain words; scores can be reckoned by hand."""

from __future__ import annotations

import gzip
import json
import math
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ModelError
from bot.matching.model import LARGEST, Gate, TrainedModel, encode_field, linear_of, load_model, save_model, softmax, unpack
from tests.toys import SIDE_CLASSES, linear_data, toy_model_data


def test_scores_are_the_mean_direction_of_known_features() -> None:
    model = linear_of(linear_data("word", {"price": "smb", "speed": "both"}, SIDE_CLASSES, strength=2.0))
    scores, known = model.scores({"word": frozenset({"price", "speed", "other", "more"})})
    assert scores == pytest.approx([0.0, 2 / math.sqrt(2), 2 / math.sqrt(2), 0.0], rel=0.01)
    assert known == {"word": 0.5}


def test_nothing_known_leaves_the_bias() -> None:
    model = linear_of({**linear_data("word", {"price": "smb"}, SIDE_CLASSES), "bias": [0.5, 1.0, 0.0, 0.0]})
    assert model.scores({"word": frozenset({"other"})}) == ([0.5, 1.0, 0.0, 0.0], {"word": 0.0})


def test_a_byte_a_weight_is_exact_to_half_a_step() -> None:
    rows = [[-1.0, 0.31, 0.5], [0.02, 0.77, -0.4]]
    packed = encode_field(["a", "b"], [1.0, 2.0], rows, 0.5)
    field = linear_of({"classes": ["x", "y", "z"], "bias": [0, 0, 0], "fields": {"word": packed}}).fields["word"]
    for feature, row in zip("ab", rows, strict=True):
        assert [field.share(feature, position) for position in range(3)] == pytest.approx(
            [value * 0.5 for value in row], abs=0.5 / 127 / 2
        )


def test_an_empty_field_can_be_kept() -> None:
    model = linear_of({"classes": ["x"], "bias": [0.0], "fields": {"word": encode_field([], [], [], 1.0)}})
    assert model.scores({"word": frozenset({"a"})}) == ([0.0], {"word": 0.0})


def test_evidence_is_sorted_by_strength_and_leaves_character_pieces_out(toy_model: TrainedModel) -> None:
    features = {"word": frozenset({"price", "weather", "churn"}), "gram": frozenset({"^pr"})}
    (feature, points), *_ = toy_model.topics.evidence(features, "price")
    assert feature == "price"
    assert points == pytest.approx(8.0, rel=0.01)
    assert [feature for feature, _ in toy_model.topics.evidence(features, "none")] == ["weather", "churn", "price"]


def test_softmax_sums_to_one_however_large_the_scores() -> None:
    shares = softmax([1000.0, 999.0, -1000.0])
    assert sum(shares) == pytest.approx(1.0)
    assert shares[0] > shares[1] > shares[2]


def test_a_gate_is_a_logistic_function_that_never_overflows() -> None:
    gate = Gate(("lead",), (2.0,), 1.0)
    assert gate.probability({"lead": -0.5, "unused": 9.0}) == 0.5
    assert gate.probability({"lead": 1e9}) == pytest.approx(1.0)
    assert gate.probability({"lead": -1e9}) == pytest.approx(0.0)


def test_the_same_data_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        save_model(tmp_path / name, toy_model_data())
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_missing_model_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"there is no trained model in .*Run `sales-advisor train` to make it\."):
        load_model(tmp_path / "model.json.gz")


def _cut(data: dict[str, Any]) -> None:
    data["topics"]["fields"]["word"]["rows"] = ""


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.pop("scope"),
        lambda data: data.pop("format"),
        lambda data: data.update(format=99),
        lambda data: data.update(topics=None),
        lambda data: data.update(thresholds={"answer": 0.5}),
        lambda data: data.update(thresholds=[]),
        lambda data: data.update(vocabulary=[]),
        lambda data: data.update(vocabulary={"word": 1}),
        _cut,
    ],
)
def test_damaged_data_is_refused(tmp_path: Path, damage: Any) -> None:
    data = {"format": 1, **toy_model_data()}
    damage(data)
    (tmp_path / "model.json.gz").write_bytes(gzip.compress(json.dumps(data).encode()))
    with pytest.raises(ModelError, match=r"^model\.json\.gz: the model .*Run `sales-advisor train`"):
        load_model(tmp_path / "model.json.gz")


DAMAGED = {
    "empty": b"",
    "no gzip": b"no gzip",
    "no JSON": gzip.compress(b"[1"),
    "a list": gzip.compress(b"[]"),
    "cut short": gzip.compress(b"{}")[:-6],
    "no text": gzip.compress(b"\xff"),
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.json.gz").write_bytes(content)
    with pytest.raises(ModelError, match="cannot be read"):
        load_model(tmp_path / "model.json.gz")


@pytest.mark.parametrize(("size", "most"), [(0, 0), (1000, 1000)])
def test_what_gzip_packed_is_unpacked_up_to_its_limit(size: int, most: int) -> None:
    assert unpack(gzip.compress(b"x" * size), most) == b"x" * size


def test_what_unpacks_to_more_than_the_limit_is_refused_unread() -> None:
    with pytest.raises(ValueError, match="more than 1,000 bytes"):
        unpack(gzip.compress(b"x" * 1001), 1000)


def test_a_model_file_that_unpacks_to_more_than_64_megabytes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "model.json.gz"
    file.write_bytes(gzip.compress(b"[" + b" " * LARGEST + b"]", compresslevel=1))
    assert LARGEST == 64 * 1024 * 1024
    with pytest.raises(ModelError, match=r"model\.json\.gz: the model cannot be read"):
        load_model(file)
