"""The trained model as data: linear weights over the features of a reading, small enough to keep in the repository.

A score is a sum over fields: field weight / norm * sum of the rows of its features. Rows already hold weight times inverse
document frequency, as one byte a class; the norm is the Euclidean length of the field's tf-idf vector (Salton's cosine
normalisation).
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import math
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.errors import ModelError

LARGEST = 64 * 2**20
"""Bytes that a model may unpack to, ten times what ours does; anything larger is damaged or meant to do harm."""

FORMAT = 1
"""Version of the file format; another one needs training anew."""

NONE = "none"
"""The class of what the knowledge does not hold."""

INTENT = "@"
"""Marks a class that is a turn of conversation, as `@thanks`."""

NO_SIDE = "none"
"""The class of messages that name no side of the market."""

NO_WANT = "nothing"
"""The class of messages that want nothing in particular of their subject."""

_OFFSET = 128


@dataclass(frozen=True, slots=True)
class Field:
    """The rows of one kind of feature, one after the other in `rows`: one byte a class, 128 for zero, `scale` points a step."""

    index: Mapping[str, int]
    idf: Sequence[float]
    rows: bytes
    classes: int
    scale: float
    weight: float

    def add_to(self, scores: list[float], features: frozenset[str]) -> float:
        """Add this field's share to `scores`; return the share of the features that are known (0 to 1)."""
        known = [place for feature in features if (place := self.index.get(feature)) is not None]
        if not known:
            return 0.0
        norm = math.sqrt(sum(self.idf[i] * self.idf[i] for i in known))
        step = self.scale * self.weight / norm
        zero = _OFFSET * len(known)
        for position, total in enumerate(map(sum, zip(*map(self._row, known), strict=True))):
            scores[position] += (total - zero) * step
        return len(known) / len(features)

    def share(self, feature: str, position: int) -> float:
        """The unnormalised points of one feature towards one class."""
        i = self.index.get(feature)
        return 0.0 if i is None else (self._row(i)[position] - _OFFSET) * self.scale * self.weight

    def _row(self, place: int) -> bytes:
        # Cut out when it is needed: as objects of their own, tens of thousands of rows would take twice the memory.
        return self.rows[place * self.classes : (place + 1) * self.classes]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A multinomial linear model over the fields of a reading."""

    classes: tuple[str, ...]
    bias: Sequence[float]
    fields: Mapping[str, Field]

    def scores(self, features: Mapping[str, frozenset[str]]) -> tuple[list[float], dict[str, float]]:
        """Return the score (logit) of every class, and per field the share of features that are known."""
        scores = list(self.bias)
        known = {name: field.add_to(scores, features[name]) for name, field in self.fields.items()}
        return scores, known

    def evidence(self, features: Mapping[str, frozenset[str]], label: str) -> list[tuple[str, float]]:
        """Return (feature, points) towards one class, the strongest first; character pieces are left out."""
        position = self.classes.index(label)
        shares = [
            (feature, field.share(feature, position))
            for name, field in self.fields.items()
            if name != "gram"
            for feature in features[name]
        ]
        return sorted(shares, key=lambda share: (-abs(share[1]), share[0]))


@dataclass(frozen=True, slots=True)
class Gate:
    """A logistic function of a few named signals."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float

    def probability(self, signals: Mapping[str, float]) -> float:
        """Return the probability, 0 to 1, that the gate should open for these signals."""
        total = self.bias + sum(weight * signals[name] for name, weight in zip(self.names, self.weights, strict=True))
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the decisions fall, on probabilities of 0 to 1; calibrated by `sales-advisor train`, never written by hand."""

    answer: float
    unknown: float


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """All that training learnt from the phrases. `fingerprint` names the knowledge it was made from."""

    fingerprint: str
    vocabulary: Mapping[str, tuple[int, int]]
    topics: LinearModel
    sides: LinearModel
    scope: Gate
    sure: Gate
    thresholds: Thresholds
    turns: Mapping[str, float] = field(default_factory=dict)
    wants: LinearModel = field(default_factory=lambda: LinearModel((), (), {}))


def softmax(scores: Sequence[float]) -> list[float]:
    """Turn scores into probabilities that sum to one."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def load_model(path: Path) -> TrainedModel:
    """Read a model that `save_model` wrote. Raises ModelError where the file is missing, damaged, or of another format."""
    remedy = "Run `sales-advisor train` to make it."
    try:
        data = json.loads(unpack(path.read_bytes()))
        if data["format"] != FORMAT:
            raise ModelError(f"{path.name}: the model is of format {data['format']}, this version reads {FORMAT}. {remedy}")
        return _model_of(data)
    except FileNotFoundError:
        raise ModelError(f"{path.name}: there is no trained model in {path.parent}. {remedy}") from None
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, zlib.error) as error:
        raise ModelError(f"{path.name}: the model cannot be read ({type(error).__name__}). {remedy}") from error


def unpack(packed: bytes, most: int = LARGEST) -> bytes:
    """Return what gzip packed. Raises ValueError for more than `most` bytes: a few kilobytes can unpack to all memory there is.

    Raises OSError, EOFError or zlib.error for what gzip did not pack, or not to its end.
    """
    with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ValueError(f"it unpacks to more than {most:,} bytes")
    return data


def save_model(path: Path, data: Mapping[str, Any]) -> None:
    """Write a model's data (see `encode_field`) so that the same data gives the same bytes."""
    text = json.dumps({"format": FORMAT, **data}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def encode_field(features: Sequence[str], idf: Sequence[float], rows: Sequence[Sequence[float]], weight: float) -> dict[str, Any]:
    """Pack one field: weights times idf as one byte each, with one scale for the field."""
    largest = max((abs(value) for row in rows for value in row), default=1.0) or 1.0
    scale = largest / 127
    packed = bytes(round(value / scale) + _OFFSET for row in rows for value in row)
    return {
        "features": "\n".join(features),
        "idf": base64.b64encode(array("f", idf).tobytes()).decode(),
        "rows": base64.b64encode(packed).decode(),
        "scale": scale,
        "weight": weight,
    }


def _field_of(data: Mapping[str, Any], classes: int) -> Field:
    names = data["features"].split("\n") if data["features"] else []
    idf = array("f", base64.b64decode(data["idf"]))
    packed = base64.b64decode(data["rows"])
    if len(idf) != len(names) or len(packed) != len(names) * classes:
        raise ValueError("sizes differ")
    return Field({name: place for place, name in enumerate(names)}, idf, packed, classes, data["scale"], data["weight"])


def linear_of(data: Mapping[str, Any]) -> LinearModel:
    """Unpack the data of a linear model, as training packs it."""
    classes = tuple(data["classes"])
    fields = {name: _field_of(field, len(classes)) for name, field in data["fields"].items()}
    return LinearModel(classes, tuple(data["bias"]), fields)


def gate_of(data: Mapping[str, Any]) -> Gate:
    """Unpack the data of a gate."""
    return Gate(tuple(data["names"]), tuple(data["weights"]), data["bias"])


def _model_of(data: Mapping[str, Any]) -> TrainedModel:
    return TrainedModel(
        fingerprint=data["fingerprint"],
        vocabulary={word: (english, indonesian) for word, (english, indonesian) in data["vocabulary"].items()},
        topics=linear_of(data["topics"]),
        sides=linear_of(data["sides"]),
        scope=gate_of(data["scope"]),
        sure=gate_of(data["sure"]),
        thresholds=Thresholds(**data["thresholds"]),
        turns=data.get("turns", {}),
        wants=linear_of(data["wants"]) if "wants" in data else LinearModel((), (), {}),
    )
