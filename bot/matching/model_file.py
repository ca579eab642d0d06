"""The model as a file: a header of JSON, then names and numbers as plain bytes, compressed together.

Numbers are little-endian, one after the other, so that reading them takes no parsing. The same model gives the same bytes.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import tempfile
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.errors import ModelError
from bot.matching.model import Curve, Field, Gate, LeftOut, LinearModel, Thresholds, TrainedModel
from bot.matching.signals import SIGNALS

FORMAT = 4
"""Version of the file format; another one needs training anew."""

LARGEST = 64 * 1024 * 1024
"""Bytes a model may unpack to; today's takes about three million. More is damage, or an attack on the memory."""

_REMEDY = "Run `sales-advisor train` to make it."
_GZIP = 16 + zlib.MAX_WBITS
_CODES = {"idf": "H", "sizes": "H", "positions": "H", "points": "b"}
"""The numbers of a field and their types: an unsigned short, or a signed byte."""


def load_model(path: Path) -> TrainedModel:
    """Read a model that `save_model` wrote. Raises ModelError where the file is missing, damaged, or of another format."""
    try:
        header, body = _unpacked(path.read_bytes()).split(b"\n", 1)
        data = json.loads(header)
        if data["format"] != FORMAT:
            raise ModelError(f"{path.name}: the model is of format {data['format']}, this version reads {FORMAT}. {_REMEDY}")
        return _model_of(data, _Blocks(body))
    except FileNotFoundError:
        raise ModelError(f"{path.name}: there is no trained model in {path.parent}. {_REMEDY}") from None
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, zlib.error) as error:
        raise ModelError(f"{path.name}: the model cannot be read ({type(error).__name__}). {_REMEDY}") from error


SMALLEST, QUICKEST = 9, 1
"""How hard gzip tries: for a model in git it is worth a second of work; while somebody waits, a file a tenth larger is better."""


