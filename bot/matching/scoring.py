"""Scores: what linear models make of a message, few enough sums to ask in a fraction of a millisecond.

A score is a sum over fields: field weight / norm * (sum of the rows of the known features + base). Rows hold weight times
inverse document frequency, as whole steps, and only for the classes a feature speaks for or against; what a feature means to
the other classes is the same for all and drops out of a softmax. The norm is the Euclidean length of the field's tf-idf vector
(Salton's cosine normalisation), unless the field has one norm for all messages.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Mapping, Sequence
from operator import add
from typing import NamedTuple

from bot.language.remembered import Remembered
from bot.matching.feature_index import FeatureIndex, checksum_of, sieve_of, united
from bot.matching.field import IDF_STEPS, POINT_STEPS, Field
from bot.matching.reading import InPieces, grams_of

_LANE = 2
"""Bytes of a class's points in a packed row."""

NIL = POINT_STEPS + 1
"""What stands for no points in a packed row: lanes are never negative."""

MOST_ROWS = (1 << 8 * _LANE) // (2 * NIL)
"""Packed rows that can be added before a lane overflows into the next."""

_TAIL = struct.Struct("<IQH")
"""What stands behind the points of all models, for each of them: the idf, its square, and one."""

REMEMBERED = 3_000
"""Packed rows that a field keeps, of some hundred bytes each: most of what is said every day."""

WORDS = 3_000
"""Words whose pieces are kept added up, of a thousand bytes each: nearly all words of a message are among them."""

LONGEST = 20
"""Letters of such a word: a longer one is rare, and has more pieces to keep."""

WHILE_LEARNING = 15 * REMEMBERED
"""The same of a model that is asked thousands of phrases at once, and then let go."""


class Known(NamedTuple):
    """The features of one field that a model knows: the sum of their idf, in steps, of its squares, and how many they are."""

    idf: int
    squares: int
    features: int


class Scores(NamedTuple):
    """What a linear model makes of a message.

    total: the score (logit) of every class. known: by field, the share of the message's features that the model knows (0 to 1).
    apart: by field, what it adds to the score of every class. met: by field, the features that the model knows.
    """

    total: list[float]
    known: Mapping[str, float]
    apart: Mapping[str, list[float]]
    met: Mapping[str, Known]


class Scorer:
    """Several linear models over the same features, asked at once: a feature is looked up once, its rows are added as one."""

    def __init__(self, models: Iterable[tuple[Sequence[float], Mapping[str, Field]]], most: int = REMEMBERED) -> None:
        """`models` are pairs of the bias of every class and the fields; of each field `most` rows are kept."""
        self._models = list(models)
        names = dict.fromkeys(name for _, fields in self._models for name in fields)
        self._joints = {name: Joint([(len(bias), fields.get(name)) for bias, fields in self._models], most) for name in names}

    def scores(self, features: Mapping[str, frozenset[str]]) -> list[Scores]:
        """Return what each model makes of a message."""
        said = {name: joint.said(features[name]) for name, joint in self._joints.items()}
        return [self._scores_of(place, said) for place in range(len(self._models))]

    def _scores_of(self, place: int, said: Mapping[str, Sequence[_Said]]) -> Scores:
        bias, fields = self._models[place]
        own = {name: said[name][place] for name in fields}
        total: Iterable[float] = bias
        for one in own.values():  # one after the other: the order of a sum is part of its last bit
            total = map(add, total, one.apart)
        return Scores(
            list(total),
            {name: one.known for name, one in own.items()},
            {name: one.apart for name, one in own.items()},
            {name: one.met for name, one in own.items()},
        )


class _Said(NamedTuple):
    """What one field adds in one model, the share of its features that the model knows, and those."""

    apart: list[float]
    known: float
    met: Known


_NONE_MET = Known(0, 0, 0)


class _Word(NamedTuple):
    """The pieces of a word, the sum of their packed rows, and of how many: not all are known."""

    pieces: tuple[str, ...]
    row: int
    rows: int


class _Place(NamedTuple):
    """Where a field's points begin in a packed row, and what stands behind them."""

    field: Field
    first: int
    tail: int


