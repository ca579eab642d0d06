"""Which phrases have which features: read once, and then taken apart and put together as numbers."""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

import numpy

from bot.matching.reading import FIELDS, Reading, grams_of
from bot.matching.rows import MANY, Integers, Rows, edges

_KINDS = len(FIELDS)
_GRAM = FIELDS.index("gram")


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """Features by field and name, in this order, with the field of each (its place in FIELDS), and the rows that have them.

    A row's columns rise.
    """

    features: Sequence[str]
    fields: Integers
    rows: Rows

    @classmethod
    def of(cls, readings: Iterable[Reading], framed: Container[int] = ()) -> Incidence:
        """Take the features of readings, one by one: as objects, all together would take hundreds of megabytes.

        framed: the places of those whose frame is looked at too. Only what tells a want has a use for it, and it takes time.
        """
        known = [_Numbers(field) for field in range(_KINDS)]
        pieces = _Pieces(known[_GRAM])
        entries = array("i")
        ends = array("q", [0])
        for place, reading in enumerate(readings):
            for name, features in ({**reading.whole, **reading.frame} if place in framed else reading.whole).items():
                entries.extend(map(known[FIELDS.index(name)].__getitem__, features))
            for word in set(reading.content):
                entries.extend(pieces[word])  # words share pieces: what comes twice is left out at the end
            ends.append(len(entries))
        return _sorted(known, numpy.array(ends), numpy.asarray(entries))

    def taken(self, picked: Integers) -> Incidence:
        """The same for some rows, in the order given; the features stay all."""
        return Incidence(self.features, self.fields, self.rows.take(picked))

    def joined(self, other: Incidence) -> Incidence:
        """The rows of both, those of the other behind."""
        known = [_Numbers(field) for field in range(_KINDS)]
        codes = []
        for one in (self, other):
            own = [known[field][feature] for field, feature in zip(one.fields.tolist(), one.features, strict=True)]
            codes.append(numpy.array(own, numpy.int32)[one.rows.columns])
        ends = numpy.concatenate([self.rows.starts, self.rows.starts[-1] + other.rows.starts[1:]])
        return _sorted(known, ends, numpy.concatenate(codes))


class _Numbers(dict[str, int]):
    """Numbers the features of one field as they are met; a number tells its field, too."""

    def __init__(self, field: int) -> None:
        super().__init__()
        self._field = field

    def __missing__(self, feature: str) -> int:
        number = self[feature] = len(self) * _KINDS + self._field
        return number


class _Pieces(dict[str, "array[int]"]):
    """The numbers of the pieces of a word: words recur, and have some twenty pieces each."""

    def __init__(self, numbers: _Numbers) -> None:
        super().__init__()
        self._numbers = numbers

    def __missing__(self, word: str) -> array[int]:
        found = self[word] = array("i", map(self._numbers.__getitem__, grams_of(word)))
        return found


def _sorted(known: Sequence[_Numbers], ends: Integers, codes: Integers) -> Incidence:
    """Bring features into their order, and the entries of each row, which are told by the numbers they were met by, once each."""
    order = [sorted(one) for one in known]
    firsts = numpy.cumsum([0, *map(len, order)])
    places = numpy.zeros(_KINDS * max(map(len, order)), numpy.int32)
    for field, names in enumerate(order):
        places[[known[field][name] for name in names]] = firsts[field] + numpy.arange(len(names))
    count, lengths, columns = int(firsts[-1]), [numpy.zeros(1, numpy.int64)], [numpy.zeros(0, numpy.int32)]
    for first in range(0, len(ends) - 1, MANY):
        starts = ends[first : first + MANY + 1]
        owners = numpy.repeat(numpy.arange(len(starts) - 1), numpy.diff(starts))
        keys = numpy.sort(owners * count + places[codes[starts[0] : starts[-1]]])
        keys = keys[edges(keys)]
        lengths.append(numpy.bincount(keys // count, minlength=len(starts) - 1) if count else numpy.zeros_like(starts[1:]))
        columns.append((keys % max(count, 1)).astype(numpy.int32))
    fields = numpy.repeat(numpy.arange(_KINDS), [len(names) for names in order])
    features = [name for names in order for name in names]
    return Incidence(features, fields, Rows.of_ones(numpy.cumsum(numpy.concatenate(lengths)), numpy.concatenate(columns)))
