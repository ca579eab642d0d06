"""Known phrases as a file of arrays: what a process has cut into words and read, the next one need not."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, overload

import numpy

from bot.matching.incidence import Incidence
from bot.matching.known_phrases import KnownPhrases, ReadPhrases, SoFar
from bot.matching.reading import Reader
from bot.matching.rows import Rows
from bot.matching.samples import Sample

MOST = 12_000
"""Phrases whose features are kept: some 6 MB. Half as many again are replayed by a thousand topics."""


class Texts(Sequence[str]):
    """Texts in one block of bytes, each decoded when it is asked for."""

    def __init__(self, block: bytes, ends: Sequence[int]) -> None:
        self._block = block
        self._ends = ends

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return self._block[self._ends[place] : self._ends[place + 1]].decode()

    def __iter__(self) -> Iterator[str]:
        return (self[place] for place in range(len(self)))


def known_of(samples: Sequence[Sample], reader: Callable[[], Reader]) -> KnownPhrases:
    """Return samples as known phrases, none of them read yet."""
    return KnownPhrases.of(samples, ReadPhrases([sample.text for sample in samples], reader))


def load_known(path: Path, reader: Callable[[], Reader]) -> KnownPhrases | None:
    """Read what `save_known` wrote; None where it is not there or cannot be used, for it can be made again."""
    try:
        with path.open("rb") as file, numpy.load(file, allow_pickle=False) as arrays:
            return _known(arrays, reader)
    except (OSError, ValueError, KeyError, IndexError, EOFError, zipfile.BadZipFile):
        return None


def read_so_far(known: KnownPhrases) -> int:
    """How many of the phrases were read, so that their features are there."""
    return len(known.read.so_far.places) if isinstance(known.read, ReadPhrases) else len(known.texts)


def save_known(path: Path, known: KnownPhrases) -> None:
    """Write known phrases with the features of those that were read, whole or not at all. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            numpy.savez(file, allow_pickle=False, **_arrays(known))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _arrays(known: KnownPhrases) -> dict[str, Any]:
    texts = [text.encode() for text in known.texts]
    arrays = {
        "texts": numpy.frombuffer(b"".join(texts), numpy.uint8),
        "ends": numpy.cumsum([0, *map(len, texts)]),
        "labels": _block(known.labels),
        "label_of": known.label_of.astype(numpy.uint16),
        "languages": _block(known.languages),
        "language_of": known.language_of.astype(numpy.uint8),
        "words": _block(known.words),
        "starts": known.starts.astype(numpy.uint32),
        "members": known.members.astype(numpy.uint32),
    }
    return arrays | (_read_so_far(known.read) if isinstance(known.read, ReadPhrases) else {})


def _read_so_far(read: ReadPhrases) -> dict[str, Any]:
    places = read.so_far.places[:MOST]
    kept = read.so_far.kept.taken(numpy.arange(len(places)))
    return {
        "read": places.astype(numpy.uint32),
        "features": _block(kept.features),
        "fields": kept.fields.astype(numpy.uint8),
        "row_starts": kept.rows.starts.astype(numpy.uint32),
        "row_columns": kept.rows.columns.astype(numpy.uint32),
    }


def _known(file: Mapping[str, Any], reader: Callable[[], Reader]) -> KnownPhrases:
    texts = Texts(file["texts"].tobytes(), file["ends"].tolist())
    columns = file["row_columns"].astype(numpy.int32)
    rows = Rows.of_ones(file["row_starts"].astype(numpy.int64), columns)
    kept = Incidence(_names(file["features"]), file["fields"].astype(numpy.int64), rows)
    return KnownPhrases(
        texts=texts,
        labels=_names(file["labels"]),
        label_of=file["label_of"].astype(numpy.int64),
        languages=_names(file["languages"]),
        language_of=file["language_of"].astype(numpy.int64),
        words=_names(file["words"]),
        starts=file["starts"].astype(numpy.int64),
        members=file["members"].astype(numpy.int64),
        read=ReadPhrases(texts, reader, SoFar(file["read"].astype(numpy.int64), kept)),
    )


def _block(names: Sequence[str]) -> Any:
    """Names, which hold no line breaks, as one array of bytes."""
    return numpy.frombuffer("\n".join(names).encode(), numpy.uint8)


def _names(block: Any) -> list[str]:
    names = block.tobytes().decode()
    return names.split("\n") if names else []
