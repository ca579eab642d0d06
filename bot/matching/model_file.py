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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import ModelError
from bot.matching.begun import BEGUN_SIGNALS
from bot.matching.field import Field
from bot.matching.model import Curve, Gate, LinearModel, Thresholds, TrainedModel
from bot.matching.model_blocks import Blocks, add, bytes_of, narrowed

ValueT = TypeVar("ValueT")

FORMAT = 4
"""Version of the file format; another one needs training anew."""

LARGEST = 64 * 1024 * 1024
"""Bytes a model may unpack to; today's takes about three million. More is damage, or an attack on the memory."""

REMEDY = "Run `sales-advisor train` to make it."
_GZIP = 16 + zlib.MAX_WBITS
_CODES = {"idf": "H", "sizes": "H", "positions": "H", "points": "b"}
"""The numbers of a field and their types: an unsigned short, or a signed byte."""


UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, zlib.error)
"""What reading a damaged model may raise."""


def load_model(path: Path) -> TrainedModel:
    """Read a model that `save_model` wrote. Raises ModelError where the file is missing, damaged, or of another format."""
    try:
        data, blocks = unpacked(path.read_bytes())
        if data["format"] != FORMAT:
            raise ModelError(f"{path.name}: the model is of format {data['format']}, this version reads {FORMAT}. {REMEDY}")
        return _model_of(data, blocks)
    except FileNotFoundError:
        raise ModelError(f"{path.name}: there is no trained model in {path.parent}. {REMEDY}") from None
    except UNREADABLE as error:
        raise ModelError(f"{path.name}: the model cannot be read ({type(error).__name__}). {REMEDY}") from error


SMALL = 7
"""How hard gzip tries, of 9: the last two steps take a second more for a file that is smaller by 2 in 1,000."""


def save_model(path: Path, model: TrainedModel) -> None:
    """Write a model whole or not at all: who reads meanwhile, or after a crash, finds the old one."""
    blocks: list[bytes] = []
    write_whole(path, packed(_data_of(model, blocks), blocks, effort=SMALL))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def packed(header: Mapping[str, Any], blocks: Sequence[bytes], *, effort: int) -> bytes:
    """Return a header and blocks as they are kept; the same give the same bytes."""
    text = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return gzip.compress(b"\n".join([text.encode(), b"".join(blocks)]), compresslevel=effort, mtime=0)


def unpacked(content: bytes) -> tuple[Any, Blocks]:
    """Return header and blocks, but never unpack beyond the largest size. Raises one of UNREADABLE where it is damaged."""
    stream = zlib.decompressobj(_GZIP)
    whole = stream.decompress(content, LARGEST + 1)
    if len(whole) > LARGEST:
        raise ValueError(f"it unpacks to more than {LARGEST // 2**20} MB")
    if not stream.eof:
        raise EOFError("cut short")
    header, body = whole.split(b"\n", 1)
    return json.loads(header), Blocks(body)


def _data_of(model: TrainedModel, blocks: list[bytes]) -> dict[str, Any]:
    """Return the header, and add what it does not hold to the blocks."""
    return {
        "format": FORMAT,
        "fingerprint": model.fingerprint,
        "vocabulary": vocabulary_data(model.vocabulary, blocks),
        "topics": linear_data(model.topics, blocks),
        "sides": linear_data(model.sides, blocks),
        "wants": linear_data(model.wants, blocks),
        "turns": dict(model.turns),
        "taught": dict(model.taught),
        "begun": None if model.begun is None else _gate_data(model.begun),
        "scope": _gate_data(model.scope),
        "sure": _gate_data(model.sure),
        "thresholds": {"answer": model.thresholds.answer, "unknown": model.thresholds.unknown},
    }


def vocabulary_data(words: Mapping[str, tuple[int, ...]], blocks: list[bytes]) -> list[int]:
    """Add words and their counts to the blocks; returns the sizes."""
    columns = zip(*words.values(), strict=True)
    return [add(blocks, "\n".join(words).encode()), *(add(blocks, bytes_of(array("I", column))) for column in columns)]


def vocabulary_of(sizes: Sequence[int], blocks: Blocks) -> dict[str, tuple[int, ...]]:
    """Return words and their counts."""
    names, *columns = sizes
    words = blocks.text(names)
    return dict(zip(words, _shared(zip(*(blocks.numbers("I", size) for size in columns), strict=True)), strict=True))


def _shared(values: Iterable[ValueT]) -> Iterator[ValueT]:
    """The same values, but those that are equal as one: of twenty thousand words nearly all are as common as many others."""
    met: dict[ValueT, ValueT] = {}
    return (met.setdefault(value, value) for value in values)


def _gate_data(gate: Gate) -> dict[str, Any]:
    return {"curves": {name: list(curve) for name, curve in gate.curves.items()}, "bias": gate.bias}


def linear_data(model: LinearModel, blocks: list[bytes]) -> dict[str, Any]:
    """Return a linear model as a header, and add its fields to the blocks."""
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
        "norm": field.norm,
    }


def _model_of(data: Mapping[str, Any], blocks: Blocks) -> TrainedModel:
    return TrainedModel(
        fingerprint=data["fingerprint"],
        vocabulary=vocabulary_of(data["vocabulary"], blocks),
        topics=linear_of(data["topics"], blocks),
        sides=linear_of(data["sides"], blocks),
        wants=linear_of(data["wants"], blocks),
        turns=dict(zip(data["turns"], _shared(data["turns"].values()), strict=True)),
        taught=dict(data["taught"]),
        begun=None if data.get("begun") is None else _gate_of(data["begun"]),
        scope=_gate_of(data["scope"]),
        sure=_gate_of(data["sure"]),
        thresholds=Thresholds(**data["thresholds"]),
    )


def _gate_of(data: Mapping[str, Any]) -> Gate:
    curves = {name: Curve(tuple(edges), tuple(values)) for name, (edges, values) in data["curves"].items()}
    if not curves.keys() <= set(BEGUN_SIGNALS):
        raise ValueError("unknown signals")
    if any(len(curve.values) != len(curve.edges) + 1 for curve in curves.values()):
        raise ValueError("sizes differ")
    return Gate(curves, data["bias"])


def linear_of(data: Mapping[str, Any], blocks: Blocks) -> LinearModel:
    """Return a linear model. Raises one of UNREADABLE where it is damaged."""
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
        norm=data.get("norm", 0.0),
    )