def save_model(path: Path, model: TrainedModel, *, effort: int = SMALLEST) -> None:
    """Write a model whole or not at all: who reads meanwhile, or after a crash, finds the old one."""
    blocks: list[bytes] = []
    header = json.dumps(_data_of(model, blocks), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    packed = gzip.compress(b"\n".join([header.encode(), b"".join(blocks)]), compresslevel=effort, mtime=0)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(packed)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _unpacked(packed: bytes) -> bytes:
    """Decompress, but never beyond the largest size. Raises ValueError for more, EOFError where the end is missing."""
    stream = zlib.decompressobj(_GZIP)
    content = stream.decompress(packed, LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError("too large")
    if not stream.eof:
        raise EOFError("cut short")
    return content


class _Blocks:
    """Cuts the body into the blocks whose sizes the header gives, in their order."""

    def __init__(self, body: bytes) -> None:
        self._body = memoryview(body)
        self._at = 0
        self._names: dict[str, str] = {}
        self._places: list[int] = []

    def take(self, size: int) -> bytes:
        if size < 0 or self._at + size > len(self._body):
            raise ValueError("sizes differ")
        self._at += size
        return bytes(self._body[self._at - size : self._at])

    def text(self, size: int) -> list[str]:
        names = self.take(size).decode()
        return names.split("\n") if names else []

    def index(self, size: int) -> dict[str, int]:
        """Names and their places. A name of several fields is kept once, and so is every number: a third of the memory."""
        names, known = self.text(size), self._names
        self._places += range(len(self._places), len(names))
        return dict(zip([known.setdefault(name, name) for name in names], self._places, strict=False))

    def numbers(self, code: str, size: int) -> array[int]:
        found = array(code)
        found.frombytes(self.take(size))
        if sys.byteorder == "big":
            found.byteswap()
        return found


def _data_of(model: TrainedModel, blocks: list[bytes]) -> dict[str, Any]:
    """Return the header, and add what it does not hold to the blocks."""
    words = list(model.vocabulary)
    columns = zip(*model.vocabulary.values(), strict=True)
    sizes = [_add(blocks, "\n".join(words).encode()), *(_add(blocks, _bytes(array("I", column))) for column in columns)]
    return {
        "format": FORMAT,
        "fingerprint": model.fingerprint,
        "vocabulary": sizes,
        "topics": _linear_data(model.topics, blocks),
        "sides": _linear_data(model.sides, blocks),
        "wants": _linear_data(model.wants, blocks),
        "turns": dict(model.turns),
        "taught": dict(model.taught),
        "lifts": dict(model.lifts),
        "left_out": {topic: [one.share, one.missed] for topic, one in model.left_out.items()},
        "scope": _gate_data(model.scope),
        "sure": _gate_data(model.sure),
        "thresholds": {"answer": model.thresholds.answer, "unknown": model.thresholds.unknown},
    }


def _add(blocks: list[bytes], block: bytes) -> int:
    blocks.append(block)
    return len(block)


def _bytes(numbers: array[int]) -> bytes:
    kept = array(numbers.typecode, numbers)
    if sys.byteorder == "big":
        kept.byteswap()
    return kept.tobytes()


def _gate_data(gate: Gate) -> dict[str, Any]:
    return {"curves": {name: list(curve) for name, curve in gate.curves.items()}, "bias": gate.bias}


def _linear_data(model: LinearModel, blocks: list[bytes]) -> dict[str, Any]:
    fields = [[name, _field_data(field, blocks)] for name, field in model.fields.items()]
    return {"classes": model.classes, "bias": list(model.bias), "fields": fields}


def _field_data(field: Field, blocks: list[bytes]) -> dict[str, Any]:
    sizes = [end - start for start, end in zip(field.starts, field.starts[1:], strict=False)]
    numbers: Mapping[str, Sequence[int]] = {
        "idf": field.idf, "sizes": sizes, "positions": field.positions, "points": field.points,
    }  # fmt: skip
    return {
        "blocks": [
            _add(blocks, "\n".join(field.index).encode()),
            *(_add(blocks, _bytes(array(code, numbers[name]))) for name, code in _CODES.items()),
        ],
        "base": list(field.base),
        "scale": field.scale,
        "weight": field.weight,
    }


def _model_of(data: Mapping[str, Any], blocks: _Blocks) -> TrainedModel:
    names, *sizes = data["vocabulary"]
    words = blocks.text(names)
    counts = zip(*(blocks.numbers("I", size) for size in sizes), strict=True)
    return TrainedModel(
        fingerprint=data["fingerprint"],
        vocabulary=dict(zip(words, counts, strict=True)),
        topics=_linear_of(data["topics"], blocks),
        sides=_linear_of(data["sides"], blocks),
        wants=_linear_of(data["wants"], blocks),
        turns=dict(data["turns"]),
        taught=dict(data["taught"]),
        lifts=dict(data.get("lifts", {})),
        left_out={topic: LeftOut(share, tuple(missed)) for topic, (share, missed) in data.get("left_out", {}).items()},
        scope=_gate_of(data["scope"]),
        sure=_gate_of(data["sure"]),
        thresholds=Thresholds(**data["thresholds"]),
    )


def _gate_of(data: Mapping[str, Any]) -> Gate:
    curves = {name: Curve(tuple(edges), tuple(values)) for name, (edges, values) in data["curves"].items()}
    if not curves.keys() <= set(SIGNALS):
        raise ValueError("unknown signals")
    if any(len(curve.values) != len(curve.edges) + 1 for curve in curves.values()):
        raise ValueError("sizes differ")
    return Gate(curves, data["bias"])


def _linear_of(data: Mapping[str, Any], blocks: _Blocks) -> LinearModel:
    classes = tuple(data["classes"])
    if len(data["bias"]) != len(classes):
        raise ValueError("sizes differ")
    return LinearModel(classes, data["bias"], {name: _field_of(field, len(classes), blocks) for name, field in data["fields"]})


def _field_of(data: Mapping[str, Any], classes: int, blocks: _Blocks) -> Field:
    size_of_names, *sizes = data["blocks"]
    index = blocks.index(size_of_names)
    numbers = {name: blocks.numbers(code, size) for (name, code), size in zip(_CODES.items(), sizes, strict=True)}
    starts = array("I", _running(numbers["sizes"]))
    faults = (
        len(numbers["idf"]) != len(index),
        len(numbers["sizes"]) != len(index),
        not starts[-1] == len(numbers["positions"]) == len(numbers["points"]),
        max(numbers["positions"], default=0) >= classes,
        len(data["base"]) != classes,
        0 in numbers["idf"],
    )
    if any(faults):
        raise ValueError("sizes differ")
    return Field(
        index=index,
        idf=numbers["idf"],
        starts=starts,
        positions=numbers["positions"],
        points=numbers["points"],
        base=data["base"],
        scale=data["scale"],
        weight=data["weight"],
    )


def _running(sizes: Sequence[int]) -> Iterator[int]:
    """Yield the running total of sizes, from zero."""
    total = 0
    yield total
    for size in sizes:
        total += size
        yield total