class Joint:
    """One field of several models: one packed row for each feature that any of them knows.

    A row is one number: the points towards every class of every model, then for each model the idf, its square, and one.
    Python adds numbers of some hundred bytes in a twentieth of the time that it takes to add their parts one by one.
    """

    def __init__(self, fields: Sequence[tuple[int, Field | None]], most: int = REMEMBERED) -> None:
        """`fields` are those of every model, with the number of its classes; None where a model has no such field."""
        self._fields = [field for _, field in fields]
        self._most = most
        self._places = self._places_of(fields)
        self._nothing = [_Said([0.0] * classes, 0.0, _NONE_MET) for classes, _ in fields]
        self._sizes = [classes if field is not None else 0 for classes, field in fields]
        self._row_of = struct.Struct(f"<{sum(self._sizes)}H" + _TAIL.format.lstrip("<") * len(fields))
        self._nil = struct.pack(f"<{sum(self._sizes)}H", *[NIL] * sum(self._sizes)) + bytes(_TAIL.size * len(fields))
        self._rows: dict[str, int] = {}
        self._words = Remembered(self._word, most=WORDS)
        self._sieve = united(_sieve_of(field.index) for field in self._fields if field is not None)

    @staticmethod
    def _places_of(fields: Sequence[tuple[int, Field | None]]) -> list[_Place]:
        first = 0
        tail = _LANE * sum(classes for classes, field in fields if field is not None)
        places = []
        for classes, field in fields:
            if field is not None:
                places.append(_Place(field, first, tail))
                first += _LANE * classes
            tail += _TAIL.size
        return places

    def said(self, features: frozenset[str]) -> Sequence[_Said]:
        """What the field adds in each model for some features."""
        sums, rows, several = self._added_up(features)
        if not rows:
            return self._nothing
        shift = NIL * rows
        found, first, tail = [], 0, sum(self._sizes)
        for field, size, nothing in zip(self._fields, self._sizes, self._nothing, strict=True):
            idf, squares, count = sums[tail : tail + 3]
            if field is None or not count:
                found.append(nothing)
            else:
                norm = field.norm or math.sqrt(squares) / IDF_STEPS
                step = field.scale * field.weight / norm
                mass = field.weight * idf / IDF_STEPS / norm
                pairs = zip(sums[first : first + size], field.base, strict=True)
                points = [(total - shift) * step + base * mass for total, base in pairs]
                found.append(_Said(points, count / several, Known(idf, squares, count)))
            first, tail = first + size, tail + 3
        return found

    def _added_up(self, features: frozenset[str]) -> tuple[Sequence[int], int, int]:
        """The sums over packed rows, of how many rows, and of how many features: every part, but as one addition for each row."""
        if isinstance(features, InPieces):
            words = [self._words[word] if len(word) <= LONGEST else self._word(word) for word in features]
            if sum(len(word.pieces) for word in words) <= MOST_ROWS:
                return self._of_words(words)
            features = frozenset(piece for word in words for piece in word.pieces)
        rows = self._rows_of(features)
        return self._sums(rows), len(rows), len(features)

    def _sums(self, rows: Sequence[int]) -> Sequence[int]:
        parts = [self._unpacked(sum(rows[first : first + MOST_ROWS])) for first in range(0, len(rows), MOST_ROWS)]
        return parts[0] if len(parts) == 1 else [sum(column) for column in zip(*parts, strict=True)]

    def _unpacked(self, row: int) -> Sequence[int]:
        return self._row_of.unpack(row.to_bytes(self._row_of.size, "little"))

    def _of_words(self, words: Sequence[_Word]) -> tuple[Sequence[int], int, int]:
        """The same of the pieces of words; a piece that several of them hold counts once."""
        met: set[str] = set()
        again: list[str] = []
        for word in words:
            again += met.intersection(word.pieces)
            met.update(word.pieces)
        twice = self._rows_of(again)
        total = sum(word.row for word in words) - sum(twice)
        rows = sum(word.rows for word in words) - len(twice)
        return self._unpacked(total), rows, len(met)

    def _word(self, word: str) -> _Word:
        pieces = tuple(dict.fromkeys(grams_of(word)))
        rows = self._rows_of(pieces)
        return _Word(pieces, sum(rows), len(rows))

    def _rows_of(self, features: Iterable[str]) -> list[int]:
        """The packed rows of those features that any model knows."""
        kept = self._rows.get
        return [row for feature in features if (row := kept(feature) or self._row(feature))]

    def _row(self, feature: str) -> int:
        """The packed row of a feature; 0 for one that no model knows, as half of what people write."""
        sieve, checksum = self._sieve, checksum_of(feature)
        if not sieve[checksum >> 3 & len(sieve) - 1] >> (checksum & 7) & 1:
            return 0
        known = [(one, place) for one in self._places if (place := one.field.index.get(feature)) is not None]
        if not known:
            return 0
        lanes = bytearray(self._nil)
        for (field, first, tail), place in known:
            start, end = field.starts[place : place + 2]
            for position, points in zip(field.positions[start:end], field.points[start:end], strict=True):
                lanes[first + _LANE * position] = NIL + points  # at most 255: the lane's lower byte
            idf = field.idf[place]
            _TAIL.pack_into(lanes, tail, idf, idf * idf, 1)
        row = int.from_bytes(lanes, "little")
        # Features recur; the limit keeps rare ones from filling the memory.
        if len(self._rows) < self._most:
            self._rows[feature] = row
        return row


def _sieve_of(index: Mapping[str, int]) -> bytes:
    return index.sieve if isinstance(index, FeatureIndex) else sieve_of(list(map(checksum_of, index)))
