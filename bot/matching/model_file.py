"""The model as a file: a header of JSON, then names and numbers as plain bytes, compressed together.

Numbers are little-endian, one after the other, so that reading them takes no parsing. The same model gives the same bytes.
"""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from bot.errors import ModelError
from bot.matching.added_topics import SHARED, AddedTopics
from bot.matching.begun import BEGUN_SIGNALS
from bot.matching.field import Field
from bot.matching.model import Curve, Gate, LeftOut, LinearModel, Thresholds, TrainedModel
from bot.matching.model_blocks import Blocks, add, bytes_of, narrowed

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
        return _model_of(data, Blocks(body))
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


def _data_of(model: TrainedModel, blocks: list[bytes]) -> dict[str, Any]:
    """Return the header, and add what it does not hold to the blocks."""
    words = list(model.vocabulary)
    columns = zip(*model.vocabulary.values(), strict=True)
    sizes = [add(blocks, "\n".join(words).encode()), *(add(blocks, bytes_of(array("I", column))) for column in columns)]
    return {
        "format": FORMAT,
        "fingerprint": model.fingerprint,
        "vocabulary": sizes,
        "topics": _linear_data(model.topics, blocks),
        "sides": _linear_data(model.sides, blocks),
        "wants": _linear_data(model.wants, blocks),
        "turns": dict(model.turns),
        "taught": dict(model.taught),
        "begun": None if model.begun is None else _gate_data(model.begun),
        "added": None if model.added is None else _linear_data(model.added.own, blocks) | {"fresh": model.added.fresh},
        "left_out": {topic: [one.share, one.missed] for topic, one in model.left_out.items()},
        "scope": _gate_data(model.scope),
        "sure": _gate_data(model.sure),
        "thresholds": {"answer": model.thresholds.answer, "unknown": model.thresholds.unknown},
    }


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
            add(blocks, "\n".join(field.index).encode()),
            *(add(blocks, bytes_of(array(code, numbers[name]))) for name, code in _CODES.items()),
        ],
        "base": list(field.base),
        "scale": field.scale,
        "weight": field.weight,
    }


def _model_of(data: Mapping[str, Any], blocks: Blocks) -> TrainedModel:
    names, *sizes = data["vocabulary"]
    words = blocks.text(names)
    counts = zip(*(blocks.numbers("I", size) for size in sizes), strict=True)
    model = TrainedModel(
        fingerprint=data["fingerprint"],
        vocabulary=dict(zip(words, counts, strict=True)),
        topics=_linear_of(data["topics"], blocks),
        sides=_linear_of(data["sides"], blocks),
        wants=_linear_of(data["wants"], blocks),
        turns=dict(data["turns"]),
        taught=dict(data["taught"]),
        begun=None if data.get("begun") is None else _gate_of(data["begun"]),
        left_out={topic: LeftOut(share, tuple(missed)) for topic, (share, missed) in data.get("left_out", {}).items()},
        scope=_gate_of(data["scope"]),
        sure=_gate_of(data["sure"]),
        thresholds=Thresholds(**data["thresholds"]),
    )
    added = data.get("added")
    return model if added is None else replace(model, added=_added_of(added, model.topics, blocks))


def _added_of(data: Mapping[str, Any], base: LinearModel, blocks: Blocks) -> AddedTopics:
    own, fresh = _linear_of(data, blocks), data["fresh"]
    if own.classes[-1:] != (SHARED,) or not own.fields.keys() <= base.fields.keys():
        raise ValueError("what is added does not fit")
    if not set(own.classes[fresh:-1]) <= set(base.classes) or set(own.classes[:fresh]) & set(base.classes):
        raise ValueError("what is added does not fit")
    return AddedTopics(base, own, fresh)


def _gate_of(data: Mapping[str, Any]) -> Gate:
    curves = {name: Curve(tuple(edges), tuple(values)) for name, (edges, values) in data["curves"].items()}
    if not curves.keys() <= set(BEGUN_SIGNALS):
        raise ValueError("unknown signals")
    if any(len(curve.values) != len(curve.edges) + 1 for curve in curves.values()):
        raise ValueError("sizes differ")
    return Gate(curves, data["bias"])


def _linear_of(data: Mapping[str, Any], blocks: Blocks) -> LinearModel:
    classes = tuple(data["classes"])
    if len(data["bias"]) != len(classes):
        raise ValueError("sizes differ")
    return LinearModel(classes, data["bias"], {name: _field_of(field, len(classes), blocks) for name, field in data["fields"]})


def _field_of(data: Mapping[str, Any], classes: int, blocks: Blocks) -> Field:
    size_of_names, *sizes = data["blocks"]
    index = blocks.index(size_of_names)
    numbers = {name: blocks.numbers(code, size) for (name, code), size in zip(_CODES.items(), sizes, strict=True)}
    starts = array("I", accumulate(numbers["sizes"], initial=0))
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
        positions=narrowed(numbers["positions"]),
        points=numbers["points"],
        base=data["base"],
        scale=data["scale"],
        weight=data["weight"],
    )
