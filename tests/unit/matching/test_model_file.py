"""The model's file keeps what was learnt, is written whole or not at all, and is refused in plain words where it is damaged."""

from __future__ import annotations

import dataclasses
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ModelError
from bot.matching import model_file
from bot.matching.field import Field
from bot.matching.model import Curve, Gate, LinearModel
from bot.matching.model_file import LARGEST, load_model, save_model
from tests.toys import toy_trained


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    save_model(tmp_path / "model.gz", toy_trained())
    assert load_model(tmp_path / "model.gz") == toy_trained()


def test_empty_fields_and_signs_are_kept(tmp_path: Path) -> None:
    full = Field({"é": 0, "b": 1}, [64, 900], [0, 0, 3], [0, 1, 2], [-127, 127, -1], [0.5, 0.0, -0.5], 0.25, 0.6)
    empty = Field({}, [], [0], [], [], [0.0, 0.0, 0.0], 1.0, 1.0)
    model = dataclasses.replace(
        toy_trained(), topics=LinearModel(("x", "y", "z"), [0.0, 1.0, 2.0], {"pair": full, "word": empty})
    )
    save_model(tmp_path / "model.gz", model)
    read = load_model(tmp_path / "model.gz").topics.fields
    assert list(read) == ["pair", "word"]
    assert list(read["pair"].points) == [-127, 127, -1]
    assert list(read["pair"].starts) == [0, 0, 3]
    assert list(read["pair"].index) == ["é", "b"]
    assert read["word"].index == {}


def test_equal_counts_and_weights_are_one_value(tmp_path: Path) -> None:
    weights, words = {"a": 1.5, "b": 2.5, "c": 1.5}, {"deal": (7000, 0), "sale": (7000, 0), "harga": (0, 7000)}
    save_model(tmp_path / "model.gz", dataclasses.replace(toy_trained(), vocabulary=words, turns=weights))
    read = load_model(tmp_path / "model.gz")
    assert (read.vocabulary, read.turns) == (words, weights)
    assert read.vocabulary["deal"] is read.vocabulary["sale"]
    assert read.turns["a"] is read.turns["c"]


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        save_model(tmp_path / name, toy_trained())
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_model_that_cannot_be_written_leaves_the_old_one_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "model.gz"
    save_model(path, toy_trained())

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(model_file.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save_model(path, dataclasses.replace(toy_trained(), fingerprint="new"))
    assert load_model(path).fingerprint == "toy"
    assert [one.name for one in tmp_path.iterdir()] == ["model.gz"]


def test_a_missing_model_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"there is no trained model in .*Run `sales-advisor train` to make it\."):
        load_model(tmp_path / "model.gz")


def test_a_model_that_unpacks_to_more_than_its_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.gz").write_bytes(gzip.compress(b" " * (LARGEST + 1)))
    with pytest.raises(ModelError, match="cannot be read"):
        load_model(tmp_path / "model.gz")


def _cut_classes(data: dict[str, Any]) -> None:
    data["topics"]["classes"] = data["topics"]["classes"][:1]


def _cut_block(data: dict[str, Any]) -> None:
    data["topics"]["fields"][0][1]["blocks"][1] -= 2


def _negative_block(data: dict[str, Any]) -> None:
    data["topics"]["fields"][0][1]["blocks"][0] = -1


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
        lambda data: data["scope"].update(curves={"a signal of another version": [[], [1.0]]}),
        lambda data: data["scope"].update(curves={"lead": [[0.5], [1.0]]}),
        _cut_classes,
        _cut_block,
        _negative_block,
    ],
)
def test_damaged_data_is_refused(tmp_path: Path, damage: Callable[[dict[str, Any]], object]) -> None:
    path = tmp_path / "model.gz"
    save_model(path, toy_trained())
    header, body = gzip.decompress(path.read_bytes()).split(b"\n", 1)
    data = json.loads(header)
    damage(data)
    path.write_bytes(gzip.compress(json.dumps(data).encode() + b"\n" + body))
    with pytest.raises(ModelError, match=r"^model\.gz: the model .*Run `sales-advisor train`"):
        load_model(path)


DAMAGED = {
    "empty": b"",
    "no gzip": b"no gzip",
    "no header": gzip.compress(b"{}"),
    "no JSON": gzip.compress(b"[1\n"),
    "a list": gzip.compress(b"[]\n"),
    "deep": gzip.compress(b"[" * 100_000 + b"\n"),
    "cut short": gzip.compress(b"{}\n")[:-6],
    "no text": gzip.compress(b"\xff\n"),
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.gz").write_bytes(content)
    with pytest.raises(ModelError, match="cannot be read"):
        load_model(tmp_path / "model.gz")


def test_a_gate_may_use_known_signals_only(tmp_path: Path) -> None:
    save_model(tmp_path / "model.gz", dataclasses.replace(toy_trained(), sure=Gate({"head word": Curve((), (1.0,))}, 0.0)))
    with pytest.raises(ModelError, match="cannot be read"):
        load_model(tmp_path / "model.gz")
